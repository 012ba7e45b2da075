import { wrap } from 'comlink'
import solverUrl from 'highs/runtime?url'
import { asset } from '../engine/asset.ts'
import { startWorkerFromText } from '../engine/blob-worker.ts'
import type { Report } from '../report/report.ts'
import type { ShareChoices } from '../report/sharing/share.ts'
import type { SharedReport } from '../report/sharing/shared-report.ts'
import type { ShareApi } from './share-worker.ts'
import workerUrl from './share-worker.ts?worker&url'

/**
 * The report as it may leave the tab (`shareReport`), made in a worker of its own, since finding out what must be hidden can
 * take seconds. Rejects where the worker dies, or with the signal's reason.
 */
export async function shareInWorker(report: Report, choices: ShareChoices, signal: AbortSignal): Promise<SharedReport> {
  const [script, solver] = await Promise.all([
    asset(workerUrl, 'text/javascript'),
    asset(solverUrl, 'application/wasm'),
  ])
  signal.throwIfAborted()
  const worker = startWorkerFromText(await script.text(), 'module')
  try {
    return await new Promise<SharedReport>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
      worker.addEventListener('error', (event) => reject(new Error(event.message || 'the worker died')))
      wrap<ShareApi>(worker).share(report, choices, solver).then(resolve, reject)
    })
  } finally {
    worker.terminate()
  }
}
