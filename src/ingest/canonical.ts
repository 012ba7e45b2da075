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
 */
export async function createRawTables(database: Database): Promise<void> {
  const columns = Object.entries(orderFields).map(([name, type]) => `${name} ${type}`)
  const tables = {
    raw_orders: ['file_no integer', 'row_no bigint', ...columns],
    raw_files: ['file_no integer', 'name varchar', 'record_count bigint', 'row_count bigint'],
    raw_rejected_rows: ['file_no integer', 'row_no bigint', 'reason varchar', 'column_name varchar', 'text varchar'],
    raw_columns: ['table_name varchar', 'column_name varchar', 'header varchar'],
    raw_cancelled_statuses: ['status varchar'],
    raw_mapping: ['amount_is varchar'],
  }
  for (const [name, definition] of Object.entries(tables))
    await database.execute(`create or replace table ${name} (${definition.join(', ')})`)
}
