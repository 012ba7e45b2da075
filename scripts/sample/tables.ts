import {
  Bool,
  DateDay,
  Int32,
  Table,
  TimestampMillisecond,
  Utf8,
  tableToIPC,
  vectorFromArray,
  type DataType,
} from 'apache-arrow'
import { Compression, Table as WasmTable, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm'

/** `day` and `time` cells are milliseconds since 1970, as wall-clock time without a zone. */
type Kind = 'text' | 'integer' | 'boolean' | 'day' | 'time'
type CellOf<K extends Kind> = K extends 'text' ? string : K extends 'boolean' ? boolean : number

/** The columns of each table, under their canonical names. Order times are text, as most shops export them. */
export const schemas = {
  orders: {
    order_id: 'text',
    customer_id: 'text',
    ordered_at: 'text',
    status: 'text',
    product: 'text',
    category: 'text',
    channel: 'text',
    coupon: 'text',
    quantity: 'integer',
    unit_price: 'integer',
    discount: 'integer',
    amount: 'integer',
    cost: 'integer',
    referrer_id: 'text',
  },
  customers: {
    customer_id: 'text',
    signed_up_at: 'time',
    birth_year: 'integer',
    gender: 'text',
    acquisition_channel: 'text',
    referred_by: 'text',
    tier: 'text',
    points: 'integer',
    consent: 'boolean',
  },
  spend: { date: 'day', period: 'text', channel: 'text', campaign: 'text', amount: 'integer' },
  events: {
    customer_id: 'text',
    visitor_id: 'text',
    session_id: 'text',
    event: 'text',
    occurred_at: 'time',
    product: 'text',
  },
  sends: {
    customer_id: 'text',
    sent_at: 'time',
    campaign: 'text',
    variant: 'text',
    channel: 'text',
    message: 'text',
    personalised: 'boolean',
    cost: 'integer',
    opened_at: 'time',
    clicked_at: 'time',
  },
  surveys: {
    customer_id: 'text',
    answered_at: 'time',
    expectation: 'integer',
    experience: 'integer',
    attitude: 'integer',
    reason: 'text',
  },
  rewards: { customer_id: 'text', occurred_at: 'time', points: 'integer', kind: 'text', tier: 'text' },
} as const satisfies Record<string, Record<string, Kind>>

/** The name of a table; its file is `<name>.parquet`. */
export type TableName = keyof typeof schemas

/** One row of a table; every cell may be null. */
export type RowOf<N extends TableName> = {
  -readonly [C in keyof (typeof schemas)[N]]: (typeof schemas)[N][C] extends Kind
    ? CellOf<(typeof schemas)[N][C]> | null
    : never
}

/** The rows of all seven tables. */
export type Tables = { readonly [N in TableName]: readonly RowOf<N>[] }

const types: Record<Kind, () => DataType> = {
  text: () => new Utf8(),
  integer: () => new Int32(),
  boolean: () => new Bool(),
  day: () => new DateDay(),
  time: () => new TimestampMillisecond(),
}

/** A table as a Parquet file (zstd); equal rows give equal bytes. */
export function encodeTable<N extends TableName>(name: N, rows: readonly RowOf<N>[]): Uint8Array {
  const columns = Object.entries(schemas[name] as Record<string, Kind>).map(([column, kind]) => [
    column,
    vectorFromArray(
      rows.map((row) => (row as Record<string, unknown>)[column]),
      types[kind](),
    ),
  ])
  const ipc = tableToIPC(new Table(Object.fromEntries(columns)), 'stream')
  const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).build()
  return writeParquet(WasmTable.fromIPCStream(ipc), properties)
}
