import { Z95 } from './normal.ts'
import { square } from './portable.ts'

/** An estimate with its 95% interval; all null where there is nobody to count. */
export interface Estimate {
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

/**
 * Wilson's (1927) score interval of a proportion, without continuity correction.
 *
 * Throws a RangeError unless 0 ≤ count ≤ n.
 */
export function wilson(count: number, n: number): Estimate {
  if (!(count >= 0 && count <= n)) throw new RangeError(`${count} of ${n} is no proportion`)
  if (n === 0) return { share: null, low: null, high: null }
  const share = count / n
  const z2 = Z95 * Z95
  const middle = 2 * count + z2
  const half = Z95 * Math.sqrt(z2 + 4 * count * (1 - share))
  const scale = 2 * (n + z2)
  return {
    share,
    low: count === 0 ? 0 : (middle - half) / scale,
    high: count === n ? 1 : (middle + half) / scale,
  }
}

/**
 * The difference of two independent proportions, first minus second, with Newcombe's (1998, method 10) interval: Wilson's
 * intervals of both, squared and added. Null where either has nobody.
 */
export function newcombe(
  first: { readonly count: number; readonly n: number },
  second: { readonly count: number; readonly n: number },
): Estimate {
  const a = wilson(first.count, first.n)
  const b = wilson(second.count, second.n)
  if (a.share === null || b.share === null) return { share: null, low: null, high: null }
  const share = a.share - b.share
  return {
    share,
    low: share - Math.sqrt(square(a.share - a.low!) + square(b.high! - b.share)),
    high: share + Math.sqrt(square(a.high! - a.share) + square(b.share - b.low!)),
  }
}
