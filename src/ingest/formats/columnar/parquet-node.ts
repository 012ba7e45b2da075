import { createRequire } from 'node:module'
import { openParquet, type ParquetModule } from './parquet-wasm.ts'
import type { ParquetOpener } from './parquet.ts'

/** Reads Parquet on Node's main thread: for tests and the command line. */
export const openParquetInNode: ParquetOpener = async (blob) => {
  const module = createRequire(import.meta.url)('parquet-wasm') as ParquetModule
  return openParquet(module, blob)
}
