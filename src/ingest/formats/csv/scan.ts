import { pause } from '../../../engine/pause.ts'
import { RecordReader } from './reader.ts'
import { RecordScanner, type Part } from './records.ts'
import { RowSorter, TAIL, type TableRow, type TableShape } from './rows.ts'
import { bytesOf, segmentsOf } from './segments.ts'

/** Bytes that are read at once, and how many go by before other events are let in. */
const PIECE = 1 << 20

/** How a scan ended. `oddAt`: where the first record begins that is not as a correct writer writes it; null: at the end. */
export interface ScanEnd {
  readonly oddAt: number | null
}

/**
 * The parts of a text table of a plain dialect, from an offset of its UTF-8 on, up to the end or to the first record that
 * the engine may read otherwise than we do. Notes and totals at the end of the file count among those.
 */
export async function* scanParts(
  shape: TableShape,
  blob: Blob,
  start: number,
  partSize: number,
  signal?: AbortSignal,
): AsyncGenerator<Part, ScanEnd> {
  const scanner = new RecordScanner(shape, partSize, start)
  /** The part before the one under way: it may hold some of the last rows of the file. */
  let held: Part | null = null
  for await (const bytes of bytesOf(blob.slice(start), signal, PIECE)) {
    for (const part of scanner.push(bytes)) {
      if (held) yield held
      held = part
    }
    if (scanner.oddAt !== null) break
    await pause(signal)
  }
  const last = scanner.end()
  const end = scanner.oddAt ?? blob.size
  const parts = [held, last].filter((part) => part !== null)
  const [first] = parts.flatMap((part) => part.last.map((record) => ({ part, ...record }))).slice(-TAIL)
  if (first === undefined || !(await endsInTail(shape, blob.slice(first.at, end)))) {
    yield* parts
    return { oddAt: scanner.oddAt }
  }
  for (const part of parts) {
    if (part === first.part) {
      const { at, records, rows } = first
      if (rows > 0) yield { ...part, end: at, records, rows, last: [] }
      break
    }
    yield part
  }
  return { oddAt: first.at }
}

/** May the last of some rows be a note or a total? */
async function endsInTail(shape: TableShape, blob: Blob): Promise<boolean> {
  const reader = new RecordReader(shape.dialect, shape.width)
  const sorter = new RowSorter(shape, 0)
  for await (const { text } of segmentsOf(bytesOf(blob))) reader.push(text)
  reader.end()
  const rows: TableRow[] = []
  for (let record = reader.next(); record; record = reader.next()) sorter.push(record, rows)
  return !sorter.isSettled
}

/** Finds the next part while this one is used. */
export async function* ahead<T, End>(parts: AsyncGenerator<T, End>): AsyncGenerator<T, End> {
  try {
    let next = parts.next()
    for (;;) {
      const step = await next
      if (step.done) return step.value
      next = parts.next()
      next.catch(() => {})
      yield step.value
    }
  } finally {
    await parts.return(undefined as never)
  }
}
