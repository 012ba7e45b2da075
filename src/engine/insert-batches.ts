import type { Cell } from './database.ts'

/** Rows that one execution of a prepared statement inserts: each costs about as much as one row would. */
const ROWS = 64

/** A prepared statement, and the values of each of its executions. */
export interface InsertBatch {
  readonly sql: string
  readonly values: readonly (readonly Cell[])[]
}

/** The statements that append rows to a table, many rows at a time. */
export function insertBatches(table: string, rows: readonly (readonly Cell[])[]): InsertBatch[] {
  const width = rows[0]?.length ?? 0
  if (width === 0) return []
  const whole = rows.length - (rows.length % ROWS)
  const chunks = Array.from({ length: whole / ROWS }, (_, index) => rows.slice(index * ROWS, (index + 1) * ROWS).flat())
  const row = `(${Array(width).fill('?').join(', ')})`
  const statement = (count: number) => `insert into ${table} values ${Array(count).fill(row).join(', ')}`
  return [
    ...(chunks.length > 0 ? [{ sql: statement(ROWS), values: chunks }] : []),
    ...(whole < rows.length ? [{ sql: statement(rows.length - whole), values: [rows.slice(whole).flat()] }] : []),
  ]
}
