import { wrap } from 'comlink'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { asset } from '../engine/asset.ts'
import { startWorkerFromText } from '../engine/blob-worker.ts'
import { ParquetError, type ParquetReader } from '../ingest/formats/columnar/parquet.ts'
import type { ParquetApi } from './parquet-worker.ts'
import workerUrl from './parquet-worker.ts?worker&url'

/**
 * Opens a Parquet file in a worker of its own: pages are decoded while the engine takes in those before, and a decoder
 * that panics ends with its worker instead of hanging ours.
 */
export async function openParquetInWorker(blob: Blob): Promise<ParquetReader> {
  const [script, wasm] = await Promise.all([asset(workerUrl, 'text/javascript'), asset(wasmUrl, 'application/wasm')])
  const worker = startWorkerFromText(await script.text(), 'module')
  const remote = wrap<ParquetApi>(worker)
  let end!: (error: ParquetError) => void
  const ended = new Promise<never>((_, reject) => (end = reject))
  ended.catch(() => {})
  worker.addEventListener('error', (event) => end(new ParquetError('damaged', event.message || 'the decoder died')))
  const ask = async <T>(call: Promise<T>): Promise<T> => Promise.race([call, ended])
  const close = async () => {
    worker.terminate()
    end(new ParquetError('damaged', 'the file was closed'))
  }
  try {
    await ask(remote.open(blob, wasm))
  } catch (error) {
    await close()
    throw error
  }
  return {
    summary: () => ask(remote.summary()),
    start: (columns) => ask(remote.start(columns)),
    next: () => ask(remote.next()),
    close,
  }
}
