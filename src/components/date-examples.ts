import type { DateOrder } from '../ingest/mapping.ts'

/** The day that a text date names when read in an order, as an ISO date; null where it names none. */
export function dateIn(text: string, order: DateOrder): string | null {
  const numbers = text.match(/\d+/g)?.slice(0, 3)
  if (numbers?.length !== 3) return null
  const part = (name: 'y' | 'm' | 'd') => numbers[order.indexOf(name)]!
  const year = part('y').length <= 2 ? Number(part('y')) + (Number(part('y')) < 69 ? 2000 : 1900) : Number(part('y'))
  const [month, day] = [Number(part('m')), Number(part('d'))]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}
