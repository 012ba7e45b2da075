const DAY_MS = 86_400_000

const move = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The day after an ISO date. */
export const dayAfter = (day: string): string => move(day, 1)

/** The day before an ISO date. */
export const dayBefore = (day: string): string => move(day, -1)

/** The as-of dates of the slider: every first of a month after the first day, and the day after the last. */
export function stepsBetween(from: string, to: string): readonly string[] {
  const end = dayAfter(to)
  const steps: string[] = []
  for (let month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)); ; month++) {
    const day = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
    if (day >= end) return [...steps, end]
    steps.push(day)
  }
}

/** The step nearest to a day. */
export function nearestIndex(steps: readonly string[], day: string): number {
  const distance = (step: string) => Math.abs(Date.parse(step) - Date.parse(day))
  return steps.reduce((best, step, index) => (distance(step) < distance(steps[best]!) ? index : best), 0)
}
