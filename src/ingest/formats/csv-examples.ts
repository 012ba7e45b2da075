import { cut, emptyValues, EXAMPLES, examplesOf, textBehind, type Example } from '../examples.ts'
import { readBytes } from '../problem.ts'
import type { Piece } from './csv-insert.ts'
import { RecordScanner } from './csv-records.ts'
import { parseRecords, type Dialect } from './csv-text.ts'
import type { CsvFile } from './csv.ts'
import type { FileLoad } from './file-load.ts'

/** Records that could not be split and values that could not be cast, with their rows and texts from the file itself. */
export async function csvExamples(
  { dialect, file }: CsvFile,
  { table, reading: { mapping }, columns }: FileLoad,
  pieces: readonly Piece[],
): Promise<Example[]> {
  const empty = await emptyValues(table)
  const wanted = new Set(empty.map(({ place }) => place))
  const found = new Map<number, { readonly row: number; readonly cells: readonly string[] }>()
  const unreadable: Example[] = []
  for (const piece of pieces) {
    const wantsRejected = piece.kept < piece.records && unreadable.length < EXAMPLES
    const wantsKept = [...wanted].some((place) => place >= piece.firstPlace && place < piece.firstPlace + piece.kept)
    if (!wantsRejected && !wantsKept) continue
    for (const { row, place, text } of recordsOf(piece, await readBytes(file.name, piece.blob), dialect)) {
      if (place !== null && wanted.has(place))
        found.set(place, { row, cells: parseRecords(text(), dialect, 1)[0]?.cells ?? [] })
      else if (place === null && unreadable.length < EXAMPLES)
        unreadable.push({ row, reason: 'unreadable', field: null, text: cut(text().trim()) })
    }
  }
  const cast = examplesOf(
    table.table,
    empty,
    (place) => found.get(place)!.row,
    ({ field, place }) =>
      textBehind(field, mapping, (column) => found.get(place)!.cells[columns.indexOf(column)] ?? null),
  )
  return [...unreadable, ...cast]
}

interface LoadedRecord {
  /** Its row in the file, from 1. */
  readonly row: number
  /** Its place among the rows of the file that were kept, from 0; null: it was rejected. */
  readonly place: number | null
  readonly text: () => string
}

function* recordsOf(piece: Piece, bytes: Uint8Array, dialect: Dialect): Generator<LoadedRecord> {
  const ends: number[] = []
  const scanner = new RecordScanner(dialect)
  scanner.push(bytes, (end) => ends.push(end))
  scanner.end((end) => ends.push(end))
  let place = piece.firstPlace
  let rejected = 0
  for (const [index, end] of ends.entries()) {
    const start = ends[index - 1] ?? 0
    const at = piece.rejected[rejected]
    const isRejected = piece.kept === 0 || (at !== undefined && at < end)
    if (isRejected) rejected++
    yield {
      row: piece.firstRecord + index + 1,
      place: isRejected ? null : place++,
      text: () => new TextDecoder().decode(bytes.subarray(start, end)),
    }
  }
}
