import { expose } from 'comlink'
import { EngineError, type FileSource } from '../engine/database.ts'
import { openWasmInBrowser } from '../engine/duckdb-browser.ts'
import { IngestProblem } from '../ingest/problem.ts'
import type { MetricId } from '../metrics/index.ts'
import { NothingKept } from '../report/build.ts'
import { Shop, type SourcePart } from './analytics.ts'
import { openParquetInWorker } from './parquet-client.ts'
import type { Failure, Listener, Part } from './protocol.ts'
import { fetchSample } from './sample.ts'

/** A result or a failure: errors lose their fields between threads, plain values do not. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

const shop = new Shop({ openDatabase: openWasmInBrowser, openParquet: openParquetInWorker })

let current: { readonly controller: AbortController; readonly done: Promise<unknown> } | null = null

/** Ends what is under way, then runs the next; its failure is an answer, not an exception. */
async function latest<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
  const controller = new AbortController()
  const before = current
  before?.controller.abort()
  const run = async (): Promise<Answer<T>> => {
    await before?.done
    try {
      controller.signal.throwIfAborted()
      return { ok: true, value: await work(controller.signal) }
    } catch (error) {
      return { ok: false, failure: await failureOf(error, controller.signal) }
    }
  }
  const done = run()
  current = { controller, done }
  return done
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

const sourcesOf = (files: readonly File[]): FileSource[] => files.map((file) => ({ name: file.name, blob: file }))

const api = {
  /** Answers as soon as the script has run. */
  isRunning: () => true,
  inspect: (files: readonly File[]) => latest((signal) => shop.inspect(sourcesOf(files), signal)),
  load: (mappings: Parameters<Shop['load']>[0], keep: boolean, listener: Listener) =>
    latest((signal) => shop.load(mappings, keep, listener, signal)),
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
  relations: () => latest(() => shop.relations()),
  slice: (relation: string, offset: number, limit: number) => latest(() => shop.slice(relation, offset, limit)),
  async cancel() {
    current?.controller.abort()
    await current?.done
  },
}

/** The worker's side of the protocol. */
export type Api = typeof api

expose(api)
