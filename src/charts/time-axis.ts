import type { Markish } from '@observablehq/plot'
import type { Format } from '../i18n/format.ts'
import { monthAxis } from './marks.ts'
import { addMonths } from './words.ts'

/** A month as a number that rises by one a month: the x of every picture of a sign. */
export const monthNumber = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1

/** Every month from the first to the last, as ISO first days. */
export function monthsBetween(first: string, last: string): string[] {
  const start = `${first.slice(0, 7)}-01`
  return Array.from({ length: monthNumber(last) - monthNumber(first) + 1 }, (_, index) => addMonths(start, index))
}

/** Month names under a picture whose x is `monthNumber`. */
export function timeAxis(months: readonly string[], format: Format, width: number): Markish[] {
  return monthAxis(months, format, { width, x: monthNumber })
}

/** How many months a picture of this width shows. */
export const monthsShown = (width: number): number => (width < 400 ? 13 : width < 700 ? 25 : 37)
