import { fieldsOf, requiredFields, type FieldName, type TableName } from './canonical.ts'
import type { SideMapping, TableMapping } from './mapping.ts'
import type { RawTable } from './table.ts'

/** A value or a whole row that could not be read. `row` as a spreadsheet numbers it; in a file of columns 1 for the first. */
export interface Example {
  readonly row: number
  readonly reason: string
  /** Canonical column; null: the whole row. */
  readonly field: FieldName | null
  /** As in the file, cut to `TEXT` characters; null: nothing stood there. */
  readonly text: string | null
}

/** Examples kept of each reason and file. */
export const EXAMPLES = 5
const TEXT = 200

/** What a required column that is empty leaves its row out for. */
const REASONS: Partial<Record<FieldName, string>> = {
  customer_id: 'no_customer',
  ordered_at: 'no_time',
  amount: 'no_amount',
  date: 'no_time',
  occurred_at: 'no_time',
  sent_at: 'no_time',
  answered_at: 'no_time',
  event: 'no_event',
  points: 'no_points',
}

function reasonOf(table: TableName, field: FieldName): string | undefined {
  // A visitor without an account is no fault of an event.
  if (!requiredFields[table].includes(field) || (table === 'events' && field === 'customer_id')) return undefined
  return REASONS[field]
}

const isNumber = (table: TableName, field: FieldName) => /^(decimal|integer)/.test(fieldsOf(table)[field]!)

/** Cuts a text to what is kept of it. */
export function cut(text: string): string {
  const characters = [...text]
  return characters.length > TEXT ? characters.slice(0, TEXT - 1).join('') + '…' : text
}

/** A field that came out empty, and where in the present file. */
export interface EmptyValue {
  readonly field: FieldName
  /** Place among the rows of the file that were kept, from 0. */
  readonly place: number
}

/** Where required fields and numbers came out empty, from place `from` of the present file on. */
export async function emptyValues(table: RawTable, from = 0): Promise<EmptyValue[]> {
  const found: EmptyValue[] = []
  for (const field of table.fields) {
    const isRequired = reasonOf(table.table, field) !== undefined
    if (!isRequired && !isNumber(table.table, field)) continue
    // Most empty numbers were empty in the file, too: look at more of them.
    const places = await table.emptyRows(field, from, isRequired ? EXAMPLES : 10 * EXAMPLES)
    found.push(...places.map((place) => ({ field, place })))
  }
  return found
}

/** The examples among empty values. `textOf` gives what the file says, null for nothing; `rowOf` the row in the file. */
export function examplesOf(
  table: TableName,
  values: readonly EmptyValue[],
  rowOf: (place: number) => number,
  textOf: (value: EmptyValue) => string | null,
): Example[] {
  const counts = new Map<FieldName, number>()
  const examples: Example[] = []
  for (const value of values) {
    const { field, place } = value
    const text = textOf(value)?.trim() || null
    const reason = reasonOf(table, field) ?? (text === null ? null : `no_${field}`)
    const count = counts.get(field) ?? 0
    if (reason === null || count >= EXAMPLES) continue
    counts.set(field, count + 1)
    examples.push({ row: rowOf(place), reason, field, text: text === null ? null : cut(text) })
  }
  return examples
}

/** The columns of the file behind a field. */
export function columnsBehind(field: FieldName, mapping: TableMapping): string[] {
  const column = (mapping.columns as SideMapping['columns'])[field]
  if (mapping.table === 'orders') {
    const { columns, amount_from, customer_fallback = [] } = mapping
    if (field === 'amount' && amount_from === 'quantity_x_unit_price') return [columns.quantity!, columns.unit_price!]
    if (field === 'customer_id') return [columns.customer_id!, ...customer_fallback]
  }
  return column === undefined ? [] : [column]
}

/** What the columns behind a field say in one row. */
export function textBehind(
  field: FieldName,
  mapping: TableMapping,
  textOf: (column: string) => string | null,
): string | null {
  const texts = columnsBehind(field, mapping).map(textOf)
  if (field === 'amount' && texts.length > 1) return texts.map((text) => text ?? '').join(' × ')
  return texts.find((text) => text !== null && text.trim() !== '') ?? null
}
