import type { Random } from '../../src/statistics/random.ts'

const DAY = 86_400_000
const OPENING = Date.UTC(2023, 6, 1)

/** The sample is told as of this day, exclusive. */
export const AS_OF = '2026-07-01'

/** Days are counted from the shop's first, 2023-07-01, as 0; this many have passed by `AS_OF`. */
export const DAY_COUNT = 1096

/** The day with this ISO date. */
export function dayOf(iso: string): number {
  return (Date.parse(`${iso}T00:00:00Z`) - OPENING) / DAY
}

/** Milliseconds since 1970 of a day and minute, as wall-clock time. */
export function timeOf(day: number, minute = 0): number {
  return OPENING + day * DAY + minute * 60_000
}

/** `2026-06-30`. */
export function isoDay(day: number): string {
  return new Date(timeOf(day)).toISOString().slice(0, 10)
}

/** `2026-06-30 21:40`. */
export function isoMinute(day: number, minute: number): string {
  return new Date(timeOf(day, minute)).toISOString().slice(0, 16).replace('T', ' ')
}

/** Whole months from July 2023, which is 0. */
export function monthOf(day: number): number {
  const date = new Date(timeOf(day))
  return 12 * (date.getUTCFullYear() - 2023) + date.getUTCMonth() - 6
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: number): number {
  return (new Date(timeOf(day)).getUTCDay() + 6) % 7
}

const HOLIDAYS = ['2023-09-29', '2024-02-10', '2024-09-17', '2025-01-29', '2025-10-06', '2026-02-17'].map(dayOf)

/** Is the day in the two weeks in which presents for Seollal or Chuseok are bought? */
export function isGiftSeason(day: number): boolean {
  return HOLIDAYS.some((holiday) => day >= holiday - 18 && day <= holiday - 4)
}

/** Is the day in the yearly sale, 1 to 11 November? */
export function isSale(day: number): boolean {
  const [month, date] = isoDay(day).split('-').slice(1)
  return month === '11' && Number(date) <= 11
}

function isHoliday(day: number): boolean {
  return HOLIDAYS.some((holiday) => day >= holiday - 3 && day <= holiday + 2)
}

const MONTHS = [0.98, 0.93, 0.97, 0.98, 1.07, 0.93, 0.88, 0.88, 1, 1, 1.08, 1.12]
const WEEKDAYS = [1.12, 1.06, 1.03, 1, 0.92, 0.86, 1.01]

/** How much is bought on a day, where 1 is an ordinary one. */
export function seasonWeight(day: number): number {
  const month = new Date(timeOf(day)).getUTCMonth()
  const occasion = isSale(day) ? 1.8 : isGiftSeason(day) ? 1.45 : isHoliday(day) ? 0.45 : 1
  return MONTHS[month]! * WEEKDAYS[weekdayOf(day)]! * occasion
}

const CLOCK = new Float64Array(DAY_COUNT + 1)
for (let day = 0; day < DAY_COUNT; day++) CLOCK[day + 1] = CLOCK[day]! + seasonWeight(day)

/** The day on which a wait of so many ordinary days ends, at least one day later; `DAY_COUNT` where that is after the last. */
export function dayAfterWait(day: number, wait: number): number {
  let next = day + 1
  while (next < DAY_COUNT && CLOCK[next + 1]! < CLOCK[day]! + wait) next++
  return next
}

const HOURS = [3, 1, 1, 0, 0, 1, 2, 4, 6, 8, 9, 9, 10, 9, 8, 8, 7, 7, 7, 8, 10, 13, 13, 8]

/** A minute of the day at which people shop: noon, and late evening above all. */
export function shoppingMinute(random: Random): number {
  return random.weighted(HOURS) * 60 + random.between(0, 59)
}
