import { expect, test } from 'vitest'
import { expectedCells } from '../../../src/metrics/signs/retention-expected.ts'
import { judgeRetentionAnomaly, type RetentionCell } from '../../../src/metrics/signs/retention-anomaly.ts'
import { addMonths } from '../../../src/metrics/months.ts'
import { lastOf, monthsFrom, said } from './given.ts'

const RATES = [0.3, 0.25, 0.2, 0.18, 0.16]

/** Cohorts of 100 that come back at 30, 25, 20 … %, changed by `factor`; as far as they can be seen by the last month. */
function cells(
  months: readonly string[],
  factor: (cohort: number, month: number) => number = () => 1,
  customers = 100,
): RetentionCell[] {
  return months.flatMap((cohort, index) =>
    RATES.map((rate, before) => ({
      cohort,
      k: before + 1,
      customers,
      active: Math.round(customers * rate * factor(index, index + before + 1)),
    })).filter(({ k }) => index + k < months.length),
  )
}

const months = monthsFrom('2024-09-01', 16)

test('ok: a cohort like the others', () => {
  const { statistic, ...rest } = lastOf(judgeRetentionAnomaly(cells(months), months))
  expect(rest).toMatchObject({ status: 'ok', reason: null, n: 100 })
  expect(statistic).toBeGreaterThan(0.2)
})

test('alarm: a cohort seen for two months, both at half of what is usual', () => {
  // 15 + 13 of 200 where 55 are expected: binomial, since the other cohorts are all alike; p < 0.001
  const judged = judgeRetentionAnomaly(
    cells(months, (cohort) => (cohort === 13 ? 0.5 : 1)),
    months,
  )
  const last = lastOf(judged)
  expect(last).toMatchObject({ status: 'alarm', statistic: 28 / 200, n: 100 })
  // the highest count with a tail under 0.035 of Bin(200, 0.275) is 43; P(≤ 43) = 0.034, P(≤ 44) = 0.048
  expect(last.limit).toBe(43 / 200)
})

test('watch: the same seen for one month only', () => {
  const judged = judgeRetentionAnomaly(
    cells(months, (cohort) => (cohort === 14 ? 0.5 : 1)),
    months,
  )
  expect(lastOf(judged)).toMatchObject({ status: 'watch', statistic: 0.15 })
})

test('watch: under twelve others nobody knows how much cohorts vary', () => {
  const young = months.slice(0, 12)
  const judged = judgeRetentionAnomaly(
    cells(young, (cohort) => (cohort === 9 ? 0.5 : 1)),
    young,
  )
  expect(lastOf(judged)).toMatchObject({ status: 'watch', statistic: 28 / 200 })
})

test('ok: a slack month is nobody’s fault: every cohort came half as often', () => {
  const judged = judgeRetentionAnomaly(
    cells(months, (_, month) => (month >= 14 ? 0.5 : 1)),
    months,
  )
  expect(lastOf(judged).status).toBe('ok')
})

test('ok: where cohorts commonly differ, one that differs as much is no alarm', () => {
  const judged = judgeRetentionAnomaly(
    cells(months, (cohort) => (cohort % 3 === 0 ? 0.6 : 1.1)),
    months,
  )
  expect(lastOf(judged).status).toBe('ok')
})

test('a cohort found wanting stays out of what is expected of it', () => {
  const given = cells(months, (cohort) => (cohort === 13 ? 0.5 : 1))
  const cell = expectedCells(given, '2025-10-01').find(({ cohort, k }) => cohort === '2025-10-01' && k === 1)!
  expect(cell.expected).toBeCloseTo(0.3, 2)
})

test('unknown: six other cohorts are needed, of thirty customers', () => {
  const young = months.slice(0, 7)
  expect(said(lastOf(judgeRetentionAnomaly(cells(young), young)))).toBe('unknown too_early')
  expect(
    said(
      lastOf(
        judgeRetentionAnomaly(
          cells(months, () => 1, 20),
          months,
        ),
      ),
    ),
  ).toBe('unknown too_few')
  expect(said(lastOf(judgeRetentionAnomaly([], months)))).toBe('unknown too_early')
})

test('a month is judged by the cells that were complete at its end alone', () => {
  const given = cells(months, (cohort) => (cohort === 13 ? 0.5 : 1))
  const now = judgeRetentionAnomaly(given, months).judgements
  const known = given.filter(({ cohort, k }) => addMonths(cohort, k) <= '2025-11-01')
  expect(judgeRetentionAnomaly(known, months.slice(0, 15)).judgements).toEqual(now.slice(0, 15))
})

test('the picture: rates with what is usual, and the limit of the cohorts tested', () => {
  const judged = judgeRetentionAnomaly(
    cells(months, (cohort) => (cohort === 13 ? 0.5 : 1)),
    months,
  )
  const picture = judged.evidenceAt('2025-12-01')
  expect(new Set(picture.map(({ series }) => series))).toEqual(new Set(['after_1', 'after_2', 'after_3']))
  const flagged = picture.filter(({ is_flagged }) => is_flagged)
  expect(flagged.map(({ series, at }) => [series, at])).toEqual([
    ['after_1', '2025-10-01'],
    ['after_2', '2025-10-01'],
  ])
  expect(flagged[0]!.value).toBe(0.15)
  expect(flagged[0]!.low! / flagged[0]!.high!).toBeCloseTo(43 / 55, 1)
  expect(picture.find(({ at }) => at === '2025-03-01')).toMatchObject({ low: null, n: 100 })
})
