import type { Cell, Database, Row } from '../engine/database.ts'
import { ModelGraph, type GraphModel, type Progress } from '../engine/model-graph.ts'
import { models } from '../models/index.ts'
import { churnLimitsModel } from './churn-limits-model.ts'
import type { AnyMetric, Columns } from './metric.ts'
import { segmentCells } from './segment-schemes.ts'
import type { Settings } from './settings.ts'

const graphModels: readonly GraphModel[] = [...models, churnLimitsModel]

/** Orders the models; call it on a database that holds the empty raw tables and no view yet. */
export async function createGraph(database: Database): Promise<ModelGraph> {
  for (const input of inputs) await writeInput(database, input)
  return ModelGraph.create(database, graphModels)
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
} as const

type Input = keyof typeof INPUTS

const inputs = Object.keys(INPUTS) as Input[]

function inputRows(settings: Settings): Record<Input, readonly (readonly Cell[])[]> {
  const { as_of, grain, history, scorer, churn_quantile, basis, margin_rate } = settings
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
  }
}

async function writeInput(database: Database, name: Input, rows: readonly (readonly Cell[])[] = []): Promise<void> {
  await database.execute(`create or replace table ${name} (${INPUTS[name]})`)
  await database.insert(name, rows)
}

/** Builds what depends on the files alone: once after each load. */
export async function buildFileModels(
  database: Database,
  graph: ModelGraph,
  options: { readonly progress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<void> {
  await graph.build(database, { ...options, only: (name) => !inputs.some((input) => graph.reads(name, input)) })
}

/**
 * Writes the settings and builds what depends on them. Only what reads a setting that differs from `before`, the
 * settings of the last build that ended well on this database (null: none did).
 */
export async function buildSettingModels(
  database: Database,
  graph: ModelGraph,
  settings: Settings,
  before: Settings | null = null,
  options: { readonly progress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const rows = inputRows(settings)
  const old = before && inputRows(before)
  const changed = inputs.filter((input) => JSON.stringify(rows[input]) !== JSON.stringify(old?.[input]))
  for (const input of changed) await writeInput(database, input, rows[input])
  await graph.build(database, {
    ...options,
    only: (name) => changed.some((input) => graph.reads(name, input)),
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

/** 12 significant digits: what both engines agree on. Whole numbers are exact. Never NaN, infinite or −0. */
function rounded(value: number): number | null {
  if (Number.isSafeInteger(value)) return value + 0
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
