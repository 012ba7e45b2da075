import { studentUpperTail } from './tails.ts'

/** How many of n did it, at one point of the trend. */
export interface TrendPoint {
  readonly x: number
  readonly count: number
  readonly n: number
}

/**
 * A trend of log-odds in x.
 *
 * `dispersion` is how much more the shares vary than chance alone would have them: Pearson's χ² over its degrees of
 * freedom, at least 1. `pRising` is the one-sided p-value of a rise, by Student's t.
 */
export interface LogisticTrend {
  readonly intercept: number
  readonly slope: number
  readonly standardError: number
  readonly dispersion: number
  readonly pRising: number
}

/**
 * The quasi-binomial logistic regression of shares on x, by iteratively reweighted least squares.
 *
 * Null under three points, without two different x, or where nobody or everybody did it.
 */
export function logisticTrend(points: readonly TrendPoint[]): LogisticTrend | null {
  const n = total(points, (point) => point.n)
  const count = total(points, (point) => point.count)
  if (points.length < 3 || count <= 0 || count >= n || new Set(points.map(({ x }) => x)).size < 2) return null
  const centre = total(points, (point) => point.n * point.x) / n
  const centred = points.map((point) => ({ ...point, x: point.x - centre }))
  const fitted = fit(centred, Math.log(count / (n - count)))
  if (!fitted) return null
  const degrees = points.length - 2
  const chi2 = total(centred, (point) => {
    const p = share(fitted, point.x)
    return (point.count - point.n * p) ** 2 / (point.n * p * (1 - p))
  })
  const dispersion = Math.max(1, chi2 / degrees)
  const standardError = Math.sqrt(dispersion * fitted.variance)
  return {
    intercept: fitted.intercept - fitted.slope * centre,
    slope: fitted.slope,
    standardError,
    dispersion,
    pRising: studentUpperTail(fitted.slope / standardError, degrees),
  }
}

interface Fit {
  readonly intercept: number
  readonly slope: number
  /** Of the slope, at dispersion 1. */
  readonly variance: number
}

function fit(points: readonly TrendPoint[], start: number): Fit | null {
  let current: Fit = { intercept: start, slope: 0, variance: 0 }
  for (let round = 0; round < 50; round++) {
    const next = step(points, current)
    if (!Number.isFinite(next.slope)) return null
    const moved = Math.abs(next.intercept - current.intercept) + Math.abs(next.slope - current.slope)
    current = next
    if (moved < 1e-12) return current
  }
  return null
}

/** One step of Newton's method. */
function step(points: readonly TrendPoint[], at: Fit): Fit {
  let [w, wx, wxx, score, scoreX] = [0, 0, 0, 0, 0]
  for (const { x, count, n } of points) {
    const p = share(at, x)
    const weight = n * p * (1 - p)
    w += weight
    wx += weight * x
    wxx += weight * x * x
    score += count - n * p
    scoreX += (count - n * p) * x
  }
  const determinant = w * wxx - wx * wx
  return {
    intercept: at.intercept + (wxx * score - wx * scoreX) / determinant,
    slope: at.slope + (w * scoreX - wx * score) / determinant,
    variance: w / determinant,
  }
}

function share({ intercept, slope }: Pick<Fit, 'intercept' | 'slope'>, x: number): number {
  return 1 / (1 + Math.exp(-intercept - slope * x))
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}
