import type { Database, FileSource, Row } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspect } from '../../src/ingest/inspect.ts'
import { loadTable, type LoadResult } from '../../src/ingest/load.ts'
import { parseMapping, type Mapping, type TableMapping } from '../../src/ingest/mapping.ts'
import { IngestProblem, type ProblemDetails } from '../../src/ingest/problem.ts'

/** Both engines, as `describe.each` takes them. */
export const engines: [string, () => Promise<Database>][] = [
  ['wasm', openWasmInNode],
  ['native', () => NodeDatabase.open({ threads: 1 })],
]

/** A made-up file. */
export function fileOf(content: BlobPart, name = 'orders.csv'): FileSource {
  return { name, blob: new Blob([content]) }
}

/** A mapping of plain columns `customer`, `time`, `amount`, unless told otherwise. */
export function mappingOf(columns: Mapping['columns'] = {}, others: Partial<Mapping> = {}): Mapping {
  return parseMapping({
    schema: 'dangol.mapping/1',
    table: 'orders',
    columns: { customer_id: 'customer', ordered_at: 'time', amount: 'amount', ...columns },
    date: { order: 'ymd' },
    decimal: '.',
    amount_from: 'amount',
    amount_is: 'line',
    cancelled: [],
    time_zone: null,
    currency: null,
    history: 'complete',
    ...others,
  })
}

/** Inspects and loads files into the raw relations, which must exist. */
export async function loadFiles(
  database: Database,
  files: readonly FileSource[],
  mapping: TableMapping = mappingOf(),
  signal?: AbortSignal,
): Promise<LoadResult> {
  const inspection = await inspect(files, openParquetInNode)
  return loadTable(database, [{ inspection, mapping }], {
    openParquet: openParquetInNode,
    ...(signal ? { signal } : {}),
  })
}

/** The same into fresh raw relations, and the rows that then are in `raw_orders`. */
export async function rowsOf(
  database: Database,
  files: readonly FileSource[],
  mapping: Mapping = mappingOf(),
): Promise<Row[]> {
  for (const kind of ['view', 'table']) await database.execute(`drop ${kind} if exists raw_orders`).catch(() => {})
  await createRawTables(database)
  await loadFiles(database, files, mapping)
  return rawOrders(database)
}

/** What `raw_orders` holds, as plain values. */
export function rawOrders(database: Database): Promise<Row[]> {
  return database.query(
    `select cast(file_no as double) as file_no, cast(row_no as double) as row_no, customer_id, ordered_at,
      cast(amount as double) as amount, order_id, product from raw_orders order by file_no, row_no`,
  )
}

/** The problem that a call ends with. Throws where it ends well or with another error. */
export async function problemOf(work: Promise<unknown>): Promise<ProblemDetails> {
  try {
    await work
  } catch (error) {
    if (error instanceof IngestProblem) return error.details
    throw error
  }
  throw new Error('no problem')
}
