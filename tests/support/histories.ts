import { expect } from 'vitest'
import type { Histories } from '../../src/statistics/buy-till-you-die.ts'
import type { Spending } from '../../src/statistics/gamma-gamma.ts'
import type { Fit } from '../../src/statistics/maximum-likelihood.ts'
import { Random } from '../../src/statistics/random.ts'

/** Histories from rows of x, tx, T and, where it is not 1, n. */
export function historiesOf(rows: readonly (readonly [x: number, tx: number, T: number, n?: number])[]): Histories {
  return {
    x: Float64Array.from(rows, ([x]) => x),
    tx: Float64Array.from(rows, ([, tx]) => tx),
    T: Float64Array.from(rows, ([, , T]) => T),
    n: Float64Array.from(rows, ([, , , n]) => n ?? 1),
  }
}

/** Spending from rows of x, m and, where it is not 1, n. */
export function spendingOf(rows: readonly (readonly [x: number, m: number, n?: number])[]): Spending {
  return {
    x: Float64Array.from(rows, ([x]) => x),
    m: Float64Array.from(rows, ([, m]) => m),
    n: Float64Array.from(rows, ([, , n]) => n ?? 1),
  }
}

/** The columns of a table with its rows in another order. */
export function shuffled<T extends object>(table: T, seed: number): T {
  const columns = Object.entries(table) as [string, Float64Array][]
  const order = columns[0]![1].map((_, row) => row)
  const random = new Random(seed, 0)
  for (let row = order.length - 1; row > 0; row--) {
    const other = random.between(0, row)
    const kept = order[row]!
    order[row] = order[other]!
    order[other] = kept
  }
  return Object.fromEntries(columns.map(([name, values]) => [name, order.map((row) => values[row]!)])) as T
}

/** The same customers with every row of n twice: 30% of it and 70%. */
export function splitRows<T extends object>(table: T): T {
  const columns = Object.entries(table) as [string, Float64Array][]
  return Object.fromEntries(
    columns.map(([name, values]) => {
      const [first, second] = name === 'n' ? [0.3, 0.7] : [1, 1]
      return [name, Float64Array.from([...values].flatMap((value) => [value * first!, value * second!]))]
    }),
  ) as T
}

/** Expects what every fit owes, whatever the data: numbers that are numbers, and a reason where it did not converge. */
export function expectSoundFit(fit: Fit): void {
  for (const estimate of fit.estimates) expect(estimate > 0 && estimate < Infinity, `${estimate}`).toBe(true)
  expect(Number.isFinite(fit.logLikelihood), `${fit.logLikelihood}`).toBe(true)
  expect(fit.reason === null).toBe(fit.converged)
  expect(fit.standardErrors.length).toBe(fit.estimates.length)
  for (const error of fit.standardErrors)
    expect(error === null || (error > 0 && error < Infinity), `${error}`).toBe(true)
  for (const value of fit.logCovariance?.flat() ?? []) expect(Number.isFinite(value), `${value}`).toBe(true)
  if (fit.converged) expect(fit.standardErrors).not.toContain(null)
}

/**
 * Expects the same maximum, after a known factor on each parameter and difference in log-likelihood: estimates within 1e-5,
 * for a search ends where a ten-millionth of log-likelihood is left to be gained, errors within 1e-3.
 */
export function expectSameFit(fit: Fit, other: Fit, factors: readonly number[] = [], shift = 0): void {
  expect([other.converged, other.reason]).toEqual([fit.converged, fit.reason])
  for (const [at, estimate] of fit.estimates.entries()) {
    const factor = factors[at] ?? 1
    expect(Math.abs(other.estimates[at]! / (estimate * factor) - 1)).toBeLessThan(1e-5)
    expect(Math.abs(other.standardErrors[at]! / (fit.standardErrors[at]! * factor) - 1)).toBeLessThan(1e-3)
  }
  expect(Math.abs(other.logLikelihood - fit.logLikelihood - shift)).toBeLessThan(1e-6 + 1e-11 * Math.abs(shift))
}

/**
 * Expects a fit to be at the top: no Newton step from there gains a millionth of log-likelihood, slopes and curvature by
 * differences in ln(parameter); and the covariance to be what undoes that curvature.
 */
export function expectMaximum(fit: Fit, logLikelihood: (theta: readonly number[]) => number): void {
  const covariance = fit.logCovariance!
  const errors = covariance.map((row, at) => Math.sqrt(row[at]!))
  /** Log-likelihood so many standard errors away from the fit. */
  const away = (...shifts: readonly (readonly [at: number, errors: number])[]) => {
    const theta = [...fit.estimates]
    for (const [at, count] of shifts) theta[at]! *= Math.exp(count * errors[at]!)
    return logLikelihood(theta)
  }
  const [near, far] = [0.02, 0.1]
  const slopes = errors.map((_, at) => (away([at, near]) - away([at, -near])) / (2 * near))
  const curvature = errors.map((_, i) =>
    errors.map((_, j) => {
      const rising = away([i, far], [j, far]) + away([i, -far], [j, -far])
      return (rising - away([i, far], [j, -far]) - away([i, -far], [j, far])) / (4 * far * far)
    }),
  )
  const correlation = covariance.map((row, i) => row.map((value, j) => value / errors[i]! / errors[j]!))
  const gain = slopes.reduce((sum, slope, i) => sum + slope * dot(correlation[i]!, slopes), 0) / 2
  expect(gain).toBeLessThan(1e-6)
  for (const [i, row] of correlation.entries())
    for (const j of row.keys()) expect(Math.abs(dot(row, curvature[j]!) + Number(i === j))).toBeLessThan(0.05)
  for (const [at, error] of errors.entries())
    expect(fit.standardErrors[at]! / (fit.estimates[at]! * error)).toBeCloseTo(1, 9)
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * right[at]!, 0)
}
