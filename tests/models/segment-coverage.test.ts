import { expect, test } from 'vitest'
import { given, offences, onNative } from '../support/given.ts'
import { openShop } from '../support/shop.ts'

const orders = given(`
  a 2026-01-01 5
  b 2026-01-02 6
`)

test('a gap and an overlap of the scheme are seen', () =>
  onNative(async (database) => {
    await openShop(database, { isBuilt: true, orders, settings: { as_of: '2026-02-01' } })
    expect(await offences(database, 'segment_coverage')).toBe(0)
    await database.execute("insert into segment_cells values (2, 1, 2, 'twice')")
    expect(await offences(database, 'segment_coverage')).toBe(1)
    await database.execute('delete from segment_cells where r = 4')
    expect(await offences(database, 'segment_coverage')).toBe(2)
  }))

test('a score that does not hold its customers is seen', () =>
  onNative(async (database) => {
    await openShop(database, { isBuilt: true, orders, settings: { as_of: '2026-02-01' } })
    expect(await offences(database, 'score_ranges')).toBe(0)
    await database.execute(
      `update score_cutoffs set customer_count = 2 where days_before = 0 and dimension = 'm' and customer_count > 0`,
    )
    await database.execute(
      `update score_cutoffs set low = 30 where days_before = 0 and dimension = 'r' and customer_count > 0`,
    )
    expect(await offences(database, 'score_ranges')).toBe(2)
  }))
