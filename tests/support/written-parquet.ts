import { DuckDBInstance } from '@duckdb/node-api'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '../../src/engine/database.ts'
import { isoFromEpochMicroseconds } from '../../src/engine/dates.ts'
import { parquetOf, type ParquetWriter } from '../../src/report/parquet.ts'

const module = createRequire(import.meta.url)('parquet-wasm') as ParquetWriter

/** What native DuckDB reads in a Parquet file. */
export interface ReadParquet {
  readonly types: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
  readonly rowGroups: number
}

/** Writes streams of Arrow as Parquet and has native DuckDB read the file. */
export async function writtenAndRead(streams: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<ReadParquet> {
  const pieces: Uint8Array[] = []
  for await (const piece of parquetOf(module, streams)) pieces.push(piece)
  return rowsOfParquet(Buffer.concat(pieces))
}

/** Has native DuckDB read a Parquet file. */
export async function rowsOfParquet(bytes: Uint8Array): Promise<ReadParquet> {
  const folder = mkdtempSync(join(tmpdir(), 'dangol-parquet-'))
  const instance = await DuckDBInstance.create()
  try {
    const path = join(folder, 'written.parquet')
    writeFileSync(path, bytes)
    const connection = await instance.connect()
    const described = await connection.runAndReadAll(`describe from '${path}'`)
    const read = await connection.runAndReadAll(`from '${path}'`)
    const groups = await connection.runAndReadAll(
      `select count(distinct row_group_id) from parquet_metadata('${path}')`,
    )
    const types = Object.fromEntries(described.getRows().map(([name, type]) => [String(name), String(type)]))
    const isTime = Object.values(types).map((type) => type.startsWith('TIMESTAMP'))
    const names = read.columnNames()
    const rows = read
      .getRows()
      .map((cells) =>
        Object.fromEntries(cells.map((cell, at) => [names[at]!, isTime[at] && cell !== null ? isoOf(cell) : cell])),
      )
    connection.closeSync()
    return { types, rows: rows as Row[], rowGroups: Number(groups.getRows()[0]![0]) }
  } finally {
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}

/** A timestamp as the report writes it. */
function isoOf(cell: unknown): string {
  const { micros, millis } = cell as { micros?: bigint; millis?: bigint }
  return isoFromEpochMicroseconds(micros ?? millis! * 1000n)
}
