import { openAsBlob } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import sampleMapping from '../../sample-data/mapping.json'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspect } from '../../src/ingest/inspect.ts'
import { loadTable } from '../../src/ingest/load.ts'
import { parseMapping } from '../../src/ingest/mapping.ts'
import { applySettings, buildFileModels, createGraph } from '../../src/metrics/compute.ts'
import { defaultSettings } from '../../src/metrics/settings.ts'
import { checks } from '../../src/models/index.ts'

test('no check finds an offending row in the sample shop', async () => {
  const path = resolve(import.meta.dirname, '../../sample-data/orders.parquet')
  const database = await NodeDatabase.open({ threads: 1 })
  await createRawTables(database)
  const graph = await createGraph(database)
  const inspection = await inspect([{ name: 'orders.parquet', blob: await openAsBlob(path), path }], openParquetInNode)
  await loadTable(database, [{ inspection, mapping: parseMapping(sampleMapping) }], { openParquet: openParquetInNode })
  await buildFileModels(database, graph)
  await applySettings(database, graph, { as_of: '2026-07-01', ...defaultSettings, history: 'complete' })
  await graph.ensure(database, graph.names)
  expect(checks.length).toBeGreaterThan(3)
  for (const check of checks) {
    const [row] = await database.query(`select cast(count(*) as double) as n from (${check.sql})`)
    expect(`${check.name}: ${row?.['n']}`).toBe(`${check.name}: 0`)
  }
  await database.close()
})
