import * as v from 'valibot'
import {
  missingFields,
  orderFields,
  sideFields,
  sideTables,
  type FieldName,
  type OrderField,
  type SideTable,
} from './canonical.ts'

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
const currencyCode = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not a currency code'))

/** Header of the file by canonical column, as `sourceColumns` names them. */
const columnsOf = <Field extends FieldName>(fields: Readonly<Record<Field, unknown>>) =>
  v.strictObject(
    Object.fromEntries(Object.keys(fields).map((field) => [field, v.optional(header)])) as {
      [field in Field]: v.OptionalSchema<typeof header, undefined>
    },
  )

/** How the values of a column tell customers apart: as they stand, as a name in one form of Unicode, by phone, by e-mail. */
export const keyKinds = ['id', 'name', 'phone', 'email'] as const

/** One of `keyKinds`. */
export type KeyKind = (typeof keyKinds)[number]

/** What every mapping says of how values are read. */
const reading = {
  /** `unit`: dates written as text, or as seconds or milliseconds since 1970. */
  date: v.strictObject({
    order: v.picklist(['ymd', 'dmy', 'mdy']),
    unit: v.optional(v.picklist(['text', 's', 'ms'])),
  }),
  /** The mark before the decimals of an amount. */
  decimal: v.picklist(['.', ',']),
  /** Zone into which times with an offset are turned (IANA name); null: times stay as they are written. */
  time_zone: v.nullable(v.pipe(v.string(), v.check(isTimeZone, 'not a time zone'))),
  /** ISO 4217 code; null: unknown. */
  currency: v.nullable(currencyCode),
  /** How the columns that tell customers apart are read, by header; a column not named here holds ids, as they stand. */
  customer_key: v.optional(v.record(header, v.picklist(keyKinds))),
}

/** What one unit of a currency is worth in the mapping's own, with at most eight decimals. */
const rate = v.pipe(v.number(), v.minValue(1e-8, 'not a rate'), v.maxValue(1e9, 'not a rate'))

const mappingSchema = v.pipe(
  v.strictObject({
    schema: v.literal('dangol.mapping/1'),
    table: v.literal('orders'),
    columns: columnsOf<OrderField>(orderFields),
    /** Headers tried in this order where `customer_id` is empty: phone, then e-mail. */
    customer_fallback: v.optional(v.array(header)),
    ...reading,
    amount_from: v.picklist(['amount', 'quantity_x_unit_price']),
    /** `order_total`: the amount is the whole order's, repeated on each of its rows or standing on one of them only. */
    amount_is: v.picklist(['line', 'order_total']),
    /** The values of `status` that mean that the order did not stand. */
    cancelled: v.array(v.string()),
    /** A column that holds something, usually a time, only where the order was cancelled. */
    cancelled_where: v.optional(header),
    /** What order numbers begin with where the order was cancelled. */
    cancel_prefix: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(20))),
    /** Values, by column, that show that an order was only a test; such rows count as cancelled. */
    test_where: v.optional(v.record(header, v.array(v.string()))),
    /** A column of what was paid back, which is taken off the amount of its row. */
    refunded: v.optional(header),
    /** A column that names the currency of its row; absent: the amount itself does, where it does. */
    currency_column: v.optional(header),
    /** By ISO code, for rows in another currency than `currency`; those in a currency not named here stay as they are. */
    rates: v.optional(v.record(currencyCode, rate)),
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

/** What a row of spend covers where no column says so: the day it names, or the week or month that begins there. */
export const spendPeriods = ['day', 'week', 'month'] as const

/** How the columns of a file become a table beside the orders. */
export interface SideMapping {
  readonly schema: 'dangol.mapping/1'
  readonly table: SideTable
  readonly columns: { readonly [field in FieldName]?: string | undefined }
  readonly date: Mapping['date']
  readonly decimal: Mapping['decimal']
  readonly time_zone: string | null
  readonly currency: string | null
  readonly customer_key?: { readonly [header: string]: KeyKind } | undefined
  /** Of spend only. */
  readonly period?: (typeof spendPeriods)[number] | undefined
}

/** A mapping of any table. */
export type TableMapping = Mapping | SideMapping

const sideSchema = (table: SideTable) =>
  v.strictObject({
    schema: v.literal('dangol.mapping/1'),
    table: v.literal(table),
    columns: columnsOf<FieldName>(sideFields[table] as Readonly<Record<FieldName, unknown>>),
    ...reading,
    period: v.optional(table === 'spend' ? v.picklist(spendPeriods) : v.never()),
  })

/** A mapping that cannot be used; `key` is the path of the first offending key (`date.order`, `''` for the whole). */
export class MappingError extends Error {
  readonly key: string
  constructor(key: string, message: string) {
    super(key ? `${key}: ${message}` : message)
    this.name = 'MappingError'
    this.key = key
  }
}

/** A mapping of orders from JSON that came from outside. Throws a `MappingError` that names the offending key. */
export function parseMapping(json: unknown): Mapping {
  return parse(mappingSchema, json)
}

/** A mapping of whichever table it names, from JSON that came from outside. Throws as `parseMapping` does. */
export function parseTableMapping(json: unknown): TableMapping {
  const table = sideTables.find((name) => (json as { table?: unknown } | null)?.table === name)
  if (table === undefined) return parseMapping(json)
  const mapping = parse(sideSchema(table), json) as SideMapping
  const [missing] = missingFields(table, mapping.columns)
  if (missing) throw new MappingError(`columns.${missing}`, `no ${missing}`)
  return mapping
}

function parse<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json, { abortEarly: true, abortPipeEarly: true })
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
export function mappedColumns(mapping: TableMapping): string[] {
  const names = Object.values(mapping.columns).filter((name) => name !== undefined)
  if (mapping.table !== 'orders') return [...new Set(names)]
  const { customer_fallback = [], cancelled_where, test_where = {}, refunded, currency_column, rates } = mapping
  const others = [cancelled_where, refunded, rates && currency_column].filter((name) => name !== undefined)
  return [...new Set([...names, ...customer_fallback, ...others, ...Object.keys(test_where)])]
}

/** The signature of a file's headers, whatever their order and case: files of one shape share one remembered mapping. */
export function shapeOf(headers: readonly string[]): string {
  const names = sourceColumns(headers).map((name) => name.normalize('NFC').toLowerCase())
  return JSON.stringify(names.sort())
}
