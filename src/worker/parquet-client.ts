import { proxy, transfer, wrap, type Remote } from 'comlink'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { asset } from '../engine/asset.ts'
import { startWorkerFromText } from '../engine/blob-worker.ts'
import type { ColumnType, Row } from '../engine/database.ts'
import { ParquetError, type ParquetReader } from '../ingest/formats/columnar/parquet.ts'
import type { ParquetApi } from './parquet-worker.ts'
import workerUrl from './parquet-worker.ts?worker&url'

interface Decoder {
  readonly remote: Remote<ParquetApi>
  readonly wasm: Blob
  /** The answer to a call, unless the thread dies or is ended first. */
  ask<T>(call: Promise<T>): Promise<T>
  end(): void
}

async function startDecoder(): Promise<Decoder> {
  const [script, wasm] = await Promise.all([asset(workerUrl, 'text/javascript'), asset(wasmUrl, 'application/wasm')])
  const worker = startWorkerFromText(await script.text(), 'module')
  let die!: (error: ParquetError) => void
  const ended = new Promise<never>((_, reject) => (die = reject))
  ended.catch(() => {})
  worker.addEventListener('error', (event) => die(new ParquetError('damaged', event.message || 'the decoder died')))
  return {
    remote: wrap<ParquetApi>(worker),
    wasm,
    ask: (call) => Promise.race([call, ended]),
    end() {
      worker.terminate()
      die(new ParquetError('damaged', 'the file was closed'))
    },
  }
}

/**
 * Opens a Parquet file in a worker of its own: pages are decoded while the engine takes in those before, and a decoder
 * that panics ends with its worker instead of hanging ours.
 */
export async function openParquetInWorker(blob: Blob): Promise<ParquetReader> {
  const { remote, wasm, ask, end } = await startDecoder()
  try {
    await ask(remote.open(blob, wasm))
  } catch (error) {
    end()
    throw error
  }
  return {
    summary: () => ask(remote.summary()),
    start: (columns) => ask(remote.start(columns)),
    next: () => ask(remote.next()),
    close: async () => end(),
  }
}

/** A Parquet file of streams of Arrow of one schema, written in a worker of its own. Rejects as the streams do. */
export async function writeParquetInWorker(streams: AsyncIterable<Uint8Array>): Promise<Blob> {
  const { remote, wasm, ask, end } = await startDecoder()
  const iterator = streams[Symbol.asyncIterator]()
  let fail!: (error: unknown) => void
  const failed = new Promise<never>((_, reject) => (fail = reject))
  // What goes wrong here keeps its fields; on its way through the worker it would lose them.
  const next = async () => {
    try {
      const { done, value } = await iterator.next()
      return done ? null : transfer(value, [value.buffer as ArrayBuffer])
    } catch (error) {
      fail(error)
      throw error
    }
  }
  try {
    return await Promise.race([ask(remote.write(proxy(next), wasm)), failed])
  } finally {
    end()
  }
}

/** Rows as a Parquet file, in the types that their columns are declared with, written in a worker of its own. */
export async function parquetOfRows(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
): Promise<Blob> {
  const { remote, wasm, ask, end } = await startDecoder()
  try {
    return await ask(remote.writeRows(columns, rows, wasm))
  } finally {
    end()
  }
}
