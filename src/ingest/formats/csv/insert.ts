import { readBytes } from '../../problem.ts'
import { isPlain } from './dialect.ts'
import { RecordScanner, type LineBreak, type Part } from './records.ts'
import { rewrite, type Rewritten, type SetAsideCounts } from './rewrite.ts'
import type { SetAsideReason } from './rows.ts'
import { csvRelation, type WrittenAs } from './relation.ts'
import { ahead, scanParts } from './scan.ts'
import type { CsvFile } from './csv.ts'
import type { FileLoad } from '../file-load.ts'
import { writtenDialect } from '../text-table-writer.ts'

/** Bytes of text that the engine takes at once. */
const PART = 1 << 25
/** Bytes from which the line break of a whole file is told. */
const HEAD = 1 << 16
/** The least that our own parser reads once it has to: so much at first, twice as much where it is needed again soon. */
const FIRST_STRETCH = 1 << 16
const SOON = 8
/** A stretch of the file as it was loaded. */
export interface Piece {
  readonly blob: Blob
  /** The file ends with it. */
  readonly isEnd: boolean
  /** Rows and empty lines of the file above it. */
  readonly firstRow: number
  readonly records: number
  /** Rows of the file that were kept before it. */
  readonly firstPlace: number
  readonly kept: number
}

/**
 * Appends a text table to the raw table. Parts that the engine reads as we do go to it as they stand; if its counts are
 * others than ours, and where the file is not as a correct writer writes it, our own parser reads and writes the rows
 * anew, and the engine must then keep every one of them.
 */
export class CsvInserter {
  records = 0
  kept = 0
  readonly setAside: SetAsideCounts = {}
  readonly pieces: Piece[] = []
  readonly #source: CsvFile
  readonly #load: FileLoad
  readonly #blob: Blob
  #row: number
  #stretch = FIRST_STRETCH

  /** `blob`: the file in UTF-8. */
  constructor(source: CsvFile, load: FileLoad, blob: Blob) {
    this.#source = source
    this.#load = load
    this.#blob = blob
    this.#row = source.headerLines
  }

  /** Appends all rows. `progress` is told where the next begin, in bytes. */
  async insertAll(progress: (at: number) => void): Promise<void> {
    const { shape, dataStart } = this.#source
    const blob = this.#blob
    if (await this.#insertInPlace()) return
    let at = dataStart
    while (at < blob.size) {
      if (isPlain(shape.dialect)) {
        const scan = ahead(scanParts(shape, blob, at, PART, this.#load.signal))
        let step = await scan.next()
        for (; !step.done; step = await scan.next()) {
          await this.#insertPart(step.value)
          progress(step.value.end)
        }
        if (step.value.oddAt === null) return
        if (step.value.oddAt - at < SOON * this.#stretch) this.#stretch = Math.min(PART, this.#stretch * 2)
        at = step.value.oddAt
      } else this.#stretch = PART
      at = await this.#insertRewritten(at, blob.size, this.#stretch)
      progress(at)
    }
  }

  /**
   * Where the native engine can read the file in place: appends all of it in one statement while it is counted. Returns
   * whether that was possible and the counts agree; if not, nothing was appended.
   */
  async #insertInPlace(): Promise<boolean> {
    const { file, encoding, shape, dataStart, headerLines, textLines } = this.#source
    const { database, signal } = this.#load
    if (database.engine !== 'native' || !file.path || encoding.encoding !== 'utf-8' || encoding.bom) return false
    if (!isPlain(shape.dialect) || textLines !== headerLines) return false
    const head = new RecordScanner(shape)
    head.push(await readBytes(file.name, this.#blob.slice(dataStart, dataStart + HEAD)))
    const first = head.oddAt === null ? head.part() : null
    if (first === null) return false
    const odd = new AbortController()
    const scanning = this.#plainParts(first.lineBreak, signal)
    scanning.then(
      (parts) => parts === null && odd.abort(new Error('odd rows')),
      () => {},
    )
    const path = await database.registerFile(file)
    try {
      const relation = csvRelation(
        path,
        { dialect: shape.dialect, lineBreak: first.lineBreak, skip: headerLines },
        this.#load,
      )
      const stop = signal ? AbortSignal.any([signal, odd.signal]) : odd.signal
      const isIn = await this.#insert(relation, stop, async (kept) => {
        const parts = await scanning
        return parts !== null && kept === parts.reduce((sum, part) => sum + part.records, 0)
      })
      if (isIn) for (const part of (await scanning)!) this.#keepPart(part)
      return isIn
    } finally {
      await database.dropFile(path)
      signal?.throwIfAborted()
    }
  }

  /** All parts of the file; null: not all of it is for the engine. */
  async #plainParts(lineBreak: LineBreak, signal: AbortSignal | undefined): Promise<Part[] | null> {
    const scan = scanParts(this.#source.shape, this.#blob, this.#source.dataStart, PART, signal)
    const parts: Part[] = []
    let step = await scan.next()
    for (; !step.done; step = await scan.next()) {
      if (step.value.lineBreak !== lineBreak && step.value.rows > 1) return null
      parts.push(step.value)
    }
    return step.value.oddAt === null ? parts : null
  }

  async #insertPart(part: Part): Promise<void> {
    if (part.records === 0) return this.#keepPart(part)
    const { start, end, lineBreak, records } = part
    const { dialect } = this.#source.shape
    if (await this.#insertBlob(this.#blob.slice(start, end), records, { dialect, lineBreak })) this.#keepPart(part)
    else await this.#insertRewritten(start, end, Infinity)
  }

  /** Appends rows as our own parser reads and writes them; returns where the stretch ends. */
  async #insertRewritten(start: number, end: number, enough: number): Promise<number> {
    const { signal } = this.#load
    const written = await rewrite(this.#source.shape, this.#blob, { start, end, enough, signal })
    const { clean, kept, longest } = written
    if (kept > 0 && !(await this.#insertBlob(clean, kept, { dialect: writtenDialect, lineBreak: '\n', longest })))
      throw new Error(`${this.#source.file.name}: the engine does not keep the ${kept} rows written for it`)
    this.#keep(written, start)
    return written.end
  }

  #keepPart({ start, end, records, rows }: Part): void {
    this.#keep({ end, kept: records, records, rows, setAside: {} }, start)
  }

  #keep(
    { end, kept, records, rows, setAside }: Pick<Rewritten, 'end' | 'kept' | 'records' | 'rows' | 'setAside'>,
    start: number,
  ): void {
    const blob = this.#blob.slice(start, end)
    const isEnd = end === this.#blob.size
    this.pieces.push({ blob, isEnd, firstRow: this.#row, records, firstPlace: this.kept, kept })
    this.#row += rows
    this.records += records
    this.kept += kept
    for (const [reason, count] of Object.entries(setAside) as [SetAsideReason, number][])
      this.setAside[reason] = (this.setAside[reason] ?? 0) + count
  }

  /** Appends rows if the engine keeps as many as it should. */
  async #insertBlob(blob: Blob, records: number, written: WrittenAs): Promise<boolean> {
    const { database, signal } = this.#load
    signal?.throwIfAborted()
    const path = await database.registerFile({ name: 'part', blob })
    try {
      return await this.#insert(csvRelation(path, written, this.#load), signal, async (kept) => kept === records)
    } finally {
      await database.dropFile(path)
    }
  }

  /** Appends what a relation holds, if `agrees` says so of the rows kept, of which none may be rejected. */
  async #insert(
    relation: string,
    signal: AbortSignal | undefined,
    agrees: (kept: number) => Promise<boolean>,
  ): Promise<boolean> {
    const { database, table, reading } = this.#load
    const before = await table.count()
    await database.execute('begin transaction')
    try {
      await database.execute(table.insertFrom(reading, relation), signal)
      const kept = (await table.count()) - before
      const isRight = (await this.#rejected()) === 0 && (await agrees(kept))
      await database.execute(isRight ? 'commit' : 'rollback')
      return isRight
    } catch (error) {
      await database.execute('rollback').catch(() => {})
      this.#load.signal?.throwIfAborted()
      // Some texts end the engine's parser with an error instead of a rejected row.
      if (signal?.aborted || (error instanceof Error && /CSV|unicode/i.test(error.message))) return false
      throw error
    }
  }

  async #rejected(): Promise<number> {
    const { database } = this.#load
    const [row] = await database.query('select cast(count(*) as double) as n from rejected_lines')
    for (const table of ['rejected_lines', 'rejected_scans']) await database.execute(`drop table ${table}`)
    return Number(row?.['n'])
  }
}
