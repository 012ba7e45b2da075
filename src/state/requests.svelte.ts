import { requestTimings, type RequestTiming } from '../worker/request-timings.ts'

/** Which thread made a request. */
export type Requester = 'page' | 'worker' | 'service_worker'

/** One request made since the page was loaded. */
export interface PageRequest {
  readonly by: Requester
  readonly address: string
  readonly isForeign: boolean
  readonly kind: string
  readonly bytes: number
  readonly atMs: number
}

/** The requests made since the page was loaded, as the browser itself counts them: in the page and in its workers. */
export class Requests {
  #list = $state.raw<readonly PageRequest[]>([])

  constructor() {
    const known = performance.getEntriesByType('resource')
    this.add('page', requestTimings([...performance.getEntriesByType('navigation'), ...known]))
    new PerformanceObserver((seen) =>
      this.add('page', requestTimings(seen.getEntries().filter((entry) => !known.includes(entry)))),
    ).observe({ type: 'resource' })
  }

  get list(): readonly PageRequest[] {
    return this.#list
  }

  /** Requests to any other origin. */
  get foreignCount(): number {
    return this.#list.filter((request) => request.isForeign).length
  }

  /** Adds what another thread made. */
  add(by: Requester, timings: readonly RequestTiming[]): void {
    if (timings.length > 0) this.#list = [...this.#list, ...timings.map((timing) => requestOf(by, timing))]
  }

  /** Takes the whole list of the service worker, which may be older than the page. */
  showServiceWorker(timings: readonly RequestTiming[]): void {
    this.#list = this.#list.filter(({ by }) => by !== 'service_worker')
    this.add(
      'service_worker',
      timings.filter(({ at }) => at >= performance.timeOrigin),
    )
  }
}

function requestOf(by: Requester, { address, kind, bytes, at }: RequestTiming): PageRequest {
  const url = new URL(address, location.href)
  return {
    by,
    address: url.origin === location.origin ? url.pathname : address,
    isForeign: url.host !== location.host,
    kind,
    bytes,
    atMs: at - performance.timeOrigin,
  }
}
