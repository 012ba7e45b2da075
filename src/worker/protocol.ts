import type { ColumnType, Row } from '../engine/database.ts'
import type { Recognition, TableSample } from '../ingest/columns.ts'
import type { Mapping } from '../ingest/mapping.ts'
import type { ProblemDetails } from '../ingest/problem.ts'
import type { MetricId } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'
import type { Dataset } from '../report/build.ts'
import type { LeftOut, MetricResult, Report } from '../report/report.ts'

/** One file as the confirm step shows it. */
export interface FileSummary {
  readonly name: string
  readonly bytes: number
  readonly format: 'csv' | 'parquet'
  readonly encoding: string | null
  /** Known for Parquet before the load. */
  readonly rows: number | null
}

/** What was found in the files, before anything is loaded. */
export interface Inspected {
  readonly files: readonly FileSummary[]
  readonly sample: TableSample
  readonly recognition: Recognition
  /** Signature of the header, by which a mapping is remembered. */
  readonly shape: string
}

/** What is being done, and how far it is. `fraction` is null where it cannot be known. */
export interface ProgressEvent {
  readonly step: 'engine' | 'read' | 'models' | 'metrics'
  /** Relation or metric under way, for those who want to know. */
  readonly name: string | null
  readonly fraction: number | null
  readonly rows: number | null
}

/** What went wrong, as a plain value: it crosses from the worker to the page. */
export type Failure =
  | { readonly kind: 'problem'; readonly problem: ProblemDetails }
  | { readonly kind: 'nothing_kept'; readonly leftOut: readonly LeftOut[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'engine'; readonly message: string; readonly restarted: boolean }

/** A slice of a relation, for the Data page. */
export interface TableSlice {
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly rows: readonly Row[]
  readonly total: number
}

/** Told while a call is under way. */
export interface Listener {
  readonly progress?: (event: ProgressEvent) => void
  readonly ready?: (id: MetricId, result: MetricResult) => void
}

/**
 * What the page may ask of the analytics worker. Every call rejects with an `AnalyticsError` whose `failure` says why.
 * A new call of `inspect`, `load` or `report` cancels the one under way, which then rejects as cancelled; a cancelled or
 * failed load leaves what was loaded before.
 */
export interface Analytics {
  inspect(files: readonly File[], listener?: Listener): Promise<Inspected>
  /** The sample shop's own order file, fetched from beside the page. */
  inspectSample(listener?: Listener): Promise<Inspected>
  /** Loads what was inspected last. */
  load(mapping: Mapping, listener?: Listener): Promise<Dataset>
  report(settings: Partial<Settings>, listener?: Listener): Promise<Report>
  /** The relations that can be looked at, with their row counts. */
  relations(): Promise<readonly { readonly name: string; readonly rows: number }[]>
  slice(relation: string, offset: number, limit: number): Promise<TableSlice>
  cancel(): Promise<void>
  close(): void
}

/** A call that did not end well. */
export class AnalyticsError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.name = 'AnalyticsError'
    this.failure = failure
  }
}
