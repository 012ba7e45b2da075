const DAY = 86_400_000

/** The first day of the month `count` months away. */
export function addMonths(month: string, count: number): string {
  return isoOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + count, 1))
}

/** The last day of a month, given by its first day. */
export function endOf(month: string): string {
  return isoOf(Date.parse(`${addMonths(month, 1)}T00:00:00Z`) - DAY)
}

/** Days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY
}

/** Whole months among `months` that had ended by `as_of` (exclusive). */
export function endedBy(months: readonly string[], asOf: string): string[] {
  return months.filter((month) => addMonths(month, 1) <= asOf)
}

function isoOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
