import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import { addMonths, monthName } from './words.ts'

/** A row of `customers_monthly` whose month is known. */
export type Month = MetricRows['customers_monthly'] & { readonly month: string }

/** The months that have ended by the as-of date, in order. */
export const completeMonths = ({ rows }: ChartContext): readonly Month[] =>
  rows('customers_monthly').filter((row): row is Month => row.month !== null && row.is_complete === true)

/** The last complete month and the one it is held against. */
export interface MonthPair {
  readonly last: Month
  /** The same month a year before, or the month before where the file is shorter; null where neither can be compared. */
  readonly before: Month | null
  readonly isYear: boolean
}

/**
 * The last complete month against the same month a year before, or against the month before with under 13 months.
 * `firsts`: the comparison is of first purchases, which a file that begins mid-life overstates in its first months.
 */
export function monthPair(context: ChartContext, { firsts = false } = {}): MonthPair | null {
  const months = completeMonths(context)
  const last = months.at(-1)
  if (!last) return null
  const isSure = (row: Month) => !firsts || row.is_settled !== false || context.report.settings.history === 'complete'
  const away = (distance: number) =>
    months.find((row) => row.month.slice(0, 7) === addMonths(last.month, distance).slice(0, 7) && isSure(row)) ?? null
  const year = away(-12)
  if (year) return { last, before: year, isYear: true }
  return { last, before: months.length < 13 ? away(-1) : null, isYear: false }
}

/** The month a pair is held against: 지난해 6월 or 5월, June last year or May. */
export function beforeName(context: ChartContext, before: Month, isYear: boolean): string {
  const name = monthName(context, before.month)
  if (!isYear) return name
  return context.language === 'ko' ? `지난해 ${name}` : `${name} last year`
}
