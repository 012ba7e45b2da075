import { binomialUpperTail } from '../../statistics/tails.ts'
import { addMonths } from '../months.ts'
import { unknown } from './judging.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'

/**
 * Customers lost and won over the three whole months that end with `month`, and over the same three a year before, by
 * the churn limits as they were at that month's end. Null where no limit is known yet, or where the months lie so near
 * the file's start that nobody in it can have been silent long enough.
 */
export interface FlowTally {
  readonly month: string
  readonly churned: number | null
  readonly arrived: number | null
  readonly churned_year_before: number | null
  readonly arrived_year_before: number | null
}

/** With fewer customers lost and won in three months nothing is judged. */
const FEWEST = 30
const P = 0.01
/** Lost ÷ won over three months; the same against a year before; over twelve months; won against a year before. */
const RATIO = 1.1
const RATIO_GROWN = 1.2
const RATIO_OF_YEAR = 1.05
const FALLEN = 0.9

/**
 * Sign 1: more customers leave than come.
 *
 * Alarm: over three months clearly more lost than won (one-sided exact binomial p < 0.01, at least 1.1 times as many), and
 * that is no season: either clearly fewer were won than a year before (at least 10%, p < 0.01) and lost ÷ won grew to at
 * least 1.2 times that of then, or clearly more were lost than won over the last twelve months (p < 0.01, at least 1.05
 * times as many). Watch: at least as many lost as won, and lost ÷ won at least 1.1 times that of a year before, if known.
 *
 * Statistic: lost ÷ won, with limit 1; n: both together.
 */
export function judgeNewChurnedCrossover(tallies: readonly FlowTally[], months: readonly string[]): Judged {
  const byMonth = new Map(tallies.map((tally) => [tally.month, tally]))
  return {
    judgements: months.map((month) => judge(month, byMonth)),
    evidenceAt: (month) => evidence(month, byMonth, months),
  }
}

function judge(month: string, byMonth: ReadonlyMap<string, FlowTally>): Judgement {
  const flow = byMonth.get(month)
  if (!flow || flow.churned === null || flow.arrived === null) return unknown(month, 'too_early')
  const { churned, arrived } = flow
  const n = churned + arrived
  const statistic = arrived > 0 ? churned / arrived : null
  if (n < FEWEST) return unknown(month, 'too_few', { statistic, limit: 1, n })
  const status = isAlarm(flow, byMonth) ? 'alarm' : isWatch(flow) ? 'watch' : 'ok'
  return { month, status, reason: null, statistic, limit: 1, n }
}

function isAlarm(flow: FlowTally, byMonth: ReadonlyMap<string, FlowTally>): boolean {
  const { churned, arrived, churned_year_before, arrived_year_before } = flow
  if (churned === null || arrived === null || !isExcess(churned, arrived, RATIO)) return false
  const year = overYear(flow.month, byMonth)
  if (year && isExcess(year.churned, year.arrived, RATIO_OF_YEAR)) return true
  if (churned_year_before === null || arrived_year_before === null) return false
  return (
    isExcess(arrived_year_before, arrived, 1 / FALLEN) &&
    churned * arrived_year_before >= RATIO_GROWN * arrived * churned_year_before
  )
}

function isWatch({ churned, arrived, churned_year_before, arrived_year_before }: FlowTally): boolean {
  if (churned === null || arrived === null || churned < arrived) return false
  if (churned_year_before === null || arrived_year_before === null) return true
  return churned * arrived_year_before >= RATIO * arrived * churned_year_before
}

/** Is the first so many times the second, and clearly more? */
function isExcess(first: number, second: number, ratio: number): boolean {
  return first >= ratio * second && binomialUpperTail(first, first + second, 0.5) < P
}

/** Four windows of three months; null where one of them is not known. */
function overYear(month: string, byMonth: ReadonlyMap<string, FlowTally>): { churned: number; arrived: number } | null {
  let [churned, arrived] = [0, 0]
  for (const ago of [0, 3, 6, 9]) {
    const flow = byMonth.get(addMonths(month, -ago))
    if (!flow || flow.churned === null || flow.arrived === null) return null
    churned += flow.churned
    arrived += flow.arrived
  }
  return { churned, arrived }
}

function evidence(month: string, byMonth: ReadonlyMap<string, FlowTally>, months: readonly string[]): Evidence[] {
  return (['churned', 'arrived'] as const).flatMap((series) =>
    months
      .filter((at) => at <= month)
      .flatMap((at) => {
        const flow = byMonth.get(at)
        const n = flow?.[series] ?? null
        if (!flow || n === null) return []
        return [{ series, label: null, at, value: n / 3, low: null, high: null, n, is_flagged: isAlarm(flow, byMonth) }]
      }),
  )
}
