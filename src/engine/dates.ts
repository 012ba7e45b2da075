/** `2026-11-22`, or `2026-11-22T09:30:00` where the time is not midnight. */
export function isoFromEpochMicroseconds(microseconds: bigint): string {
  return isoFromEpochMilliseconds(Number(microseconds / 1000n))
}

/** The same, from milliseconds since 1970-01-01 (UTC; the engine's timestamps carry no zone). */
export function isoFromEpochMilliseconds(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

/** The same function, which keeps what it gave for some thousand values: the days of a result repeat. */
export function remembering<T>(iso: (time: T) => string): (time: T) => string {
  const known = new Map<T, string>()
  return (time) => {
    const before = known.get(time)
    if (before !== undefined) return before
    if (known.size >= 4096) known.clear()
    const text = iso(time)
    known.set(time, text)
    return text
  }
}
