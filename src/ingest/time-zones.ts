/** From `from` (epoch milliseconds) on, local time is `seconds` ahead of UTC. */
export interface OffsetPeriod {
  readonly from: number
  readonly seconds: number
}

const FIRST = Date.UTC(1990, 0, 1)
const LAST = Date.UTC(2050, 0, 1)
const STEP = 7 * 86_400_000

const found = new Map<string, readonly OffsetPeriod[]>()

/** The offsets of a time zone from 1990 to 2050 by this runtime's zone data; before and after, the first and last hold. */
export function offsetPeriods(timeZone: string): readonly OffsetPeriod[] {
  const known = found.get(timeZone)
  if (known) return known
  const offset = offsetReader(timeZone)
  const periods: OffsetPeriod[] = [{ from: -Infinity, seconds: offset(FIRST) }]
  for (let start = FIRST; start < LAST; start += STEP) {
    let [before, after] = [start, start + STEP]
    const seconds = offset(after)
    if (seconds === periods.at(-1)!.seconds) continue
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000
      if (offset(middle) === seconds) after = middle
      else before = middle
    }
    periods.push({ from: after, seconds })
  }
  found.set(timeZone, periods)
  return periods
}

function offsetReader(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type)!
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return (local - time) / 1000
  }
}

/**
 * SQL that turns a UTC timestamp into the zone's wall clock without the engine's own zone data: one interval, or for a
 * zone that changes its offset a search tree over the periods. `utc` is evaluated more than once.
 */
export function wallClock(utc: string, timeZone: string): string {
  const tree = (periods: readonly OffsetPeriod[]): string => {
    if (periods.length === 1) return String(periods[0]!.seconds)
    const middle = Math.floor(periods.length / 2)
    const limit = new Date(periods[middle]!.from).toISOString().slice(0, 19).replace('T', ' ')
    return `case when ${utc} < timestamp '${limit}' then ${tree(periods.slice(0, middle))} else ${tree(periods.slice(middle))} end`
  }
  return `${utc} + to_seconds(${tree(offsetPeriods(timeZone))})`
}
