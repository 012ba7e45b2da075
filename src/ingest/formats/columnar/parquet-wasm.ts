import { tableFromIPC } from 'apache-arrow'
import type * as ParquetWasm from 'parquet-wasm'
import { isArrow, openArrow } from './arrow-file.ts'
import { columnsOf, textRows } from './arrow-text.ts'
import { readAhead } from './parquet-blob.ts'
import { chosenColumns } from './parquet-columns.ts'
import { sampleReads } from './parquet-sample.ts'
import { ParquetError, type ParquetReader, type ParquetSummary } from './parquet.ts'
import { readableFooter } from './parquet-footer.ts'

/** The functions of `parquet-wasm`, initialised. */
export type ParquetModule = Pick<typeof ParquetWasm, 'ParquetFile' | 'readParquet'>

/** Rows that are decoded and handed over at once, about. */
const BATCH = 1 << 18
/** Of many columns fewer rows, but not fewer than these. */
const FEW_COLUMNS = 16
const BATCH_LEAST = 1 << 11
/** A read that gives nothing for so long is taken for dead. */
const PATIENCE = 120_000
/** Many row groups of few rows are read from memory: one by one each costs more than its rows. */
const MANY_GROUPS = 100
const FEW_ROWS = 1 << 12
const IN_MEMORY_MOST = 1 << 27

/** Reads Parquet with `parquet-wasm`, and Arrow, in whichever thread it is called. Rejects with a `ParquetError`. */
export async function openParquet(module: ParquetModule, blob: Blob): Promise<ParquetReader> {
  if (isArrow(new Uint8Array(await blob.slice(0, 64).arrayBuffer()))) return openArrow(blob)
  const readable = await guarded(() => readableFooter(blob))
  const file = await guarded(() => module.ParquetFile.fromFile(readAhead(readable) as File))
  const metadata = file.metadata()
  const rowGroups = metadata.rowGroups().map((group) => group.numRows())
  const rowCount = rowGroups.reduce((sum, rows) => sum + rows, 0)
  if (rowGroups.some((rows) => !(rows >= 0)) || rowCount !== metadata.fileMetadata().numRows())
    throw new ParquetError('damaged', 'the numbers of rows do not add up')
  const { fields } = tableFromIPC(file.schema().intoIPCStream()).schema
  const columns = columnsOf(fields)
  let batches: AsyncIterator<Uint8Array> | null = null

  const readRows = async (options: ParquetWasm.ReaderOptions) =>
    textRows(tableFromIPC((await guarded(() => file.read(options))).intoIPCStream()), columns)

  return {
    async summary(): Promise<ParquetSummary> {
      const rows = []
      if (columns.length > 0) for (const options of sampleReads(rowGroups)) rows.push(...(await readRows(options)))
      return { columns, rowCount, rowGroups, rows }
    },
    async start(chosen) {
      await batches?.return?.()
      const { names, plain } = chosenColumns(
        fields,
        chosen.map((place) => columns[place]!.root),
      )
      const isSplintered = rowGroups.length > MANY_GROUPS && rowCount < FEW_ROWS * rowGroups.length
      if (!isSplintered || readable.size > IN_MEMORY_MOST) batches = decode(file, rowGroups, names, plain)
      else batches = decodeWhole(module, readable, names, plain)
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

async function* decodeWhole(
  { readParquet }: ParquetModule,
  blob: Blob,
  columns: string[],
  plain: (ipc: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  yield plain((await guarded(async () => readParquet(bytes, { columns, batchSize: BATCH }))).intoIPCStream())
}

async function* decode(
  file: ParquetWasm.ParquetFile,
  rowGroups: readonly number[],
  columns: string[],
  plain: (ipc: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  const most = Math.max(BATCH_LEAST, Math.floor((BATCH * FEW_COLUMNS) / Math.max(FEW_COLUMNS, columns.length)))
  for (const groups of together(rowGroups, most)) {
    const options = { columns, rowGroups: groups, batchSize: most }
    if (groups.length > 1 || rowGroups[groups[0]!]! <= 2 * most) {
      yield plain((await guarded(() => file.read(options))).intoIPCStream())
      continue
    }
    const reader = (await guarded(() => file.stream(options))).getReader()
    try {
      for (;;) {
        const { done, value } = await guarded(() => reader.read())
        if (done) break
        yield plain((value as ParquetWasm.RecordBatch).intoIPCStream())
      }
    } finally {
      void reader.cancel().catch(() => {})
    }
  }
}

/** Row groups in order, small ones read in one go. */
function* together(rowGroups: readonly number[], most: number): Generator<number[]> {
  let groups: number[] = []
  let rows = 0
  for (const [group, count] of rowGroups.entries()) {
    if (count === 0) continue
    if (groups.length > 0 && rows + count > most) {
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
