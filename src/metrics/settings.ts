/** Every setting that changes a number. Keys are those of the report and of `--set`; values are plain. */
export interface Settings {
  /** Exclusive: only rows before this day count. ISO date. */
  readonly as_of: string
  /** Calendar period of the cohorts. */
  readonly grain: 'month' | 'week' | 'quarter'
  readonly basis: 'revenue' | 'margin'
  /** Share of the amount that is contribution margin, where no cost column is mapped; null: not set. */
  readonly margin_rate: number | null
  /** Does the file go back to the shop's first order? */
  readonly history: 'complete' | 'partial' | 'unanswered'
  /** Is `amount` the row's own, or the whole order's, repeated on each of its rows? */
  readonly amount_is: 'line' | 'order_total'
  /** How 1–5 scores are cut: average rank (default), R package rfm 0.3.0, or the fixed cut-offs given. */
  readonly scorer: 'average-rank' | 'r-rfm' | 'cutoffs'
  /** Which map from scores to segments. */
  readonly scheme: 'default' | 'r-rfm' | 'three-level' | 'custom'
  /** A customer counts as churned once this share of those who ever come back has done so. */
  readonly churn_quantile: number
  /** With scorer `cutoffs`: for each score from 2 to 5 the lowest value that earns it (r in days, where less is better). */
  readonly cutoffs: {
    readonly r: readonly number[]
    readonly f: readonly number[]
    readonly m: readonly number[]
  } | null
  /** With scheme `custom`: segment id by recency and frequency score, as `{"55": "champion", …}`; all 25 cells. */
  readonly custom_scheme: Readonly<Record<string, string>> | null
  /** How far ahead value is predicted, in months of 365.25 ÷ 12 days. */
  readonly horizon_months: 3 | 6 | 12 | 24 | 36
  /** By how much a year lowers what is earned at its end, as a share of it; taken off month by month. */
  readonly discount_rate: number
  /** Only customers acquired through this channel, with their whole history; null: everyone. */
  readonly channel: string | null
  /** Only customers who are in this segment at as_of, with their whole history; null: everyone. */
  readonly segment: string | null
  /** Only what was bought in this category, for values, orders and baskets; null: everything. */
  readonly category: string | null
  /** Names of one channel that files write in several ways: written name to the name that counts. */
  readonly channel_names: Readonly<Record<string, string>> | null
}

/** What holds where nobody chose otherwise; `as_of` and `amount_is` come from the data and its mapping. */
export const defaultSettings: Omit<Settings, 'as_of'> = {
  grain: 'month',
  basis: 'revenue',
  margin_rate: null,
  history: 'unanswered',
  amount_is: 'line',
  scorer: 'average-rank',
  scheme: 'default',
  churn_quantile: 0.9,
  cutoffs: null,
  custom_scheme: null,
  horizon_months: 12,
  discount_rate: 0.1,
  channel: null,
  segment: null,
  category: null,
  channel_names: null,
}
