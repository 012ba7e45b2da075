import type { RequestTiming } from '../worker/request-timings.ts'
import type { ServiceWorkerQuestion } from '../worker/service-worker.ts'

/** The page's own folder: what its service worker answers for. */
const folder = () => new URL('./', document.baseURI).href

/** How the page stands without the network: being made ready, ready, or not at all. */
export type OfflineState = 'none' | 'preparing' | 'ready'

/** The service worker that keeps the page on this device: whether it does, and whether a new version waits. */
export class Offline {
  state = $state<OfflineState>('none')
  isUpdateReady = $state(false)
  /** Tabs that are still to be closed before the new version may take over. */
  otherTabs = $state(0)
  /** The person wants the new version later. */
  isPutOff = $state(false)
  #isStarted = false
  #isForgotten = false

  /** Begins to keep the page on this device, or looks whether there is a new version: once in the life of the page. */
  async start(): Promise<void> {
    if (!mayKeep() || this.#isStarted || this.#isForgotten) return
    this.#isStarted = true
    const registration = await register().catch(() => undefined)
    if (!registration) return
    const look = () => {
      if (this.#isForgotten) return
      this.isUpdateReady = registration.active !== null && registration.waiting !== null
      this.state = registration.active ? 'ready' : registration.installing ? 'preparing' : 'none'
    }
    const follow = () => {
      registration.installing?.addEventListener('statechange', look)
      look()
    }
    registration.addEventListener('updatefound', follow)
    registration.active?.addEventListener('statechange', look)
    follow()
  }

  /** Lets the new version take over and shows it; with other tabs open, says how many are to be closed first. */
  async update(): Promise<void> {
    const waiting = (await registered())?.waiting
    if (!waiting) return location.reload()
    navigator.serviceWorker.oncontrollerchange = () => location.reload()
    this.otherTabs = await ask<number>(waiting, 'take over')
    if (this.otherTabs > 0) navigator.serviceWorker.oncontrollerchange = null
  }

  /** The requests that the service worker has made since it was last started. */
  async requests(): Promise<readonly RequestTiming[]> {
    const worker = (await registered())?.active
    return worker ? ask<readonly RequestTiming[]>(worker, 'requests') : []
  }

  /**
   * Ends the service worker; until it is loaded again, the page starts no other. Says whether there was one. The browser
   * lets an installation come to its end first: it is told to, after the file at hand.
   */
  async forget(): Promise<boolean> {
    this.#isForgotten = true
    this.isUpdateReady = false
    const registration = await registered()
    if (registration?.installing) await ask(registration.installing, 'store no more')
    this.state = 'none'
    return (await registration?.unregister()) ?? false
  }
}

/** The one of this page. */
export const offline = new Offline()

/** The page's own registration, not that of another page of this site; none where the browser allows none. */
export async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    const found = await navigator.serviceWorker.getRegistration()
    return found?.scope === folder() ? found : undefined
  } catch {
    return undefined
  }
}

/** The caches that the page's service worker has filled; on one site several pages may have some. */
export async function ownCaches(): Promise<readonly string[]> {
  try {
    return (await caches.keys()).filter((name) => name.startsWith('dangol-') && name.endsWith(folder()))
  } catch {
    return []
  }
}

/** Not for a page that only stands in another, is read from a disk or by the development server, nor where data is dear. */
function mayKeep(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  return (
    import.meta.env.PROD &&
    window.top === window &&
    location.protocol.startsWith('http') &&
    'serviceWorker' in navigator &&
    !connection?.saveData
  )
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown }
}

/** Registers `sw.js` beside the page: the only address that its trusted-types policy admits. */
function register(): Promise<ServiceWorkerRegistration> {
  const address = `${folder()}sw.js`
  const types = (self as { trustedTypes?: TrustedTypes }).trustedTypes
  const policy = types?.createPolicy('service-worker', {
    createScriptURL(given) {
      if (given !== address) throw new TypeError('only the service worker of this page')
      return given
    },
  })
  const trusted = policy ? (policy.createScriptURL(address) as string) : address
  return navigator.serviceWorker.register(trusted, { updateViaCache: 'none' })
}

/** What a service worker answers. */
function ask<T>(worker: ServiceWorker, question: ServiceWorkerQuestion): Promise<T> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event: MessageEvent<T>) => {
      port1.close()
      resolve(event.data)
    }
    worker.postMessage(question, [port2])
  })
}
