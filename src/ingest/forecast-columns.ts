import { readAmount } from './amounts.ts'
import type { FieldType } from './canonical.ts'

type Cells = readonly (string | null)[]

/** A text that the engine stores by itself costs so much besides its characters: its place and its number. */
const TEXT = 4.2
/** Times of microseconds over some years. */
const TIME = 6.4
/** The engine packs whole numbers of ten thousandths into as many bits as the largest takes, and some more a block. */
const MORE_BITS = 4

/**
 * Bytes that a value of a column takes in the engine's compressed tables, from the column's cells in a sample. What
 * repeats is stored as a number into a list; other texts by the characters that vary, place by place: of `C0001234` the
 * last four, of a random id all. A column in the order of its values takes less than this says.
 */
export function storedBytes(type: FieldType, cells: Cells): number {
  const values = cells.filter((cell) => cell !== null && cell !== '')
  if (values.length === 0) return 0
  if (type === 'boolean') return 1 / 8
  if (type === 'timestamp') return TIME
  if (type !== 'varchar') return numberBytes(values as string[])
  const distinct = new Set(values).size
  const listed = (Math.log2(4 * distinct + 1) + 5) / 8
  return 2 * distinct <= values.length ? listed : Math.max(listed, TEXT + variety(values as string[]) / 8)
}

function numberBytes(values: readonly string[]): number {
  const sizes = values.map((value) => Math.abs(readAmount(value, '.') ?? 0))
  return (Math.log2(Math.max(...sizes) * 1e4 + 2) + MORE_BITS) / 8
}

/** Bits of information in the characters of texts, taking each place by itself. */
function variety(texts: readonly string[]): number {
  const length = Math.max(...texts.map((text) => text.length))
  let bits = 0
  for (let place = 0; place < Math.min(length, 100); place++) {
    const counts = new Map<string, number>()
    for (const text of texts) counts.set(text[place] ?? '', (counts.get(text[place] ?? '') ?? 0) + 1)
    for (const count of counts.values()) bits -= (count / texts.length) * Math.log2(count / texts.length)
  }
  return bits
}

/** Too few chance meetings say nothing of how many there are. */
const MEETINGS = 3

/**
 * How many different customers stand behind so many rows: the fewer, the sooner a sample meets one again. Rows of one
 * `visit` (a customer's day) count once. Where the sample meets hardly anyone twice, customers are as many as their numbers
 * where they have some, else `usual` orders a customer are taken, but never fewer customers than the sample would have met.
 */
export function distinctIn(customers: Cells, visits: readonly string[], rows: number, usual: number): number {
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  for (const [index, customer] of customers.entries()) {
    const visit = visits[index] ?? String(index)
    if (customer === null || customer === '' || seen.has(visit)) continue
    seen.add(visit)
    counts.set(customer, (counts.get(customer) ?? 0) + 1)
  }
  let meetings = 0
  let size = 0
  for (const count of counts.values()) {
    meetings += (count * (count - 1)) / 2
    size += count
  }
  const pairs = (size * (size - 1)) / 2
  const numbers = numbersIn([...counts.keys()])
  const most = Math.min(rows, numbers)
  if (meetings >= MEETINGS) return Math.min(most, Math.max(counts.size, pairs / meetings))
  return Math.min(most, Math.max(numbers < rows ? numbers : rows / usual, counts.size, pairs / MEETINGS))
}

/** How many numbers there are where ids are a text, the same in all, and a number: `C0000001` to `C0099999`. */
function numbersIn(ids: readonly string[]): number {
  const found = ids.flatMap((id) => [...id.matchAll(/^(\D*)(\d{1,15})$/g)])
  if (ids.length < 2 || found.length < ids.length || new Set(found.map(([, text]) => text)).size > 1) return Infinity
  const numbers = found.map(([, , digits]) => Number(digits))
  const span = Math.max(...numbers) - Math.min(...numbers)
  return Math.ceil((span * (ids.length + 1)) / (ids.length - 1)) + 1
}

/** Months between the first and the last date of a column, both counted; null where the dates do not begin with their year. */
export function monthsIn(cells: Cells): number | null {
  const months = cells.flatMap((cell) => {
    const found = /^\s*(\d{4})\D{0,2}(\d{1,2})/.exec(cell ?? '')
    const month = found ? 12 * Number(found[1]) + Number(found[2]) : null
    return month !== null && Number(found![2]) <= 12 && Number(found![2]) >= 1 ? [month] : []
  })
  if (months.length < cells.length / 2 || months.length === 0) return null
  return Math.max(...months) - Math.min(...months) + 1
}
