import { expect, test } from 'vitest'
import { judgeOneTimeRising, type OneTimeTally } from '../../../src/metrics/signs/one-time-rising.ts'
import { lastOf, monthsFrom, said } from './given.ts'

/** Cohorts from 2024-01 on, all mature at the end of 2026-06, of which these shares bought once; the last month only. */
function judge(shares: readonly number[], buyers = 200) {
  const tallies: OneTimeTally[] = monthsFrom('2024-01-01', shares.length).map((cohort, index) => ({
    month: '2026-06-01',
    window: 90,
    cohort,
    buyers,
    one_time: Math.round(shares[index]! * buyers),
  }))
  return judgeOneTimeRising(tallies, ['2026-05-01', '2026-06-01'])
}

const steady = (count: number) => Array.from({ length: count }, () => 0.4)
const rising = [0.43, 0.46, 0.5, 0.53, 0.56, 0.6]

test('ok: as many as ever', () => {
  const last = lastOf(judge(steady(20)))
  expect(last).toMatchObject({ month: '2026-06-01', status: 'ok', reason: null, limit: 0.02, n: 600 })
  expect(last.statistic).toBeCloseTo(0, 10)
})

test('alarm: twenty points more over six cohorts', () => {
  const last = lastOf(judge([...steady(16), ...rising]))
  expect(last.status).toBe('alarm')
  // the last three: (53 + 56 + 60) ÷ 3 = 56.3% against 40%
  expect(last.statistic).toBeCloseTo(0.163, 2)
})

test('ok: a rise of less than two points, however sure', () => {
  const small = rising.map((share) => 0.4 + (share - 0.4) / 12)
  expect(said(lastOf(judge([...steady(16), ...small], 100_000)))).toBe('ok')
})

test('ok: cohorts that always differ by as much', () => {
  const noisy = Array.from({ length: 22 }, (_, index) => [0.3, 0.52, 0.38, 0.6, 0.34][index % 5]!)
  expect(said(lastOf(judge(noisy)))).toBe('ok')
})

test('ok: the same slack season as in the years before', () => {
  const seasonal = Array.from({ length: 30 }, (_, index) => 0.4 + 0.08 * Math.sin((2 * Math.PI * index) / 12))
  for (const count of [24, 26, 28, 30]) expect(said(lastOf(judge(seasonal.slice(0, count), 1000)))).toBe('ok')
})

test('watch: a rise within the first year and a half may be a season', () => {
  expect(said(lastOf(judge([...steady(6), ...rising])))).toBe('watch')
})

test('unknown: eight mature cohorts of a hundred buyers are needed', () => {
  expect(said(lastOf(judge(steady(7))))).toBe('unknown too_early')
  expect(said(lastOf(judge(steady(20), 99)))).toBe('unknown too_few')
  expect(judge(steady(20)).judgements.map(said)).toEqual(['unknown too_early', 'ok'])
})

test('the picture: shares with their intervals, what was to be expected, and the window', () => {
  const picture = judge([...steady(16), ...rising]).evidenceAt('2026-06-01')
  const shares = picture.filter(({ series }) => series === 'one_time')
  expect(shares).toHaveLength(22)
  expect(shares.filter(({ is_flagged }) => is_flagged).map(({ at }) => at)).toEqual([
    '2025-08-01',
    '2025-09-01',
    '2025-10-01',
  ])
  // Wilson: 80 of 200
  expect(shares[0]).toMatchObject({ value: 0.4, n: 200 })
  expect(shares[0]!.low).toBeCloseTo(0.3346, 4)
  expect(shares[0]!.high).toBeCloseTo(0.4692, 4)
  expect(picture.find(({ series }) => series === 'before')!.value).toBeCloseTo(0.4, 2)
  expect(picture.find(({ series }) => series === 'window')!.value).toBe(90)
})
