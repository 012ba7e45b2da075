import { proxy, releaseProxy, wrap, type Remote } from 'comlink'
import { startWorkerFromUrl } from '../engine/blob-worker.ts'
import { AnalyticsError, type Analytics, type Listener } from './protocol.ts'
import type { Answer, Api } from './worker.ts'
import workerUrl from './worker.ts?worker&url'

/**
 * The analytics worker, started on the first call. If its thread dies, every call under way rejects, and the next one
 * starts a fresh worker (with nothing loaded).
 */
export function createAnalytics(): Analytics {
  let started: { readonly worker: Worker; readonly remote: Remote<Api>; readonly died: Promise<never> } | null = null

  const start = () => {
    if (started) return started
    const worker = startWorkerFromUrl(workerUrl)
    const died = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        worker.terminate()
        started = null
        reject(new AnalyticsError({ kind: 'engine', message: event.message || 'the worker died', restarted: false }))
      })
    })
    died.catch(() => {})
    return (started = { worker, remote: wrap<Api>(worker), died })
  }

  const ask = async <T>(call: (remote: Remote<Api>) => Promise<Answer<T>>): Promise<T> => {
    const { remote, died } = start()
    const answer = await Promise.race([call(remote), died])
    if (answer.ok) return answer.value
    throw new AnalyticsError(answer.failure)
  }

  const listen = (listener: Listener = {}) => proxy({ progress: listener.progress, ready: listener.ready }) as Listener

  return {
    inspect: (files) => ask((remote) => remote.inspect([...files])),
    inspectSample: () => ask((remote) => remote.inspectSample()),
    load: (mapping, listener) => ask((remote) => remote.load(mapping, listen(listener))),
    report: (settings, listener) => ask((remote) => remote.report(settings, listen(listener))),
    relations: () => ask((remote) => remote.relations()),
    slice: (relation, offset, limit) => ask((remote) => remote.slice(relation, offset, limit)),
    async cancel() {
      if (started) await Promise.race([started.remote.cancel(), started.died])
    },
    close() {
      started?.remote[releaseProxy]()
      started?.worker.terminate()
      started = null
    },
  }
}
