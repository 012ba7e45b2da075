import { expose, transfer } from 'comlink'
import init, { ParquetFile, readParquet } from 'parquet-wasm/esm'
import { openParquet } from '../ingest/formats/columnar/parquet-wasm.ts'
import type { ParquetReader } from '../ingest/formats/columnar/parquet.ts'

let reader: ParquetReader | undefined

const api = {
  async open(blob: Blob, wasm: Blob) {
    await init({ module_or_path: await wasm.arrayBuffer() })
    reader = await openParquet({ ParquetFile, readParquet }, blob)
  },
  summary: () => reader!.summary(),
  start: (columns: readonly number[]) => reader!.start(columns),
  async next() {
    const bytes = await reader!.next()
    return bytes && transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
}

/** The methods of a `ParquetReader`, opened by a call; the thread ends with the file. */
export type ParquetApi = typeof api

expose(api)
