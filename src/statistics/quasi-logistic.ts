import { inverse } from './linear-system.ts'
import { studentUpperTail } from './tails.ts'
import { exp, square } from './portable.ts'

/** How many of n did it, where the explaining quantities are `x` (with a 1 for the intercept). */
export interface SharePoint {
  readonly x: readonly number[]
  readonly count: number
  readonly n: number
}

/**
 * Log-odds as a sum of explaining quantities.
 *
 * `dispersion` is how much more the shares vary than chance alone would have them: Pearson's χ² over its degrees of
 * freedom, at least 1; standard errors are that much wider (its root).
 */
export interface QuasiLogistic {
  readonly coefficients: readonly number[]
  readonly standardErrors: readonly number[]
  readonly dispersion: number
  readonly degrees: number
}

/**
 * Quasi-binomial logistic regression (McCullagh and Nelder 1989, §4.5), by iteratively reweighted least squares.
 *
 * Null unless there are more points than quantities, none of which follows from the others, and some but not all did it.
 */
export function quasiLogistic(points: readonly SharePoint[]): QuasiLogistic | null {
  const size = points[0]?.x.length ?? 0
  const degrees = points.length - size
  const count = points.reduce((sum, point) => sum + point.count, 0)
  const n = points.reduce((sum, point) => sum + point.n, 0)
  if (degrees < 1 || count <= 0 || count >= n) return null
  let coefficients: number[] = new Array<number>(size).fill(0)
  for (let round = 0; round < 50; round++) {
    const { score, information } = derivatives(points, coefficients)
    const variances = inverse(information)
    if (!variances) return null
    const step = variances.map((row) => dot(row, score))
    coefficients = coefficients.map((coefficient, index) => coefficient + step[index]!)
    if (Math.max(...step.map(Math.abs)) > 1e-10) continue
    const dispersion = Math.max(1, pearson(points, coefficients) / degrees)
    const standardErrors = variances.map((row, index) => Math.sqrt(dispersion * row[index]!))
    return { coefficients, standardErrors, dispersion, degrees }
  }
  return null
}

/** The share that the regression expects at x. */
export function expectedShare(coefficients: readonly number[], x: readonly number[]): number {
  return 1 / (1 + exp(-dot(coefficients, x)))
}

/** One-sided p-value of a coefficient above 0, by Student's t. */
export function pAboveZero({ coefficients, standardErrors, degrees }: QuasiLogistic, index: number): number {
  return studentUpperTail(coefficients[index]! / standardErrors[index]!, degrees)
}

function derivatives(points: readonly SharePoint[], coefficients: readonly number[]) {
  const size = coefficients.length
  const score = new Array<number>(size).fill(0)
  const information = score.map(() => new Array<number>(size).fill(0))
  for (const { x, count, n } of points) {
    const p = expectedShare(coefficients, x)
    for (let row = 0; row < size; row++) {
      score[row]! += x[row]! * (count - n * p)
      for (let column = 0; column < size; column++) information[row]![column]! += x[row]! * x[column]! * n * p * (1 - p)
    }
  }
  return { score, information }
}

function pearson(points: readonly SharePoint[], coefficients: readonly number[]): number {
  return points.reduce((sum, { x, count, n }) => {
    const p = expectedShare(coefficients, x)
    return n > 0 ? sum + square(count - n * p) / (n * p * (1 - p)) : sum
  }, 0)
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
