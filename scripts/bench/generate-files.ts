import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { writeXlsxStream } from 'hucre'
import iconv from 'iconv-lite'
import koreanSql from './korean.sql?raw'
import threeColumnsSql from './three-columns.sql?raw'

/** The same orders of a Korean shop as UTF-8 and as CP949, written where they are not there yet. */
export async function koreanFiles(folder: string, orders: number): Promise<{ utf8: string; cp949: string }> {
  const utf8 = await written(`${folder}/korean-${orders}.csv`, (path) =>
    copy(koreanSql, orders, `to '${path}' (format csv, header)`),
  )
  const cp949 = await written(`${folder}/korean-${orders}-cp949.csv`, (path) =>
    pipeline(createReadStream(utf8), iconv.decodeStream('utf8'), iconv.encodeStream('cp949'), createWriteStream(path)),
  )
  return { utf8, cp949 }
}

/** Seven columns of which three are mapped, as zstd Parquet. */
export function threeColumnFile(folder: string, orders: number, perCustomer = 10): Promise<string> {
  return written(`${folder}/three-${orders}.parquet`, (path) =>
    copy(
      threeColumnsSql.replace('$perCustomer', String(perCustomer)),
      orders,
      `to '${path}' (format parquet, compression zstd)`,
    ),
  )
}

/** A workbook of so many orders in eight columns. */
export function workbook(folder: string, orders: number): Promise<string> {
  return written(`${folder}/orders-${orders}.xlsx`, async (path) => {
    const header = ['customer_id', 'order_id', 'ordered_at', 'amount', 'quantity', 'channel', 'product', 'status']
    const stream = writeXlsxStream(rowsOf(orders), {
      name: 'orders',
      columns: header.map((key) => ({ key, header: key })),
    })
    await pipeline(Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(path))
  })
}

function* rowsOf(orders: number): Generator<(string | number | Date)[]> {
  for (let index = 0; index < orders; index++) {
    const noise = Math.imul(index, 2_654_435_761) >>> 0
    yield [
      `C${String(noise % Math.ceil(orders / 10)).padStart(7, '0')}`,
      `O${String(index).padStart(9, '0')}`,
      new Date(Date.UTC(2022, 0, 1) + (noise % (4 * 365 * 86_400)) * 1000),
      1000 + 100 * (noise % 900),
      1 + (noise % 3),
      ['search', 'social', 'referral', 'direct'][noise % 4]!,
      `P${String(noise % 400).padStart(3, '0')}`,
      noise % 50 === 0 ? 'cancelled' : 'paid',
    ]
  }
}

async function written(path: string, write: (path: string) => Promise<void>): Promise<string> {
  mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true })
  if (!existsSync(path)) await write(path)
  return path
}

async function copy(sql: string, orders: number, to: string): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`copy (${sql.replaceAll('$orders', String(orders))}) ${to}`)
  connection.closeSync()
}
