import type { Database } from '../engine/database.ts'
import { sideTables } from '../ingest/canonical.ts'
import type { GivenFile } from '../ingest/formats/open.ts'
import type { ParquetOpener } from '../ingest/formats/columnar/parquet.ts'
import { differentColumns, inspect, inspectShapes, type InspectedShape, type Inspection } from '../ingest/inspect.ts'
import type { TablePart } from '../ingest/load.ts'
import { shapeOf, type TableMapping } from '../ingest/mapping.ts'
import { currenciesNamed, recogniseTable } from '../ingest/recognise-table.ts'
import type { CustomerLife } from '../metrics/customers/life.ts'
import type { MetricId } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'
import { buildReport, columnsFor, type Dataset } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import type { Language } from '../i18n/locale.ts'
import type { TableName } from '../ingest/canonical.ts'
import { leftOutCsv } from './left-out.ts'
import { CustomerDesk, type Reported } from './customers.ts'
import {
  fillEngine,
  prepareEngine,
  replaceTables,
  type EmptyEngine,
  type FilledEngine,
  type Parts,
} from './filled-engine.ts'
import type {
  CustomerPage,
  CustomerQuestion,
  GroupChoice,
  Inspected,
  InspectedGroup,
  Listener,
  TableSlice,
} from './protocol.ts'

/** What differs between the page and the command line. */
export interface Surroundings {
  readonly openDatabase: () => Promise<Database>
  readonly openParquet: ParquetOpener
}

/** Files of one shape as they are and how they are read: what a shop can be filled from without asking anybody. */
export interface SourcePart {
  readonly files: readonly GivenFile[]
  readonly mapping: TableMapping
}

/**
 * From files to reports, one engine a load of orders: it fills a fresh engine and takes the place of the one before only
 * when it is whole, so that a failed or cancelled load leaves what was there, and its memory goes with its engine. Tables
 * beside the orders change places within the engine that stands.
 */
export class Shop {
  readonly #surroundings: Surroundings
  /** An engine that waits to be filled, so that its start falls into the time in which a person looks at the confirm step. */
  #spare: Promise<EmptyEngine> | null = null
  #inspected: readonly InspectedShape[] = []
  #loaded: FilledEngine | null = null
  /** What the last report of what is loaded rests on; null where its customers cannot be told. */
  #reported: Reported | null = null
  #desk: CustomerDesk | null = null

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Looks at the files and recognises what they are; the engine starts meanwhile. Throws `IngestProblem`. */
  async inspect(files: readonly GivenFile[], listener: Listener = {}, signal?: AbortSignal): Promise<Inspected> {
    this.#startSpare()
    const { shapes, skipped } = await inspectShapes(files, this.#surroundings.openParquet, {
      signal,
      progress: (fraction) => listener.progress?.({ step: 'open', name: null, fraction, rows: null }),
    })
    this.#inspected = shapes
    return { groups: shapes.map(groupOf), skipped }
  }

  /**
   * Loads what was inspected last: a choice for each group of files, null leaves it out. Orders are loaded anew, with the
   * tables beside the orders of before if `keep` says so; without orders the tables take their places beside those that are
   * loaded. Throws `IngestProblem`, `NothingKept` or the signal's reason.
   */
  async load(
    choices: readonly (GroupChoice | null)[],
    keep: boolean,
    listener: Listener = {},
    signal?: AbortSignal,
  ): Promise<Dataset> {
    const parts = partsOf(
      this.#inspected.flatMap((inspection, place) => {
        const choice = choices[place]
        return choice ? [{ inspection: without(inspection, choice.leftOut), mapping: choice.mapping }] : []
      }),
    )
    if (parts.has('orders')) {
      const before = keep ? (this.#loaded?.parts ?? []) : []
      return this.#replace(new Map([...before, ...parts]), listener, signal)
    }
    if (!this.#loaded || parts.size === 0) throw new Error('there are no orders')
    const { openParquet } = this.#surroundings
    return this.#hold(await replaceTables(this.#loaded, parts, { openParquet, listener, signal }))
  }

  /** Fills a fresh engine from files whose mappings are known. Throws as `load` does. */
  async open(sources: readonly SourcePart[], listener: Listener = {}, signal?: AbortSignal): Promise<Dataset> {
    const parts: TablePart[] = []
    for (const { files, mapping } of sources)
      parts.push({ inspection: await inspect(files, this.#surroundings.openParquet, { signal }), mapping })
    return this.#replace(partsOf(parts), listener, signal)
  }

  /**
   * Computes every metric of what is loaded, those named `first` before the others. A dead engine is started anew from the
   * files; the error still says so.
   */
  async report(
    settings: Partial<Settings>,
    first: readonly MetricId[] = [],
    listener: Listener = {},
    signal?: AbortSignal,
  ): Promise<Report> {
    if (!this.#loaded) throw new Error('nothing is loaded')
    const { database, graph, dataset } = this.#loaded
    const report = await buildReport(database, graph, dataset, settings, first, {
      ...(signal ? { signal } : {}),
      ...(listener.ready ? { ready: listener.ready } : {}),
      progress: (done, total, name) =>
        listener.progress?.({ step: 'metrics', name, fraction: done / total, rows: null }),
    })
    const canPredict = report.metrics.predicted_value.status === 'ready'
    this.#reported = canPredict ? { settings: report.settings, columns: columnsFor(dataset, report.settings) } : null
    this.#desk = null
    return report
  }

  /** A list of the customers of the last report. Throws where there is none. */
  async customers(question: CustomerQuestion, signal?: AbortSignal): Promise<CustomerPage> {
    return this.#openDesk().list(question, signal)
  }

  /** One of them; null where nobody among them has the id. Throws as `customers` does. */
  async customer(id: string, signal?: AbortSignal): Promise<CustomerLife | null> {
    return this.#openDesk().life(id, signal)
  }

  /** All of them as the pieces of a CSV file, for the shop's owner. Throws as `customers` does. */
  customersCsv(signal?: AbortSignal): AsyncIterable<string> {
    return this.#openDesk().csv(signal)
  }

  /** The same as streams of Arrow, of which a Parquet file can be written. Throws as `customers` does. */
  customersArrow(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#openDesk().arrow(signal)
  }

  /** The rows of a table that were left out, as the pieces of a CSV file for the shop's owner. Throws where nothing is loaded. */
  leftOutCsv(table: TableName, language: Language, signal?: AbortSignal): AsyncIterable<string> {
    if (!this.#loaded) throw new Error('nothing is loaded')
    const { openParquet } = this.#surroundings
    return leftOutCsv(this.#loaded, table, { language, openParquet, signal })
  }

  #openDesk(): CustomerDesk {
    if (!this.#loaded || !this.#reported) throw new Error('there is no report that tells of customers')
    return (this.#desk ??= new CustomerDesk(this.#loaded, this.#reported))
  }

  /** After the engine has died: loads the same files again into a fresh one. */
  async restart(listener: Listener = {}, signal?: AbortSignal): Promise<void> {
    if (!this.#loaded) return
    const { parts, database } = this.#loaded
    this.#loaded = this.#desk = null
    await database.close()
    this.#loaded = await this.#fill(parts, listener, signal)
  }

  /** The relations that hold rows, by name. */
  async relations(): Promise<{ name: string; rows: number }[]> {
    const loaded = this.#loaded
    if (!loaded) return []
    const names = loaded.graph.names.filter((name) => loaded.graph.isTable(name) && loaded.graph.isBuilt(name))
    const rows = []
    for (const name of [...rawNames(loaded), ...names.sort()]) {
      const [count] = await loaded.database.query(`select cast(count(*) as double) as n from ${name}`)
      rows.push({ name, rows: Number(count?.['n']) })
    }
    return rows
  }

  /** Some rows of one relation, every value as text. Throws for a relation that does not exist. */
  async slice(relation: string, offset: number, limit: number): Promise<TableSlice> {
    const loaded = this.#loaded
    if (!loaded || !(rawNames(loaded).includes(relation) || loaded.graph.isBuilt(relation)))
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
    await (await this.#spare?.catch(() => null))?.database.close()
    this.#loaded = this.#spare = this.#reported = this.#desk = null
  }

  #startSpare(): Promise<EmptyEngine> {
    if (!this.#spare) {
      this.#spare = this.#surroundings.openDatabase().then(prepareEngine)
      this.#spare.catch(() => (this.#spare = null))
    }
    return this.#spare
  }

  async #replace(parts: Parts, listener: Listener, signal?: AbortSignal): Promise<Dataset> {
    const filled = await this.#fill(parts, listener, signal)
    await this.#loaded?.database.close()
    return this.#hold(filled)
  }

  #hold(filled: FilledEngine): Dataset {
    this.#loaded = filled
    this.#reported = this.#desk = null
    return filled.dataset
  }

  async #fill(parts: Parts, listener: Listener, signal?: AbortSignal): Promise<FilledEngine> {
    listener.progress?.({ step: 'engine', name: null, fraction: null, rows: null })
    const empty = await this.#startSpare()
    this.#spare = null
    const end = () => void empty.database.close()
    signal?.addEventListener('abort', end, { once: true })
    try {
      const { openParquet } = this.#surroundings
      return await fillEngine(empty, parts, { openParquet, listener, signal })
    } catch (error) {
      await empty.database.close()
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }
}

/** The parts by table. Throws where there are two shapes of orders: their mappings could say two things. */
function partsOf(parts: readonly TablePart[]): Parts {
  const result = new Map<TableMapping['table'], TablePart[]>()
  for (const part of parts) result.set(part.mapping.table, [...(result.get(part.mapping.table) ?? []), part])
  const [first, second] = (result.get('orders') ?? []).map(({ inspection }) => inspection.files[0]!.source)
  if (first && second) throw differentColumns(first, second)
  return result
}

/** The files of one shape without those at some places. */
function without(inspection: Inspection, leftOut: readonly number[] = []): Inspection {
  return leftOut.length === 0
    ? inspection
    : { ...inspection, files: inspection.files.filter((_, place) => !leftOut.includes(place)) }
}

function groupOf({ files, sample, places }: InspectedShape): InspectedGroup {
  const guess = recogniseTable(sample)
  return {
    files: files.map(({ file, format, encoding, isEncodingGuessed, rows, inner }) => ({
      name: file.name,
      bytes: file.blob.size,
      format,
      encoding,
      isEncodingGuessed,
      rows,
      inner,
    })),
    places,
    sample,
    shape: shapeOf(sample.headers),
    currencies: currenciesNamed(sample, guess),
    ...guess,
  }
}

/** The raw relations that hold rows. */
function rawNames({ parts }: FilledEngine): string[] {
  return ['raw_orders', ...sideTables.filter((table) => parts.has(table)).map((table) => `raw_${table}`)]
}
