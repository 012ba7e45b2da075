import { RecordReader } from './formats/csv/reader.ts'
import { RowSorter, type SetAsideReason, type TableRow } from './formats/csv/rows.ts'
import { segmentsOf, utf8From } from './formats/csv/segments.ts'
import type { CsvFile } from './formats/csv/csv.ts'
import type { SetAsideRow } from './formats/opened.ts'
import { IngestProblem } from './problem.ts'

/** Rows of a text table in the order of the file, some at a time: what a load of it keeps, and what it sets aside. */
export async function* readTable(source: CsvFile, signal?: AbortSignal): AsyncGenerator<readonly TableRow[]> {
  const { file, encoding, dataStart, headerLines, shape } = source
  const reader = new RecordReader(shape.dialect, shape.width)
  const sorter = new RowSorter(shape, headerLines)
  const rows: TableRow[] = []
  const read = () => {
    for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
    return rows.splice(0)
  }
  try {
    for await (const { text } of segmentsOf(utf8From(file.blob, encoding, dataStart, signal))) {
      reader.push(text)
      yield read()
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotReadableError')
      throw new IngestProblem({ code: 'unreadable_file', file: file.name }, { cause: error })
    throw error
  }
  reader.end()
  const last = read()
  sorter.end(true, last)
  yield last
}

/** The rows of a text table that a load of it sets aside, in the order of the file. Reads the file again. */
export async function* setAsideRows(
  source: CsvFile,
  signal?: AbortSignal,
): AsyncGenerator<SetAsideRow & { readonly reason: SetAsideReason }> {
  for await (const rows of readTable(source, signal))
    for (const { row, reason, text } of rows) if (reason !== null) yield { row, reason, text }
}

/** A row that a load keeps. `place`: among the rows that it keeps, from 0; `row` as a spreadsheet numbers it. */
export interface KeptRow {
  readonly place: number
  readonly row: number
  readonly cells: readonly string[]
  readonly text: string
}

/** The rows at some places among those that a load keeps, in the order of the file. Reads the file again as far as needed. */
export async function* keptRows(
  source: CsvFile,
  places: Iterable<number>,
  signal?: AbortSignal,
): AsyncGenerator<KeptRow> {
  const wanted = new Set(places)
  if (wanted.size === 0) return
  let place = -1
  for await (const rows of readTable(source, signal))
    for (const { row, cells, text } of rows) {
      if (cells === null || !wanted.delete(++place)) continue
      yield { place, row, cells, text }
      if (wanted.size === 0) return
    }
}
