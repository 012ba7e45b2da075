import type { Cell, Database, Row } from '../engine/database.ts'
import { ModelGraph, type BuildOptions, type GraphModel } from '../engine/model-graph.ts'
import { models } from '../models/index.ts'
import chosenCustomersSql from './chosen-customers.sql?raw'
import { conclude } from './conclusions.ts'
import { churnLimitsModel } from './churn-limits-model.ts'
import { metrics } from './index.ts'
import { questionsOf, type AnyMetric, type AnyStudy, type Columns } from './metric.ts'
import { monthLimitsModel } from './month-limits-model.ts'
import { segmentCells } from './segment-schemes.ts'
import type { Settings } from './settings.ts'

const graphModels: readonly GraphModel[] = [...models, churnLimitsModel, monthLimitsModel]

/** Orders the models; call it on a database that holds the empty raw tables and no view yet. */
export async function createGraph(database: Database): Promise<ModelGraph> {
  for (const name of inputs) await database.execute(`create or replace table ${name} (${INPUTS[name]})`)
  await database.execute(`create or replace table ${CHOSEN} (customer_key integer)`)
  const asked = metrics.flatMap((metric) => questionsOf(metric, null))
  const known = new Map([...asked, { name: CHOICE, sql: chosenCustomersSql }].map((query) => [query.name, query]))
  return ModelGraph.create(database, graphModels, [...known.values()])
}

/** The relations that settings are written to, with their columns. */
const INPUTS = {
  parameters: 'as_of date',
  cohort_grain: 'grain varchar',
  file_history: 'history varchar',
  scoring: 'scorer varchar',
  churn_rule: 'churn_quantile double',
  order_basis: 'basis varchar, margin_rate decimal(9, 6), is_row_an_order boolean',
  segment_cells: 'r integer, f integer, m integer, segment varchar',
  fixed_cutoffs: 'dimension varchar, score integer, low double',
  channel_aliases: 'name varchar, channel varchar',
  customer_filter: 'channel varchar, segment varchar',
  order_filter: 'category varchar',
} as const

type Input = keyof typeof INPUTS

const inputs = Object.keys(INPUTS) as Input[]

/** The customers that the channel and segment filters choose; empty where neither is set. */
const CHOSEN = 'chosen_customers'
const CHOICE = 'choice of customers'

function inputRows(settings: Settings): Record<Input, readonly (readonly Cell[])[]> {
  const { as_of, grain, history, scorer, churn_quantile, basis, margin_rate, channel, segment, category } = settings
  return {
    parameters: [[as_of]],
    cohort_grain: [[grain]],
    file_history: [[history]],
    scoring: [[scorer]],
    churn_rule: [[churn_quantile]],
    order_basis: [[basis, margin_rate, scorer === 'r-rfm']],
    segment_cells: segmentCells(settings),
    fixed_cutoffs: Object.entries(settings.cutoffs ?? {}).flatMap(([dimension, lows]) =>
      lows.map((low, index) => [dimension, index + 2, low]),
    ),
    channel_aliases: Object.entries(settings.channel_names ?? {}),
    customer_filter: [[channel, segment]],
    order_filter: [[category]],
  }
}

/** Builds what depends on the files alone: once after each load. */
export async function buildFileModels(
  database: Database,
  graph: ModelGraph,
  options: BuildOptions = {},
): Promise<void> {
  const names = graph.names.filter((name) => ![...inputs, CHOSEN].some((input) => graph.reads(name, input)))
  await graph.ensure(database, names, options)
}

/** Writes the settings, as far as they have changed, and chooses the customers that the filters name. */
export async function applySettings(
  database: Database,
  graph: ModelGraph,
  settings: Settings,
  options: BuildOptions = {},
): Promise<void> {
  const rows = inputRows(settings)
  for (const name of inputs) await graph.write(database, name, INPUTS[name], rows[name])
  if (settings.channel === null && settings.segment === null)
    return graph.write(database, CHOSEN, 'customer_key integer', [])
  await graph.ensure(database, [CHOICE], options)
  const rests = JSON.stringify([settings.channel, settings.segment, graph.state([CHOICE])])
  await graph.fill(CHOSEN, rests, () =>
    database.execute(`create or replace table ${CHOSEN} as ${chosenCustomersSql}`, options.signal),
  )
}

/** How many relations must be built before the metrics can be asked, given the mapped columns. */
export function pendingModels(graph: ModelGraph, wanted: readonly AnyMetric[], columns: readonly string[]): number {
  return graph.pending(wanted.flatMap((metric) => questionNames(metric, columns))).length
}

/** Builds what a metric rests on, as far as it does not stand yet; `columns` as in `ComputeOptions`. */
export async function prepareMetric(
  database: Database,
  graph: ModelGraph,
  metric: AnyMetric,
  columns: readonly string[] | null = null,
  options: BuildOptions = {},
): Promise<void> {
  await graph.ensure(database, questionNames(metric, columns), options)
}

function questionNames(metric: AnyMetric, columns: readonly string[] | null): readonly string[] {
  return questionsOf(metric, columns).map(({ name }) => name)
}

/** What computing a metric may be told. */
export interface ComputeOptions {
  /** Mapped columns, as `table.column`; null: whatever has rows is there. */
  readonly columns?: readonly string[] | null
  /** The graph of the database: what studies concluded is kept with it. */
  readonly graph?: ModelGraph
  readonly signal?: AbortSignal
  /** How much of a study that takes its time is done, from 0 to 1. */
  readonly progress?: (fraction: number) => void
}

/** A metric's rows: asked, computed, rounded to 12 significant digits, and sorted by their key. */
export async function computeMetric(
  database: Database,
  metric: AnyMetric,
  settings: Settings,
  options: ComputeOptions = {},
): Promise<Row[]> {
  const rows = metric.study
    ? await readOff(database, metric, metric.study, settings, options)
    : await answer(database, metric, settings, options.signal)
  return sortByKey(
    rows.map((row) => pick(row, metric.columns)),
    metric.key,
  )
}

async function readOff(
  database: Database,
  metric: AnyMetric,
  study: AnyStudy,
  { as_of, ...settings }: Settings,
  { columns = null, ...options }: ComputeOptions,
): Promise<readonly Row[]> {
  const found = await conclude(database, study, { settings, columns }, options)
  return metric.rows!(found as never, { as_of, ...settings })
}

async function answer(
  database: Database,
  metric: AnyMetric,
  settings: Settings,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const asked = await database.query(metric.sql!, signal)
  return metric.compute ? metric.compute(asked as readonly unknown[] as readonly never[], settings) : asked
}

function pick(row: Row, columns: Columns): Row {
  return Object.fromEntries(
    Object.keys(columns).map((name) => {
      const value = row[name] ?? null
      return [name, typeof value === 'number' ? rounded(value) : value]
    }),
  )
}

/**
 * 12 significant digits: what both engines agree on. Whole numbers, and sums of money (at most four decimals), are exact as
 * far as a double holds them. Never NaN, infinite or −0.
 */
function rounded(value: number): number | null {
  if (!Number.isFinite(value)) return null
  const money = Number(value.toFixed(4))
  return (money === value ? money : Number(value.toPrecision(12))) + 0
}

function sortByKey(rows: readonly Row[], key: readonly string[]): Row[] {
  return [...rows].sort((a, b) => {
    for (const name of key) {
      const left = a[name] ?? null
      const right = b[name] ?? null
      if (left === right) continue
      if (left === null) return 1
      if (right === null) return -1
      return left < right ? -1 : 1
    }
    return 0
  })
}
