import { IngestProblem } from '../../problem.ts'
import { findHeader } from './header.ts'
import { columnKind } from './kinds.ts'
import { RecordReader, type TextRecord } from './reader.ts'
import { hasWidth } from './repair.ts'
import { RowSorter, tailReason, type TableRow, type TableShape } from './rows.ts'
import { splitsOf } from './sniff.ts'
import { splitRecord, type Dialect } from './text.ts'
import type { SetAsideRow } from '../opened.ts'

/** What the beginning of a text table says. */
export interface TableHead {
  readonly headers: readonly string[]
  readonly shape: TableShape
  /** Rows and empty lines above the first row under the header, and lines of the text. */
  readonly headerLines: number
  readonly textLines: number
  readonly titles: readonly SetAsideRow[]
  /** The rows of the table in it, and those in each of the pieces. */
  readonly rows: readonly (readonly string[])[]
  readonly elsewhere: readonly (readonly (readonly string[])[])[]
}

/** The beginning of a text and pieces of its middle and end. */
export interface HeadText {
  readonly text: string
  /** The text ends where the file ends. */
  readonly isWhole: boolean
  readonly elsewhere: readonly string[]
  readonly dialect: Dialect
}

/** The fewest columns a file can have: the day and the amount of what was spent. */
const COLUMNS = 2
const RECORDS = 10_000
/** Rows by which the width of the table is known. */
const MEASURED = 500

/** Finds header and titles, and what rows are measured against; below the header there may be none. Throws `IngestProblem`. */
export function readHead(file: string, { text, isWhole, elsewhere, dialect }: HeadText): TableHead {
  const clean = text.replaceAll('\0', '')
  const width = commonWidth(clean, dialect)
  const all = recordsOf(clean, dialect, width)
  // The last row may be cut where the piece ends.
  const records = isWhole || all.length < 2 ? all : all.slice(0, -1)
  const filled = records.flatMap((record, index) =>
    record.isBlank ? [] : [{ index, cells: cellsOf(record, dialect) }],
  )
  if (width < COLUMNS) {
    const isHeader = filled.length > 0 && filled.length < 3 && filled[0]!.cells.length >= COLUMNS
    if (isHeader) throw new IngestProblem({ code: 'no_rows', file })
    throw new IngestProblem({ code: 'too_few_columns', file, detail: String(width) })
  }
  const cells = filled.map((one) => one.cells)
  const found = findHeader(cells, width)
  if (found === null) throw new IngestProblem({ code: 'no_header', file })
  const under = cells.slice(found.first)
  const pieces = elsewhere.map((piece) => rowsOf(piece, dialect, width))
  const others = pieces.flat()
  const headers = withValues(found.headers, found.raw, others)
  const shape = shapeOf(dialect, headers, found.raw, [...under, ...others])
  const first = filled[found.first]?.index ?? records.length
  const above = records.slice(0, first)
  return {
    headers,
    shape,
    headerLines: first,
    textLines: above.reduce((sum, record) => sum + record.text.split(/\r\n|[\r\n]/).length, 0),
    titles: above.flatMap(({ text, isBlank }, index) =>
      isBlank || (found.place >= 0 && index === filled[found.place]!.index)
        ? []
        : [{ row: index + 1, reason: 'title', text }],
    ),
    rows: keptOf(records.slice(first), shape, isWhole, under),
    elsewhere: pieces.map((rows) => rows.filter((cells) => hasWidth(cells, shape.width))),
  }
}

/** The most frequent number of cells; the greater of two that are as frequent. */
function commonWidth(text: string, dialect: Dialect): number {
  const counts = new Map<number, number>()
  for (const { cells } of splitsOf(text, dialect, MEASURED))
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let width = 0
  for (const [length, count] of counts)
    if (count > (counts.get(width) ?? 0) || (count === counts.get(width) && length > width)) width = length
  return width
}

function recordsOf(text: string, dialect: Dialect, width: number): TextRecord[] {
  const reader = new RecordReader(dialect, width)
  reader.push(text)
  reader.end()
  const records: TextRecord[] = []
  while (records.length < RECORDS) {
    const record = reader.next()
    if (record === null) break
    records.push(record)
  }
  return records
}

/** A header may lie in a row with an odd quote. */
function cellsOf({ cells, text, fault }: TextRecord, dialect: Dialect): readonly string[] {
  return fault === null ? cells : splitRecord(text, 0, { ...dialect, quote: null, escape: null }).cells
}

/** Columns without a name that hold no value at the top may hold one elsewhere. */
function withValues(
  headers: readonly string[],
  raw: readonly string[] | null,
  others: readonly (readonly string[])[],
): readonly string[] {
  if (raw === null || raw.length <= headers.length) return headers
  const last = others.reduce(
    (most, cells) => Math.max(most, cells.findLastIndex((cell) => cell.trim() !== '') + 1),
    headers.length,
  )
  return raw.slice(0, Math.min(raw.length, last))
}

function shapeOf(
  dialect: Dialect,
  headers: readonly string[],
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
): TableShape {
  const width = headers.length
  const full = rows.filter((cells) => hasWidth(cells, width) && cells.some((cell, at) => at > 0 && cell.trim() !== ''))
  const firstKind = columnKind(full.map(([first]) => first!))
  const tails = rows.filter((cells) => tailReason(cells, { width, firstKind }) !== null).length
  return { dialect, width, header, firstKind, hasTail: tails * 4 <= rows.length * 3 }
}

function keptOf(
  records: readonly TextRecord[],
  shape: TableShape,
  isWhole: boolean,
  all: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const sorter = new RowSorter(shape, 0)
  const rows: TableRow[] = []
  for (const record of records) sorter.push(record, rows)
  sorter.end(isWhole, rows)
  const kept = rows.flatMap(({ cells }) => (cells === null ? [] : [cells]))
  return kept.length > 0 ? kept : all
}

/** Rows of a piece that begins and ends anywhere, without the cut ones. */
function rowsOf(piece: string, dialect: Dialect, width: number): readonly (readonly string[])[] {
  const clean = piece.replaceAll('\0', '')
  const from = clean.search(/[\r\n]/)
  if (from < 0) return []
  const records = recordsOf(clean.slice(from), dialect, width).filter(({ isBlank }) => !isBlank)
  return records.slice(0, -1).flatMap(({ cells, fault }) => (fault === null ? [cells] : []))
}
