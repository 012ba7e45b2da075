import { median, medianOfSorted } from './robust.ts'

/** A straight line. */
export interface Line {
  readonly slope: number
  readonly intercept: number
}

/**
 * The line of Theil (1950) and Sen (1968): the median slope of all pairs of points, through the median of what is left.
 * Null unless two points differ in x. A point whose y is NaN is none.
 */
export function theilSen(x: ArrayLike<number>, y: ArrayLike<number>): Line | null {
  const slope = theilSenSlope(x, y)
  if (Number.isNaN(slope)) return null
  const left = Array.from(x, (value, index) => y[index]! - slope * value).filter((value) => !Number.isNaN(value))
  return { slope, intercept: median(left)! }
}

/** How many slopes n points have between them. */
export function pairsOf(n: number): number {
  return (n * (n - 1)) / 2
}

/**
 * Its slope alone, NaN where there is none: what is asked thousands of times over resamples, so that the room for the
 * slopes (`pairsOf`) may be given.
 */
export function theilSenSlope(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  room = new Float64Array(pairsOf(x.length)),
): number {
  let count = 0
  for (let first = 0; first < x.length; first++)
    for (let second = first + 1; second < x.length; second++) {
      const slope = (y[second]! - y[first]!) / (x[second]! - x[first]!)
      if (Number.isFinite(slope)) room[count++] = slope
    }
  return medianOfSorted(room.subarray(0, count).sort()) ?? NaN
}
