import type { Cell, Row } from '../engine/database.ts'
import type { ComputedModel } from '../engine/model-graph.ts'
import sql from './churn-limits-model.sql?raw'
import {
  atRiskOn,
  cutBelow,
  dayOfShare,
  kaplanMeier,
  medianWait,
  stepOn,
  type WaitCount,
} from '../statistics/kaplan-meier.ts'

/** `ready`, `provisional` (horizon under 180 days) or `unknown` (under 90 days, or nobody came back: no limit). */
export type ChurnLimitStatus = 'ready' | 'provisional' | 'unknown'

/** The days of silence after which a customer counts as churned, and what they rest on. */
export interface ChurnLimit {
  readonly limitDays: number | null
  readonly status: ChurnLimitStatus
  readonly horizonDays: number | null
  readonly waits: number
  readonly reordered: number
  readonly shareAtHorizon: number | null
  readonly medianDays: number | null
}

const LONGEST_HORIZON = 365
const AT_RISK_AT_HORIZON = 50
const AT_RISK_ON_CURVE = 10

/**
 * The smallest day by which `quantile` of those who come back within the horizon have done so.
 *
 * The horizon is 365 days, or the longest multiple of 30 that at least 50 waits reached. The median of the wait is null
 * where fewer than 10 are at risk before half have come back.
 */
export function churnLimit(counts: readonly WaitCount[], quantile: number): ChurnLimit {
  const curve = kaplanMeier(counts)
  const horizonDays = horizon((day) => atRiskOn(curve, day))
  const shareAtHorizon = horizonDays === null ? null : 1 - (stepOn(curve, horizonDays)?.survival ?? 1)
  const isKnown = horizonDays !== null && horizonDays >= 90 && shareAtHorizon !== null && shareAtHorizon > 0
  return {
    limitDays: isKnown ? dayOfShare(curve, quantile * shareAtHorizon) : null,
    status: !isKnown ? 'unknown' : horizonDays < 180 ? 'provisional' : 'ready',
    horizonDays,
    waits: counts.reduce((sum, { events, censored }) => sum + events + censored, 0),
    reordered: counts.reduce((sum, { events }) => sum + events, 0),
    shareAtHorizon,
    medianDays: medianWait(cutBelow(curve, AT_RISK_ON_CURVE)),
  }
}

function horizon(atRisk: (day: number) => number): number | null {
  if (atRisk(LONGEST_HORIZON) >= AT_RISK_AT_HORIZON) return LONGEST_HORIZON
  for (let day = 360; day > 0; day -= 30) if (atRisk(day) >= AT_RISK_AT_HORIZON) return day
  return null
}

/** The relation `churn_limits`: a row for waits after a first purchase day (`first`), one for waits after a later one (`later`). */
export const churnLimitsModel: ComputedModel = {
  name: 'churn_limits',
  kind: 'computed',
  sql,
  definition:
    'wait varchar, limit_days integer, status varchar, horizon_days integer, waits double, reordered double, share_at_horizon double, median_days integer',
  compute: (rows) => ['first', 'later'].map((wait) => limitRow(wait, rows)),
}

function limitRow(wait: string, rows: readonly Row[]): Cell[] {
  const counts = rows
    .filter((row) => row['wait'] === wait)
    .map((row) => ({ days: Number(row['days']), events: Number(row['events']), censored: Number(row['censored']) }))
  const limit = churnLimit(counts, Number(rows[0]?.['churn_quantile']))
  return [
    wait,
    limit.limitDays,
    limit.status,
    limit.horizonDays,
    limit.waits,
    limit.reordered,
    limit.shareAtHorizon,
    limit.medianDays,
  ]
}
