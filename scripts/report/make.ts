import { existsSync, openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { openParquetInNode } from '../../src/ingest/formats/parquet-node.ts'
import type { Mapping } from '../../src/ingest/mapping.ts'
import type { Recognition } from '../../src/ingest/recognition.ts'
import type { Settings } from '../../src/metrics/settings.ts'
import type { Report } from '../../src/report/report.ts'
import { Shop } from '../../src/worker/analytics.ts'

/** A file that is not there, by its path. */
export class NoSuchFile extends Error {}

/** How a report is made of files on disk. */
export interface Making {
  readonly engine?: 'native' | 'wasm'
  /** Threads of the native engine; all cores unless told. */
  readonly threads?: number
  readonly settings?: Partial<Settings>
  /** Settles how the columns are read, given what was recognised; may throw. */
  readonly decide: (recognition: Recognition) => Mapping
}

/** The report of files on disk: the same code as in the page. Throws as `Shop` does, and `NoSuchFile`. */
export async function makeReport(
  paths: readonly string[],
  { engine, threads, settings = {}, decide }: Making,
): Promise<Report> {
  const files = await Promise.all(
    paths.map(async (path) => {
      if (!existsSync(path)) throw new NoSuchFile(path)
      return { name: basename(path), blob: await openAsBlob(path), path }
    }),
  )
  const shop = new Shop({
    openDatabase: () => (engine === 'wasm' ? openWasmInNode() : NodeDatabase.open(threads ? { threads } : {})),
    openParquet: openParquetInNode,
  })
  try {
    const { recognition } = await shop.inspect(files)
    await shop.load(decide(recognition))
    return await shop.report(settings)
  } finally {
    await shop.close()
  }
}
