import { expect, test } from 'vitest'
import { secondOrderByCohort } from '../../src/metrics/second-order-by-cohort.ts'
import { alike, ask, ordersOn } from '../support/ask.ts'

const orders = ordersOn({
  ...alike('january', 15, ['2026-01-01']),
  ...alike('back', 5, ['2026-01-31', '2026-03-02']),
  ...alike('march', 12, ['2026-03-01']),
})

test('a row a month and step of days, null where fewer than ten are at risk', async () => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-04-01' } }, secondOrderByCohort)
  expect(rows!.length).toBe(2 * 13)
  const shown = (cohort: string) =>
    rows!
      .filter((row) => row['cohort'] === cohort)
      .slice(0, 4)
      .map((row) => [row['day'], row['customers'], row['at_risk'], row['share']])
  expect(shown('2026-01-01')).toEqual([
    [30, 20, 20, 0.25],
    [60, 20, 15, 0.25],
    [90, 20, 0, null],
    [120, 20, 0, null],
  ])
  expect(shown('2026-03-01')).toEqual([
    [30, 12, 12, 0],
    [60, 12, 0, null],
    [90, 12, 0, null],
    [120, 12, 0, null],
  ])
  expect(rows!.map((row) => row['day']).slice(10, 13)).toEqual([330, 360, 365])
  expect(rows!.every((row) => (row['share'] === null) === (row['low'] === null))).toBe(true)
  expect(rows!.every((row) => row['is_left_edge'] === false)).toBe(true)
})

test('cohorts of the left edge are marked', async () => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-04-01', history: 'partial' } }, secondOrderByCohort)
  expect(rows!.every((row) => row['is_left_edge'] === true)).toBe(true)
})
