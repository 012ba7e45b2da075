import type { Cell, Row } from '../engine/database.ts'
import type { ComputedModel } from '../engine/model-graph.ts'
import { dayOfShare, kaplanMeier, stepOn, type WaitCount } from '../statistics/kaplan-meier.ts'
import { churnLimit } from './churn-limits-model.ts'
import sql from './month-limits-model.sql?raw'

/** A buyer counts as a one-time buyer once this share of those who ever come back for a second time has done so. */
const ONE_TIME_QUANTILE = 0.8

/**
 * The relation `month_limits`: for each whole month the churn limits as they stood at its end, and the days after which a
 * first-time buyer counts as a one-time buyer (smallest t with F(t) ≥ 0.8·F(365)); null where unknown.
 */
export const monthLimitsModel: ComputedModel = {
  name: 'month_limits',
  kind: 'computed',
  sql,
  definition: 'month_on date, first_limit_days integer, later_limit_days integer, one_time_days integer',
  compute: (rows) => [...groupedByMonth(rows)].map(([month, kinds]) => limitsOf(month, kinds, quantileOf(rows))),
}

type Kinds = Readonly<Record<'first' | 'later', readonly WaitCount[]>>

function groupedByMonth(rows: readonly Row[]): Map<string, Kinds> {
  const months = new Map<string, { first: WaitCount[]; later: WaitCount[] }>()
  for (const row of rows) {
    const month = String(row['month'])
    const kinds = months.get(month) ?? { first: [], later: [] }
    months.set(month, kinds)
    kinds[row['wait'] === 'first' ? 'first' : 'later'].push({
      days: Number(row['days']),
      events: Number(row['events']),
      censored: Number(row['censored']),
    })
  }
  return months
}

function quantileOf(rows: readonly Row[]): number {
  return Number(rows[0]?.['churn_quantile'])
}

function limitsOf(month: string, { first, later }: Kinds, quantile: number): Cell[] {
  const [afterFirst, afterLater] = [churnLimit(first, quantile), churnLimit(later, quantile)]
  return [month, afterFirst.limitDays, afterLater.limitDays, oneTimeDays(first, afterFirst.horizonDays)]
}

function oneTimeDays(counts: readonly WaitCount[], horizonDays: number | null): number | null {
  if (horizonDays === null || horizonDays < 90) return null
  const curve = kaplanMeier(counts)
  const share = 1 - (stepOn(curve, horizonDays)?.survival ?? 1)
  return share > 0 ? dayOfShare(curve, ONE_TIME_QUANTILE * share) : null
}
