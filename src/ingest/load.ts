import type { Cell, Database } from '../engine/database.ts'
import { fieldsOf, type FieldName, type TableName } from './canonical.ts'
import { currencyColumn } from './currencies.ts'
import { columnsBehind, cut, EXAMPLES, type Example } from './examples.ts'
import { loadCsv } from './formats/csv/load.ts'
import type { FileCounts, FileLoad } from './formats/file-load.ts'
import type { SetAsideRow } from './formats/opened.ts'
import { loadParquet } from './formats/columnar/parquet-load.ts'
import type { ParquetOpener } from './formats/columnar/parquet.ts'
import type { Inspection } from './inspect.ts'
import { mappedColumns, type Mapping, type TableMapping } from './mapping.ts'
import { IngestProblem } from './problem.ts'
import { quoteText } from './sql.ts'
import { RawTable, rowsPrefix, type Reading } from './table.ts'

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

/** Files of one shape and how their columns are read. */
export interface TablePart {
  readonly inspection: Inspection
  readonly mapping: TableMapping
}

/** What became of the files, in their order. */
export interface LoadResult {
  readonly files: readonly (FileCounts & { readonly name: string })[]
}

/** A table that is read and waits to take its place among the raw relations. */
export interface ReadTable extends LoadResult {
  readonly raw: RawTable
  readonly mappings: readonly TableMapping[]
}

/**
 * Fills the raw relations of one table (see `createRawTables`, which must have run) from inspected files: of one shape
 * for orders, of several for others. They change only when all files are loaded: a load that fails or is cancelled
 * leaves them as they were. Throws `IngestProblem`, `EngineError` or the signal's reason.
 */
export async function loadTable(
  database: Database,
  parts: readonly TablePart[],
  options: LoadOptions,
): Promise<LoadResult> {
  const read = await readTable(database, parts, options)
  try {
    await inTransaction(database, () => replaceRelations(database, read))
  } catch (error) {
    await dropRead(database, read)
    throw error
  }
  return { files: read.files }
}

/** Reads the files of one table into a relation of their own. Throws as `loadTable` does, and then leaves nothing behind. */
export async function readTable(
  database: Database,
  parts: readonly TablePart[],
  { openParquet, signal, progress }: LoadOptions,
): Promise<ReadTable> {
  for (const part of parts) checkColumns(part)
  const all = parts.flatMap(({ inspection }) => inspection.files)
  const totalBytes = all.reduce((sum, { file }) => sum + file.blob.size, 0)
  const readings = parts.map(readingOf)
  const mappings = parts.map(({ mapping }) => mapping)
  const raw = await RawTable.create(database, mappings[0]!.table, readings, all.length)
  try {
    const files: (FileCounts & { name: string })[] = []
    let bytesBefore = 0
    let rowsBefore = 0
    for (const [place, { inspection }] of parts.entries())
      for (const { file, columns, source, setAside } of inspection.files) {
        signal?.throwIfAborted()
        await raw.beginFile()
        const load: FileLoad = {
          database,
          table: raw,
          reading: readings[place]!,
          columns,
          signal,
          progress: (fraction, rows) => {
            const bytes = bytesBefore + fraction * file.blob.size
            progress?.({ fraction: bytes / totalBytes, rows: rowsBefore + rows, bytes, totalBytes })
          },
        }
        const counts = await (source.format === 'csv' ? loadCsv(source, load) : loadParquet(source, load, openParquet))
        files.push({ name: file.name, ...withSetAside(counts, setAside) })
        bytesBefore += file.blob.size
        rowsBefore += counts.kept
      }
    signal?.throwIfAborted()
    return { raw, mappings, files }
  } catch (error) {
    await database.execute(`drop table if exists ${raw.name}`).catch(() => {})
    throw error
  }
}

/** The counts of a file with the rows that the reader of its format could not read before. */
function withSetAside(counts: FileCounts, rows: readonly SetAsideRow[]): FileCounts {
  const setAside: Record<string, number> = { ...counts.setAside }
  for (const { reason } of rows) setAside[reason] = (setAside[reason] ?? 0) + 1
  const examples = rows
    .slice(0, EXAMPLES)
    .map(({ row, reason, text }): Example => ({ row, reason, field: null, text: cut(text) }))
  return {
    records: counts.records + rows.length,
    kept: counts.kept,
    setAside,
    examples: [...examples, ...counts.examples],
  }
}

function readingOf({ inspection, mapping }: TablePart): Reading {
  return { mapping, currencyColumn: currencyColumn(inspection.sample, mapping)?.column ?? null }
}

function checkColumns({ inspection: { files }, mapping }: TablePart): void {
  for (const { file, columns } of files) {
    const column = mappedColumns(mapping).find((name) => !columns.includes(name))
    if (column !== undefined) throw new IngestProblem({ code: 'missing_column', file: file.name, column })
  }
}

/** Runs statements that hold together or not at all. */
export async function inTransaction<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await database.execute('begin transaction')
  try {
    const result = await work()
    await database.execute('commit')
    return result
  } catch (error) {
    await database.execute('rollback').catch(() => {})
    throw error
  }
}

/** Forgets what was read and never took its place. */
export async function dropRead(database: Database, { raw }: ReadTable): Promise<void> {
  await database.execute(`drop table if exists ${raw.name}`).catch(() => {})
}

/** Puts a table that was read in the place of the one before; inside a transaction of the caller's. */
export async function replaceRelations(database: Database, read: ReadTable): Promise<void> {
  const { table } = read.raw
  const relation = `raw_${table}`
  const earlier = await database.query(
    `select table_name as name, table_type as type from information_schema.tables where table_name = ${quoteText(relation)} ` +
      `or table_name like ${quoteText(`${rowsPrefix(table).replaceAll('_', '\\_')}%`)} escape '\\'`,
  )
  for (const [name, rows] of Object.entries(await contentsOf(read))) {
    const isShared = SHARED.includes(name)
    await database.execute(`delete from ${name}${isShared ? ` where table_name = ${quoteText(table)}` : ''}`)
    await database.insert(name, rows)
  }
  for (const { name, type } of earlier)
    if (name !== read.raw.name) await database.execute(`drop ${type === 'VIEW' ? 'view' : 'table'} ${name}`)
  await database.execute(`create view ${relation} as ${read.raw.viewQuery()}`)
}

/** Relations that hold rows of several tables, told apart by their first column. */
const SHARED: readonly string[] = [
  'raw_columns',
  'raw_currencies',
  'raw_set_aside',
  'raw_side_files',
  'raw_side_rejected_rows',
]

/** The relations that say something about a table's files, besides its rows. */
export function relationsAbout(table: TableName): string[] {
  return table === 'orders'
    ? ['raw_orders', 'raw_files', 'raw_rejected_rows', 'raw_set_aside', 'raw_cancelled_statuses', 'raw_mapping']
    : [`raw_${table}`, 'raw_side_files', 'raw_side_rejected_rows', 'raw_set_aside']
}

async function contentsOf(read: ReadTable): Promise<Record<string, Cell[][]>> {
  const { raw, files, mappings } = read
  const { table } = raw
  const fields = Object.keys(fieldsOf(table)) as FieldName[]
  const money = mappings.some(({ columns }) => columns.amount !== undefined) ? 'amount' : 'unit_price'
  const shared = {
    raw_columns: fields.map((field) => [table, field, headersOf(field, mappings)]),
    raw_currencies: await currenciesOf(read, money),
    raw_set_aside: files.flatMap(({ setAside = {} }, index) =>
      Object.entries(setAside).map(([reason, rows]) => [table, index + 1, reason, rows]),
    ),
  }
  const counts = files.map(({ name, records, kept }, index) => [index + 1, name, records, kept])
  const rejected = files.flatMap(({ examples }, index) =>
    examples.map(({ row, reason, field, text }) => [index + 1, row, reason, field, text]),
  )
  if (table !== 'orders')
    return {
      ...shared,
      raw_side_files: counts.map((row) => [table, ...row]),
      raw_side_rejected_rows: rejected.map((row) => [table, ...row]),
    }
  const { cancelled, amount_is } = mappings[0] as Mapping
  return {
    ...shared,
    raw_files: counts,
    raw_rejected_rows: rejected,
    raw_cancelled_statuses: cancelled.map((status) => [status]),
    raw_mapping: [[amount_is]],
  }
}

/** What the rows name, converted ones under what they became; where they name nothing, what the mapping says, without a count. */
async function currenciesOf({ raw, mappings }: ReadTable, column: FieldName): Promise<Cell[][]> {
  const named = converted(await raw.currencies(), mappings)
  if (named.length > 0) return named.map(({ currency, rows }) => [raw.table, column, currency, rows])
  const said = new Set(mappings.flatMap(({ currency }) => currency ?? []))
  return raw.table === 'orders' || raw.table === 'spend' ? [...said].map((one) => [raw.table, column, one, null]) : []
}

/** Currencies as they stand in the table: those with a rate became the mapping's own. */
function converted(
  named: readonly { readonly currency: string; readonly rows: number }[],
  mappings: readonly TableMapping[],
): typeof named {
  const counts = new Map<string, number>()
  for (const { currency, rows } of named) {
    const mapping = mappings.find((one) => one.table === 'orders' && one.rates?.[currency] !== undefined)
    const became = mapping?.currency ?? currency
    counts.set(became, (counts.get(became) ?? 0) + rows)
  }
  return [...counts].map(([currency, rows]) => ({ currency, rows }))
}

/** The headers behind a field, over files of all shapes. */
function headersOf(field: FieldName, mappings: readonly TableMapping[]): string | null {
  const joined = mappings.map((mapping) => columnsBehind(field, mapping).join(field === 'amount' ? ' × ' : ', '))
  return [...new Set(joined.filter(Boolean))].join(', ') || null
}
