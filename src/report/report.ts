import type { ColumnType, Row } from '../engine/database.ts'
import type { MetricId, MetricRows } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'

/** The report's version: readers refuse another one. */
export const REPORT_SCHEMA = 'dangol.report/1'

/** Why rows were left out; codes, never display words. */
export interface LeftOut {
  readonly reason: string
  readonly rows: number
}

/** One input table: rows = kept + the sum of leftOut. */
export interface DatasetTable {
  readonly name: string
  readonly files: number
  readonly rows: number
  readonly kept: number
  readonly leftOut: readonly LeftOut[]
}

/** One metric's result. `missing` names the columns (`table.column`) that it would need. */
export interface MetricResult<R = Row> {
  readonly status: 'ready' | 'missing' | 'failed'
  readonly missing: readonly string[]
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly rows: readonly R[]
}

/** Everything that crosses from computing to showing. Plain JSON; the same value for page, link, embed, file and command. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA
  readonly asOf: string
  readonly currency: string | null
  readonly basis: 'revenue' | 'margin'
  readonly dataset: { readonly from: string; readonly to: string; readonly tables: readonly DatasetTable[] }
  readonly settings: Settings
  readonly metrics: { readonly [Id in MetricId]: MetricResult<MetricRows[Id]> }
}
