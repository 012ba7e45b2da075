import type { Database, Row } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { buildFileModels, buildSettingModels, computeMetric } from '../metrics/compute.ts'
import { metrics, type MetricId } from '../metrics/index.ts'
import type { AnyMetric } from '../metrics/metric.ts'
import { checkSettings } from '../metrics/setting-schema.ts'
import { defaultSettings, type Settings } from '../metrics/settings.ts'
import datasetSql from './dataset.sql?raw'
import examplesSql from './examples.sql?raw'
import { REPORT_SCHEMA, type MetricResult, type Report } from './report.ts'

/** A row that was left out. It depends on the order of the rows, so it stands beside the report, never in it. */
export interface LeftOutExample {
  readonly reason: string
  readonly file: string
  /** Row below the header, from 1. */
  readonly row: number
  /** The text that could not be read. */
  readonly text: string | null
}

/** What is known of the loaded files, whatever the settings. */
export interface Dataset {
  readonly tables: Report['dataset']['tables']
  /** The first row of each file that was left out for each reason. */
  readonly examples: readonly LeftOutExample[]
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
  /** Steps done, steps in all, and the relation or metric under way. */
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
  return {
    tables: [{ name: 'orders', files: loaded.files, rows, kept: rowsOf(kept), leftOut }],
    examples: (await database.query(examplesSql, hooks.signal)).map((row) => ({
      reason: String(row['reason']),
      file: String(row['file_name']),
      row: Number(row['row_no']),
      text: row['text'] === null ? null : String(row['text']),
    })),
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
 * Computes every metric at the given settings. `before`: the settings of the last report made on this database, if its
 * relations still stand. A metric whose question fails says so; the others
 * stand. Throws `SettingError`.
 */
export async function buildReport(
  database: Database,
  graph: ModelGraph,
  dataset: Dataset,
  given: Partial<Settings>,
  before: Settings | null = null,
  hooks: BuildHooks = {},
): Promise<Report> {
  const settings = settingsFor(dataset, given)
  checkSettings(settings)
  const models = graph.names.length
  const total = models + metrics.length
  await buildSettingModels(database, graph, settings, before, {
    ...hooks,
    progress: (done, all, name) => hooks.progress?.(models - all + done, total, name),
  })
  const results: Record<string, MetricResult> = {}
  for (const [index, metric] of metrics.entries()) {
    hooks.signal?.throwIfAborted()
    hooks.progress?.(models + index, total, metric.id)
    results[metric.id] = await resultOf(database, metric, dataset, settings, hooks.signal)
    hooks.ready?.(metric.id, results[metric.id]!)
  }
  return {
    schema: REPORT_SCHEMA,
    asOf: settings.as_of,
    currency: dataset.currency,
    basis: settings.basis,
    dataset: { from: dataset.from, to: dataset.to, tables: dataset.tables },
    settings,
    metrics: results as Report['metrics'],
  }
}

async function resultOf(
  database: Database,
  metric: AnyMetric,
  dataset: Dataset,
  settings: Settings,
  signal: AbortSignal | undefined,
): Promise<MetricResult> {
  const needs = [...metric.needs]
  if (settings.basis === 'margin' && settings.margin_rate === null && needs.includes('orders.amount'))
    needs.push('orders.cost')
  const missing = needs.filter((need) => !dataset.columns.includes(need))
  const empty = { missing, columns: metric.columns, rows: [] }
  if (missing.length > 0) return { status: 'missing', ...empty }
  try {
    return { status: 'ready', ...empty, rows: await computeMetric(database, metric, settings, signal) }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Error && 'fatal' in error && error.fatal) throw error
    console.error(`metric ${metric.id} failed`, error)
    return { status: 'failed', ...empty }
  }
}
