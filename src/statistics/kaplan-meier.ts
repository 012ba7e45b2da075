import { Z95 } from './normal.ts'
import { exp, log } from './portable.ts'

/** How many waits of one length in whole days ended in the event, and how many were still open when observation ended. */
export interface WaitCount {
  readonly days: number
  readonly events: number
  readonly censored: number
}

/**
 * The Kaplan–Meier estimate at one day at which waits end.
 *
 * `survival` is the share still waiting after the day's events; events come before censorings of the same day.
 * `standardError` is Greenwood's; `low` and `high` are the log–log 95% interval of `survival`. All three are null once
 * nobody is left (survival 0).
 */
export interface SurvivalStep {
  readonly days: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  readonly survival: number
  readonly standardError: number | null
  readonly low: number | null
  readonly high: number | null
}

/**
 * Kaplan and Meier's product-limit curve from counts by day, in any order: a step a distinct day, ascending.
 *
 * Survival is multiplied once for each run of days without a censoring, so that without censorings it is the exact share
 * of those left (0.9 of ten is 0.9, not 0.8999…).
 */
export function kaplanMeier(counts: Iterable<WaitCount>): SurvivalStep[] {
  const steps: SurvivalStep[] = []
  const sorted = merged(counts)
  let atRisk = sorted.reduce((sum, { events, censored }) => sum + events + censored, 0)
  let before = 1
  let runStart = atRisk
  let greenwood = 0
  for (const { days, events, censored } of sorted) {
    const left = atRisk - events
    const survival = (before * left) / runStart
    if (events > 0) greenwood += left > 0 ? events / (atRisk * left) : 0
    steps.push({ days, atRisk, events, censored, survival, ...interval(survival, greenwood) })
    atRisk = left - censored
    if (censored > 0) {
      before = survival
      runStart = atRisk
    }
  }
  return steps
}

/** The curve without the days on which fewer than `fewest` were at risk. */
export function cutBelow(steps: readonly SurvivalStep[], fewest: number): SurvivalStep[] {
  return steps.filter((step) => step.atRisk >= fewest)
}

/** How many waits lasted at least `day` days. */
export function atRiskOn(steps: readonly SurvivalStep[], day: number): number {
  return steps[firstFrom(steps, day)]?.atRisk ?? 0
}

/** The last step up to and including `day`; null before the first. */
export function stepOn(steps: readonly SurvivalStep[], day: number): SurvivalStep | null {
  return steps[firstFrom(steps, day + 1) - 1] ?? null
}

/** The smallest day by which at least `share` of all have had the event; null where the curve does not get there. */
export function dayOfShare(steps: readonly SurvivalStep[], share: number): number | null {
  return steps.find((step) => 1 - step.survival >= share - TOLERANCE)?.days ?? null
}

/** The smallest day by which half have had the event; null where the curve does not get there. */
export function medianWait(steps: readonly SurvivalStep[]): number | null {
  return dayOfShare(steps, 0.5)
}

/** Differences of shares smaller than this are rounding. */
const TOLERANCE = 1e-12

function interval(survival: number, greenwood: number): Pick<SurvivalStep, 'standardError' | 'low' | 'high'> {
  if (survival <= 0) return { standardError: null, low: null, high: null }
  if (greenwood === 0) return { standardError: 0, low: survival, high: survival }
  const relativeError = Math.sqrt(greenwood)
  const factor = exp((Z95 * relativeError) / -log(survival))
  return {
    standardError: survival * relativeError,
    low: exp(factor * log(survival)),
    high: exp(log(survival) / factor),
  }
}

function merged(counts: Iterable<WaitCount>): WaitCount[] {
  const byDay = new Map<number, { days: number; events: number; censored: number }>()
  for (const { days, events, censored } of counts) {
    const known = byDay.get(days)
    if (known) {
      known.events += events
      known.censored += censored
    } else byDay.set(days, { days, events, censored })
  }
  return [...byDay.values()].sort((a, b) => a.days - b.days)
}

function firstFrom(steps: readonly SurvivalStep[], day: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]!.days < day) low = middle + 1
    else high = middle
  }
  return low
}
