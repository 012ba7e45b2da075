import type { Row } from '../../engine/database.ts'

/** Windows in days over which the margin of a customer is summed, the longest first. */
export const WINDOWS = [365, 180, 90, 60, 30] as const

/** Customers of one channel, month of the first order and window, with the power sums of their margin in the window. */
export interface CohortMoments {
  readonly channel: string | null
  readonly cohort: string
  readonly days: number
  readonly customers: number
  readonly repeaters: number
  readonly margin: number
  readonly squares: number
  readonly cubes: number
}

/** What one channel did or cost in one month. */
export interface ChannelMonth {
  readonly channel: string | null
  readonly month: string
  readonly amount: number
}

/** Margin of one channel's cohort in one step of 30 days, `days` being the step's last day. */
export interface CohortStep {
  readonly channel: string | null
  readonly cohort: string
  readonly days: number
  readonly margin: number
}

/** Everything that the metrics of acquisition rest on, over the whole file. Months are ISO first days. */
export interface Tallies {
  /** Whole months, in order. */
  readonly months: readonly string[]
  /** Months whose first-time buyers are really new. */
  readonly known: ReadonlySet<string>
  /** Months throughout which spend was recorded. */
  readonly covered: ReadonlySet<string>
  readonly cohorts: readonly CohortMoments[]
  readonly newCustomers: readonly ChannelMonth[]
  readonly spend: readonly ChannelMonth[]
  readonly steps: readonly CohortStep[]
}

/** The answers to the study's questions, as tallies. */
export function readTallies(answers: Readonly<Record<TallyQuestion, readonly Row[]>>): Tallies {
  const months = answers.months.map((row) => String(row['month']))
  return {
    months,
    known: new Set(months.filter((_, index) => answers.months[index]!['is_known'] === true)),
    covered: new Set(months.filter((_, index) => answers.months[index]!['has_spend'] === true)),
    cohorts: answers.cohorts as unknown as readonly CohortMoments[],
    newCustomers: answers.sizes.map((row) => channelMonth(row, 'customers')),
    spend: answers.spend.map((row) => channelMonth(row, 'amount')),
    steps: answers.steps as unknown as readonly CohortStep[],
  }
}

/** Names of the questions that tallies are read from. */
export type TallyQuestion = 'months' | 'cohorts' | 'sizes' | 'spend' | 'steps'

function channelMonth(row: Row, amount: string): ChannelMonth {
  return { channel: row['channel'] as string | null, month: String(row['month']), amount: Number(row[amount]) }
}
