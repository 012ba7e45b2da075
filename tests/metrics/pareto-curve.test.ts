import { expect, test } from 'vitest'
import { paretoCurve } from '../../src/metrics/pareto-curve.ts'
import { ask, given, onNative, testOnReference } from '../support/given.ts'
import { cdnow, published } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const settings = { as_of: '2026-02-01' }

test('101 points, the best customers first', async () => {
  const orders = given(`
    a 2026-01-01 50
    b 2026-01-01 10
    c 2026-01-01 30
    d 2026-01-01 10
    e 2026-01-01 0
  `)
  const rows = await ask(paretoCurve, { orders, settings })
  expect(rows).toHaveLength(101)
  const at = (percent: number) => rows[percent]
  expect(at(0)).toEqual({ customer_share: 0, customers: 0, value_share: 0 })
  expect(at(1)).toEqual({ customer_share: 0.01, customers: 1, value_share: 0.5 })
  expect(at(20)).toEqual({ customer_share: 0.2, customers: 1, value_share: 0.5 })
  expect(at(21)).toEqual({ customer_share: 0.21, customers: 2, value_share: 0.8 })
  expect(at(60)).toEqual({ customer_share: 0.6, customers: 3, value_share: 0.9 })
  expect(at(80)).toEqual({ customer_share: 0.8, customers: 4, value_share: 1 })
  expect(at(100)).toEqual({ customer_share: 1, customers: 5, value_share: 1 })
})

test('no value: points without a share; no customers: no points', async () => {
  const orders = given('a 2026-01-01 0')
  const rows = await ask(paretoCurve, { orders, settings })
  expect(rows).toHaveLength(101)
  expect(rows.every((row) => row['value_share'] === null)).toBe(true)
  expect(await ask(paretoCurve, { orders, settings: { as_of: '2026-01-01' } })).toEqual([])
})

testOnReference('CDNOW: the top tenth and fifth', () =>
  onNative(async (database) => {
    const answer = await openShop(database, await cdnow(database))
    const rows = await answer(paretoCurve)
    const expected = await published<{ top10_share: number; top20_share: number }>('cdnow-master-concentration')
    expect(rows[10]!['value_share']).toBeCloseTo(expected.top10_share, 9)
    expect(rows[20]!['value_share']).toBeCloseTo(expected.top20_share, 9)
  }),
)
