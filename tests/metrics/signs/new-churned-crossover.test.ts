import { expect, test } from 'vitest'
import { judgeNewChurnedCrossover, type FlowTally } from '../../../src/metrics/signs/new-churned-crossover.ts'
import { lastOf, monthsFrom, said } from './given.ts'

const months = monthsFrom('2025-01-01', 12)

/** Lost and won in the last month's window, with those of a year before; earlier windows as `earlier` says. */
function judge(
  [churned, arrived]: [number | null, number | null],
  [churned_year_before, arrived_year_before]: [number | null, number | null] = [null, null],
  earlier: [number | null, number | null] = [null, null],
) {
  const tallies: FlowTally[] = months.map((month) => ({
    month,
    churned: earlier[0],
    arrived: earlier[1],
    churned_year_before: null,
    arrived_year_before: null,
  }))
  tallies[11] = { month: months[11]!, churned, arrived, churned_year_before, arrived_year_before }
  return judgeNewChurnedCrossover(tallies, months)
}

test('ok: fewer lost than won', () => {
  expect(lastOf(judge([80, 100]))).toEqual({
    month: '2025-12-01',
    status: 'ok',
    reason: null,
    statistic: 0.8,
    limit: 1,
    n: 180,
  })
})

test('watch: more lost than won, and no year before to tell whether that is the season', () => {
  expect(said(lastOf(judge([150, 100])))).toBe('watch')
  expect(said(lastOf(judge([100, 100])))).toBe('watch')
})

test('ok: the same slack season a year before', () => {
  expect(said(lastOf(judge([150, 100], [150, 100])))).toBe('ok')
  expect(said(lastOf(judge([166, 100], [150, 100])))).toBe('watch')
})

test('alarm: clearly more lost than won, because clearly fewer come than a year before', () => {
  // 150 of 250: p = 0.0009; 160 against 100: p = 0.0001; 1.5 against 0.625
  expect(lastOf(judge([150, 100], [100, 160]))).toMatchObject({ status: 'alarm', statistic: 1.5, n: 250 })
  // 130 against 100 may be chance: p = 0.03
  expect(said(lastOf(judge([150, 100], [100, 130])))).toBe('watch')
  // 15 more of 25 may be chance
  expect(said(lastOf(judge([20, 14], [10, 40])))).toBe('watch')
})

test('alarm: more lost than won over all four windows of the year', () => {
  // 180 of 310: p = 0.003; 720 of 1,240: p < 0.0001
  expect(said(lastOf(judge([180, 130], [null, null], [180, 130])))).toBe('alarm')
  // 180 + 3·100 = 480 against 130 + 3·150 = 580: a season
  expect(said(lastOf(judge([180, 130], [null, null], [100, 150])))).toBe('watch')
})

test('unknown: no churn can show yet; nearly nobody', () => {
  expect(said(lastOf(judge([null, null])))).toBe('unknown too_early')
  expect(lastOf(judge([10, 10]))).toMatchObject({ status: 'unknown', reason: 'too_few', statistic: 1, n: 20 })
  expect(said(lastOf(judgeNewChurnedCrossover([], months)))).toBe('unknown too_early')
})

test('the picture: monthly means of lost and won, up to the judged month', () => {
  const judged = judge([150, 99], [100, 160], [90, 120])
  const last = judged.evidenceAt('2025-12-01').filter(({ at }) => at === '2025-12-01')
  expect(last).toEqual([
    { series: 'churned', label: null, at: '2025-12-01', value: 50, low: null, high: null, n: 150, is_flagged: true },
    { series: 'arrived', label: null, at: '2025-12-01', value: 33, low: null, high: null, n: 99, is_flagged: true },
  ])
  expect(judged.evidenceAt('2025-03-01')).toHaveLength(6)
  expect(judge([1, 1]).evidenceAt('2025-03-01')).toEqual([])
})
