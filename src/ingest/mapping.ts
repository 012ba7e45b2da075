import * as v from 'valibot'
import { orderFields, type OrderField } from './canonical.ts'

/** The type of a Parquet column, as far as casting asks; every column of a text file is `string`. */
export type SourceType =
  'string' | 'integer' | 'decimal' | 'float' | 'boolean' | 'date' | 'timestamp' | 'timestamptz' | 'other'

/** The order of day, month and year in a text date, where the text itself does not start with a year of four digits. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** Does this runtime know the IANA time zone? */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const header = v.pipe(v.string(), v.minLength(1), v.maxLength(1000))
const orderColumns = v.strictObject(
  Object.fromEntries(Object.keys(orderFields).map((field) => [field, v.optional(header)])) as {
    [field in OrderField]: v.OptionalSchema<typeof header, undefined>
  },
)

const mappingSchema = v.pipe(
  v.strictObject({
    schema: v.literal('dangol.mapping/1'),
    table: v.literal('orders'),
    /** Header of the file by canonical column, as `sourceColumns` names them. */
    columns: orderColumns,
    /** Headers tried in this order where `customer_id` is empty: phone, then e-mail. */
    customer_fallback: v.optional(v.array(header)),
    /** `unit`: dates written as text, or as seconds or milliseconds since 1970. */
    date: v.strictObject({
      order: v.picklist(['ymd', 'dmy', 'mdy']),
      unit: v.optional(v.picklist(['text', 's', 'ms'])),
    }),
    /** The mark before the decimals of an amount. */
    decimal: v.picklist(['.', ',']),
    amount_from: v.picklist(['amount', 'quantity_x_unit_price']),
    /** `order_total`: the amount is the whole order's, repeated on each of its rows or standing on one of them only. */
    amount_is: v.picklist(['line', 'order_total']),
    /** The values of `status` that mean that the order did not stand. */
    cancelled: v.array(v.string()),
    /** Zone into which times with an offset are turned (IANA name); null: times stay as they are written. */
    time_zone: v.nullable(v.pipe(v.string(), v.check(isTimeZone, 'not a time zone'))),
    /** ISO 4217 code; null: unknown. */
    currency: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not a currency code'))),
    /** Does the file go back to the shop's first order? */
    history: v.picklist(['complete', 'partial', 'unanswered']),
  }),
  v.forward(
    v.check(({ columns, amount_from }) => amount_from !== 'amount' || columns.amount !== undefined, 'no amount'),
    ['columns', 'amount'],
  ),
  v.forward(
    v.check(
      ({ columns, amount_from }) => amount_from === 'amount' || columns.unit_price !== undefined,
      'no unit price',
    ),
    ['columns', 'unit_price'],
  ),
  v.forward(
    v.check(({ columns, amount_from }) => amount_from === 'amount' || columns.quantity !== undefined, 'no quantity'),
    ['columns', 'quantity'],
  ),
  v.forward(
    v.check(({ columns }) => columns.customer_id !== undefined, 'no customer'),
    ['columns', 'customer_id'],
  ),
  v.forward(
    v.check(({ columns }) => columns.ordered_at !== undefined, 'no time'),
    ['columns', 'ordered_at'],
  ),
)

/** How the columns of a file become `orders`: what a person confirms, a browser remembers and a colleague is sent. */
export type Mapping = v.InferOutput<typeof mappingSchema>

/** A mapping that cannot be used; `key` is the path of the first offending key (`date.order`, `''` for the whole). */
export class MappingError extends Error {
  readonly key: string
  constructor(key: string, message: string) {
    super(key ? `${key}: ${message}` : message)
    this.name = 'MappingError'
    this.key = key
  }
}

/** A mapping from JSON that came from outside. Throws a `MappingError` that names the offending key. */
export function parseMapping(json: unknown): Mapping {
  const result = v.safeParse(mappingSchema, json, { abortEarly: true, abortPipeEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new MappingError((issue.path ?? []).map((item) => String(item.key)).join('.'), issue.message)
}

/**
 * The names by which SQL and mappings know the columns of a file: its headers trimmed, an empty one called `column_<n>`,
 * and a repeated one numbered. As in the engine, names that differ only in case are the same name.
 */
export function sourceColumns(headers: readonly string[]): string[] {
  const taken = new Set<string>()
  return headers.map((text, index) => {
    const base = text.replaceAll('\0', '').trim() || `column_${index + 1}`
    let name = base
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}_${count}`
    taken.add(name.toLowerCase())
    return name
  })
}

/** The columns of the file that a mapping reads, each once, in the order of the canonical columns. */
export function mappedColumns(mapping: Mapping): string[] {
  const names = Object.values(mapping.columns).filter((name) => name !== undefined)
  return [...new Set([...names, ...(mapping.customer_fallback ?? [])])]
}

/** The signature of a file's headers, whatever their order and case: files of one shape share one remembered mapping. */
export function shapeOf(headers: readonly string[]): string {
  const names = sourceColumns(headers).map((name) => name.normalize('NFC').toLowerCase())
  return JSON.stringify(names.sort())
}
