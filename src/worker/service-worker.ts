/**
 * Keeps the built page on the device, so that it opens with the network off. It becomes `sw.js` (scripts/build/offline.ts).
 *
 * The page's content policy does not bind it. So it does one thing: while it is being installed it stores the files of
 * the build, each only with the bytes that the build gave it, and it hands these out again. All other requests pass by.
 */
import { setCacheNameDetails } from 'workbox-core'
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { requestTimings } from './request-timings.ts'

/** Every file of the build with its digest: written into `sw.js` by the build. */
declare const BUILD_FILES: PrecacheEntry[]

/** What TypeScript's library for pages does not know of a service worker. */
interface ServiceWorkerScope {
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: {
      type: 'window'
      includeUncontrolled: boolean
    }): Promise<readonly { readonly url: string; readonly frameType: string }[]>
  }
  skipWaiting(): Promise<void>
  addEventListener(
    type: 'activate' | 'message',
    listener: (event: MessageEvent & { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
}
const worker = self as unknown as ServiceWorkerScope

/** What the page may ask; the answer comes through the port of the question. */
export type ServiceWorkerQuestion = 'take over' | 'requests' | 'store no more'

/** Everything on the device is being wiped; an installation under way ends with the file at hand. */
let storesNoMore = false

setCacheNameDetails({ prefix: 'dangol' })
addPlugins([
  {
    cacheWillUpdate: async ({ event, response }) =>
      event?.type === 'install' && response.ok && !storesNoMore ? response : null,
  },
])
precacheAndRoute(BUILD_FILES, { cleanURLs: false, ignoreURLParametersMatching: [] })
cleanupOutdatedCaches()

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', (event) => {
  const question = event.data as ServiceWorkerQuestion
  const port = event.ports[0]
  if (question === 'take over') event.waitUntil(takeOver().then((others) => port?.postMessage(others)))
  if (question === 'store no more') port?.postMessage((storesNoMore = true))
  if (question === 'requests') port?.postMessage(requestTimings(performance.getEntriesByType('resource')))
})

/**
 * Takes the place of the version before, whose files then go. A tab that still runs that version would miss them in the
 * middle of its work: so only when a single tab is open. Answers how many others are.
 */
async function takeOver(): Promise<number> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const tabs = windows.filter(
    ({ url, frameType }) => url.startsWith(worker.registration.scope) && frameType !== 'nested',
  )
  if (tabs.length <= 1) await worker.skipWaiting()
  return Math.max(0, tabs.length - 1)
}
