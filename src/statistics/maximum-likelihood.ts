import type { Objective } from './buy-till-you-die.ts'
import { inverse } from './linear-system.ts'
import { exp, log } from './portable.ts'

/** `at_the_edge`: the parameters run off, for the data do not bound them; `no_maximum`: none was found. */
export type FitFailure = 'at_the_edge' | 'no_maximum'

/** Where a likelihood is highest. */
export interface Fit {
  /** In natural units, all above zero. */
  readonly estimates: readonly number[]
  /** Of the estimates, from the inverse Hessian; null where there is no maximum inside. */
  readonly standardErrors: readonly (number | null)[]
  /** Covariance of the logarithms of the estimates; null as above. */
  readonly logCovariance: readonly (readonly number[])[] | null
  readonly logLikelihood: number
  readonly converged: boolean
  readonly reason: FitFailure | null
  readonly iterations: number
}

/** A gradient by central differences in the logarithms of the parameters, five digits inside what a double holds. */
export function centralGradient(value: (theta: readonly number[]) => number): Objective['gradient'] {
  const step = 1e-4
  return (theta) =>
    theta.map((parameter, at) => {
      const up = value(theta.with(at, parameter * exp(step)))
      const down = value(theta.with(at, parameter * exp(-step)))
      return (up - down) / (2 * step * parameter)
    })
}

/** Farther than e¹⁵ from where it started a parameter has run off. */
const REACH = 15
/** Of a logarithm: a parameter so uncertain is not determined by the data. */
const WIDEST_ERROR = 10
/** What is left to be gained, in log-likelihood of the whole data, when a search ends, when Newton's steps do, and at most. */
const GAIN_OF_SEARCH = 1e-4
const GAIN_OF_FIT = 1e-9
const GAIN_LEFT = 1e-6
const ITERATIONS = 100
/** After so many steps in a row that gained less than what counts as nothing a search ends. */
const IDLE = 3
/** Of a sum over a million customers, relative: no step can be told to gain less. */
const ROUNDING = 1e-12

/** A point of a search: logarithms of the parameters, value and gradient there. */
interface Point {
  readonly at: readonly number[]
  readonly value: number
  readonly gradient: readonly number[]
}

/**
 * Searches the lowest value of an objective from a start: BFGS in the logarithms of the parameters (Nocedal, Wright 2006,
 * algorithm 6.1) with a backtracking line search. Yields after each iteration; returns the parameters.
 */
export function* search(objective: Objective, start: readonly number[]): Generator<void, number[]> {
  const origin = start.map(log)
  let point = pointAt(objective, origin)
  let curvature = identity(origin.length)
  let idle = 0
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const direction = times(curvature, point.gradient).map((value) => -value)
    const slope = dot(direction, point.gradient)
    if (-slope * objective.customers < GAIN_OF_SEARCH) break
    const next = lineSearch(objective, point, direction, slope)
    yield
    if (!next) {
      if (isIdentity(curvature)) break
      curvature = identity(origin.length)
      continue
    }
    curvature = updated(curvature, minus(next.at, point.at), minus(next.gradient, point.gradient))
    idle = (point.value - next.value) * objective.customers < GAIN_OF_SEARCH ? idle + 1 : 0
    point = next
    // On its way to an edge a search gains less and less, for ever.
    if (idle === IDLE) break
    if (point.at.some((value, at) => Math.abs(value - origin[at]!) > REACH)) break
  }
  return point.at.map(exp)
}

/**
 * Newton's steps from a point near the maximum, with what makes it one: standard errors, and a verdict. `origin` is where the
 * search began; `rough` the objective that was searched, whose curvature the first steps may go by. Yields between evaluations.
 */
export function* polish(
  objective: Objective,
  origin: readonly number[],
  near: readonly number[],
  rough: Objective,
): Generator<void, Fit> {
  let point = pointAt(objective, near.map(log))
  let bent = rough === objective ? point.at : null
  let covariance = inverse(yield* hessianAt(rough, point.at))
  let gain = Infinity
  let iterations = 0
  for (; covariance && iterations < 20; iterations++) {
    const step = times(covariance, point.gradient).map((value) => -value)
    const slope = dot(step, point.gradient)
    gain = -slope * objective.customers
    if (gain < GAIN_OF_FIT) break
    const next = lineSearch(objective, point, step, slope)
    yield
    if (!next) break
    point = next
    if (iterations % 4 !== 3) continue
    bent = point.at
    covariance = inverse(yield* hessianAt(objective, bent))
  }
  if (covariance && (!bent || minus(point.at, bent).some((moved) => Math.abs(moved) > 1e-3)))
    covariance = inverse(yield* hessianAt(objective, point.at))
  const estimates = point.at.map(exp)
  const logCovariance = covariance?.map((row) => row.map((value) => value / objective.customers)) ?? null
  const errors = logCovariance?.map((row, at) => Math.sqrt(row[at]!)) ?? null
  const hasRunOff = point.at.some((value, at) => Math.abs(value - log(origin[at]!)) > REACH)
  const isLoose = errors === null || errors.some((error) => !(error < WIDEST_ERROR))
  const reason = hasRunOff || isLoose ? 'at_the_edge' : gain < GAIN_LEFT ? null : 'no_maximum'
  return {
    estimates,
    standardErrors: estimates.map((estimate, at) => (reason === null ? estimate * errors![at]! : null)),
    logCovariance: reason === null ? logCovariance : null,
    logLikelihood: -point.value * objective.customers,
    converged: reason === null,
    reason,
    iterations,
  }
}

function pointAt(objective: Objective, at: readonly number[], value = objective.value(at.map(exp))): Point {
  return { at, value, gradient: slopesAt(objective, at) }
}

function slopesAt(objective: Objective, at: readonly number[]): number[] {
  const theta = at.map(exp)
  return objective.gradient(theta).map((slope, index) => slope * theta[index]!)
}

/** The first point along a direction, half as far each time, that lowers the value enough (Armijo); null: none does. */
function lineSearch(objective: Objective, from: Point, direction: readonly number[], slope: number): Point | null {
  let length = Math.min(1, 2 / Math.max(...direction.map(Math.abs)))
  for (let halving = 0; halving < 25; halving++, length /= 2) {
    const at = from.at.map((value, index) => value + length * direction[index]!)
    const value = objective.value(at.map(exp))
    if (value <= from.value + 1e-4 * length * slope + ROUNDING * Math.abs(from.value))
      return pointAt(objective, at, value)
  }
  return null
}

/** Second derivatives in the logarithms of the parameters, by central differences of the gradient. */
function* hessianAt(objective: Objective, at: readonly number[]): Generator<void, number[][]> {
  const step = 1e-3
  const rows: number[][] = []
  for (let index = 0; index < at.length; index++) {
    const up = slopesAt(objective, at.with(index, at[index]! + step))
    yield
    const down = slopesAt(objective, at.with(index, at[index]! - step))
    yield
    rows.push(up.map((value, column) => (value - down[column]!) / (2 * step)))
  }
  return rows.map((row, index) => row.map((value, column) => (value + rows[column]![index]!) / 2))
}

/** The BFGS update of an inverse Hessian; unchanged where the step shows no curvature. */
function updated(curvature: number[][], step: readonly number[], change: readonly number[]): number[][] {
  const product = dot(step, change)
  if (!(product > 1e-14)) return curvature
  const first = isIdentity(curvature)
    ? curvature.map((row) => row.map((value) => (value * product) / dot(change, change)))
    : curvature
  const turned = times(first, change)
  const factor = (1 + dot(change, turned) / product) / product
  return first.map((row, i) =>
    row.map(
      (value, j) => value + factor * step[i]! * step[j]! - (turned[i]! * step[j]! + step[i]! * turned[j]!) / product,
    ),
  )
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => Number(row === column)))
}

function isIdentity(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every((row, i) => row.every((value, j) => value === Number(i === j)))
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector))
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * right[at]!, 0)
}

function minus(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, at) => value - right[at]!)
}
