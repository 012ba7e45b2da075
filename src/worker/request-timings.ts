/** A request as the browser counted it in one thread. */
export interface RequestTiming {
  readonly address: string
  readonly kind: string
  readonly bytes: number
  /** When it began, in milliseconds since 1970: every thread counts from a start of its own. */
  readonly at: number
}

/** What the browser counted, as plain values that go from thread to thread; what never left the tab (`blob:`) is no request. */
export function requestTimings(entries: readonly PerformanceEntry[]): readonly RequestTiming[] {
  return (entries as readonly PerformanceResourceTiming[])
    .filter(({ name }) => /^(https?|wss?):/.test(name))
    .map(({ name, initiatorType, encodedBodySize, startTime }) => ({
      address: name,
      kind: initiatorType,
      bytes: encodedBodySize,
      at: performance.timeOrigin + startTime,
    }))
}
