import { Random } from './random.ts'

/**
 * How often each group is drawn in each of many resamples: row-major, `draws` rows of `groups` counts, each row summing
 * to `groups`. The same for the same seed.
 */
export function groupBootstrap(groups: number, draws: number, seed: number): Uint8Array {
  const random = new Random(seed, 0)
  const counts = new Uint8Array(groups * draws)
  for (let draw = 0; draw < draws; draw++)
    for (let drawn = 0; drawn < groups; drawn++) counts[draw * groups + random.between(0, groups - 1)]!++
  return counts
}

/**
 * The percentile interval of resampled values: with B values sorted ascending, the ⌈B·tail⌉-th from below and above.
 * Values that are not numbers are left out; null where none is left.
 */
export function percentileInterval(values: ArrayLike<number>, tail = 0.025): { low: number; high: number } | null {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  if (sorted.length === 0) return null
  const place = Math.max(1, Math.ceil(sorted.length * tail))
  return { low: sorted[place - 1]!, high: sorted[sorted.length - place]! }
}
