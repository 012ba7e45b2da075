import { binomialUpperTail } from '../../statistics/tails.ts'
import { addMonths, unknown } from './judging.ts'
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
const RATIO = 1.1
const P = 0.01

/**
 * Sign 1: more customers leave than come.
 *
 * Alarm: over three months clearly more lost than won (one-sided exact binomial p < 0.01 and at least 1.1 times as many),
 * at two month ends running, and the ratio at least 1.1 times that of a year before. Watch: at least as many lost as won.
 * The year before keeps a slack season from looking like a loss: where it is not known yet, watch is the most.
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
  const before = byMonth.get(addMonths(month, -1))
  const isAlarm = isExcess(flow) && before !== undefined && isExcess(before)
  const status = isAlarm ? 'alarm' : churned >= arrived ? 'watch' : 'ok'
  return { month, status, reason: null, statistic, limit: 1, n }
}

/** Are clearly more lost than won, and relatively more than a year before? */
function isExcess(flow: FlowTally): boolean {
  const { churned, arrived, churned_year_before, arrived_year_before } = flow
  if (churned === null || arrived === null || churned_year_before === null || arrived_year_before === null) return false
  return (
    churned >= RATIO * arrived &&
    churned * arrived_year_before >= RATIO * arrived * churned_year_before &&
    binomialUpperTail(churned, churned + arrived, 0.5) < P
  )
}

function evidence(month: string, byMonth: ReadonlyMap<string, FlowTally>, months: readonly string[]): Evidence[] {
  return (['churned', 'arrived'] as const).flatMap((series) =>
    months
      .filter((at) => at <= month)
      .flatMap((at) => {
        const flow = byMonth.get(at)
        const n = flow?.[series] ?? null
        if (!flow || n === null) return []
        return [{ series, label: null, at, value: n / 3, low: null, high: null, n, is_flagged: isExcess(flow) }]
      }),
  )
}
