import type { FileSource } from '../../../engine/database.ts'
import { decode, detectEncoding, looksBinary, type DetectedEncoding } from '../../encoding.ts'
import { transcoder } from '../../encodings/transcoder.ts'
import { IngestProblem, readBytes } from '../../problem.ts'
import { readHead, type TableHead } from './head.ts'
import type { TableShape } from './rows.ts'
import { sniffDialect } from './sniff.ts'
import type { Dialect } from './text.ts'
import type { Opening, SetAsideRow } from '../opened.ts'

/** What was found out about a text table. */
export interface CsvFile {
  readonly format: 'csv'
  readonly file: FileSource
  readonly encoding: DetectedEncoding
  readonly dialect: Dialect
  /** Cells of the header; empty for a first column of row names without one, and all empty where there is no header. */
  readonly headers: readonly string[]
  /** What its rows are measured against. */
  readonly shape: TableShape
  /** Where the first row under the header begins, in bytes of the text as `toUtf8` gives it. */
  readonly dataStart: number
  /** Rows and empty lines above it: what a spreadsheet adds to the number of a row. */
  readonly headerLines: number
  /** The same in lines of the text, line breaks within cells counted. */
  readonly textLines: number
  /** What stands above it besides the header. */
  readonly titles: readonly SetAsideRow[]
  /** Rows from the top, the middle and the end, cells as in the file, null where empty. */
  readonly rows: readonly (readonly (string | null)[])[]
}

const HEAD = 1 << 20
const PIECE = 1 << 18
/** What the rows shown to recognition are taken from, at most. */
const ROWS = { top: 400, middle: 200, end: 200 }

/**
 * Looks at the beginning, the middle and the end of a text table. What `opening` says of its encoding goes before what
 * its bytes say; with a `dialect` its delimiter and quotes are known. Throws `IngestProblem`.
 */
export async function inspectCsv(file: FileSource, opening: Opening = {}, dialect?: Dialect): Promise<CsvFile> {
  const { name, blob } = file
  const head = await readBytes(name, blob.slice(0, HEAD))
  const isWhole = head.length === blob.size
  const pieces = isWhole ? [] : await piecesOf(file)
  const encoding = encodingOf(head, isWhole, pieces, opening)
  const isWide = encoding.encoding === 'utf-16le' || encoding.encoding === 'utf-16be'
  if (!isWide && looksBinary(head)) throw new IngestProblem({ code: 'not_a_table', file: name })
  const text = decode(head.subarray(encoding.bom), encoding.encoding)
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text)) throw new IngestProblem({ code: 'html_file', file: name })
  if (!text.replaceAll('\0', '').trim()) throw new IngestProblem({ code: 'empty_file', file: name })

  const known = dialect ?? sniffDialect(text.replaceAll('\0', ''), isWhole)
  const elsewhere = pieces.map((piece) => decode(piece, encoding.encoding))
  const found = readHead(name, { text, isWhole, elsewhere, dialect: known })
  const bytes = transcoder(encoding.encoding).push(head.subarray(encoding.bom))
  return {
    format: 'csv',
    file,
    encoding,
    dialect: known,
    headers: found.headers,
    shape: found.shape,
    dataStart: endOfLine(bytes, found.textLines),
    headerLines: found.headerLines,
    textLines: found.textLines,
    titles: found.titles,
    rows: sampleOf(found, isWhole),
  }
}

function encodingOf(
  head: Uint8Array,
  isWhole: boolean,
  pieces: readonly Uint8Array[],
  { encoding }: Opening,
): DetectedEncoding {
  const told = detectEncoding(head, isWhole, pieces)
  if (encoding === undefined || encoding === told.encoding) return told
  const marks = { 'utf-8': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const
  const mark: readonly number[] = (marks as Partial<Record<string, readonly number[]>>)[encoding] ?? []
  const bom = mark.length > 0 && mark.every((byte, at) => head[at] === byte) ? (mark.length as 2 | 3) : 0
  return { encoding, bom, isCertain: true }
}

async function piecesOf({ name, blob }: FileSource): Promise<Uint8Array[]> {
  const middle = even(Math.max(HEAD, blob.size / 2))
  const end = even(Math.max(HEAD, blob.size - PIECE))
  return Promise.all([
    readBytes(name, blob.slice(middle, Math.min(middle + PIECE, end))),
    readBytes(name, blob.slice(end)),
  ])
}

/** The even number at or below a size, by which UTF-16 stays whole; sizes may be beyond 32 bits. */
function even(size: number): number {
  return 2 * Math.floor(size / 2)
}

/** Where the text goes on behind so many lines. */
function endOfLine(bytes: Uint8Array, lines: number): number {
  let at = 0
  for (let count = 0; count < lines; count++) {
    while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++
    at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1
  }
  return Math.min(at, bytes.length)
}

function sampleOf({ shape, rows, elsewhere }: TableHead, isWhole: boolean): CsvFile['rows'] {
  const [middle = [], end = []] = elsewhere
  const all = [
    ...rows.slice(0, ROWS.top),
    ...spread(isWhole ? rows.slice(ROWS.top) : middle, ROWS.middle),
    ...end.slice(-ROWS.end),
  ]
  return all.map((cells) => Array.from({ length: shape.width }, (_, index) => cells[index] || null))
}

function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values]
  return Array.from({ length: count }, (_, index) => values[Math.floor((index * values.length) / count)]!)
}
