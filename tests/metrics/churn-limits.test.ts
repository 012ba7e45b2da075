import { expect, test } from 'vitest'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { churnLimits } from '../../src/metrics/churn-limits.ts'
import { churnLimit } from '../../src/metrics/churn-limits-model.ts'
import { cdnow, published, referenceTest } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

/** `count` waits that ended on `days`, and open ones long enough to reach any horizon. */
const waits = (ended: readonly [days: number, count: number][], open: readonly [days: number, count: number][]) => [
  ...ended.map(([days, events]) => ({ days, events, censored: 0 })),
  ...open.map(([days, censored]) => ({ days, events: 0, censored })),
]

referenceTest('CDNOW: 250 days after a first order, 185 after a later one', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const ask = await openShop(database, await cdnow(database))
  const [first, later] = await ask(churnLimits)
  expect(first).toMatchObject({
    wait: 'first',
    limit_days: 250,
    status: 'ready',
    horizon_days: 365,
    waits: 23570,
    reordered: 11516,
  })
  expect(later).toMatchObject({
    wait: 'later',
    limit_days: 185,
    status: 'ready',
    horizon_days: 365,
    waits: 44021,
    reordered: 32505,
  })
  expect((first!['reordered'] as number) + (later!['reordered'] as number)).toBe(
    (await published<{ n_gaps: number }>('cdnow-master-purchase-gaps')).n_gaps,
  )
  await database.close()
})

test('the limit is the day by which nine in ten of those who come back in a year have done so', () => {
  expect(churnLimit(waits([[5, 4], [20, 4], [60, 1], [100, 1]], [[400, 90]]), 0.9)).toEqual({
    limitDays: 60,
    status: 'ready',
    horizonDays: 365,
    waits: 100,
    reordered: 10,
    shareAtHorizon: expect.closeTo(0.1, 12),
    medianDays: null,
  }) // prettier-ignore
})

test('another share moves the limit', () => {
  const counts = waits([[5, 4], [20, 4], [60, 1], [100, 1]], [[400, 90]]) // prettier-ignore
  expect([0.4, 0.41, 0.8, 0.95].map((quantile) => churnLimit(counts, quantile).limitDays)).toEqual([5, 20, 20, 100])
})

test.each([
  [365, 'ready', 365],
  [364, 'ready', 360],
  [180, 'ready', 180],
  [179, 'provisional', 150],
  [90, 'provisional', 90],
  [89, 'unknown', 60],
  [29, 'unknown', null],
] as const)('fifty waits that reached %i days make it %s, with a horizon of %s', (days, status, horizonDays) => {
  const limit = churnLimit(waits([[10, 5]], [[days, 50]]), 0.9)
  expect(limit).toMatchObject({ status, horizonDays, limitDays: status === 'unknown' ? null : 10 })
})

test('with 49 at risk the horizon falls back, and where nobody came back nothing is known', () => {
  expect(churnLimit(waits([[10, 5], [200, 2]], [[365, 49]]), 0.9)).toMatchObject({ horizonDays: 180, limitDays: 10 }) // prettier-ignore
  expect(churnLimit(waits([], [[400, 80]]), 0.9)).toMatchObject({
    horizonDays: 365,
    status: 'unknown',
    limitDays: null,
  })
  expect(churnLimit([], 0.9)).toMatchObject({ horizonDays: null, status: 'unknown', waits: 0, medianDays: null })
})

test('half come back by the median', () => {
  expect(churnLimit(waits([[7, 50]], [[400, 50]]), 0.9)).toMatchObject({ medianDays: 7, shareAtHorizon: 0.5 })
})
