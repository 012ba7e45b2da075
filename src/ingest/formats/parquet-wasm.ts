import { tableFromIPC } from 'apache-arrow'
import type * as ParquetWasm from 'parquet-wasm'
import { columnsOf, textRows } from './arrow-text.ts'
import { ParquetError, type ParquetReader, type ParquetSummary } from './parquet.ts'
import { readableFooter } from './parquet-footer.ts'

/** The functions of `parquet-wasm`, initialised. */
export type ParquetModule = Pick<typeof ParquetWasm, 'ParquetFile'>

/** Rows that are decoded and handed over at once, about. */
const BATCH = 1 << 18
/** A read that gives nothing for so long is taken for dead. */
const PATIENCE = 120_000
const SAMPLE = 300

/** Reads Parquet with `parquet-wasm`, in whichever thread it is called. Rejects with a `ParquetError`. */
export async function openParquet(module: ParquetModule, blob: Blob): Promise<ParquetReader> {
  const file = await guarded(async () => module.ParquetFile.fromFile((await readableFooter(blob)) as File))
  const metadata = file.metadata()
  const rowGroups = metadata.rowGroups().map((group) => group.numRows())
  let batches: AsyncIterator<Uint8Array> | null = null

  const readRows = async (options: ParquetWasm.ReaderOptions) =>
    textRows(tableFromIPC((await guarded(() => file.read(options))).intoIPCStream()))

  return {
    async summary(): Promise<ParquetSummary> {
      const columns = columnsOf(tableFromIPC(file.schema().intoIPCStream()).schema)
      const rows = []
      if (columns.length > 0) for (const options of sampleReads(rowGroups)) rows.push(...(await readRows(options)))
      return { columns, rowCount: metadata.fileMetadata().numRows(), rowGroups, rows }
    },
    async start(columns) {
      await batches?.return?.()
      batches = decode(file, rowGroups, [...columns])
    },
    async next() {
      const { done, value } = await batches!.next()
      return done ? null : value
    },
    async close() {
      await batches?.return?.().catch(() => {})
      try {
        file.free()
      } catch {
        // A read that stopped on a damaged page holds the file for ever.
      }
    },
  }
}

/** The first rows, and the first of a row group in the middle and of the last one; in a single group, its last rows. */
function sampleReads(rowGroups: readonly number[]): ParquetWasm.ReaderOptions[] {
  const filled = rowGroups.flatMap((rows, group) => (rows > 0 ? [group] : []))
  const [first] = filled
  if (first === undefined) return []
  const rows = rowGroups[first]!
  const reads: ParquetWasm.ReaderOptions[] = [{ rowGroups: [first], limit: SAMPLE }]
  if (filled.length > 1) {
    const others = new Set([filled[filled.length >> 1]!, filled.at(-1)!])
    for (const group of others) if (group !== first) reads.push({ rowGroups: [group], limit: SAMPLE })
  } else if (rows > SAMPLE) {
    const offset = Math.max(SAMPLE, rows - SAMPLE)
    reads.push({ rowGroups: [first], offset, limit: rows - offset })
  }
  return reads
}

async function* decode(
  file: ParquetWasm.ParquetFile,
  rowGroups: readonly number[],
  columns: string[],
): AsyncGenerator<Uint8Array> {
  for (const groups of together(rowGroups)) {
    const options = { columns, rowGroups: groups, batchSize: BATCH }
    if (groups.length > 1 || rowGroups[groups[0]!]! <= 2 * BATCH) {
      yield (await guarded(() => file.read(options))).intoIPCStream()
      continue
    }
    const reader = (await guarded(() => file.stream(options))).getReader()
    try {
      for (;;) {
        const { done, value } = await guarded(() => reader.read())
        if (done) break
        yield (value as ParquetWasm.RecordBatch).intoIPCStream()
      }
    } finally {
      void reader.cancel().catch(() => {})
    }
  }
}

/** Row groups in order, small ones read in one go. */
function* together(rowGroups: readonly number[]): Generator<number[]> {
  let groups: number[] = []
  let rows = 0
  for (const [group, count] of rowGroups.entries()) {
    if (count === 0) continue
    if (groups.length > 0 && rows + count > BATCH) {
      yield groups
      groups = []
      rows = 0
    }
    groups.push(group)
    rows += count
  }
  if (groups.length > 0) yield groups
}

/** Those who wait for the library and must hear when its code stops. */
const waiting = new Set<(error: ParquetError) => void>()

/**
 * Runs a read of the library. On a damaged page its code stops dead inside a microtask and the promise never settles, so
 * such a stop is caught where the microtask runs.
 */
async function guarded<T>(read: () => Promise<T>): Promise<T> {
  catchStops()
  let fail!: (error: ParquetError) => void
  const stopped = new Promise<never>((_, reject) => (fail = reject))
  waiting.add(fail)
  const timer = setTimeout(() => fail(new ParquetError('damaged', 'no answer')), PATIENCE)
  try {
    return await Promise.race([read(), stopped])
  } catch (error) {
    throw asParquetError(error)
  } finally {
    clearTimeout(timer)
    waiting.delete(fail)
  }
}

let catchesStops = false

function catchStops(): void {
  if (catchesStops) return
  catchesStops = true
  const { queueMicrotask } = globalThis
  globalThis.queueMicrotask = (task) =>
    queueMicrotask(() => {
      try {
        task()
      } catch (error) {
        if (waiting.size === 0 || !(error instanceof WebAssembly.RuntimeError)) throw error
        for (const fail of waiting) fail(new ParquetError('damaged', error.message))
      }
    })
}

function asParquetError(error: unknown): unknown {
  if (error instanceof ParquetError || (error instanceof DOMException && error.name !== 'DataError')) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/encrypt/i.test(message)) return new ParquetError('encrypted', message)
  if (/disabled feature|not (yet )?(implemented|supported)|unsupported|NYI/i.test(message))
    return new ParquetError('unsupported', message)
  return new ParquetError('damaged', message)
}
