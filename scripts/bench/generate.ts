import { existsSync, mkdirSync, statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import sql from './generate.sql?raw'

/** A generated order file. */
export interface BenchFile {
  readonly orders: number
  readonly format: 'csv' | 'parquet'
  readonly path: string
  readonly bytes: number
}

/** Writes the order files that are not there yet: the same rows each time, as CSV and as zstd Parquet. */
export async function generate(folder: string, sizes: readonly number[]): Promise<BenchFile[]> {
  mkdirSync(folder, { recursive: true })
  const files: BenchFile[] = []
  for (const orders of sizes)
    for (const format of ['csv', 'parquet'] as const) {
      const path = `${folder}/orders-${orders}.${format}`
      if (!existsSync(path)) {
        const connection = await (await DuckDBInstance.create()).connect()
        const options = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd'
        await connection.run(
          `copy (${sql.replaceAll('$orders', String(orders)).replaceAll('$perCustomer', '10')}) to '${path}' (${options})`,
        )
        connection.closeSync()
      }
      files.push({ orders, format, path, bytes: statSync(path).size })
    }
  return files
}
