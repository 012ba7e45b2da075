import { expose, transfer } from 'comlink'
import init, {
  Compression,
  ParquetFile,
  readParquet,
  Table,
  transformParquetStream,
  WriterPropertiesBuilder,
} from 'parquet-wasm/esm'
import type { ColumnType, Row } from '../engine/database.ts'
import { openParquet } from '../ingest/formats/columnar/parquet-wasm.ts'
import type { ParquetReader } from '../ingest/formats/columnar/parquet.ts'
import { arrowOfRows, parquetOf } from '../report/parquet.ts'

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
  /** A Parquet file of streams of Arrow, each asked for when the one before is written; null: there are no more. */
  write: (next: () => Promise<Uint8Array | null>, wasm: Blob) => written(streamsOf(next), wasm),
  /** A Parquet file of rows. */
  writeRows: (columns: Readonly<Record<string, ColumnType>>, rows: readonly Row[], wasm: Blob) =>
    written([arrowOfRows(columns, rows)], wasm),
}

async function written(streams: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, wasm: Blob): Promise<Blob> {
  await init({ module_or_path: await wasm.arrayBuffer() })
  const writer = { Compression, Table, transformParquetStream, WriterPropertiesBuilder }
  const parts: Blob[] = []
  for await (const piece of parquetOf(writer, streams)) parts.push(new Blob([piece as BlobPart]))
  return new Blob(parts, { type: 'application/vnd.apache.parquet' })
}

async function* streamsOf(next: () => Promise<Uint8Array | null>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const stream = await next()
    if (!stream) return
    yield stream
  }
}

/** The methods of a `ParquetReader`, opened by a call, and of a writer; the thread ends with the file. */
export type ParquetApi = typeof api

expose(api)
