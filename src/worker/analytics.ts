import type { Database, FileSource } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { createRawTables } from '../ingest/canonical.ts'
import { recognise } from '../ingest/columns.ts'
import type { ParquetOpener } from '../ingest/formats/parquet.ts'
import { inspect, type Inspection } from '../ingest/inspect.ts'
import { loadTable } from '../ingest/load.ts'
import { shapeOf, type Mapping } from '../ingest/mapping.ts'
import { createGraph } from '../metrics/compute.ts'
import type { Settings } from '../metrics/settings.ts'
import { buildReport, describeDataset, type Dataset } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import type { Inspected, Listener, TableSlice } from './protocol.ts'

/** What differs between the page and the command line. */
export interface Surroundings {
  readonly openDatabase: () => Promise<Database>
  readonly openParquet: ParquetOpener
}

interface Loaded {
  readonly database: Database
  readonly graph: ModelGraph
  readonly dataset: Dataset
  readonly inspection: Inspection
  readonly mapping: Mapping
}

/**
 * From files to reports, one engine a load: a load fills a fresh engine and takes the place of the one before only when
 * it is whole, so that a failed or cancelled load leaves what was there, and its memory goes with its engine.
 */
export class Shop {
  readonly #surroundings: Surroundings
  #spare: Promise<Database> | null = null
  #inspection: Inspection | null = null
  #loaded: Loaded | null = null
  /** The settings of the last whole report on what is loaded: their relations still stand. */
  #built: Settings | null = null

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Looks at the files and recognises their columns; the engine starts meanwhile. Throws `IngestProblem`. */
  async inspect(files: readonly FileSource[], signal?: AbortSignal): Promise<Inspected> {
    this.#startSpare()
    const inspection = await inspect(files, this.#surroundings.openParquet, signal)
    this.#inspection = inspection
    return {
      files: inspection.files.map(({ file, format, encoding, rows }) => ({
        name: file.name,
        bytes: file.blob.size,
        format,
        encoding,
        rows,
      })),
      sample: inspection.sample,
      recognition: recognise(inspection.sample),
      shape: shapeOf(inspection.sample.headers),
    }
  }

  /** Loads what was inspected last. Throws `IngestProblem`, `NothingKept` or the signal's reason. */
  async load(mapping: Mapping, listener: Listener = {}, signal?: AbortSignal): Promise<Dataset> {
    if (!this.#inspection) throw new Error('nothing was inspected')
    const loaded = await this.#fill(this.#inspection, mapping, listener, signal)
    await this.#loaded?.database.close()
    this.#loaded = loaded
    this.#built = null
    return loaded.dataset
  }

  /** Computes every metric of what is loaded. A dead engine is started anew from the files; the error still says so. */
  async report(settings: Partial<Settings>, listener: Listener = {}, signal?: AbortSignal): Promise<Report> {
    if (!this.#loaded) throw new Error('nothing is loaded')
    const { database, graph, dataset } = this.#loaded
    const before = this.#built
    this.#built = null
    const report = await buildReport(database, graph, dataset, settings, before, {
      ...(signal ? { signal } : {}),
      ...(listener.ready ? { ready: listener.ready } : {}),
      progress: (done, total, name) =>
        listener.progress?.({ step: 'metrics', name, fraction: done / total, rows: null }),
    })
    this.#built = report.settings
    return report
  }

  /** After the engine has died: loads the same files again into a fresh one. */
  async restart(listener: Listener = {}, signal?: AbortSignal): Promise<void> {
    if (!this.#loaded) return
    const { inspection, mapping, database } = this.#loaded
    this.#loaded = this.#built = null
    await database.close()
    this.#loaded = await this.#fill(inspection, mapping, listener, signal)
  }

  /** The relations that hold rows, by name. */
  async relations(): Promise<{ name: string; rows: number }[]> {
    const loaded = this.#loaded
    if (!loaded) return []
    const names = loaded.graph.names.filter((name) => loaded.graph.isTable(name))
    const rows = []
    for (const name of ['raw_orders', ...names.sort()]) {
      const [count] = await loaded.database.query(`select cast(count(*) as double) as n from ${name}`)
      rows.push({ name, rows: Number(count?.['n']) })
    }
    return rows
  }

  /** Some rows of one relation, every value as text. Throws for a relation that does not exist. */
  async slice(relation: string, offset: number, limit: number): Promise<TableSlice> {
    const loaded = this.#loaded
    if (!loaded || (relation !== 'raw_orders' && !loaded.graph.names.includes(relation)))
      throw new Error(`no relation ${relation}`)
    const types = await loaded.database.describe(`select * from ${relation}`)
    const columns = Object.keys(types).map(
      (name) => `cast("${name.replaceAll('"', '""')}" as varchar) as "${name.replaceAll('"', '""')}"`,
    )
    const rows = await loaded.database.query(
      `select ${columns.join(', ')} from ${relation} limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}`,
    )
    const [count] = await loaded.database.query(`select cast(count(*) as double) as n from ${relation}`)
    return {
      columns: Object.fromEntries(Object.keys(types).map((name) => [name, 'string' as const])),
      rows,
      total: Number(count?.['n']),
    }
  }

  async close(): Promise<void> {
    await this.#loaded?.database.close()
    await (await this.#spare?.catch(() => null))?.close()
    this.#loaded = this.#spare = null
  }

  #startSpare(): Promise<Database> {
    if (!this.#spare) {
      this.#spare = this.#surroundings.openDatabase()
      this.#spare.catch(() => (this.#spare = null))
    }
    return this.#spare
  }

  async #fill(inspection: Inspection, mapping: Mapping, listener: Listener, signal?: AbortSignal): Promise<Loaded> {
    listener.progress?.({ step: 'engine', name: null, fraction: null, rows: null })
    const database = await this.#startSpare()
    this.#spare = null
    const end = () => void database.close()
    signal?.addEventListener('abort', end, { once: true })
    try {
      signal?.throwIfAborted()
      await createRawTables(database)
      const graph = await createGraph(database)
      const hooks = signal ? { signal } : {}
      await loadTable(database, [{ inspection, mapping }], {
        ...hooks,
        openParquet: this.#surroundings.openParquet,
        progress: ({ fraction, rows }) => listener.progress?.({ step: 'read', name: null, fraction, rows }),
      })
      const dataset = await describeDataset(
        database,
        graph,
        {
          files: inspection.files.length,
          currency: mapping.currency,
          history: mapping.history,
          amountIs: mapping.amount_is,
          columns: mappedColumns(mapping),
        },
        {
          ...hooks,
          progress: (done, total, name) =>
            listener.progress?.({ step: 'models', name, fraction: done / total, rows: null }),
        },
      )
      return { database, graph, dataset, inspection, mapping }
    } catch (error) {
      await database.close()
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }
}

/** `orders.amount` counts as mapped where it is quantity × unit price. */
function mappedColumns(mapping: Mapping): string[] {
  const fields = new Set(Object.keys(mapping.columns))
  if (mapping.amount_from === 'quantity_x_unit_price') fields.add('amount')
  return [...fields].map((field) => `orders.${field}`)
}
