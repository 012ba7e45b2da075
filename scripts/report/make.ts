import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import type { TableMapping } from '../../src/ingest/mapping.ts'
import type { Settings } from '../../src/metrics/settings.ts'
import type { Report } from '../../src/report/report.ts'
import { Shop } from '../../src/worker/analytics.ts'
import type { InspectedGroup } from '../../src/worker/protocol.ts'
import { fileAt } from '../given-file.ts'

/** Customers cannot be told: the columns that would be needed. */
export class NoCustomers extends Error {}

/** How a report is made of files on disk. */
export interface Making {
  readonly engine?: 'native' | 'wasm'
  /** Threads of the native engine; all cores unless told. */
  readonly threads?: number
  readonly settings?: Partial<Settings>
  /** Path of a CSV file of all customers with their ids, to be written beside the report for the shop's owner. */
  readonly customers?: string
  /** Settles what files of one shape are and how their columns are read; null leaves them out. May throw. */
  readonly decide: (group: InspectedGroup, all: readonly InspectedGroup[]) => TableMapping | null
}

/** The report of files on disk: the same code as in the page. Throws as `Shop` does, `NoSuchFile` and `NoCustomers`. */
export async function makeReport(
  paths: readonly string[],
  { engine, threads, settings = {}, customers, decide }: Making,
): Promise<Report> {
  const files = await Promise.all(paths.map(fileAt))
  const shop = new Shop({
    openDatabase: () => (engine === 'wasm' ? openWasmInNode() : NodeDatabase.open(threads ? { threads } : {})),
    openParquet: openParquetInNode,
  })
  try {
    const { groups } = await shop.inspect(files)
    await shop.load(
      groups.map((group) => {
        const mapping = decide(group, groups)
        return mapping && { mapping }
      }),
      false,
    )
    const report = await shop.report(settings)
    if (customers !== undefined) await writeCustomers(shop, report, customers)
    return report
  } finally {
    await shop.close()
  }
}

async function writeCustomers(shop: Shop, { metrics }: Report, path: string): Promise<void> {
  const { status, missing } = metrics.predicted_value
  if (status !== 'ready') throw new NoCustomers(missing.join(', '))
  await pipeline(shop.customersCsv(), createWriteStream(path))
}
