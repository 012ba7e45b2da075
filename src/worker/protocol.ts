import type { ColumnType, Row } from '../engine/database.ts'
import type { Language } from '../i18n/locale.ts'
import type { TableName } from '../ingest/canonical.ts'
import type { TextEncoding } from '../ingest/encoding.ts'
import type { FileFormat, SkippedPart } from '../ingest/formats/open.ts'
import type { Opening } from '../ingest/formats/opened.ts'
import type { TableGuess, TableSample } from '../ingest/recognition.ts'
import type { TableMapping } from '../ingest/mapping.ts'
import type { ProblemDetails } from '../ingest/problem.ts'
import type { CustomerOrder } from '../metrics/customers/chosen.ts'
import type { CustomerLife, CustomerRow } from '../metrics/customers/life.ts'
import type { MetricId } from '../metrics/index.ts'
import type { Verdict } from '../metrics/prediction/badge.ts'
import type { Settings } from '../metrics/settings.ts'
import type { Dataset } from '../report/build.ts'
import type { LeftOut, MetricResult, Report } from '../report/report.ts'

/** One file as the confirm step shows it. */
export interface FileSummary {
  readonly name: string
  readonly bytes: number
  readonly format: FileFormat
  /** Of a text; null where the format leaves no question. */
  readonly encoding: TextEncoding | null
  /** Another encoding fits nearly as well. */
  readonly isEncodingGuessed: boolean
  /** Known before the load for Parquet and Arrow only. */
  readonly rows: number | null
  /** Where in the given file the table lies; null: it is that file. */
  readonly inner: string | null
}

/** A file as a person gave it. */
export interface Given {
  readonly file: File
  readonly opening?: Opening | undefined
  /** Only these of the tables in it; all unless told. */
  readonly inner?: readonly string[] | undefined
}

/** Files of one shape: which table they are, and how they would be read as each of the tables. */
export interface InspectedGroup extends TableGuess {
  readonly files: readonly FileSummary[]
  /** From which of the files given each of them comes, from 0. */
  readonly places: readonly number[]
  readonly sample: TableSample
  /** Signature of the header, by which a mapping is remembered. */
  readonly shape: string
  /** Several currencies that the amounts name, which would be added up as one; none: one at most. */
  readonly currencies: readonly string[]
}

/** What was found in the files, before anything is loaded: a group for each shape, in the order of the first file of each. */
export interface Inspected {
  readonly groups: readonly InspectedGroup[]
  /** What in the files is no table, and why. */
  readonly skipped: readonly SkippedPart[]
}

/** Files of one shape and how they are read. */
export interface Part {
  readonly files: readonly Given[]
  readonly mapping: TableMapping
}

/** How the files of a group are read, and which of them: all but those whose places in the group are left out. */
export interface GroupChoice {
  readonly mapping: TableMapping
  readonly leftOut?: readonly number[] | undefined
}

/** What is being done, and how far it is. `fraction` is null where it cannot be known. */
export interface ProgressEvent {
  readonly step: 'engine' | 'open' | 'read' | 'models' | 'metrics'
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

/** Which customers: a page in an order; `search` is part of an id, in any case, empty for all of them. */
export interface CustomerQuestion {
  readonly order: CustomerOrder
  readonly offset: number
  readonly limit: number
  readonly search: string
}

/** A page of a list of customers. */
export interface CustomerPage {
  readonly rows: readonly CustomerRow[]
  /** All that the filters choose, or all that the search found. */
  readonly total: number
  /** More were found than the list shows. */
  readonly isCut: boolean
  /** By what the rows are ordered: another than asked for where that is not known. */
  readonly order: CustomerOrder
  readonly horizonMonths: number
  readonly verdict: Verdict
  /** False where the models could not be fitted, or are not to be used. */
  readonly isPredicted: boolean
  /** The tenth of all chosen customers of whom most value is expected, and their share of it. */
  readonly topTenth: { readonly customers: number; readonly share: number } | null
}

/** Told while a call is under way. */
export interface Listener {
  readonly progress?: (event: ProgressEvent) => void
  readonly ready?: (id: MetricId, result: MetricResult) => void
}

/**
 * What the page may ask of the analytics worker. Every call rejects with an `AnalyticsError` whose `failure` says why.
 * A new call of `inspect`, `load`, `open` or `report` cancels all that is under way, which then rejects as cancelled; a cancelled
 * or failed load leaves what was loaded before. The other calls wait for those, and cancel an earlier one of their own kind.
 */
export interface Analytics {
  inspect(files: readonly Given[], listener?: Listener): Promise<Inspected>
  /**
   * Loads what was inspected last: a choice for each group, null leaves it out. With orders among them everything is
   * loaded anew, `keep` says whether with the other tables of before; without, the tables take their places beside the
   * orders that are loaded.
   */
  load(choices: readonly (GroupChoice | null)[], keep: boolean, listener?: Listener): Promise<Dataset>
  /** Loads everything anew from files whose mappings are known. */
  open(parts: readonly Part[], listener?: Listener): Promise<Dataset>
  /** The same for the sample shop's own files, fetched from beside the page. */
  openSample(listener?: Listener): Promise<Dataset>
  /** Every metric, those named `first` before the others. */
  report(settings: Partial<Settings>, first: readonly MetricId[], listener?: Listener): Promise<Report>
  /** The relations that can be looked at, with their row counts. */
  relations(): Promise<readonly { readonly name: string; readonly rows: number }[]>
  slice(relation: string, offset: number, limit: number): Promise<TableSlice>
  /** A list of the customers of the last report. */
  customers(question: CustomerQuestion): Promise<CustomerPage>
  /** One of them; null where nobody among them has the id. */
  customer(id: string): Promise<CustomerLife | null>
  /** All of them, as a file for the shop's owner. */
  customersFile(format: 'csv' | 'parquet'): Promise<Blob>
  /** All rows of a table that were left out, as a file: where they stand, why, and what stands there. */
  leftOutCsv(table: TableName, language: Language): Promise<Blob>
  /** Ends a file that is being made. */
  cancelFile(): Promise<void>
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
