import type { Cell, ColumnType, Database } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { applySettings, prepareMetric } from '../metrics/compute.ts'
import { conclude } from '../metrics/conclusions.ts'
import { ChosenCustomers } from '../metrics/customers/chosen.ts'
import daysSql from '../metrics/customers/days.sql?raw'
import idsSql from '../metrics/customers/ids.sql?raw'
import { lifeOf, type CustomerLife, type CustomerRow } from '../metrics/customers/life.ts'
import lifeSql from '../metrics/customers/life.sql?raw'
import rangeIdsSql from '../metrics/customers/range-ids.sql?raw'
import searchSql from '../metrics/customers/search.sql?raw'
import { predictedValue } from '../metrics/predicted-value.ts'
import { predictionStudy, type Prediction } from '../metrics/prediction/study.ts'
import type { Settings } from '../metrics/settings.ts'
import { BYTE_ORDER_MARK, csvLine } from '../report/csv.ts'
import { arrowOf } from '../report/parquet.ts'
import type { CustomerPage, CustomerQuestion } from './protocol.ts'

/** What the report in view rests on. */
export interface Reported {
  readonly settings: Settings
  /** Columns that metrics may count on, as `table.column`. */
  readonly columns: readonly string[]
}

/** A search shows no more than so many. */
const MOST_FOUND = 100
/** Customers that one piece of a file asks the engine for. */
const PIECE = 20_000

const COLUMNS: Readonly<Record<string, ColumnType>> = {
  customer_id: 'string',
  segment: 'string',
  purchases: 'number',
  last_on: 'timestamp',
  p_alive: 'number',
  expected_orders: 'number',
  expected_spend: 'number',
  expected_value: 'number',
  horizon_months: 'number',
  verdict: 'string',
}

/**
 * The customers of a report one by one, with their ids: for the tab and for files of the shop's owner, never for the report.
 * Whoever they are, what is expected of them is read off the study that the report's totals come from.
 */
export class CustomerDesk {
  readonly #database: Database
  readonly #graph: ModelGraph
  readonly #reported: Reported
  #known: { readonly prediction: Prediction; readonly customers: ChosenCustomers } | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor({ database, graph }: { readonly database: Database; readonly graph: ModelGraph }, reported: Reported) {
    this.#database = database
    this.#graph = graph
    this.#reported = reported
  }

  /** A page of the chosen customers, or of the first hundred whose id holds a text. */
  list({ order, offset, limit, search }: CustomerQuestion, signal?: AbortSignal): Promise<CustomerPage> {
    return this.#alone(async () => {
      const customers = await this.#customers(signal)
      const wanted = search.trim()
      const found = wanted === '' ? null : await this.#search(customers, wanted, signal)
      const places = found
        ? customers.sorted(found.slice(0, MOST_FOUND), order).slice(offset, offset + limit)
        : customers.page(order, offset, limit)
      const keys = places.map((at) => customers.keyAt(at))
      const ids = await this.#idsOf(keys, signal)
      return {
        rows: places.map((at): CustomerRow => ({
          customer_id: ids.get(customers.keyAt(at))!,
          ...customers.figuresAt(at),
        })),
        total: found ? Math.min(found.length, MOST_FOUND) : customers.length,
        isCut: found !== null && found.length > MOST_FOUND,
        order: customers.orderFor(order),
        horizonMonths: customers.horizonMonths,
        verdict: customers.verdict,
        isPredicted: customers.forecast !== null,
        topTenth: customers.topTenth(),
      }
    })
  }

  /** One customer; null for an id that nobody has, or whom the filters do not choose. */
  life(id: string, signal?: AbortSignal): Promise<CustomerLife | null> {
    return this.#alone(async () => {
      const customers = await this.#customers(signal)
      await this.#ask('asked_customer', 'customer_id varchar', [[id]])
      const [life] = await this.#database.query(lifeSql, signal)
      const at = life ? customers.placeOf(Number(life['customer_key'])) : null
      if (!life || at === null) return null
      const days = await this.#database.query(daysSql, signal)
      return lifeOf(id, life, days, customers, at, this.#reported.settings.as_of)
    })
  }

  /** All chosen customers as the pieces of a CSV file, in the order of their ids. */
  async *csv(signal?: AbortSignal): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(Object.keys(COLUMNS))
    for await (const rows of this.#all(signal)) yield rows.map(csvLine).join('')
  }

  /** The same as streams of Arrow, of which a Parquet file can be written. */
  async *arrow(signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    yield arrowOf(COLUMNS, [])
    for await (const rows of this.#all(signal)) yield arrowOf(COLUMNS, rows)
  }

  /** All chosen customers, some at a time; other questions have their turn in between. */
  async *#all(signal: AbortSignal | undefined): AsyncGenerator<readonly (readonly Cell[])[]> {
    const customers = await this.#alone(() => this.#customers(signal))
    const ending = [customers.horizonMonths, customers.verdict]
    for (let at = 0; at < customers.length;) {
      signal?.throwIfAborted()
      const last = customers.keyAt(at) + PIECE - 1
      const ids = await this.#alone(() => this.#idsBetween(customers.keyAt(at), last, signal))
      const rows: Cell[][] = []
      for (; at < customers.length && customers.keyAt(at) <= last; at++) {
        const figures = Object.values({ customer_id: ids.get(customers.keyAt(at))!, ...customers.figuresAt(at) })
        rows.push([...figures.map(rounded), ...ending])
      }
      yield rows
    }
  }

  /** Questions that write down what they ask for must not come between each other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => {})
    return done
  }

  /** As the report saw them: a report that was ended half way may have left other settings behind. */
  async #customers(signal: AbortSignal | undefined): Promise<ChosenCustomers> {
    signal?.throwIfAborted()
    const [database, graph, options] = [this.#database, this.#graph, signal ? { signal } : {}]
    const { settings, columns } = this.#reported
    await applySettings(database, graph, settings, options)
    await prepareMetric(database, graph, predictedValue, columns, options)
    await graph.ensure(database, ['customer_keys', 'int_customer_scores', 'int_customer_stages'], options)
    const context = { settings, columns }
    const prediction = (await conclude(database, predictionStudy, context, { graph, signal })) as Prediction
    if (this.#known?.prediction !== prediction)
      this.#known = { prediction, customers: new ChosenCustomers(prediction, settings) }
    return this.#known.customers
  }

  async #search(customers: ChosenCustomers, text: string, signal: AbortSignal | undefined): Promise<number[]> {
    await this.#ask('asked_text', 'wanted varchar', [[text]])
    const rows = await this.#database.query(searchSql, signal)
    return rows.flatMap((row) => customers.placeOf(Number(row['customer_key'])) ?? [])
  }

  async #idsOf(keys: readonly number[], signal: AbortSignal | undefined): Promise<ReadonlyMap<number, string>> {
    await this.#ask(
      'asked_customers',
      'customer_key integer',
      keys.map((key) => [key]),
    )
    return this.#ids(idsSql, signal)
  }

  async #idsBetween(first: number, last: number, signal: AbortSignal | undefined) {
    await this.#ask('asked_range', 'first_key integer, last_key integer', [[first, last]])
    return this.#ids(rangeIdsSql, signal)
  }

  async #ids(sql: string, signal: AbortSignal | undefined): Promise<ReadonlyMap<number, string>> {
    const { columns, length } = await this.#database.queryColumns(sql, signal)
    const ids = new Map<number, string>()
    for (let row = 0; row < length; row++)
      ids.set((columns['customer_key'] as Float64Array)[row]!, (columns['customer_id'] as readonly string[])[row]!)
    return ids
  }

  /** Writes down what is asked for, where a question reads it. */
  async #ask(name: string, definition: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.#database.execute(`create or replace table ${name} (${definition})`)
    await this.#database.insert(name, rows)
  }
}

/** 12 significant digits, as in the report. */
function rounded(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isInteger(cell) ? Number(cell.toPrecision(12)) : cell
}
