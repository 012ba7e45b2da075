import type { Database } from '../engine/database.ts'

/** The canonical columns of `orders`, with their engine types. `customer_id`, `ordered_at` and an amount are required. */
export const orderFields = {
  customer_id: 'varchar',
  ordered_at: 'timestamp',
  amount: 'decimal(18, 4)',
  order_id: 'varchar',
  status: 'varchar',
  quantity: 'decimal(18, 4)',
  unit_price: 'decimal(18, 4)',
  discount: 'decimal(18, 4)',
  cost: 'decimal(18, 4)',
  product: 'varchar',
  category: 'varchar',
  channel: 'varchar',
  coupon: 'varchar',
  referrer_id: 'varchar',
} as const

/** A canonical column of `orders`. */
export type OrderField = keyof typeof orderFields

/** The canonical columns of the tables beside `orders`, with their engine types. */
export const sideFields = {
  customers: {
    customer_id: 'varchar',
    signed_up_at: 'timestamp',
    birth_year: 'integer',
    age: 'integer',
    gender: 'varchar',
    acquisition_channel: 'varchar',
    referred_by: 'varchar',
    tier: 'varchar',
    points: 'decimal(18, 4)',
    consent: 'boolean',
  },
  spend: {
    date: 'timestamp',
    until: 'timestamp',
    period: 'varchar',
    amount: 'decimal(18, 4)',
    channel: 'varchar',
    campaign: 'varchar',
  },
  events: {
    customer_id: 'varchar',
    visitor_id: 'varchar',
    event: 'varchar',
    occurred_at: 'timestamp',
    product: 'varchar',
    session_id: 'varchar',
  },
  sends: {
    customer_id: 'varchar',
    sent_at: 'timestamp',
    campaign: 'varchar',
    variant: 'varchar',
    channel: 'varchar',
    message: 'varchar',
    personalised: 'boolean',
    cost: 'decimal(18, 4)',
    opened_at: 'timestamp',
    clicked_at: 'timestamp',
  },
  surveys: {
    customer_id: 'varchar',
    answered_at: 'timestamp',
    expectation: 'decimal(18, 4)',
    experience: 'decimal(18, 4)',
    attitude: 'decimal(18, 4)',
    reason: 'varchar',
  },
  rewards: {
    customer_id: 'varchar',
    occurred_at: 'timestamp',
    points: 'decimal(18, 4)',
    kind: 'varchar',
    tier: 'varchar',
  },
} as const

/** A table beside `orders`. */
export type SideTable = keyof typeof sideFields

/** The tables beside `orders`, in the order in which they are told of. */
export const sideTables = Object.keys(sideFields) as readonly SideTable[]

/** A table that files can be. */
export type TableName = 'orders' | SideTable

/** Every table that files can be, orders first. */
export const tableNames: readonly TableName[] = ['orders', ...sideTables]

/** A canonical column of some table. */
export type FieldName = OrderField | { [Table in SideTable]: keyof (typeof sideFields)[Table] }[SideTable]

/** The engine type of a canonical column. */
export type FieldType = 'varchar' | 'timestamp' | 'decimal(18, 4)' | 'integer' | 'boolean'

/** The canonical columns of a table with their engine types. */
export function fieldsOf(table: TableName): Readonly<Partial<Record<FieldName, FieldType>>> {
  return table === 'orders' ? orderFields : sideFields[table]
}

/** The columns without which a row of the table says nothing; of events one of two ids is enough. */
export const requiredFields: Readonly<Record<TableName, readonly FieldName[]>> = {
  orders: ['customer_id', 'ordered_at', 'amount'],
  customers: ['customer_id'],
  spend: ['date', 'amount'],
  events: ['customer_id', 'event', 'occurred_at'],
  sends: ['customer_id', 'sent_at'],
  surveys: ['customer_id', 'answered_at'],
  rewards: ['customer_id', 'occurred_at', 'points'],
}

/** Required columns that nothing is mapped to; the amount of orders, which may be computed, is not looked at here. */
export function missingFields(
  table: TableName,
  columns: { readonly [field in FieldName]?: string | undefined },
): FieldName[] {
  return requiredFields[table].filter((field) => {
    if (columns[field] !== undefined || (table === 'orders' && field === 'amount')) return false
    return !(table === 'events' && field === 'customer_id' && columns.visitor_id !== undefined)
  })
}

/**
 * The relations that ingest fills and staging reads, empty. `raw_orders` is a table here; after a load it is a view over
 * the mapped columns only, with the others null, so that a column nobody mapped takes no memory.
 *
 * - `raw_orders`: one row a row of the files (`file_no` from 1, `row_no` from 1 within its file) that could be split into
 *   columns; values that could not be cast are null.
 * - `raw_files`: one row a file: how many records an independent count found, how many of them are in `raw_orders`.
 * - `raw_rejected_rows`: examples of values and rows that could not be read (`reason` unreadable, no_time, no_amount, …).
 * - `raw_columns`: one row a canonical column: the header it is mapped to (null: none).
 * - `raw_cancelled_statuses`: the values of `status` that mean cancelled.
 * - `raw_mapping`: one row: what the amount is (`line` or `order_total`).
 * - `raw_<side table>`: as `raw_orders`, for each of `sideFields`; empty where no such file was given.
 * - `raw_side_files`, `raw_side_rejected_rows`: as `raw_files` and `raw_rejected_rows`, for those tables.
 * - `raw_set_aside`: one row a table, file and reason for which records are in no relation at all, with their number.
 * - `raw_currencies`: one row a currency of the money of orders and spend, with the rows that name it (null: the mapping alone does).
 */
export async function createRawTables(database: Database): Promise<void> {
  const columns = Object.entries(orderFields).map(([name, type]) => `${name} ${type}`)
  const tables = {
    raw_orders: ['file_no integer', 'row_no bigint', ...columns],
    raw_files: ['file_no integer', 'name varchar', 'record_count bigint', 'row_count bigint'],
    raw_rejected_rows: ['file_no integer', 'row_no bigint', 'reason varchar', 'column_name varchar', 'text varchar'],
    raw_side_files: [
      'table_name varchar',
      'file_no integer',
      'name varchar',
      'record_count bigint',
      'row_count bigint',
    ],
    raw_side_rejected_rows: [
      'table_name varchar',
      'file_no integer',
      'row_no bigint',
      'reason varchar',
      'column_name varchar',
      'text varchar',
    ],
    raw_set_aside: ['table_name varchar', 'file_no integer', 'reason varchar', 'row_count bigint'],
    raw_currencies: ['table_name varchar', 'column_name varchar', 'currency varchar', 'row_count bigint'],
    raw_columns: ['table_name varchar', 'column_name varchar', 'header varchar'],
    raw_cancelled_statuses: ['status varchar'],
    raw_mapping: ['amount_is varchar'],
    ...Object.fromEntries(
      Object.entries(sideFields).map(([table, fields]) => [
        `raw_${table}`,
        ['file_no integer', 'row_no bigint', ...Object.entries(fields).map(([name, type]) => `"${name}" ${type}`)],
      ]),
    ),
  }
  for (const [name, definition] of Object.entries(tables))
    await database.execute(`create or replace table ${name} (${definition.join(', ')})`)
}
