/** One request that the page made since it was loaded. */
export interface PageRequest {
  readonly address: string
  readonly isForeign: boolean
  readonly kind: string
  readonly bytes: number
  readonly atMs: number
}

/** The requests made since the page was loaded, as the browser itself counts them. */
export class Requests {
  #list = $state.raw<readonly PageRequest[]>([])

  constructor() {
    const known = performance.getEntriesByType('resource')
    this.#list = [...performance.getEntriesByType('navigation'), ...known].map(requestOf)
    new PerformanceObserver((entries) => {
      const fresh = entries.getEntries().filter((entry) => !known.includes(entry))
      if (fresh.length > 0) this.#list = [...this.#list, ...fresh.map(requestOf)]
    }).observe({ type: 'resource' })
  }

  get list(): readonly PageRequest[] {
    return this.#list
  }

  /** Requests to any other origin. */
  get foreignCount(): number {
    return this.#list.filter((request) => request.isForeign).length
  }
}

function requestOf(timing: PerformanceEntry): PageRequest {
  const entry = timing as PerformanceResourceTiming
  const url = new URL(entry.name, location.href)
  return {
    address: url.origin === location.origin ? url.pathname : entry.name,
    isForeign: /^(https?|wss?):$/.test(url.protocol) && url.host !== location.host,
    kind: entry.initiatorType,
    bytes: entry.encodedBodySize,
    atMs: entry.startTime,
  }
}
