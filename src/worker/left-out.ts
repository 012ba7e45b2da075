import { columnarText } from '../ingest/formats/columnar/text-rows.ts'
import type { ParquetOpener } from '../ingest/formats/columnar/parquet.ts'
import type { TableName } from '../ingest/canonical.ts'
import type { InspectedFile } from '../ingest/inspect.ts'
import { readTable } from '../ingest/read-table.ts'
import type { Language } from '../i18n/locale.ts'
import { leftOutColumns } from '../i18n/file-words.ts'
import { reasonWord } from '../i18n/quality-words.ts'
import { BYTE_ORDER_MARK, csvLine } from '../report/csv.ts'
import type { FilledEngine } from './filled-engine.ts'

/** Rows to a piece of the file, at most. */
const PIECE = 1000

/** A row of a file as it stands there: its number, its cells, and why its reader could not read it. */
interface FileRow {
  readonly row: number
  readonly cells: readonly (string | null)[] | null
  readonly reason: string | null
  readonly text: string
}

/**
 * Every row of a table's files that was left out, as the pieces of a CSV file: file, row, reason, its text where it could
 * not be split, and its cells under the headers of its own file. The files are read again. Throws `IngestProblem` where
 * one has gone, or the signal's reason.
 */
export async function* leftOutCsv(
  { database, parts }: FilledEngine,
  table: TableName,
  {
    language,
    openParquet,
    signal,
  }: { language: Language; openParquet: ParquetOpener; signal?: AbortSignal | undefined },
): AsyncGenerator<string> {
  const own = parts.get(table) ?? []
  const headers = [...new Set(own.flatMap(({ inspection }) => inspection.files.flatMap(({ columns }) => columns)))]
  const fixed = leftOutColumns.map((column) => column[language])
  yield BYTE_ORDER_MARK + csvLine([...fixed, ...headers])
  let fileNo = 0
  for (const file of own.flatMap(({ inspection }) => inspection.files)) {
    const reasons = await reasonsOf(database, table, ++fileNo, signal)
    const places = headers.map((header) => file.columns.indexOf(header))
    let kept = 0
    let lines: string[] = []
    for await (const { row, cells, reason, text } of rowsOf(file, openParquet, signal)) {
      const why = reason ?? reasons.get(kept) ?? null
      if (reason === null) kept++
      if (why === null) continue
      const values = places.map((place) => (place < 0 ? null : (cells?.[place] ?? null)))
      lines.push(csvLine([file.file.name, row, reasonWord(why)[language], cells ? null : text, ...values]))
      if (lines.length < PIECE) continue
      yield lines.join('')
      lines = []
    }
    yield lines.join('')
  }
}

/** Why kept rows of a file were left out later, by their places among them, from 0. */
async function reasonsOf(
  database: FilledEngine['database'],
  table: TableName,
  fileNo: number,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const { length, columns } = await database.queryColumns(
    `select cast(row_no - 1 as double) as place, left_out_reason as reason from stg_${table} ` +
      `where file_no = ${fileNo} and left_out_reason is not null`,
    signal,
  )
  const reasons = new Map<number, string>()
  for (let index = 0; index < length; index++)
    reasons.set(Number(columns['place']![index]), String(columns['reason']![index]))
  return reasons
}

async function* rowsOf(file: InspectedFile, openParquet: ParquetOpener, signal?: AbortSignal): AsyncGenerator<FileRow> {
  for (const { row, reason, text } of file.setAside) yield { row, reason, text, cells: null }
  const { source } = file
  if (source.format === 'csv') {
    for await (const rows of readTable(source, signal)) yield* rows
    return
  }
  const reader = await openParquet(source.file.blob)
  try {
    let row = 0
    for await (const cells of columnarText(reader, signal)) yield { row: ++row, cells, reason: null, text: '' }
  } finally {
    await reader.close()
  }
}
