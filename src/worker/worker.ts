import { expose } from 'comlink'
import { EngineError } from '../engine/database.ts'
import { openWasmInBrowser } from '../engine/duckdb-browser.ts'
import type { Language } from '../i18n/locale.ts'
import type { TableName } from '../ingest/canonical.ts'
import type { GivenFile } from '../ingest/formats/open.ts'
import { IngestProblem } from '../ingest/problem.ts'
import type { MetricId } from '../metrics/index.ts'
import { NothingKept } from '../report/build.ts'
import { Shop, type SourcePart } from './analytics.ts'
import { openParquetInWorker, writeParquetInWorker } from './parquet-client.ts'
import type { CustomerQuestion, Failure, Given, Listener, Part } from './protocol.ts'
import { requestTimings, type RequestTiming } from './request-timings.ts'
import { fetchSample } from './sample.ts'

/** A result or a failure: errors lose their fields between threads, plain values do not. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

const shop = new Shop({ openDatabase: openWasmInBrowser, openParquet: openParquetInWorker })

interface Call {
  readonly controller: AbortController
  readonly done: Promise<unknown>
}

/** The load or report under way, and by its kind what is being looked up in what is loaded. */
let current: Call | null = null
const looks = new Map<string, Call>()

/** Ends all that is under way, then runs the next; its failure is an answer, not an exception. */
async function latest<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
  const before = endAll()
  const call = callAfter(before, work)
  current = call
  return call.done
}

/** Looks something up once no load or report is under way; a later look of its kind takes its place. */
async function look<T>(kind: string, work: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
  const before = looks.get(kind)
  before?.controller.abort()
  const call = callAfter([current, before], work)
  looks.set(kind, call)
  return call.done
}

function callAfter<T>(before: readonly (Call | null | undefined)[], work: (signal: AbortSignal) => Promise<T>) {
  const controller = new AbortController()
  const run = async (): Promise<Answer<T>> => {
    await Promise.all(before.map((call) => call?.done))
    try {
      controller.signal.throwIfAborted()
      return { ok: true, value: await work(controller.signal) }
    } catch (error) {
      return { ok: false, failure: await failureOf(error, controller.signal) }
    }
  }
  return { controller, done: run() }
}

function endAll(): readonly (Call | null)[] {
  const all = [current, ...looks.values()]
  for (const call of all) call?.controller.abort()
  return all
}

async function failureOf(error: unknown, signal: AbortSignal): Promise<Failure> {
  if (signal.aborted) return { kind: 'cancelled' }
  if (error instanceof IngestProblem) return { kind: 'problem', problem: error.details }
  if (error instanceof NothingKept) return { kind: 'nothing_kept', leftOut: error.leftOut }
  const message = error instanceof Error ? error.message : String(error)
  console.error(error)
  if (!(error instanceof EngineError && error.fatal)) return { kind: 'engine', message, restarted: false }
  const restarted = await shop.restart({}, signal).then(
    () => true,
    () => false,
  )
  return { kind: 'engine', message, restarted }
}

/** A file of its pieces, each of which the browser may put aside. */
async function fileOf(pieces: AsyncIterable<string>): Promise<Blob> {
  const parts: Blob[] = []
  for await (const piece of pieces) parts.push(new Blob([piece]))
  return new Blob(parts, { type: 'text/csv' })
}

const sourcesOf = (files: readonly Given[]): GivenFile[] =>
  files.map(({ file, ...said }) => ({ name: file.name, blob: file, ...said }))

const api = {
  /** Answers as soon as the script has run. */
  isRunning: () => true,
  /** Tells of every request that this thread has made and will make. */
  watchRequests(tell: (requests: readonly RequestTiming[]) => void) {
    new PerformanceObserver((seen) => tell(requestTimings(seen.getEntries()))).observe({
      type: 'resource',
      buffered: true,
    })
  },
  inspect: (files: readonly Given[], listener: Listener) =>
    latest((signal) => shop.inspect(sourcesOf(files), listener, signal)),
  load: (choices: Parameters<Shop['load']>[0], keep: boolean, listener: Listener) =>
    latest((signal) => shop.load(choices, keep, listener, signal)),
  open: (parts: readonly Part[], listener: Listener) =>
    latest((signal) =>
      shop.open(
        parts.map(({ files, mapping }): SourcePart => ({ files: sourcesOf(files), mapping })),
        listener,
        signal,
      ),
    ),
  openSample: (listener: Listener) => latest(async (signal) => shop.open(await fetchSample(signal), listener, signal)),
  report: (settings: Parameters<Shop['report']>[0], first: readonly MetricId[], listener: Listener) =>
    latest((signal) => shop.report(settings, first, listener, signal)),
  relations: () => look('relations', () => shop.relations()),
  slice: (relation: string, offset: number, limit: number) => look('slice', () => shop.slice(relation, offset, limit)),
  customers: (question: CustomerQuestion) => look('customers', (signal) => shop.customers(question, signal)),
  customer: (id: string) => look('customer', (signal) => shop.customer(id, signal)),
  customersFile: (format: 'csv' | 'parquet') =>
    look('file', (signal) =>
      format === 'csv' ? fileOf(shop.customersCsv(signal)) : writeParquetInWorker(shop.customersArrow(signal)),
    ),
  leftOutCsv: (table: TableName, language: Language) =>
    look('file', (signal) => fileOf(shop.leftOutCsv(table, language, signal))),
  async cancelFile() {
    looks.get('file')?.controller.abort()
    await looks.get('file')?.done
  },
  async cancel() {
    await Promise.all(endAll().map((call) => call?.done))
  },
}

/** The worker's side of the protocol. */
export type Api = typeof api

expose(api)
