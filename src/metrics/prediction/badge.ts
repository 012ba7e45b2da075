import type { Span } from './backtest.ts'

/** May a prediction be used: as it is, for orientation, or not at all. */
export type Verdict = 'trust' | 'care' | 'no'

/** What keeps a prediction from being trusted. */
export type DoubtCode =
  | 'not_converged'
  | 'others_silent'
  | 'too_short'
  | 'few_repeaters'
  | 'total_off'
  | 'mape_high'
  | 'models_disagree'
  | 'under_a_year'
  | 'unseen_season'

/** What a badge rests on. */
export interface Evidence {
  readonly span: Span
  /** Whole weeks of hold-out. */
  readonly weeks: number
  readonly repeaters: number
  /** Did this model's fits, and did the others', find their maximum? */
  readonly hasConverged: boolean
  readonly haveOthersForetold: boolean
  /** Predicted ÷ actual − 1 of the hold-out; null where there is none. */
  readonly totalError: number | null
  readonly mape: number | null
  /** Largest ÷ smallest − 1 of the models' predictions. */
  readonly spread: number | null
}

/** A verdict with its reasons, and how many more months of orders would do away with them; null: time alone will not. */
export interface Badge {
  readonly verdict: Verdict
  readonly reasons: readonly DoubtCode[]
  readonly monthsNeeded: number | null
}

const YEAR = 365
const MONTH = 365.25 / 12
/** So many days of a calendar month must have been seen for its season to be known. */
const DAYS_OF_A_SEASON = 15
/** The calibration's share of the time. */
const SHARE = 2 / 3
const REPEATERS = { trust: 200, care: 100 }

/** The verdict of a back-test (metrics.md §6). */
export function badgeOf(evidence: Evidence): Badge {
  const { span, repeaters, weeks } = evidence
  const days = span.asOfDay - span.firstDay
  const doubts: { code: DoubtCode; verdict: Verdict; months: number | null }[] = []
  const doubt = (code: DoubtCode, verdict: Verdict, months: number | null = null) =>
    doubts.push({ code, verdict, months })
  const daysUntil = (wanted: number) => Math.max(0, wanted - days) / MONTH
  // What a fit needs more than anything is customers who came back; they grow with the time.
  const untilRepeaters = repeaters > 0 ? daysUntil((days * REPEATERS.trust) / repeaters) : null

  // The hold-out of a first year holds seasons that the fit never saw.
  if (weeks === 0) doubt('too_short', 'no', daysUntil(YEAR / SHARE))
  else if (!evidence.hasConverged) doubt('not_converged', 'no', repeaters < REPEATERS.care ? untilRepeaters : null)
  else if (!evidence.haveOthersForetold) doubt('others_silent', 'care')
  if (repeaters < REPEATERS.trust) doubt('few_repeaters', repeaters < REPEATERS.care ? 'no' : 'care', untilRepeaters)
  const { totalError, mape, spread } = evidence
  if (totalError !== null && Math.abs(totalError) > 0.1) doubt('total_off', Math.abs(totalError) > 0.25 ? 'no' : 'care')
  if (mape !== null && mape > 0.15) doubt('mape_high', mape > 0.25 ? 'no' : 'care')
  if (spread !== null && spread > 0.15) doubt('models_disagree', 'care')
  if (days < YEAR) doubt('under_a_year', 'care', daysUntil(YEAR))
  if (weeks > 0 && hasUnseenSeason(span)) doubt('unseen_season', 'care', daysUntil(YEAR / SHARE))

  const verdicts = doubts.map(({ verdict }) => verdict)
  const months = doubts.map((each) => each.months)
  return {
    verdict: verdicts.includes('no') ? 'no' : verdicts.length > 0 ? 'care' : 'trust',
    reasons: doubts.map(({ code }) => code),
    monthsNeeded: months.includes(null) ? null : Math.ceil(Math.max(0, ...(months as number[]))),
  }
}

/** Does the hold-out hold a calendar month of which the calibration saw less than half? */
function hasUnseenSeason({ firstDay, cutDay, asOfDay }: Span): boolean {
  const seen = daysByMonth(firstDay, cutDay)
  const held = daysByMonth(cutDay, asOfDay)
  return held.some((days, month) => days > 0 && seen[month]! < DAYS_OF_A_SEASON)
}

/** Days of each calendar month, January first, from one day to another (exclusive). */
function daysByMonth(from: number, to: number): number[] {
  const days = new Array<number>(12).fill(0)
  for (let day = from; day < to; day++) days[new Date(day * 86_400_000).getUTCMonth()]!++
  return days
}
