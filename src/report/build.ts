import type { Database, Row } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { applySettings, buildFileModels, computeMetric, pendingModels, prepareMetric } from '../metrics/compute.ts'
import { metrics, type MetricId } from '../metrics/index.ts'
import type { AnyMetric } from '../metrics/metric.ts'
import { checkSettings } from '../metrics/setting-schema.ts'
import { defaultSettings, type Settings } from '../metrics/settings.ts'
import datasetSql from './dataset.sql?raw'
import examplesSql from './examples.sql?raw'
import { REPORT_SCHEMA, type MetricResult, type Report } from './report.ts'
import { describeSideTables, type LeftOutExample, type UnmatchedId } from './side-tables.ts'

export type { LeftOutExample, UnmatchedId } from './side-tables.ts'

/** What is known of the loaded files, whatever the settings. */
export interface Dataset {
  readonly tables: Report['dataset']['tables']
  /** The first row of each file that was left out for each reason. */
  readonly examples: readonly LeftOutExample[]
  /** Up to three customer ids of each table that matches too few of those it should. */
  readonly unmatched: readonly UnmatchedId[]
  /** First and last day with a kept order; a refund is none. */
  readonly from: string
  readonly to: string
  readonly currency: string | null
  /** What the mapping settled: these settings follow the files. */
  readonly history: Settings['history']
  readonly amountIs: Settings['amount_is']
  /** Mapped columns, as `table.column`. */
  readonly columns: readonly string[]
}

/** What the person is told while a report is built. */
export interface BuildHooks {
  readonly signal?: AbortSignal
  /** Steps done (a long one in parts), steps in all, and the relation or metric under way. */
  readonly progress?: (done: number, total: number, name: string) => void
  /** A metric that is ready, before the report is whole. */
  readonly ready?: (id: MetricId, result: MetricResult) => void
}

/** Nothing could be kept: there is no report to make. `leftOut` says why. */
export class NothingKept extends Error {
  readonly leftOut: Report['dataset']['tables'][number]['leftOut']
  constructor(leftOut: NothingKept['leftOut']) {
    super('no row could be kept')
    this.name = 'NothingKept'
    this.leftOut = leftOut
  }
}

/** Builds what depends on the files alone and says what they hold. Throws `NothingKept`. */
export async function describeDataset(
  database: Database,
  graph: ModelGraph,
  loaded: {
    readonly files: number
    readonly currency: string | null
    readonly history: Settings['history']
    readonly amountIs: Settings['amount_is']
    readonly columns: readonly string[]
  },
  hooks: BuildHooks = {},
): Promise<Dataset> {
  await buildFileModels(database, graph, hooks)
  const counts = await database.query(datasetSql, hooks.signal)
  const rowsOf = (row: Row) => Number(row['row_count'])
  const kept = counts.find((row) => row['reason'] === null)
  const leftOut = counts
    .filter((row) => row['reason'] !== null)
    .map((row) => ({ reason: String(row['reason']), rows: rowsOf(row) }))
    .sort((a, b) => (a.reason < b.reason ? -1 : 1))
  if (!kept) throw new NothingKept(leftOut)
  const rows = counts.reduce((sum, row) => sum + rowsOf(row), 0)
  const sides = await describeSideTables(database, hooks.signal)
  const examples = (await database.query(examplesSql, hooks.signal)).map((row) => ({
    table: 'orders',
    reason: String(row['reason']),
    file: String(row['file_name']),
    row: Number(row['row_no']),
    text: row['text'] === null ? null : String(row['text']),
  }))
  return {
    tables: [{ name: 'orders', files: loaded.files, rows, kept: rowsOf(kept), leftOut }, ...sides.tables],
    examples: [...examples, ...sides.examples],
    unmatched: sides.unmatched,
    from: String(kept['first_on']),
    to: String(kept['last_on']),
    currency: loaded.currency,
    history: loaded.history,
    amountIs: loaded.amountIs,
    columns: loaded.columns,
  }
}

/** The settings in force: those given, else what the files say, else the defaults. `as_of` defaults to the day after the last kept order. */
export function settingsFor(dataset: Dataset, given: Partial<Settings>): Settings {
  const nextDay = new Date(Date.parse(`${dataset.to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return {
    as_of: nextDay,
    ...defaultSettings,
    history: dataset.history,
    amount_is: dataset.amountIs,
    ...given,
  }
}

/**
 * Computes every metric at the given settings, those named `first` before the others: what a person looks at. Relations of
 * the report before that still hold are not built again. A metric whose question fails says so; the others stand. Throws
 * `SettingError`.
 */
export async function buildReport(
  database: Database,
  graph: ModelGraph,
  dataset: Dataset,
  given: Partial<Settings>,
  first: readonly MetricId[] = [],
  hooks: BuildHooks = {},
): Promise<Report> {
  const settings = settingsFor(dataset, given)
  checkSettings(settings)
  const columns = columnsFor(dataset, settings)
  const signal = hooks.signal ? { signal: hooks.signal } : {}
  const order: readonly AnyMetric[] = [...metrics].sort((a, b) => rankOf(b.id, first) - rankOf(a.id, first))
  const results: Record<string, MetricResult> = {}
  await applySettings(database, graph, settings, hooks)
  const able = order.filter((metric) => missingOf(metric, columns, settings.basis).length === 0)
  const total = pendingModels(graph, able, columns) + order.length
  let done = 0
  const tell = (name: string) => hooks.progress?.(done++, total, name)
  for (const metric of order) {
    hooks.signal?.throwIfAborted()
    const ask = async () => {
      await prepareMetric(database, graph, metric, columns, {
        ...signal,
        progress: (_done, _total, name) => tell(name),
      })
      tell(metric.id)
      const progress = (fraction: number) => hooks.progress?.(done - 1 + fraction, total, metric.id)
      return computeMetric(database, metric, settings, { ...signal, columns, graph, progress })
    }
    const result = await resultOf(metric, columns, settings.basis, ask, hooks.signal)
    results[metric.id] = result
    hooks.ready?.(metric.id as MetricId, result)
  }
  return {
    schema: REPORT_SCHEMA,
    asOf: settings.as_of,
    currency: dataset.currency,
    basis: settings.basis,
    dataset: { from: dataset.from, to: dataset.to, tables: dataset.tables },
    settings,
    metrics: Object.fromEntries(metrics.map(({ id }) => [id, results[id]!])) as unknown as Report['metrics'],
  }
}

/** 1 for the metrics to be computed first. */
function rankOf(id: string, first: readonly string[]): number {
  return first.includes(id) ? 1 : 0
}

/** The columns that metrics may count on: the mapped ones, and those that others or a setting stand in for. */
export function columnsFor({ columns }: Dataset, { margin_rate }: Settings): readonly string[] {
  const stands: string[] = []
  const hasMargin = margin_rate !== null || columns.includes('orders.cost')
  if (hasMargin) stands.push('orders.margin')
  if (columns.includes('orders.referrer_id')) stands.push('customers.referred_by')
  if (columns.includes('customers.age')) stands.push('customers.birth_year')
  return [...new Set([...columns, ...stands])]
}

/** The columns that a metric would need and that are not there. */
function missingOf({ needs }: AnyMetric, columns: readonly string[], basis: Settings['basis']): string[] {
  const all = new Set(needs)
  if (basis === 'margin' && all.has('orders.amount')) all.add('orders.margin')
  return [...all].filter((need) => !columns.includes(need))
}

async function resultOf(
  metric: AnyMetric,
  columns: readonly string[],
  basis: Settings['basis'],
  ask: () => Promise<Row[]>,
  signal: AbortSignal | undefined,
): Promise<MetricResult> {
  const missing = missingOf(metric, columns, basis)
  const empty = { missing, columns: metric.columns, rows: [] }
  if (missing.length > 0) return { status: 'missing', ...empty }
  try {
    return { status: 'ready', ...empty, rows: await ask() }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Error && 'fatal' in error && error.fatal) throw error
    console.error(`metric ${metric.id} failed`, error)
    return { status: 'failed', ...empty }
  }
}
