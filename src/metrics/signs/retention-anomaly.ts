import { betaBinomialLowerTail, betaShape, binomialLowerTail } from '../../statistics/tails.ts'
import { addMonths } from '../months.ts'
import { groupBy, unknown } from './judging.ts'
import { expectedCells, type ExpectedCell, type RetentionCell } from './retention-expected.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'
import { square } from '../../statistics/portable.ts'

export type { RetentionCell } from './retention-expected.ts'

const SEEN = [1, 2, 3] as const
const FEWEST = 30
const OTHERS = 6
const OTHERS_FOR_ALARM = 12
/**
 * By the months in which a cohort could be seen. One month says too little; the third month's test is of another cohort
 * than the second's, so both together alarm about a healthy shop in 4% of months.
 */
const P_ALARM: Readonly<Record<number, number>> = { 1: 0, 2: 0.035, 3: 0.005 }
const P_WATCH = 0.05
const LEAST_DROP = 0.9

/** A cohort over the first months in which it could be seen. */
interface Test {
  readonly cohort: string
  readonly seen: number
  readonly customers: number
  /** Customers times months in which they were active, and what was to be expected of it. */
  readonly active: number
  readonly expected: number
  readonly p: number
  /** The highest `active` that raises the alarm; of a cohort seen for one month, the watch. */
  readonly limit: number
  readonly status: 'ok' | 'watch' | 'alarm'
}

/**
 * Sign 2: a new cohort comes back less than cohorts do.
 *
 * The newest three cohorts, over the first one, two or three months after their first order, against what is expected of
 * them (`expectedCells`: the other cohorts at that age, in those very calendar months). One-sided lower beta-binomial: the
 * variance between cohorts is estimated by moments from at least six others, so that their common variation raises no
 * light. Watch: p < 0.05 and at least 10% below. Alarm: the same with p < 0.035 for a cohort seen for two months, with
 * p < 0.005 for one seen for three; under twelve other cohorts, which tell little of how they vary, watch is the most.
 *
 * Statistic: the share of the cohort active a month, of the one furthest below; limit: the share that raises the alarm (seen for
 * one month: the watch);
 * n: the cohort's customers.
 */
export function judgeRetentionAnomaly(cells: readonly RetentionCell[], months: readonly string[]): Judged {
  const last = groupBy(cells, ({ cohort, k }) => addMonths(cohort, k))
  const testsAt = (month: string) => {
    const known = [...last].filter(([end]) => end <= month).flatMap(([, group]) => group)
    return { known, ...testsOf(known, month) }
  }
  return {
    judgements: months.map((month) => {
      const { known, tests } = testsAt(month)
      return judge(month, known, tests)
    }),
    evidenceAt: (month) => {
      const { known, expected, tests } = testsAt(month)
      return evidence(known, expected, tests)
    },
  }
}

function judge(month: string, known: readonly RetentionCell[], tests: readonly Test[]): Judgement {
  const worst = tests.toSorted((a, b) => WEIGHT[b.status] - WEIGHT[a.status] || a.p - b.p)[0]
  if (!worst) {
    const first = groupBy(known, ({ cohort }) => cohort)
    return unknown(month, first.size <= OTHERS ? 'too_early' : 'too_few')
  }
  const { status, customers, seen } = worst
  const perMonth = (active: number) => active / (customers * seen)
  return { month, status, reason: null, statistic: perMonth(worst.active), limit: perMonth(worst.limit), n: customers }
}

const WEIGHT = { alarm: 2, watch: 1, ok: 0 } as const

function testsOf(known: readonly RetentionCell[], month: string) {
  const expected = expectedCells(known)
  const tests = SEEN.flatMap((seen) => {
    const cohort = addMonths(month, -seen)
    const others = summed(expected, seen).filter((other) => other.cohort !== cohort)
    if (others.length < OTHERS || !known.some((cell) => cell.cohort === cohort)) return []
    return summed(expectedCells(known, cohort), seen)
      .filter((candidate) => candidate.cohort === cohort)
      .map((tested) => test(tested, others, seen))
  })
  return { expected, tests }
}

type Summed = Pick<Test, 'cohort' | 'customers' | 'active' | 'expected'>

/** The cohorts that could be seen for so many months, over these. */
function summed(expected: readonly ExpectedCell[], seen: number): Summed[] {
  const cohorts = groupBy(
    expected.filter(({ k, customers }) => k <= seen && customers >= FEWEST),
    ({ cohort }) => cohort,
  )
  return [...cohorts]
    .filter(([, cells]) => cells.length === seen)
    .map(([cohort, cells]) => ({
      cohort,
      customers: cells[0]!.customers,
      active: cells.reduce((sum, { active }) => sum + active, 0),
      expected: cells.reduce((sum, cell) => sum + cell.customers * cell.expected, 0),
    }))
}

function test(tested: Summed, others: readonly Summed[], seen: number): Test {
  const n = tested.customers * seen
  const mean = tested.expected / n
  const shape = betaShape(mean, mean * mean * relativeVariance(others, seen))
  const tail = (count: number) => (shape ? betaBinomialLowerTail(count, n, shape) : binomialLowerTail(count, n, mean))
  const p = tail(tested.active)
  const isBelow = tested.active <= LEAST_DROP * tested.expected
  const status =
    !isBelow || p >= P_WATCH ? 'ok' : p < P_ALARM[seen]! && others.length >= OTHERS_FOR_ALARM ? 'alarm' : 'watch'
  return {
    ...tested,
    seen,
    p,
    status,
    limit: highestBelow(tail, P_ALARM[seen]! || P_WATCH, LEAST_DROP * tested.expected),
  }
}

/** How much cohorts differ from what is expected of them beyond chance, as a share of it, squared. */
function relativeVariance(cohorts: readonly Summed[], seen: number): number {
  const sum = cohorts.reduce((total, { customers, active, expected }) => {
    const byChance = (1 - expected / (customers * seen)) / expected
    return total + square(active / expected - 1) - byChance
  }, 0)
  return Math.max(0, sum / cohorts.length)
}

/** The highest count up to `most` whose tail is under p. */
function highestBelow(tail: (count: number) => number, p: number, most: number): number {
  let low = 0
  let high = Math.floor(most)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (tail(middle) < p) low = middle
    else high = middle - 1
  }
  return low
}

function evidence(
  known: readonly RetentionCell[],
  expected: readonly ExpectedCell[],
  tests: readonly Test[],
): Evidence[] {
  return known
    .filter(({ k }) => k <= SEEN.length)
    .map((cell) => {
      const { cohort, k, customers, active } = cell
      const usual = expected.find((candidate) => candidate.cohort === cohort && candidate.k === k)?.expected ?? null
      const tested = tests.find((candidate) => candidate.cohort === cohort)
      return {
        series: `after_${k}`,
        label: null,
        at: cohort,
        value: active / customers,
        low: tested && usual !== null ? (usual * tested.limit) / tested.expected : null,
        high: usual,
        n: customers,
        is_flagged: tested !== undefined && tested.status !== 'ok',
      }
    })
}
