import { openArrow } from '../../src/ingest/formats/columnar/arrow-file.ts'
import { columnarText } from '../../src/ingest/formats/columnar/text-rows.ts'
import { inspectCsv, type CsvFile } from '../../src/ingest/formats/csv/csv.ts'
import { openFile, type GivenFile, type OpenedFile } from '../../src/ingest/formats/open.ts'
import type { SetAsideRow } from '../../src/ingest/formats/opened.ts'
import { inspectParquet } from '../../src/ingest/formats/columnar/parquet.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { sourceColumns } from '../../src/ingest/mapping.ts'
import { IngestProblem } from '../../src/ingest/problem.ts'
import { readTable } from '../../src/ingest/read-table.ts'
import { Refusal } from './arguments.ts'

/** A row as it was read, or one that was set aside. */
export type PrintedRow =
  { readonly cells: readonly (string | null)[]; readonly reason: null } | (SetAsideRow & { readonly cells: null })

/** A table of a file as it is printed. */
export interface PrintedTable {
  readonly name: string
  readonly header: readonly string[]
  /** Encoding, delimiter and quotes, for people. */
  readonly written: string
  /** What was set aside before the first row. */
  readonly above: readonly SetAsideRow[]
  /** The rows, some at a time. */
  readonly rows: AsyncIterable<readonly PrintedRow[]>
  /** Where in the file the other tables lie. */
  readonly others: readonly string[]
}

/** Opens the sheet that is asked for, else the first that is a table. Throws `IngestProblem` or a `Refusal`. */
export async function openTable(given: GivenFile, sheet: string | undefined): Promise<PrintedTable> {
  const { tables } = await openFile(given)
  const names = tables.map((table) => table.inner ?? table.file.name)
  const chosen = sheet === undefined ? tables : tables.filter(({ inner }) => isNamed(inner, sheet))
  if (chosen.length === 0)
    throw new Refusal(`${given.name} has no sheet “${sheet}”: it has ${names.map((name) => `“${name}”`).join(', ')}`)
  let problem: unknown
  for (const table of chosen)
    try {
      const others = names.filter((_, index) => tables[index] !== table)
      return { ...(await printed(table, given)), others }
    } catch (error) {
      if (!(error instanceof IngestProblem)) throw error
      problem ??= error
    }
  throw problem
}

function isNamed(inner: string | null, sheet: string): boolean {
  return inner !== null && (inner === sheet || inner.endsWith(` › ${sheet}`))
}

async function printed(table: OpenedFile, { opening }: GivenFile): Promise<Omit<PrintedTable, 'others'>> {
  const { file, format, setAside } = table
  if (format === 'parquet' || format === 'arrow') {
    const open = format === 'arrow' ? openArrow : openParquetInNode
    const { headers } = await inspectParquet(file, open)
    const rows = columnarRows(async () => open(file.blob))
    return { name: file.name, header: headers, written: format, above: setAside, rows }
  }
  const source = table.dialect ? await inspectCsv(file, {}, table.dialect) : await inspectCsv(file, opening)
  return {
    name: file.name,
    header: source.shape.header === null ? sourceColumns(source.headers) : source.headers,
    written: table.dialect ? format.replace('_', ' ') : writtenAs(source),
    above: [...setAside, ...source.titles],
    rows: textRows(source),
  }
}

async function* textRows(source: CsvFile): AsyncGenerator<readonly PrintedRow[]> {
  yield* readTable(source)
}

async function* columnarRows(open: () => ReturnType<typeof openParquetInNode>): AsyncGenerator<readonly PrintedRow[]> {
  const reader = await open()
  try {
    const rows: PrintedRow[] = []
    for await (const cells of columnarText(reader))
      if (rows.push({ cells, reason: null }) === 1000) yield rows.splice(0)
    yield rows
  } finally {
    await reader.close()
  }
}

function writtenAs({ encoding, dialect, shape }: CsvFile): string {
  const { delimiter, repeats, quote, closing, escape } = dialect
  const said = [
    encoding.encoding + (encoding.bom ? ' with a byte-order mark' : '') + (encoding.isCertain ? '' : ' (guessed)'),
    `delimiter ${JSON.stringify(delimiter)}${repeats ? ' or more' : ''}`,
    quote === null ? 'no quotes' : `quote ${quote}${closing ?? ''}`,
  ]
  if (escape !== null && escape !== quote) said.push(`escape ${escape}`)
  if (shape.header === null) said.push('no header')
  return said.join(', ')
}
