import type { Database } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { createRawTables, tableNames, type TableName } from '../ingest/canonical.ts'
import type { ParquetOpener } from '../ingest/formats/columnar/parquet.ts'
import {
  dropRead,
  inTransaction,
  readTable,
  relationsAbout,
  replaceRelations,
  type ReadTable,
  type TablePart,
} from '../ingest/load.ts'
import type { Mapping } from '../ingest/mapping.ts'
import { createGraph } from '../metrics/compute.ts'
import { describeDataset, type Dataset } from '../report/build.ts'
import type { Listener } from './protocol.ts'

/** Inspected files with their mappings, by the table they are; orders have one part. */
export type Parts = ReadonlyMap<TableName, readonly TablePart[]>

/** What a fill may be told. */
export interface FillOptions {
  readonly openParquet: ParquetOpener
  readonly listener: Listener
  readonly signal?: AbortSignal | undefined
}

/** An engine whose tables are still empty, and its models in order. */
export interface EmptyEngine {
  readonly database: Database
  readonly graph: ModelGraph
}

/** An engine that holds a shop's tables, and what is known of them. */
export interface FilledEngine extends EmptyEngine {
  readonly parts: Parts
  readonly dataset: Dataset
}

/** Makes a fresh engine ready to be filled. */
export async function prepareEngine(database: Database): Promise<EmptyEngine> {
  try {
    await createRawTables(database)
    return { database, graph: await createGraph(database) }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Fills an empty engine with orders and whatever lies beside them. Throws as `readTable` and `describeDataset` do. */
export async function fillEngine(
  { database, graph }: EmptyEngine,
  parts: Parts,
  options: FillOptions,
): Promise<FilledEngine> {
  options.signal?.throwIfAborted()
  for (const table of await readAll(database, parts, options))
    await inTransaction(database, () => replaceRelations(database, table))
  return { database, graph, parts, dataset: await describe(database, graph, parts, options) }
}

/**
 * Puts tables beside the orders in the place of those that an engine holds; only what reads them is built again. All in
 * one transaction: a load that fails or is cancelled leaves everything as it was.
 */
export async function replaceTables(
  { database, graph, parts }: FilledEngine,
  given: Parts,
  options: FillOptions,
): Promise<FilledEngine> {
  const next: Parts = new Map([...parts, ...given])
  const touched = [...given.keys()].flatMap(relationsAbout)
  const touch = () => touched.forEach((relation) => graph.touch(relation))
  const read = await readAll(database, given, options)
  try {
    const dataset = await inTransaction(database, async () => {
      for (const table of read) await replaceRelations(database, table)
      touch()
      return describe(database, graph, next, options)
    })
    return { database, graph, parts: next, dataset }
  } catch (error) {
    // What was built meanwhile went with the transaction.
    touch()
    for (const table of read) await dropRead(database, table)
    throw error
  }
}

async function readAll(database: Database, parts: Parts, { openParquet, listener, signal }: FillOptions) {
  const wanted = tableNames.flatMap((table) => parts.get(table) ?? [])
  const bytesOf = (of: readonly TablePart[]) =>
    of.flatMap(({ inspection }) => inspection.files).reduce((sum, { file }) => sum + file.blob.size, 0)
  const totalBytes = bytesOf(wanted)
  const done: ReadTable[] = []
  let bytesBefore = 0
  try {
    for (const table of tableNames) {
      const own = parts.get(table)
      if (!own) continue
      done.push(
        await readTable(database, own, {
          openParquet,
          ...(signal ? { signal } : {}),
          progress: ({ bytes, rows }) =>
            listener.progress?.({ step: 'read', name: null, fraction: (bytesBefore + bytes) / totalBytes, rows }),
        }),
      )
      bytesBefore += bytesOf(own)
    }
    return done
  } catch (error) {
    for (const table of done) await dropRead(database, table)
    throw error
  }
}

function describe(database: Database, graph: ModelGraph, parts: Parts, { listener, signal }: FillOptions) {
  const [{ inspection, mapping }] = parts.get('orders') as readonly [TablePart]
  const { currency, history, amount_is } = mapping as Mapping
  return describeDataset(
    database,
    graph,
    { files: inspection.files.length, currency, history, amountIs: amount_is, columns: columnsOf(parts) },
    {
      ...(signal ? { signal } : {}),
      progress: (done, total, name) =>
        listener.progress?.({ step: 'models', name, fraction: done / total, rows: null }),
    },
  )
}

/** Mapped columns as `table.column`: `orders.amount` too where it is quantity × unit price, and the margin that a cost leaves. */
function columnsOf(parts: Parts): string[] {
  const columns = [...parts].flatMap(([table, own]) =>
    own.flatMap(({ mapping }) => {
      const fields = new Set(Object.keys(mapping.columns))
      if (mapping.table === 'orders' && mapping.amount_from === 'quantity_x_unit_price') fields.add('amount')
      if (mapping.table === 'orders' && fields.has('cost')) fields.add('margin')
      if (mapping.table === 'customers' && fields.has('age')) fields.add('birth_year')
      return [...fields].map((field) => `${table}.${field}`)
    }),
  )
  return [...new Set(columns)]
}
