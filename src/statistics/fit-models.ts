import type { Histories, Objective, PurchaseModel } from './buy-till-you-die.ts'
import { gammaGamma, type Spending } from './gamma-gamma.ts'
import { polish, search, type Fit } from './maximum-likelihood.ts'
import { finish } from './steps.ts'
import { log } from './portable.ts'

/**
 * Above so many entries the search runs on rounded ones. Histories: times in 256ths of the customers' mean age, or twice as long until
 * there are fewer.
 */
const MANY = 2_000
const FINEST = 1 / 256
const COARSEST = 1 / 16
/** Up to so many entries the exact ones are searched as well before a fit is given up. */
const FEW = 5_000

/** Shapes from which purchase models are searched: buyers all alike and long-lived, the usual case, and most of them gone. */
const PURCHASE_STARTS: readonly (readonly [number, number, number, number])[] = [
  [1, 1, 1, 2],
  [0.3, 0.2, 0.5, 1],
  [3, 1, 0.5, 5],
]
const SPENDING_STARTS: readonly (readonly [number, number, number])[] = [
  [2, 3, 1],
  [8, 4, 0.4],
  [1, 8, 8],
]

/**
 * Fits a purchase model by maximum likelihood; times in weeks. Several starts, time in units of the customers' mean age, so that
 * the unit changes nothing. A search that finds no maximum inside says so in `reason`. Throws `RangeError` where the histories
 * are impossible.
 */
export function fitPurchases(model: PurchaseModel, histories: Histories): Fit {
  return finish(fittingPurchases(model, histories))
}

/** The same in steps: yields now and then, so that a caller may pause, and returns the fit. */
export function* fittingPurchases(model: PurchaseModel, histories: Histories): Generator<void, Fit> {
  const unit = mean(histories.T, histories.n) || 1
  const scaled = { ...histories, tx: histories.tx.map((t) => t / unit), T: histories.T.map((t) => t / unit) }
  const exact = model.objective(scaled)
  const rough = histories.n.length > MANY ? model.objective(roughened(scaled)) : exact
  const fit = yield* fitting(exact, rough, PURCHASE_STARTS)
  const purchases = mean(histories.x, histories.n) * exact.customers
  return inUnits(fit, model.times, unit, purchases)
}

/**
 * Fits the Gamma–Gamma model by maximum likelihood, values in units of their mean. Throws `RangeError` where x or m is not above
 * zero.
 */
export function fitSpending(spending: Spending): Fit {
  return finish(fittingSpending(spending))
}

/** The same in steps, as `fittingPurchases`. */
export function* fittingSpending(spending: Spending): Generator<void, Fit> {
  const unit = mean(spending.m, spending.n) || 1
  const scaled = { ...spending, m: spending.m.map((value) => value / unit) }
  const exact = gammaGamma.objective(scaled)
  const rough = spending.n.length > MANY ? gammaGamma.objective(roundedSpending(scaled)) : exact
  const fit = yield* fitting(exact, rough, SPENDING_STARTS)
  return inUnits(fit, gammaGamma.times, unit, exact.customers)
}

/**
 * The best of several searches on the rough objective, ended by Newton's steps on the exact one; where these find no maximum, in a
 * small shop all on the exact one.
 */
function* fitting(exact: Objective, rough: Objective, starts: readonly (readonly number[])[]): Generator<void, Fit> {
  let best: { readonly start: readonly number[]; readonly theta: number[]; readonly value: number } | null = null
  for (const start of starts) {
    const theta = yield* search(rough, start)
    const value = rough.value(theta)
    if (best === null || value < best.value) best = { start, theta, value }
  }
  const fit = yield* polish(exact, best!.start, best!.theta, rough)
  const isDone = fit.converged || rough === exact || exact.entries > FEW
  return isDone ? fit : yield* fitting(exact, exact, starts)
}

/** Turns a fit in units of `unit` into weeks or money: a density of `count` values loses ln(unit) for each. */
function inUnits(fit: Fit, times: readonly boolean[], unit: number, count: number): Fit {
  const scale = (value: number, at: number) => (times[at] ? value * unit : value)
  return {
    ...fit,
    estimates: fit.estimates.map(scale),
    standardErrors: fit.standardErrors.map((error, at) => (error === null ? null : scale(error, at))),
    logLikelihood: fit.logLikelihood - count * log(unit),
  }
}

/** Histories with times rounded so far that few entries are left; their unit is the mean age. */
function roughened(histories: Histories): Histories {
  let grid = FINEST
  let result = rounded(histories, grid)
  while (result.n.length > MANY && grid < COARSEST) result = rounded(histories, (grid *= 2))
  return result
}

/** Histories with times rounded to a grid, equal ones together. */
function rounded({ x, tx, T, n }: Histories, grid: number): Histories {
  const steps = Math.ceil(T.reduce((highest, value) => Math.max(highest, value), 0) / grid) + 2
  const counts = new Map<number, number>()
  for (let at = 0; at < n.length; at++) {
    const last = Math.max(Math.round(tx[at]! / grid), x[at]! > 0 ? 1 : 0)
    const end = Math.max(last, Math.round(T[at]! / grid))
    const key = (x[at]! * steps + last) * steps + end
    counts.set(key, (counts.get(key) ?? 0) + n[at]!)
  }
  const keys = Float64Array.from(counts.keys())
  return {
    x: keys.map((key) => Math.floor(key / steps / steps)),
    tx: keys.map((key) => (Math.floor(key / steps) % steps) * grid),
    T: keys.map((key) => (key % steps) * grid),
    n: Float64Array.from(counts.values()),
  }
}

/** Bands of value a factor of e wide are cut into so many. */
const BANDS = 32

/** Spending with the mean values of a band, and equal x, together. */
function roundedSpending({ x, m, n }: Spending): Spending {
  const sums = new Map<number, { readonly x: number; value: number; customers: number }>()
  for (let at = 0; at < n.length; at++) {
    // No double lies outside ±800 factors of e.
    const key = x[at]! * 1600 * BANDS + Math.round((800 + log(m[at]!)) * BANDS)
    const sum = sums.get(key) ?? { x: x[at]!, value: 0, customers: 0 }
    sums.set(key, sum)
    sum.value += n[at]! * m[at]!
    sum.customers += n[at]!
  }
  const bands = [...sums.values()]
  return {
    x: Float64Array.from(bands, (band) => band.x),
    m: Float64Array.from(bands, ({ value, customers }) => value / customers),
    n: Float64Array.from(bands, ({ customers }) => customers),
  }
}

function mean(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  let whole = 0
  for (let at = 0; at < values.length; at++) {
    sum += values[at]! * weights[at]!
    whole += weights[at]!
  }
  return whole > 0 ? sum / whole : 0
}
