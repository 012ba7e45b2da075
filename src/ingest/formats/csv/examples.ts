import { cut, emptyValues, EXAMPLES, examplesOf, textBehind, type Example } from '../../examples.ts'
import type { Piece } from './insert.ts'
import type { SetAsideCounts } from './rewrite.ts'
import { RecordReader } from './reader.ts'
import { RowSorter, type TableRow, type TableShape } from './rows.ts'
import { bytesOf, segmentsOf } from './segments.ts'
import type { CsvFile } from './csv.ts'
import type { FileLoad } from '../file-load.ts'

/** Rows that were set aside and values that could not be cast, with their rows and texts from the file itself. */
export async function csvExamples(
  { shape }: CsvFile,
  { table, reading: { mapping }, columns }: FileLoad,
  pieces: readonly Piece[],
  setAside: SetAsideCounts,
): Promise<Example[]> {
  const empty = await emptyValues(table)
  const wanted = new Set(empty.map(({ place }) => place))
  const found = new Map<number, { readonly row: number; readonly cells: readonly string[] }>()
  const missing = new Map(Object.entries(setAside).map(([reason, rows]) => [reason, Math.min(EXAMPLES, rows)]))
  const isMissing = () => [...missing.values()].some((count) => count > 0)
  const aside: Example[] = []
  for (const piece of pieces) {
    const wantsSetAside = piece.kept < piece.records && isMissing()
    const wantsKept = [...wanted].some((place) => place >= piece.firstPlace && place < piece.firstPlace + piece.kept)
    if (!wantsSetAside && !wantsKept) continue
    let place = piece.firstPlace - 1
    for await (const rows of rowsOf(shape, piece))
      for (const { row, cells, reason, text } of rows)
        if (cells !== null) {
          if (wanted.has(++place)) found.set(place, { row, cells })
        } else if ((missing.get(reason) ?? 0) > 0) {
          missing.set(reason, missing.get(reason)! - 1)
          aside.push({ row, reason, field: null, text: cut(text.slice(0, 1000).trim()) })
        }
  }
  const cast = examplesOf(
    table.table,
    empty,
    (place) => found.get(place)!.row,
    ({ field, place }) =>
      textBehind(field, mapping, (column) => found.get(place)!.cells[columns.indexOf(column)] ?? null),
  )
  return [...aside, ...cast]
}

async function* rowsOf(shape: TableShape, { blob, isEnd, firstRow }: Piece): AsyncGenerator<readonly TableRow[]> {
  const reader = new RecordReader(shape.dialect, shape.width)
  const sorter = new RowSorter(shape, firstRow)
  const rows: TableRow[] = []
  for await (const { text } of segmentsOf(bytesOf(blob))) {
    reader.push(text)
    for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
    yield rows.splice(0)
  }
  reader.end()
  for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
  sorter.end(isEnd, rows)
  yield rows
}
