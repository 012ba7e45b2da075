import type { Database } from '../../engine/database.ts'
import { toUtf8 } from '../encoding.ts'
import { cut, emptyValues, EXAMPLES, examplesOf, textBehind, type Example } from '../examples.ts'
import { mappedColumns, type Mapping } from '../mapping.ts'
import { IngestProblem, readBytes } from '../problem.ts'
import { named, type OrderTable, type SourceColumn } from '../table.ts'
import { quoteText } from '../sql.ts'
import { scanParts, RecordScanner, unifyLineBreaks, type LineBreak, type Part } from './csv-records.ts'
import { parseRecords, type Dialect } from './csv-text.ts'
import type { CsvFile } from './csv.ts'

/** What became of a file. */
export interface FileCounts {
  /** Records that the independent count found. */
  readonly records: number
  /** Those of them that are in the table. */
  readonly kept: number
  readonly examples: readonly Example[]
}

/** What a load of one file is given. */
export interface FileLoad {
  readonly database: Database
  readonly table: OrderTable
  readonly mapping: Mapping
  /** The columns of the file, in its order, as mappings name them. */
  readonly columns: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Told how much of the file is done, 0 to 1, and how many of its rows are in the table. */
  readonly progress?: ((fraction: number, rows: number) => void) | undefined
}

const PART = 1 << 25
/** Statements spent on finding the rows over which the engine stumbles, before whole stretches are left out. */
const PATIENCE = 2000

/** A stretch of the file as it was loaded. */
interface Piece {
  readonly blob: Blob
  readonly firstRecord: number
  readonly records: number
  readonly firstPlace: number
  readonly kept: number
  /** Where the rejected records begin; all of them where nothing was kept. */
  readonly rejected: readonly number[]
}

/**
 * Appends a text table to the order table, part by part. Each part stands only if the rows the engine kept and those it
 * rejected add up to the records counted in it; otherwise it is halved until what disagrees is single records, which are
 * left out as unreadable. Throws `IngestProblem`.
 */
export async function loadCsv(source: CsvFile, load: FileLoad): Promise<FileCounts> {
  const blob = await toUtf8(source.file.blob, source.encoding, load.signal)
  const loader = new CsvLoader(source, load)
  const { dialect, dataStart: start, file, headerLines } = source
  const parts = scanParts(blob, dialect, { start, partSize: PART, ...(load.signal ? { signal: load.signal } : {}) })
  try {
    let next = parts.next()
    for (;;) {
      const { done, value: part } = await next
      if (done) break
      // The next part is counted while the engine loads this one.
      next = parts.next()
      next.catch(() => {})
      if (part.openAt !== null && /[\r\n]./s.test((await blob.slice(part.openAt, part.end).text()).trimEnd()))
        throw new IngestProblem({
          code: 'unclosed_quote',
          file: file.name,
          row: headerLines + loader.records + part.records,
        })
      await loader.load(blob, part)
      load.progress?.((part.end - start) / (blob.size - start), loader.kept)
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotReadableError')
      throw new IngestProblem({ code: 'unreadable_file', file: file.name }, { cause: error })
    throw error
  } finally {
    await parts.return(undefined)
  }
  if (loader.kept === 0) {
    const code = loader.records === 0 ? 'no_rows' : 'no_readable_rows'
    throw new IngestProblem({ code, file: file.name, row: headerLines + 1 })
  }
  return { records: loader.records, kept: loader.kept, examples: await loader.examples() }
}

class CsvLoader {
  records = 0
  kept = 0
  readonly #source: CsvFile
  readonly #load: FileLoad
  readonly #pieces: Piece[] = []
  #patience = PATIENCE

  constructor(source: CsvFile, load: FileLoad) {
    this.#source = source
    this.#load = load
  }

  async load(blob: Blob, part: Part): Promise<void> {
    const { dialect } = this.#source
    const slice = (start: number, end: number) => blob.slice(start, end)
    const isCut = part.openAt !== null
    const end = part.openAt ?? part.end
    const records = part.records - (isCut ? 1 : 0)
    let piece = slice(part.start, end)
    if (part.lineBreak === null)
      piece = new Blob([unifyLineBreaks(await readBytes(this.#source.file.name, piece), dialect) as BlobPart])
    if (records > 0) await this.#fit(piece, records, part.lineBreak ?? '\n')
    // The file ends inside a quoted cell: its last row is cut.
    if (isCut) this.#leaveOut(slice(end, part.end), 1)
  }

  /** Loads whole records, halving where the counts disagree. */
  async #fit(blob: Blob, records: number, lineBreak: LineBreak): Promise<void> {
    this.#load.signal?.throwIfAborted()
    if (await this.#insert(blob, records, lineBreak)) return
    if (records === 1 || this.#patience <= 0) return this.#leaveOut(blob, records)
    const bytes = await readBytes(this.#source.file.name, blob)
    const ends: number[] = []
    const scanner = new RecordScanner(this.#source.dialect)
    scanner.push(bytes, (end) => ends.push(end))
    const half = records >> 1
    const middle = ends[half - 1]!
    await this.#fit(blob.slice(0, middle), half, lineBreak)
    await this.#fit(blob.slice(middle), records - half, lineBreak)
  }

  #leaveOut(blob: Blob, records: number): void {
    this.#pieces.push({ blob, firstRecord: this.records, records, firstPlace: this.kept, kept: 0, rejected: [] })
    this.records += records
  }

  /** Whether the engine's counts and ours agree; if not, nothing was appended. */
  async #insert(blob: Blob, records: number, lineBreak: LineBreak): Promise<boolean> {
    const { database, table, signal } = this.#load
    this.#patience--
    const path = await database.registerFile({ name: 'part', blob })
    const before = await table.count()
    await database.execute('begin transaction')
    try {
      await database.execute(table.insertFrom(this.#relation(path, lineBreak)), signal)
      const kept = (await table.count()) - before
      const rejected = await this.#rejected(records)
      if (kept + rejected.length !== records) return await this.#rollBack()
      await database.execute('commit')
      this.#pieces.push({ blob, firstRecord: this.records, records, firstPlace: this.kept, kept, rejected })
      this.records += records
      this.kept += kept
      return true
    } catch (error) {
      await this.#rollBack().catch(() => {})
      signal?.throwIfAborted()
      // Some texts end the engine's parser with an error instead of a rejected row; those are found by halving.
      if (error instanceof Error && /CSV|sniff|Invalid unicode|state machine/i.test(error.message)) return false
      throw error
    } finally {
      await database.dropFile(path)
    }
  }

  async #rollBack(): Promise<false> {
    await this.#load.database.execute('rollback')
    return false
  }

  async #rejected(limit: number): Promise<number[]> {
    const { database } = this.#load
    const rows = await database.query(
      `select distinct cast(line_byte_position as double) as position from rejected_lines order by position limit ${limit + 1}`,
    )
    for (const table of ['rejected_lines', 'rejected_scans']) await database.execute(`drop table ${table}`)
    return rows.map((row) => Number(row['position']) - 1)
  }

  #relation(path: string, lineBreak: LineBreak): string {
    const { dialect, headers } = this.#source
    const columns = headers.map((_, index) => `c${index}: 'VARCHAR'`)
    const options = [
      'auto_detect = false',
      'header = false',
      `columns = {${columns.join(', ')}}`,
      `delim = ${quoteText(dialect.delimiter)}`,
      `quote = ${quoteText(dialect.quote ?? '')}`,
      `escape = ${quoteText(dialect.escape ?? '')}`,
      `new_line = '${lineBreak.replace('\r', '\\r').replace('\n', '\\n')}'`,
      'null_padding = true',
      'parallel = false',
      'store_rejects = true',
      `rejects_table = 'rejected_lines'`,
      `rejects_scan = 'rejected_scans'`,
      'rejects_limit = 0',
    ]
    return named(`read_csv(${quoteText(path)}, ${options.join(', ')})`, this.#mapped())
  }

  #mapped(): SourceColumn[] {
    const { mapping, columns } = this.#load
    const used = new Set(mappedColumns(mapping))
    return columns.flatMap((name, index) => (used.has(name) ? [{ index, name }] : []))
  }

  /** Rows that could not be split and values that could not be cast, with their rows and texts. */
  async examples(): Promise<Example[]> {
    const { table, mapping, columns } = this.#load
    const empty = await emptyValues(table)
    const wanted = new Set(empty.map(({ place }) => place))
    const found = new Map<number, { readonly row: number; readonly text: string }>()
    const unreadable: Example[] = []
    for (const piece of this.#pieces) {
      const wantsRejected = piece.kept < piece.records && unreadable.length < EXAMPLES
      const wantsKept = [...wanted].some((place) => place >= piece.firstPlace && place < piece.firstPlace + piece.kept)
      if (!wantsRejected && !wantsKept) continue
      const bytes = await readBytes(this.#source.file.name, piece.blob)
      for (const { record, place, text } of recordsIn(bytes, piece, this.#source.dialect)) {
        const row = piece.firstRecord + record + 1
        if (place === null) {
          if (unreadable.length < EXAMPLES)
            unreadable.push({ row, reason: 'unreadable', field: null, text: cut(text().trim()) })
        } else if (wanted.has(piece.firstPlace + place)) found.set(piece.firstPlace + place, { row, text: text() })
      }
    }
    const cells = new Map([...found].map(([place, { text }]) => [place, cellsOf(text, this.#source.dialect)]))
    const cast = examplesOf(
      empty,
      (place) => found.get(place)!.row,
      ({ field, place }) => textBehind(field, mapping, (column) => cells.get(place)?.[columns.indexOf(column)] ?? null),
    )
    return [...unreadable, ...cast]
  }
}

function cellsOf(text: string, dialect: Dialect): readonly string[] {
  return parseRecords(text, dialect, 1)[0]?.cells ?? []
}

/** The records of a loaded piece: their place among the kept ones, null for a rejected one. */
function recordsIn(
  bytes: Uint8Array,
  { kept, rejected }: Piece,
  dialect: Dialect,
): { readonly record: number; readonly place: number | null; readonly text: () => string }[] {
  const ends: number[] = []
  const scanner = new RecordScanner(dialect)
  scanner.push(bytes, (end) => ends.push(end))
  scanner.end((end) => ends.push(end))
  let place = 0
  let next = 0
  return ends.map((end, record) => {
    const start = ends[record - 1] ?? 0
    const isRejected = kept === 0 || (next < rejected.length && rejected[next]! < end)
    if (isRejected) next++
    return {
      record,
      place: isRejected ? null : place++,
      text: () => new TextDecoder().decode(bytes.subarray(start, end)),
    }
  })
}
