import { proxy, releaseProxy, wrap, type Remote } from 'comlink'
import { startWorkerFromUrl } from '../engine/blob-worker.ts'
import { AnalyticsError, type Analytics, type Failure, type Listener } from './protocol.ts'
import type { RequestTiming } from './request-timings.ts'
import type { Answer, Api } from './worker.ts'
import workerUrl from './worker.ts?worker&url'

/** How long the worker may take to say that it runs; one whose script never comes would keep every call waiting. */
const START_MILLISECONDS = 60_000

interface Started {
  readonly remote: Remote<Api>
  /** Rejects once the worker is gone; never resolves. */
  readonly ended: Promise<never>
  readonly end: (failure: Failure) => void
}

/**
 * The analytics worker, started on the first call. If its thread cannot start or dies, every call under way rejects, and
 * the next one starts a fresh worker (with nothing loaded). `requested` is told of the requests that it makes.
 */
export function createAnalytics(requested: (requests: readonly RequestTiming[]) => void = () => {}): Analytics {
  let started: Started | null = null

  const start = (): Started => {
    if (started) return started
    const worker = startWorkerFromUrl(workerUrl)
    const remote = wrap<Api>(worker)
    let reject!: (error: AnalyticsError) => void
    const ended = new Promise<never>((_, refuse) => (reject = refuse))
    ended.catch(() => {})
    const end = (failure: Failure) => {
      clearTimeout(timer)
      worker.terminate()
      if (started?.remote === remote) started = null
      reject(new AnalyticsError(failure))
    }
    const die = (message: string) => end({ kind: 'engine', message, restarted: false })
    const timer = setTimeout(() => die('the worker did not start'), START_MILLISECONDS)
    worker.addEventListener('error', (event) => die(event.message || 'the worker died'))
    worker.addEventListener('messageerror', () => die('an answer of the worker could not be read'))
    void remote.isRunning().then(() => clearTimeout(timer))
    void remote.watchRequests(proxy(requested))
    return (started = { remote, ended, end })
  }

  const ask = async <T>(call: (remote: Remote<Api>) => Promise<Answer<T>>): Promise<T> => {
    const { remote, ended } = start()
    const answer = await Promise.race([call(remote), ended])
    if (answer.ok) return answer.value
    throw new AnalyticsError(answer.failure)
  }

  const listen = (listener: Listener = {}) =>
    proxy({ progress: listener.progress ?? (() => {}), ready: listener.ready ?? (() => {}) }) as Listener

  return {
    inspect: (files, listener) => ask((remote) => remote.inspect([...files], listen(listener))),
    load: (choices, keep, listener) => ask((remote) => remote.load(choices, keep, listen(listener))),
    open: (parts, listener) => ask((remote) => remote.open(parts, listen(listener))),
    openSample: (listener) => ask((remote) => remote.openSample(listen(listener))),
    report: (settings, first, listener) => ask((remote) => remote.report(settings, [...first], listen(listener))),
    relations: () => ask((remote) => remote.relations()),
    slice: (relation, offset, limit) => ask((remote) => remote.slice(relation, offset, limit)),
    customers: (question) => ask((remote) => remote.customers(question)),
    customer: (id) => ask((remote) => remote.customer(id)),
    customersFile: (format) => ask((remote) => remote.customersFile(format)),
    leftOutCsv: (table, language) => ask((remote) => remote.leftOutCsv(table, language)),
    async cancelFile() {
      if (started) await Promise.race([started.remote.cancelFile(), started.ended])
    },
    async cancel() {
      if (started) await Promise.race([started.remote.cancel(), started.ended])
    },
    close() {
      started?.remote[releaseProxy]()
      started?.end({ kind: 'cancelled' })
    },
  }
}
