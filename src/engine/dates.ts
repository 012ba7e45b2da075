/** `2026-11-22`, or `2026-11-22T09:30:00` where the time is not midnight. */
export function isoFromEpochMicroseconds(microseconds: bigint): string {
  return isoFromEpochMilliseconds(Number(microseconds / 1000n))
}

/** The same, from milliseconds since 1970-01-01 (UTC; the engine's timestamps carry no zone). */
export function isoFromEpochMilliseconds(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}
