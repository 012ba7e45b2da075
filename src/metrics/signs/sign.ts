/** The six warning signs, in the order of metrics.md §5. */
export const signs = [
  'new_churned_crossover',
  'retention_anomaly',
  'ageing_buyers',
  'abnormal_cycle_or_basket',
  'one_time_rising',
  'ltv_below_cac',
] as const

/** Id of a warning sign. */
export type Sign = (typeof signs)[number]

/** Is this the id of a warning sign? */
export function isSign(id: string): id is Sign {
  return signs.some((sign) => sign === id)
}

/** What a light shows. */
export type SignStatus = 'ok' | 'watch' | 'alarm' | 'unknown'

/** Why a light cannot be judged: no column for it, not enough time yet, or too few customers. */
export type UnknownReason = 'missing_column' | 'too_early' | 'too_few'

/**
 * What one sign said at one month end, from the rows through that month's last day alone.
 *
 * `statistic` is what the rule compares with `limit`; `n` is what it rests on (customers, orders). Each sign's file says
 * what they are. All three are null where the status is unknown, as far as they could not be worked out.
 */
export interface Judgement {
  /** First day of the judged month, ISO. */
  readonly month: string
  readonly status: SignStatus
  /** Null unless the status is unknown. */
  readonly reason: UnknownReason | null
  readonly statistic: number | null
  readonly limit: number | null
  readonly n: number | null
}

/** One point of the picture that shows why a light is on or off. Each sign's file names its series. */
export interface Evidence {
  readonly series: string
  /** What the point is of, where a series holds several things (a channel); null: nothing more to say. */
  readonly label: string | null
  /** Month, quarter or cohort, as an ISO first day; null where the series has no time. */
  readonly at: string | null
  readonly value: number | null
  /** Limits or interval drawn at this point. */
  readonly low: number | null
  readonly high: number | null
  readonly n: number | null
  /** Is this one of the points that turned the light on? */
  readonly is_flagged: boolean
}

/** A sign over the whole file: a judgement for every whole month, in order, and the picture behind each. */
export interface Judged {
  readonly judgements: readonly Judgement[]
  /** The picture as it stood at the end of a judged month; empty where nothing can be drawn. */
  evidenceAt(month: string): readonly Evidence[]
}
