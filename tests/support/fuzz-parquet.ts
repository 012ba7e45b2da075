import { createRequire } from 'node:module'
import { openParquet, type ParquetModule } from '../../src/ingest/formats/columnar/parquet-wasm.ts'
import type { ParquetOpener } from '../../src/ingest/formats/columnar/parquet.ts'

interface Library extends ParquetModule {
  wasmMemory(): WebAssembly.Memory
}

/** Bytes that the library's memory may have for another file to be opened in it. */
const REUSED = 1 << 28

/**
 * Opens Parquet files as the page does, where each has a worker of its own: after a fault that leaves the library's memory
 * large, the next file gets a fresh one. `most` is the most that it had, in bytes.
 */
export function freshParquet(): { readonly open: ParquetOpener; readonly most: () => number } {
  const require = createRequire(import.meta.url)
  const path = require.resolve('parquet-wasm')
  let library: Library | null = null
  let most = 0
  const open: ParquetOpener = async (blob) => {
    library ??= require(path) as Library
    const used = library
    const note = () => {
      const bytes = used.wasmMemory().buffer.byteLength
      most = Math.max(most, bytes)
      if (bytes <= REUSED || library !== used) return
      library = null
      delete require.cache[path]
    }
    try {
      const reader = await openParquet(used, blob)
      return {
        ...reader,
        async close() {
          await reader.close()
          note()
        },
      }
    } catch (error) {
      note()
      throw error
    }
  }
  return { open, most: () => most }
}
