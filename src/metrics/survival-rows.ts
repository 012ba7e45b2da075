import { atRiskOn, stepOn, type SurvivalStep, type WaitCount } from '../statistics/kaplan-meier.ts'

/** Curves end where fewer are at risk. */
export const FEWEST_AT_RISK = 10

/** The last day that a curve of the report may show. */
const LAST_DAY = 730

/** A curve at one day: how many waits lasted at least that long, and the share that had ended by then, with its 95% interval. */
export interface ShareOnDay {
  readonly day: number
  readonly at_risk: number
  readonly share: number
  readonly low: number | null
  readonly high: number | null
}

/** What `stepOn` says, turned from those still waiting to those who came back. */
export function shareOn(curve: readonly SurvivalStep[], day: number): ShareOnDay {
  const step = stepOn(curve, day)
  const at_risk = atRiskOn(curve, day)
  if (!step) return { day, at_risk, share: 0, low: 0, high: 0 }
  return {
    day,
    at_risk,
    share: 1 - step.survival,
    low: step.high === null ? null : 1 - step.high,
    high: step.low === null ? null : 1 - step.low,
  }
}

/** A row each `every` days from 0 to the last day, at most 730, on which at least 10 are at risk. */
export function shareByDay(curve: readonly SurvivalStep[], every: number): ShareOnDay[] {
  const rows: ShareOnDay[] = []
  for (let day = 0; day <= LAST_DAY && atRiskOn(curve, day) >= FEWEST_AT_RISK; day += every)
    rows.push(shareOn(curve, day))
  return rows
}

/** The counts of a question's rows, whose cells may be null in type alone. */
export function waitCount(row: {
  readonly days: number | null
  readonly events: number | null
  readonly censored: number | null
}): WaitCount {
  return { days: row.days ?? 0, events: row.events ?? 0, censored: row.censored ?? 0 }
}
