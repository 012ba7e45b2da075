import { readBytes } from '../problem.ts'
import { quoteText } from '../sql.ts'
import { named } from '../table.ts'
import { RecordScanner, unifyLineBreaks, type LineBreak, type Part } from './csv-records.ts'
import type { CsvFile } from './csv.ts'
import { usedColumns, type FileLoad } from './file-load.ts'

/** Statements spent on finding the records over which the engine stumbles, before whole stretches are left out. */
const PATIENCE = 2000
/** Bytes from which the line break of a whole file is told. */
const HEAD = 1 << 16

/** A stretch of the file as it was loaded. */
export interface Piece {
  readonly blob: Blob
  /** Records of the file before it. */
  readonly firstRecord: number
  readonly records: number
  /** Rows of the file that were kept before it. */
  readonly firstPlace: number
  readonly kept: number
  /** Where in it the rejected records begin; empty where nothing was kept. */
  readonly rejected: readonly number[]
}

/**
 * Appends records to the table and checks the engine's counts against ours. What disagrees is halved until it is
 * single records, which are left out as unreadable.
 */
export class CsvInserter {
  records = 0
  kept = 0
  readonly pieces: Piece[] = []
  readonly #source: CsvFile
  readonly #load: FileLoad
  #patience = PATIENCE

  constructor(source: CsvFile, load: FileLoad) {
    this.#source = source
    this.#load = load
  }

  /** Appends the records of a part. */
  async insertPart(blob: Blob, part: Part): Promise<void> {
    const isCut = part.openAt !== null
    const end = part.openAt ?? part.end
    const records = part.records - (isCut ? 1 : 0)
    let piece = blob.slice(part.start, end)
    if (part.lineBreak === null)
      piece = new Blob([unifyLineBreaks(await this.#bytes(piece), this.#source.dialect) as BlobPart])
    if (records > 0) await this.#fit(piece, records, part.lineBreak ?? '\n')
    // The file ends inside a quoted cell: its last row is cut.
    if (isCut) this.#keep(blob.slice(end, part.end), 1, 0, [])
  }

  /**
   * Where the native engine can read the file in place: appends all of it in one statement while it is counted. Returns
   * whether that was possible and the counts agree; if not, nothing was appended.
   */
  async insertWhole(blob: Blob, scan: () => AsyncIterable<Part>): Promise<boolean> {
    const { file, encoding, dialect, dataStart, headerLines } = this.#source
    const { database, signal } = this.#load
    if (database.engine !== 'native' || !file.path || encoding.encoding !== 'utf-8' || encoding.bom) return false
    const head = new RecordScanner(dialect)
    head.push(await this.#bytes(blob.slice(dataStart, dataStart + HEAD)))
    const { lineBreak } = head.end()
    if (lineBreak === null) return false
    const counting = collect(scan())
    counting.catch(() => {})
    const path = await database.registerFile(file)
    try {
      return await this.#insert(this.#relation(path, lineBreak, headerLines), async (kept, rejected) => {
        const parts = await counting
        const records = parts.reduce((sum, part) => sum + part.records, 0)
        if (kept + rejected.length !== records) return false
        if (parts.some((part) => part.openAt !== null || (part.lineBreak !== lineBreak && part.records > 1)))
          return false
        for (const { start, end, records } of parts) {
          const within = rejected.filter((at) => at >= start && at < end).map((at) => at - start)
          this.#keep(blob.slice(start, end), records, records - within.length, within)
        }
        return true
      })
    } finally {
      await database.dropFile(path)
      signal?.throwIfAborted()
    }
  }

  async #fit(blob: Blob, records: number, lineBreak: LineBreak): Promise<void> {
    const { database, signal } = this.#load
    signal?.throwIfAborted()
    const path = await database.registerFile({ name: 'part', blob })
    let agrees: boolean
    try {
      this.#patience--
      agrees = await this.#insert(this.#relation(path, lineBreak, 0), async (kept, rejected) => {
        if (kept + rejected.length !== records) return false
        this.#keep(blob, records, kept, rejected)
        return true
      })
    } finally {
      await database.dropFile(path)
    }
    if (agrees) return
    if (records === 1 || this.#patience <= 0) return this.#keep(blob, records, 0, [])
    const ends: number[] = []
    new RecordScanner(this.#source.dialect).push(await this.#bytes(blob), (end) => ends.push(end))
    const half = records >> 1
    await this.#fit(blob.slice(0, ends[half - 1]), half, lineBreak)
    await this.#fit(blob.slice(ends[half - 1]), records - half, lineBreak)
  }

  #keep(blob: Blob, records: number, kept: number, rejected: readonly number[]): void {
    this.pieces.push({ blob, firstRecord: this.records, records, firstPlace: this.kept, kept, rejected })
    this.records += records
    this.kept += kept
  }

  /** Appends what a relation holds, if `agrees` says so of the rows kept and of where the rejected ones begin. */
  async #insert(
    relation: string,
    agrees: (kept: number, rejected: readonly number[]) => Promise<boolean>,
  ): Promise<boolean> {
    const { database, table, reading, signal } = this.#load
    const before = await table.count()
    await database.execute('begin transaction')
    try {
      await database.execute(table.insertFrom(reading, relation), signal)
      const kept = (await table.count()) - before
      const isRight = await agrees(kept, await this.#rejected())
      await database.execute(isRight ? 'commit' : 'rollback')
      return isRight
    } catch (error) {
      await database.execute('rollback').catch(() => {})
      signal?.throwIfAborted()
      // Some texts end the engine's parser with an error instead of a rejected row; those are found by halving.
      if (error instanceof Error && /CSV|unicode/i.test(error.message)) return false
      throw error
    }
  }

  async #rejected(): Promise<number[]> {
    const { database } = this.#load
    const rows = await database.query(
      'select distinct cast(line_byte_position as double) as position from rejected_lines order by position',
    )
    for (const table of ['rejected_lines', 'rejected_scans']) await database.execute(`drop table ${table}`)
    return rows.map((row) => Number(row['position']) - 1)
  }

  #relation(path: string, lineBreak: LineBreak, skip: number): string {
    const { dialect, headers } = this.#source
    const options = [
      'auto_detect = false',
      'header = false',
      `skip = ${skip}`,
      `columns = {${headers.map((_, index) => `c${index}: 'VARCHAR'`).join(', ')}}`,
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
    return named(`read_csv(${quoteText(path)}, ${options.join(', ')})`, usedColumns(this.#load))
  }

  #bytes(blob: Blob): Promise<Uint8Array> {
    return readBytes(this.#source.file.name, blob)
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = []
  for await (const value of values) result.push(value)
  return result
}
