import type { Cell, Database } from '../engine/database.ts'
import { orderFields, type OrderField } from './canonical.ts'
import { columnsBehind } from './examples.ts'
import { loadCsv } from './formats/csv-load.ts'
import type { FileCounts, FileLoad } from './formats/file-load.ts'
import { loadParquet } from './formats/parquet-load.ts'
import type { ParquetOpener } from './formats/parquet.ts'
import type { Inspection } from './inspect.ts'
import { mappedColumns, type Mapping } from './mapping.ts'
import { IngestProblem } from './problem.ts'
import { quoteText } from './sql.ts'
import { OrderTable } from './table.ts'

/** How far a load is. */
export interface LoadProgress {
  /** Share of the files' bytes that are loaded, 0 to 1. */
  readonly fraction: number
  /** Rows in the table. */
  readonly rows: number
  readonly bytes: number
  readonly totalBytes: number
}

/** What a load may be given besides files and mapping. */
export interface LoadOptions {
  readonly openParquet: ParquetOpener
  readonly signal?: AbortSignal
  readonly progress?: (progress: LoadProgress) => void
}

/** What became of the files, in their order. */
export interface LoadResult {
  readonly files: readonly (FileCounts & { readonly name: string })[]
}

/**
 * Fills the raw relations (see `createRawTables`, which must have run) from inspected files. They change only when all
 * files are loaded: a load that fails or is cancelled leaves them as they were.
 * Throws `IngestProblem`, `EngineError` or the signal's reason.
 */
export async function loadOrders(
  database: Database,
  inspection: Inspection,
  mapping: Mapping,
  { openParquet, signal, progress }: LoadOptions,
): Promise<LoadResult> {
  checkColumns(inspection, mapping)
  const totalBytes = inspection.files.reduce((sum, { file }) => sum + file.blob.size, 0)
  const table = await OrderTable.create(database, mapping, inspection.files.length)
  try {
    const files: (FileCounts & { name: string })[] = []
    let bytesBefore = 0
    let rowsBefore = 0
    for (const { file, columns, source } of inspection.files) {
      signal?.throwIfAborted()
      await table.beginFile()
      const load: FileLoad = {
        database,
        table,
        mapping,
        columns,
        signal,
        progress: (fraction, rows) => {
          const bytes = bytesBefore + fraction * file.blob.size
          progress?.({ fraction: bytes / totalBytes, rows: rowsBefore + rows, bytes, totalBytes })
        },
      }
      const counts = await (source.format === 'csv' ? loadCsv(source, load) : loadParquet(source, load, openParquet))
      files.push({ name: file.name, ...counts })
      bytesBefore += file.blob.size
      rowsBefore += counts.kept
    }
    signal?.throwIfAborted()
    await replaceRelations(database, table, files, mapping)
    return { files }
  } catch (error) {
    await database.execute(`drop table if exists ${table.name}`).catch(() => {})
    throw error
  }
}

function checkColumns({ files }: Inspection, mapping: Mapping): void {
  for (const { file, columns } of files) {
    const column = mappedColumns(mapping).find((name) => !columns.includes(name))
    if (column !== undefined) throw new IngestProblem({ code: 'missing_column', file: file.name, column })
  }
}

async function replaceRelations(
  database: Database,
  table: OrderTable,
  files: LoadResult['files'],
  mapping: Mapping,
): Promise<void> {
  const header = (field: OrderField) => columnsBehind(field, mapping).join(field === 'amount' ? ' × ' : ', ') || null
  const contents: Record<string, Cell[][]> = {
    raw_files: files.map(({ name, records, kept }, index) => [index + 1, name, records, kept]),
    raw_rejected_rows: files.flatMap(({ examples }, index) =>
      examples.map(({ row, reason, field, text }) => [index + 1, row, reason, field, text]),
    ),
    raw_columns: (Object.keys(orderFields) as OrderField[]).map((field) => ['orders', field, header(field)]),
    raw_cancelled_statuses: mapping.cancelled.map((status) => [status]),
    raw_mapping: [[mapping.amount_is]],
  }
  const earlier = await database.query(
    `select table_name as name, table_type as type from information_schema.tables ` +
      `where table_name = 'raw_orders' or table_name like ${quoteText('order\\_rows\\_%')} escape '\\'`,
  )
  await database.execute('begin transaction')
  try {
    for (const [name, rows] of Object.entries(contents)) {
      await database.execute(`delete from ${name}`)
      await database.insert(name, rows)
    }
    for (const { name, type } of earlier)
      if (name !== table.name) await database.execute(`drop ${type === 'VIEW' ? 'view' : 'table'} ${name}`)
    await database.execute(`create view raw_orders as ${table.viewQuery()}`)
    await database.execute('commit')
  } catch (error) {
    await database.execute('rollback').catch(() => {})
    throw error
  }
}
