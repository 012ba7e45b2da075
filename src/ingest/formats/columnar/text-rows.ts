import { tableFromIPC } from 'apache-arrow'
import { pause } from '../../../engine/pause.ts'
import { textRows } from './arrow-text.ts'
import type { ParquetReader } from './parquet.ts'

/** Milliseconds of work between two pauses. */
const STRETCH = 40
/** Rows that become text at once. */
const ROWS = 1 << 12

/**
 * Every row of a Parquet or Arrow file as text, cells in the order of the summary's columns. Lists and maps are their
 * JSON-like text in Parquet and empty in Arrow. Rejects with a `ParquetError` or the signal's reason.
 */
export async function* columnarText(reader: ParquetReader, signal?: AbortSignal): AsyncGenerator<(string | null)[]> {
  const { columns } = await reader.summary()
  if (columns.length === 0) return
  await reader.start(columns.map((_, place) => place))
  let paused = performance.now()
  for (let ipc = await reader.next(); ipc; ipc = await reader.next()) {
    const table = tableFromIPC(ipc)
    for (let row = 0; row < table.numRows; row += ROWS) {
      signal?.throwIfAborted()
      yield* textRows(table.slice(row, row + ROWS), columns)
      if (performance.now() - paused < STRETCH) continue
      await pause(signal)
      paused = performance.now()
    }
  }
}
