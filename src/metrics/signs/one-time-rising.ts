import { expectedShare, pAboveZero, quasiLogistic, type QuasiLogistic } from '../../statistics/quasi-logistic.ts'
import { wilson } from '../../statistics/proportions.ts'
import { occasionOf } from './holidays.ts'
import { monthNumber } from '../months.ts'
import { groupBy, unknown } from './judging.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'

/**
 * A monthly cohort all of whose buyers had `window` days since their first purchase by the end of `month`: how many had
 * no second purchase day within those days. The window is the one estimated at that month's end.
 */
export interface OneTimeTally {
  readonly month: string
  readonly window: number
  readonly cohort: string
  readonly buyers: number
  readonly one_time: number
}

const FEWEST = 100
const COHORTS = 8
const COHORTS_FOR_SEASON = 18
const RECENT = 3
const RISE = 6
const LIMIT = 0.02
const P_ALARM = 0.025
const P_WATCH = 0.05

/**
 * Sign 5: more and more first-time buyers never come back.
 *
 * Quasi-binomial logistic regression of the mature cohorts' one-time share on a rise over the last six of them. Alarm: the
 * rise is clear (one-sided p < 0.025) and puts the last three at least 2 points above what was to be expected of them.
 * From 18 cohorts on the year's round (a sine and a cosine) and months of a feast or sale are part of what is expected.
 * Watch: the same with p < 0.05; under 18 cohorts watch is the most, since a slack season looks the same.
 *
 * Statistic: the last three's share less what was to be expected of it, with limit 0.02; n: buyers of the last three.
 */
export function judgeOneTimeRising(tallies: readonly OneTimeTally[], months: readonly string[]): Judged {
  const byMonth = groupBy(tallies, ({ month }) => month)
  const cohortsOf = (month: string) =>
    (byMonth.get(month) ?? [])
      .filter(({ buyers }) => buyers >= FEWEST)
      .toSorted((a, b) => (a.cohort < b.cohort ? -1 : 1))
  return {
    judgements: months.map((month) => judge(month, cohortsOf(month), byMonth.get(month)?.length ?? 0)),
    evidenceAt: (month) => evidence(cohortsOf(month)),
  }
}

interface Rise {
  readonly share: number
  readonly expected: number
  readonly p: number
  readonly n: number
}

function judge(month: string, cohorts: readonly OneTimeTally[], mature: number): Judgement {
  const reason = mature < COHORTS ? 'too_early' : 'too_few'
  if (cohorts.length < COHORTS) return unknown(month, reason)
  const rise = riseOf(cohorts)
  if (!rise) return unknown(month, 'too_few')
  const statistic = rise.share - rise.expected
  return {
    month,
    status: statusOf(statistic, rise.p, cohorts.length),
    reason: null,
    statistic,
    limit: LIMIT,
    n: rise.n,
  }
}

function statusOf(statistic: number, p: number, cohorts: number): 'ok' | 'watch' | 'alarm' {
  if (statistic < LIMIT || p >= P_WATCH) return 'ok'
  return p < P_ALARM && cohorts >= COHORTS_FOR_SEASON ? 'alarm' : 'watch'
}

/** The last three cohorts against what the rest leads to expect; null where there is nothing to tell them by. */
function riseOf(cohorts: readonly OneTimeTally[]): Rise | null {
  const explain = explanations(cohorts)
  const points = cohorts.map((cohort, index) => ({
    x: [1, Math.max(0, index + 1 - cohorts.length + RISE) / RISE, ...explain(cohort.cohort)],
    count: cohort.one_time,
    n: cohort.buyers,
  }))
  const fit = quasiLogistic(points)
  if (!fit) return null
  const recent = points.slice(-RECENT)
  const n = sum(recent.map((point) => point.n))
  return {
    share: sum(recent.map(({ count }) => count)) / n,
    expected: sum(recent.map((point) => point.n * unrisen(fit, point.x))) / n,
    p: pAboveZero(fit, 1),
    n,
  }
}

function unrisen({ coefficients }: QuasiLogistic, x: readonly number[]): number {
  return expectedShare(coefficients, [1, 0, ...x.slice(2)])
}

/** What explains a cohort's share besides the rise: the time of the year, as far as there are cohorts enough. */
function explanations(cohorts: readonly OneTimeTally[]): (cohort: string) => number[] {
  if (cohorts.length < COHORTS_FOR_SEASON) return () => []
  const isOccasion = (cohort: string) => (occasionOf(cohort) === null ? 0 : 1)
  const knowsOccasions = sum(cohorts.slice(0, -RECENT).map(({ cohort }) => isOccasion(cohort))) >= RECENT
  return (cohort) => {
    const month = monthNumber(cohort) % 12
    return [sineOf(month), sineOf(month + 3), ...(knowsOccasions ? [isOccasion(cohort)] : [])]
  }
}

function evidence(cohorts: readonly OneTimeTally[]): Evidence[] {
  const rise = cohorts.length >= COHORTS ? riseOf(cohorts) : null
  const isOn = rise !== null && statusOf(rise.share - rise.expected, rise.p, cohorts.length) !== 'ok'
  const single = { label: null, at: null, low: null, high: null, n: null, is_flagged: false }
  return [
    ...cohorts.map(({ cohort, buyers, one_time }, index) => {
      const { share, low, high } = wilson(one_time, buyers)
      const is_flagged = isOn && index >= cohorts.length - RECENT
      return { series: 'one_time', label: null, at: cohort, value: share, low, high, n: buyers, is_flagged }
    }),
    ...(rise ? [{ ...single, series: 'before', value: rise.expected }] : []),
    ...cohorts.slice(-1).map(({ window }) => ({ ...single, series: 'window', value: window })),
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Sine of so many twelfths of a turn. */
function sineOf(twelfths: number): number {
  const size = [0, 0.5, Math.sqrt(3) / 2, 1, Math.sqrt(3) / 2, 0.5][twelfths % 6]!
  return twelfths % 12 < 6 ? size : -size
}
