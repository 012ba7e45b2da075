import { expect, test } from 'vitest'
import { secondOrderSurvival } from '../../src/metrics/second-order-survival.ts'
import { alike, ask, ordersOn } from '../support/ask.ts'
import { cdnow, published, referenceTest } from '../support/reference.ts'

const orders = ordersOn({
  ...alike('soon', 3, ['2026-01-01', '2026-01-06', '2026-01-09']),
  ...alike('late', 1, ['2026-01-01', '2026-01-11']),
  ...alike('never', 8, ['2026-01-01']),
})

test('a row a day until fewer than ten are at risk', async () => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-02-01' } }, secondOrderSurvival)
  expect(rows!.map((row) => row['day'])).toEqual([0, 1, 2, 3, 4, 5])
  expect(rows![0]).toEqual({ day: 0, at_risk: 12, reordered: 0, share: 0, low: 0, high: 0 })
  expect(rows![4]).toEqual({ day: 4, at_risk: 12, reordered: 0, share: 0, low: 0, high: 0 })
  // S = 9/12, Σ = 3/(12·9); S^exp(±1.959964·√Σ/|ln S|)
  expect(rows![5]).toEqual({
    day: 5,
    at_risk: 12,
    reordered: 3,
    share: 0.25,
    low: expect.closeTo(0.08828, 4),
    high: expect.closeTo(0.59158, 4),
  })
})

test('open waits count for as long as they have lasted: 20 days for those who bought 21 days before as_of', async () => {
  const given = ordersOn({
    ...alike('old', 20, ['2026-01-01']),
    ...alike('new', 20, ['2026-02-01']),
    ...alike('back', 10, ['2026-01-01', '2026-01-31']),
  })
  const [rows] = await ask({ orders: given, settings: { as_of: '2026-02-22' } }, secondOrderSurvival)
  expect([20, 21, 30, 31].map((day) => [rows![day]!['at_risk'], rows![day]!['share']])).toEqual([
    [50, 0],
    [30, 0],
    [30, 0.333333333333],
    [20, 0.333333333333],
  ])
  expect(rows!.at(-1)!['day']).toBe(51)
})

test('the left edge is left out', async () => {
  const given = ordersOn({
    ...alike('edge', 15, ['2024-01-01', '2024-01-04']),
    ...alike('own', 10, ['2024-12-31', '2025-01-05']),
  })
  const rows = async (history: 'partial' | 'complete') =>
    (await ask({ orders: given, settings: { as_of: '2025-06-01', history } }, secondOrderSurvival))[0]!
  expect((await rows('partial')).map((row) => row['at_risk'])).toEqual([10, 10, 10, 10, 10, 10])
  expect((await rows('complete'))[0]!['at_risk']).toBe(25)
})

referenceTest('CDNOW: within 30 and 90 days, and the median of those who came back, as published', async () => {
  const expected = await published<{ n: number; within30: number; within90: number; median_days: number }>(
    'cdnow-master-second-purchase',
  )
  const [rows] = await ask((database) => cdnow(database), secondOrderSurvival)
  expect(rows![0]!['at_risk']).toBe(expected.n)
  // Everyone is observed for more than 90 days, so that the estimate is the plain share.
  expect(rows![30]!['share']).toBeCloseTo(expected.within30 / expected.n, 11)
  expect(rows![90]!['share']).toBeCloseTo(expected.within90 / expected.n, 11)
  const total = rows!.reduce((sum, row) => sum + (row['reordered'] as number), 0)
  let before = 0
  const median = rows!.find((row) => (before += row['reordered'] as number) * 2 >= total)
  expect(median!['day']).toBe(expected.median_days)
})
