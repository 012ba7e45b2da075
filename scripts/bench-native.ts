import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { NodeDatabase } from '../src/engine/duckdb-node.ts'
import { openParquetInNode } from '../src/ingest/formats/columnar/parquet-node.ts'
import { Shop } from '../src/worker/analytics.ts'

/** One file through the native engine with one thread, in a process of its own: prints seconds and peak memory as JSON. */
export async function main([path = '']: string[]): Promise<void> {
  const booting = performance.now()
  const database = await NodeDatabase.open({ threads: 1 })
  const start = performance.now()
  const shop = new Shop({ openDatabase: async () => database, openParquet: openParquetInNode })
  const { groups } = await shop.inspect([{ name: basename(path), blob: await openAsBlob(path), path }])
  const dataset = await shop.load(
    [{ mapping: { ...groups[0]!.recognitions.orders.mapping, history: 'complete' } }],
    false,
  )
  const loaded = performance.now()
  await shop.report({})
  const end = performance.now()
  await shop.close()
  console.log(
    JSON.stringify({
      boot: (start - booting) / 1000,
      load: (loaded - start) / 1000,
      report: (end - loaded) / 1000,
      rows: dataset.tables[0]?.rows,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  )
}
