import { RecordReader } from './reader.ts'
import { RowSorter, type SetAsideReason, type TableRow, type TableShape } from './rows.ts'
import { bytesOf, segmentsOf } from './segments.ts'
import { quoted } from '../text-table-writer.ts'

/** How many rows were set aside for each reason. */
export type SetAsideCounts = Partial<Record<SetAsideReason, number>>

/** A stretch of a text table as our own parser read it. */
export interface Rewritten {
  /** Where it ends, in bytes of the file's UTF-8. */
  readonly end: number
  /** Its rows as a correct writer writes them, in `writtenDialect`, as many cells in each as the table has columns. */
  readonly clean: Blob
  readonly kept: number
  readonly records: number
  /** Its records and empty lines. */
  readonly rows: number
  readonly setAside: SetAsideCounts
  /** Characters of its longest row. */
  readonly longest: number
}

/** What is read of a text table. Offsets are bytes of its UTF-8. */
export interface Range {
  readonly start: number
  /** Where it ends at the latest. */
  readonly end: number
  /** It may end where a row does once so many bytes are read. */
  readonly enough: number
  readonly signal?: AbortSignal | undefined
}

const PIECE = 1 << 20

/** Reads a stretch of a text table that begins with a record, and writes its rows anew for the engine. */
export async function rewrite(shape: TableShape, blob: Blob, range: Range): Promise<Rewritten> {
  const { start, enough, signal } = range
  const reader = new RecordReader(shape.dialect, shape.width)
  const sorter = new RowSorter(shape, 0)
  const writer = new CleanWriter()
  const rows: TableRow[] = []
  const settle = () => {
    for (const row of rows) writer.write(row)
    rows.length = 0
  }
  const size = Math.max(1 << 12, Math.min(1 << 17, enough))
  let end = range.end
  for await (const segment of segmentsOf(bytesOf(blob.slice(start, range.end), signal, size), start)) {
    reader.push(segment.text)
    for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
    settle()
    if (segment.end - start >= enough && reader.isEmpty && sorter.isSettled) {
      end = segment.end
      break
    }
  }
  reader.end()
  for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
  sorter.end(end === blob.size, rows)
  settle()
  return { end, rows: sorter.row, ...writer.written() }
}

class CleanWriter {
  readonly #pieces: Blob[] = []
  #text = ''
  #kept = 0
  #records = 0
  #longest = 0
  readonly #setAside: SetAsideCounts = {}

  write({ cells, reason }: TableRow): void {
    this.#records++
    if (reason !== null) {
      this.#setAside[reason] = (this.#setAside[reason] ?? 0) + 1
      return
    }
    this.#kept++
    const line = csvLine(cells)
    if (line.length > this.#longest) this.#longest = line.length
    this.#text += line
    if (this.#text.length >= PIECE) this.#flush()
  }

  written(): Pick<Rewritten, 'clean' | 'kept' | 'records' | 'setAside' | 'longest'> {
    this.#flush()
    return {
      clean: new Blob(this.#pieces),
      kept: this.#kept,
      records: this.#records,
      setAside: this.#setAside,
      longest: this.#longest,
    }
  }

  #flush(): void {
    if (this.#text !== '') this.#pieces.push(new Blob([this.#text]))
    this.#text = ''
  }
}

/** A row as RFC 4180 writes it, with a line feed behind it. */
function csvLine(cells: readonly string[]): string {
  let line = ''
  for (let index = 0; index < cells.length; index++) line += (index > 0 ? ',' : '') + quoted(cells[index]!)
  return line + '\n'
}
