const DAY = 86_400_000

/** Months from year 0 of an ISO day: months apart are numbers apart. */
export function monthNumber(iso: string): number {
  return 12 * Number(iso.slice(0, 4)) + Number(iso.slice(5, 7)) - 1
}

/** The ISO first day of a month by its number. */
export function monthOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}-01`
}

/** The ISO first day of the month so many months later. */
export function addMonths(iso: string, months: number): string {
  return monthOf(monthNumber(iso) + months)
}

/** The last day of a month, given by its first day. */
export function endOf(month: string): string {
  return new Date(Date.parse(`${addMonths(month, 1)}T00:00:00Z`) - DAY).toISOString().slice(0, 10)
}

/** Days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY
}

/** The months, given by their first days, that had ended by `as_of` (exclusive). */
export function endedBy(months: readonly string[], as_of: string): string[] {
  return months.filter((month) => addMonths(month, 1) <= as_of)
}
