import { median } from './robust.ts'

/** A straight line. */
export interface Line {
  readonly slope: number
  readonly intercept: number
}

/**
 * The line of Theil (1950) and Sen (1968): the median slope of all pairs of points, through the median of what is left.
 * Null unless two points differ in x.
 */
export function theilSen(points: readonly { readonly x: number; readonly y: number }[]): Line | null {
  const slope = median(slopes(points))
  if (slope === null) return null
  return { slope, intercept: median(points.map(({ x, y }) => y - slope * x))! }
}

function* slopes(points: readonly { readonly x: number; readonly y: number }[]): Iterable<number> {
  for (const [index, first] of points.entries())
    for (const second of points.slice(index + 1))
      if (first.x !== second.x) yield (second.y - first.y) / (second.x - first.x)
}
