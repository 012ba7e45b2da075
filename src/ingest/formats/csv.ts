import type { FileSource } from '../../engine/database.ts'
import { decode, detectEncoding, looksBinary, type DetectedEncoding } from '../encoding.ts'
import { IngestProblem, readBytes } from '../problem.ts'
import { RecordScanner } from './csv-records.ts'
import { commonWidth, parseRecords, sniffDialect, type Dialect, type TextRecord } from './csv-text.ts'

/** What was found out about a text table. */
export interface CsvFile {
  readonly format: 'csv'
  readonly file: FileSource
  readonly encoding: DetectedEncoding
  readonly dialect: Dialect
  /** Cells of the header; empty for a first column of row names without one. */
  readonly headers: readonly string[]
  /** Where the first row under the header begins, in bytes of the text as `toUtf8` gives it. */
  readonly dataStart: number
  /** Lines down to the header, itself included: what a spreadsheet adds to the number of a row. */
  readonly headerLines: number
  /** Rows from the top, the middle and the end, cells as in the file, null where empty. */
  readonly rows: readonly (readonly (string | null)[])[]
}

const HEAD = 1 << 20
const PIECE = 1 << 18
/** Characters from which the dialect is told. */
const SNIFFED = 1 << 16
/** What the rows shown to recognition are taken from, at most. */
const ROWS = { top: 400, middle: 200, end: 200 }

/** The fewest columns a file can have: the day and the amount of what was spent. */
const COLUMNS = 2

/** Looks at the beginning, the middle and the end of a text table. Throws `IngestProblem`. */
export async function inspectCsv(file: FileSource): Promise<CsvFile> {
  const { name, blob } = file
  const head = await readBytes(name, blob.slice(0, HEAD))
  const isWhole = head.length === blob.size
  const pieces = isWhole ? [] : await piecesOf(file)
  const encoding = detectEncoding(head, isWhole, pieces)
  if (encoding.encoding !== 'utf-16le' && encoding.encoding !== 'utf-16be' && looksBinary(head))
    throw new IngestProblem({ code: 'not_a_table', file: name })
  const text = decode(head.subarray(encoding.bom), encoding.encoding)
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text)) throw new IngestProblem({ code: 'html_file', file: name })
  if (!text.trim()) throw new IngestProblem({ code: 'empty_file', file: name })

  const dialect = sniffDialect(text.slice(0, SNIFFED), isWhole && text.length <= SNIFFED)
  const all = parseRecords(text, dialect, 10_000)
  // The last row may be cut where the piece ends.
  const records = isWhole || all.length < 2 ? all : all.slice(0, -1)
  const { header, headers, width } = findHeader(name, records)
  const under = records.slice(records.indexOf(header) + 1)
  if (under.length === 0) throw new IngestProblem({ code: 'no_rows', file: name })

  const bytes = encoding.encoding === 'utf-8' ? head.subarray(encoding.bom) : new TextEncoder().encode(text)
  const cells = ({ cells }: TextRecord) => headers.map((_, index) => cells[index] || null)
  const fits = (record: TextRecord) => trimmed(record, width).length === width
  const [middle = [], end = []] = pieces.map((piece) =>
    rowsWithin(decode(piece, encoding.encoding), dialect).filter(fits),
  )
  return {
    format: 'csv',
    file,
    encoding,
    dialect,
    headers,
    dataStart: endOfRecord(bytes, dialect, records.indexOf(header)),
    headerLines: text.slice(0, header.end).split(/\r\n|[\r\n]/).length,
    rows: [
      ...under.slice(0, ROWS.top),
      ...spread(isWhole ? under.slice(ROWS.top) : middle, ROWS.middle),
      ...end.slice(-ROWS.end),
    ].map(cells),
  }
}

async function piecesOf({ name, blob }: FileSource): Promise<Uint8Array[]> {
  // An even offset keeps UTF-16 whole.
  const middle = Math.max(HEAD, blob.size >> 1) & ~1
  const end = Math.max(HEAD, blob.size - PIECE) & ~1
  return Promise.all([
    readBytes(name, blob.slice(middle, Math.min(middle + PIECE, end))),
    readBytes(name, blob.slice(end)),
  ])
}

/** Rows of a piece that begins and ends anywhere, without the cut ones. */
function rowsWithin(piece: string, dialect: Dialect): TextRecord[] {
  const from = piece.search(/[\r\n]/)
  return from < 0 ? [] : parseRecords(piece.slice(from), dialect).slice(0, -1)
}

/** Where the text goes on behind a record and its line break. */
function endOfRecord(bytes: Uint8Array, dialect: Dialect, index: number): number {
  const scanner = new RecordScanner(dialect)
  const ends: number[] = []
  scanner.push(bytes, (end) => ends.push(end))
  const end = ends[index] ?? bytes.length
  return bytes[end - 1] === 13 && bytes[end] === 10 ? end + 1 : end
}

function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values]
  return Array.from({ length: count }, (_, index) => values[Math.floor((index * values.length) / count)]!)
}

/** A row's cells without one empty cell too many, which a delimiter at the end of the line makes. */
function trimmed({ cells }: TextRecord, width: number): readonly string[] {
  return cells.length === width + 1 && cells[width] === '' ? cells.slice(0, width) : cells
}

function findHeader(
  file: string,
  records: readonly TextRecord[],
): { readonly header: TextRecord; readonly headers: readonly string[]; readonly width: number } {
  const { width: common } = commonWidth(records.slice(0, 500))
  const first = records.find(({ cells }) => cells.length === common)
  if (!first || common < COLUMNS) {
    if (records.length > 0 && records.length < 3 && records[0]!.cells.length >= COLUMNS)
      throw new IngestProblem({ code: 'no_rows', file })
    throw new IngestProblem({ code: 'too_few_columns', file, detail: String(common) })
  }
  const before = records.slice(0, records.indexOf(first)).filter(({ cells }) => cells.length >= COLUMNS)
  // A delimiter at the end of every row but the header's makes rows one wider than their header; so do row names.
  const shorter = before.find(({ cells }) => cells.length === common - 1 && looksLikeHeader(cells))
  if (shorter) {
    const under = records.slice(records.indexOf(shorter) + 1)
    const isEmptyLast = under.every(({ cells }) => cells.length !== common || cells[common - 1] === '')
    if (isEmptyLast) return { header: shorter, headers: shorter.cells, width: common - 1 }
    if (under.every(({ cells }) => cells.length === common))
      return { header: shorter, headers: ['', ...shorter.cells], width: common }
  }
  // A header that fits few rows is still the header: what does not fit it is left out row by row.
  const top = before.find(({ cells }) => looksLikeHeader(cells) && cells.every((cell) => cell.trim() !== ''))
  const header = top ?? first
  if (!looksLikeHeader(header.cells)) throw new IngestProblem({ code: 'no_header', file })
  return { header, headers: header.cells, width: header.cells.length }
}

const NUMBER = /^[₩$€£(+-]*\s*\d[\d,.\s]*\s*(원|%|\))?$/
const DATE = /\d{2,4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,4}/

/** Names, not values: no date, less than a third numbers, at least half of them there. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return (
    filled.length * 2 >= cells.length &&
    !filled.some((cell) => DATE.test(cell)) &&
    filled.filter((cell) => NUMBER.test(cell)).length * 3 < filled.length
  )
}
