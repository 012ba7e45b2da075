import type { Database, Row } from '../engine/database.ts'
import { ModelGraph, type GraphModel, type Progress } from '../engine/model-graph.ts'
import { models } from '../models/index.ts'
import { churnLimitsModel } from './churn-limits-model.ts'
import type { AnyMetric, Columns } from './metric.ts'
import { segmentCells } from './segment-schemes.ts'
import type { Settings } from './settings.ts'

const graphModels: readonly GraphModel[] = [...models, churnLimitsModel]

/** Orders the models; call it on a database that holds the empty raw tables and no view yet. */
export async function createGraph(database: Database): Promise<ModelGraph> {
  await createParameters(database)
  return ModelGraph.create(database, graphModels)
}

async function createParameters(database: Database): Promise<void> {
  await database.execute(
    `create or replace table parameters (as_of date, grain varchar, basis varchar, margin_rate decimal(9, 6), history varchar, scorer varchar, scheme varchar)`,
  )
  await database.execute(`create or replace table segment_cells (r integer, f integer, m integer, segment varchar)`)
  await database.execute(`create or replace table fixed_cutoffs (dimension varchar, score integer, low double)`)
}

const INPUTS = ['parameters', 'segment_cells', 'fixed_cutoffs']

/** Builds what depends on the files alone: once after each load. */
export async function buildFileModels(
  database: Database,
  graph: ModelGraph,
  options: { readonly progress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<void> {
  await graph.build(database, { ...options, only: (name) => !INPUTS.some((input) => graph.reads(name, input)) })
}

/** Writes the settings and builds what depends on them: after each load and each change of a setting. */
export async function buildSettingModels(
  database: Database,
  graph: ModelGraph,
  settings: Settings,
  options: { readonly progress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<void> {
  await createParameters(database)
  const { as_of, grain, basis, margin_rate, history, scorer, scheme } = settings
  await database.insert('parameters', [[as_of, grain, basis, margin_rate, history, scorer, scheme]])
  await database.insert('segment_cells', segmentCells(settings))
  const cutoffs = Object.entries(settings.cutoffs ?? {})
  await database.insert(
    'fixed_cutoffs',
    cutoffs.flatMap(([dimension, lows]) => lows.map((low, index) => [dimension, index + 2, low])),
  )
  await graph.build(database, {
    ...options,
    parameters: { as_of, churn_quantile: settings.churn_quantile },
    only: (name) => INPUTS.some((input) => graph.reads(name, input)),
  })
}

/** A metric's rows: asked, computed, rounded to 12 significant digits, and sorted by their key. */
export async function computeMetric(
  database: Database,
  metric: AnyMetric,
  settings: Settings,
  signal?: AbortSignal,
): Promise<Row[]> {
  const asked = await database.query(metric.sql, signal)
  const rows = metric.compute ? metric.compute(asked as readonly unknown[] as readonly never[], settings) : asked
  return sortByKey(
    rows.map((row) => pick(row, metric.columns)),
    metric.key,
  )
}

function pick(row: Row, columns: Columns): Row {
  return Object.fromEntries(
    Object.keys(columns).map((name) => {
      const value = row[name] ?? null
      return [name, typeof value === 'number' ? rounded(value) : value]
    }),
  )
}

/** 12 significant digits: what both engines agree on. Never NaN, infinite or −0. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) + 0 : null
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
