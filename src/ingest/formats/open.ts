import type { FileSource } from '../../engine/database.ts'
import { decode, detectEncoding, looksBinary } from '../encoding.ts'
import { IngestProblem, readBytes, type ProblemDetails } from '../problem.ts'
import { openZip, zipNames } from './archive/archive.ts'
import { isArrow } from './columnar/arrow-file.ts'
import { gunzip, unzstd } from './archive/compressed.ts'
import type { Dialect } from './csv/text.ts'
import { isHtml, readHtmlTables } from './page/html-table.ts'
import { isJson, readJson } from './json/json.ts'
import { saidEncoding, type Opening, type Reading, type SetAsideRow, type WrittenTable } from './opened.ts'
import { isSpreadsheetXml, readSpreadsheetXml } from './page/spreadsheet-xml.ts'
import { writtenDialect } from './text-table-writer.ts'
import { readWorkbook } from './workbook/workbook.ts'

/** What a table was before it was read. */
export type FileFormat = 'text' | 'workbook' | 'web_page' | 'json' | 'parquet' | 'arrow'

/** A file as a person gave it. */
export interface GivenFile extends FileSource {
  readonly opening?: Opening | undefined
  /** Only these of the tables in it, as `OpenedFile.inner` names them; all unless told. */
  readonly inner?: readonly string[] | undefined
}

/** One table of a file: the file itself, a member of an archive, a sheet of a workbook. */
export interface OpenedFile {
  /** Named as a person would: `orders.zip › 2026.xlsx › Sheet1`. */
  readonly file: FileSource
  /** Where in the given file it lies; null: it is that file. */
  readonly inner: string | null
  readonly format: FileFormat
  /** How its text was written by one of our readers; null: the text is the file's own. */
  readonly dialect: Dialect | null
  /** Rows that its reader could not read, with their numbers. */
  readonly setAside: readonly SetAsideRow[]
}

/** Something in a file that is no table, and why. */
export interface SkippedPart {
  readonly name: string
  readonly problem: ProblemDetails
}

/** What a file holds. */
export interface OpenedParts {
  readonly tables: readonly OpenedFile[]
  readonly skipped: readonly SkippedPart[]
}

/** Archives within archives, at most. */
const DEPTH = 3
const HEAD = 1 << 16
const BETWEEN = ' › '

/**
 * Opens a file by what its bytes say, whatever its name: unpacks archives, reads workbooks, web pages and JSON into text
 * tables, and leaves text, Parquet and Arrow as they are. Throws `IngestProblem` where nothing in it is a table.
 */
export async function openFile(given: GivenFile, reading: Reading = {}): Promise<OpenedParts> {
  const { inner } = given
  const opened = await new Opener({ ...reading, ...given.opening }).open(given, null, 0)
  if (!inner) return opened
  return { ...opened, tables: opened.tables.filter((table) => table.inner !== null && inner.includes(table.inner)) }
}

class Opener {
  readonly #reading: Reading

  constructor(reading: Reading) {
    this.#reading = reading
  }

  async open(file: FileSource, inner: string | null, depth: number): Promise<OpenedParts> {
    this.#reading.signal?.throwIfAborted()
    const { name, blob } = file
    if (blob.size === 0) throw new IngestProblem({ code: 'empty_file', file: name })
    const head = await readBytes(name, blob.slice(0, HEAD))
    const kind = kindOf(head)
    switch (kind) {
      case 'parquet':
        return only({ file, inner, format: 'parquet', dialect: null, setAside: [] })
      case 'zip':
        return isWorkbook(await zipNames(file)) ? this.#workbook(file, inner) : this.#archive(file, inner, depth)
      case 'compound':
        return this.#workbook(file, inner)
      case 'gzip':
      case 'zstd':
        return this.#compressed(kind, file, inner, depth)
      case 'packed':
        throw new IngestProblem({ code: 'compressed_file', file: name })
      case 'not_a_table':
      case 'protected_document':
        throw new IngestProblem({ code: kind, file: name })
    }
    if (isArrow(head)) return only({ file, inner, format: 'arrow', dialect: null, setAside: [] })
    return this.#text(file, inner, head)
  }

  async #text(file: FileSource, inner: string | null, head: Uint8Array): Promise<OpenedParts> {
    const said = saidEncoding(this.#reading, inner)
    const encoding = said ?? detectEncoding(head, head.length === file.blob.size).encoding
    if (!encoding.startsWith('utf-16') && looksBinary(head))
      throw new IngestProblem({ code: 'not_a_table', file: file.name })
    const text = decode(head, encoding)
    if (isSpreadsheetXml(text)) return this.#written(file, inner, 'workbook', readSpreadsheetXml)
    if (isHtml(text)) return this.#written(file, inner, 'web_page', readHtmlTables)
    if (isJson(text)) return this.#written(file, inner, 'json', readJson)
    return only({ file, inner, format: 'text', dialect: null, setAside: [] })
  }

  #workbook(file: FileSource, inner: string | null): Promise<OpenedParts> {
    return this.#written(file, inner, 'workbook', readWorkbook)
  }

  async #written(
    file: FileSource,
    inner: string | null,
    format: FileFormat,
    read: (file: FileSource, reading: Reading) => Promise<WrittenTable[]>,
  ): Promise<OpenedParts> {
    const written = await read(file, { ...this.#reading, encoding: saidEncoding(this.#reading, inner) })
    const tables = written.map(({ name, blob, setAside = [] }): OpenedFile => {
      const isAlone = name === null || written.length === 1
      return {
        file: { name: isAlone ? file.name : file.name + BETWEEN + name, blob },
        inner: name === null ? inner : within(inner, name),
        format,
        dialect: writtenDialect,
        setAside,
      }
    })
    return { tables, skipped: [] }
  }

  async #compressed(kind: 'gzip' | 'zstd', file: FileSource, inner: string | null, depth: number) {
    this.#refuseDepth(file, depth)
    const blob = await (kind === 'gzip' ? gunzip : unzstd)(file, this.#reading)
    return this.open({ name: file.name, blob }, inner, depth + 1)
  }

  async #archive(file: FileSource, inner: string | null, depth: number): Promise<OpenedParts> {
    this.#refuseDepth(file, depth)
    const members = await openZip(file, this.#reading)
    const tables: OpenedFile[] = []
    const skipped: SkippedPart[] = []
    for (const member of members) {
      const name = members.length === 1 ? file.name : file.name + BETWEEN + member.name
      try {
        const opened = await this.open({ name, blob: await member.open() }, within(inner, member.name), depth + 1)
        tables.push(...opened.tables)
        skipped.push(...opened.skipped)
      } catch (error) {
        if (!(error instanceof IngestProblem) || isForPerson(error)) throw error
        skipped.push({ name, problem: error.details })
      }
    }
    if (tables.length > 0) return { tables, skipped }
    const [first] = skipped
    throw new IngestProblem(first?.problem ?? { code: 'no_tables', file: file.name })
  }

  #refuseDepth({ name }: FileSource, depth: number): void {
    if (depth >= DEPTH) throw new IngestProblem({ code: 'compressed_file', file: name })
  }
}

/** Must a person be asked before anything more can be said of the file? */
export function isForPerson({ details: { code } }: IngestProblem): boolean {
  return code === 'needs_password' || code === 'wrong_password' || code === 'unreadable_file'
}

function only(table: OpenedFile): OpenedParts {
  return { tables: [table], skipped: [] }
}

function within(inner: string | null, name: string): string {
  return inner === null ? name : inner + BETWEEN + name
}

function isWorkbook(names: readonly string[]): boolean {
  const isOffice = names.includes('[Content_Types].xml') || names.some((name) => name.startsWith('xl/'))
  return isOffice || (names.includes('mimetype') && names.includes('content.xml'))
}

type Kind = 'protected_document' | 'parquet' | 'zip' | 'compound' | 'gzip' | 'zstd' | 'packed' | 'not_a_table' | 'text'

const MAGIC: readonly (readonly [string, Kind])[] = [
  ['PAR1', 'parquet'],
  ['PARE', 'parquet'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\xd0\xcf\x11\xe0', 'compound'],
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  // Frames without data, which parallel packers put in front.
  ...Array.from({ length: 16 }, (_, kind) => [String.fromCharCode(0x50 + kind) + '*M\x18', 'zstd'] as const),
  ['7z\xbc\xaf', 'packed'],
  ['BZh', 'packed'],
  ['\xfd7zXZ', 'packed'],
  ['Rar!', 'packed'],
  ['%PDF', 'not_a_table'],
  ['\x89PNG', 'not_a_table'],
  ['\xff\xd8\xff', 'not_a_table'],
  ['SQLite format 3', 'not_a_table'],
]

/** What Korean companies' document protection writes at the head of every file: SoftCamp, Nasca, Fasoo. */
const PROTECTED = /^(SCDSA0|<## NASCA DRM|\S{0,4}\s?DRMONE)/

function kindOf(head: Uint8Array): Kind {
  const start = String.fromCharCode(...head.subarray(0, 16))
  if (PROTECTED.test(start)) return 'protected_document'
  return MAGIC.find(([magic]) => start.startsWith(magic))?.[1] ?? 'text'
}
