/** How many whole months a simulated shop has been open. */
export const MONTHS = 36

const DAY = 86_400_000
const OPENING = Date.UTC(2023, 0, 1)

/** First day of a month of the shop, counted from 0, in days since its opening; `MONTHS` gives the day after the last. */
export function monthStart(month: number): number {
  return (Date.UTC(2023, month, 1) - OPENING) / DAY
}

const DAYS = Array.from({ length: monthStart(MONTHS) + 1 }, (_, day) =>
  new Date(OPENING + day * DAY).toISOString().slice(0, 10),
)

/** `2025-12-01`: a day of the shop, counted from its opening on 2023-01-01. */
export function isoDay(day: number): string {
  return DAYS[day]!
}

/** The first days of the shop's months, and at the end the day after the last. */
export const monthStarts: readonly number[] = Array.from({ length: MONTHS + 1 }, (_, month) => monthStart(month))

/** The day on which a simulated shop is looked at, exclusive. */
export const AS_OF = isoDay(monthStart(MONTHS))

const SINE = [0, 0.5, 0.8660254, 1, 0.8660254, 0.5, 0, -0.5, -0.8660254, -1, -0.8660254, -0.5]

/** How much is going on in a month of the shop, from 0.8 to 1.2 over a year; `shift` says in which month the year rises. */
export function season(month: number, shift: number): number {
  return 1 + 0.2 * SINE[(month + shift) % 12]!
}
