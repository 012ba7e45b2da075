import type { BetaGeometricModel } from '../../statistics/beta-geometric-nbd.ts'
import { gammaGamma } from '../../statistics/gamma-gamma.ts'
import { gammaQuantile } from '../../statistics/gamma-quantile.ts'
import { Z95 } from '../../statistics/normal.ts'
import type { Fit } from '../../statistics/maximum-likelihood.ts'
import { exp, log1p, square } from '../../statistics/portable.ts'

/** Weeks in a month of 365.25 ÷ 12 days. */
export const WEEKS_A_MONTH = 365.25 / 12 / 7

/** How far ahead, and how much a later sum is worth less. */
export interface Horizon {
  readonly months: number
  /** A year, as a share. */
  readonly discountRate: number
}

/** Customers one by one, in arrays of one length; times in weeks, `spent`: what came in after the first day. */
export interface Buyers {
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly spent: Float64Array
}

/** What the model expects of each customer within the horizon. */
export interface Forecast {
  readonly horizon: Horizon
  readonly purchases: Fit
  /** P(alive). */
  readonly alive: Float64Array
  /** Purchase days. */
  readonly orders: Float64Array
  /** The same, each discounted to today at the end of its month. */
  readonly discounted: Float64Array
  /** Variance of the purchase days, the parameters being known. */
  readonly variance: Float64Array
  /** Derivatives of ln(purchase days) by the logarithms of the model's parameters; four arrays. */
  readonly slopes: readonly Float64Array[]
}

/** Expects with a fitted model what each customer will buy. Yields now and then, so that a caller may pause. */
export function* forecasting(
  model: BetaGeometricModel,
  purchases: Fit,
  buyers: Buyers,
  horizon: Horizon,
): Generator<void, Forecast> {
  const { length } = buyers.x
  const theta = purchases.estimates
  const alive = new Float64Array(length)
  const orders = new Float64Array(length)
  const discounted = new Float64Array(length)
  const variance = new Float64Array(length)
  const slopes = theta.map(() => new Float64Array(length))
  const nudged = theta.map((_, at) => [nudge(theta, at, STEP), nudge(theta, at, -STEP)] as const)
  const survivalOf = survivalForecast(model, theta, nudged)
  const livingOf = livingForecast(model, theta, nudged, horizon)
  for (let at = 0; at < length; at++) {
    if (at % 2048 === 0) yield
    const x = buyers.x[at]!
    const T = buyers.T[at]!
    const living = livingOf(x, T)
    const survival = survivalOf(x, buyers.tx[at]!, T)
    const lives = survival.alive
    alive[at] = lives
    orders[at] = lives * living.mean
    discounted[at] = lives * living.discounted
    variance[at] = Math.max(0, lives * living.square - square(lives * living.mean))
    for (const [index, slope] of survival.slopes.entries()) slopes[index]![at] = slope + living.slopes[index]!
  }
  return { horizon, purchases, alive, orders, discounted, variance, slopes }
}

const STEP = 1e-4

function nudge(theta: readonly number[], at: number, step: number): number[] {
  return theta.with(at, theta[at]! * exp(step))
}

/** P(alive), and its slopes as those of a `Forecast`. */
interface Survival {
  readonly alive: number
  readonly slopes: readonly number[]
}

/** Whether a customer lives; of those who never came back, most of a shop, it is worked out once for each T. */
function survivalForecast(
  model: BetaGeometricModel,
  theta: readonly number[],
  nudged: readonly (readonly [number[], number[]])[],
): (x: number, tx: number, T: number) => Survival {
  const known = new Map<number, Survival>()
  const workOut = (x: number, tx: number, T: number): Survival => {
    const alive = model.alive(theta, x, tx, T)
    const slopes = nudged.map(([up, down]) =>
      alive > 0 ? (model.alive(up, x, tx, T) - model.alive(down, x, tx, T)) / (2 * STEP * alive) : 0,
    )
    return { alive, slopes }
  }
  return (x, tx, T) => {
    if (x > 0) return workOut(x, tx, T)
    const survival = known.get(T) ?? workOut(x, tx, T)
    known.set(T, survival)
    return survival
  }
}

interface Living {
  readonly mean: number
  readonly square: number
  readonly discounted: number
  readonly slopes: readonly number[]
}

/** What a customer is expected to do while alive, worked out once for each x and T. */
function livingForecast(
  model: BetaGeometricModel,
  theta: readonly number[],
  nudged: readonly (readonly [number[], number[]])[],
  { months, discountRate }: Horizon,
): (x: number, T: number) => Living {
  const span = months * WEEKS_A_MONTH
  const factor = exp(-log1p(discountRate) / 12)
  const known = new Map<number, Map<number, Living>>()
  const workOut = (x: number, T: number): Living => {
    let discounted = 0
    let before = 0
    let weight = 1
    for (let month = 1; month <= months; month++) {
      const until = model.futureIfAlive(theta, month * WEEKS_A_MONTH, x, T)
      weight *= factor
      discounted += weight * (until - before)
      before = until
    }
    const slopes = nudged.map(
      ([up, down]) =>
        (model.futureIfAlive(up, span, x, T) - model.futureIfAlive(down, span, x, T)) / (2 * STEP * before),
    )
    return { mean: before, square: model.squareIfAlive(theta, span, x, T), discounted, slopes }
  }
  return (x, T) => {
    const ofX = known.get(x) ?? new Map<number, Living>()
    known.set(x, ofX)
    const living = ofX.get(T) ?? workOut(x, T)
    ofX.set(T, living)
    return living
  }
}

/** Value of a purchase day expected of each customer, and what is needed to say how sure that is. */
export interface SpendForecast {
  readonly spending: Fit
  /** Mean. */
  readonly mean: Float64Array
  /** Mean of the square of the customer's own mean; Infinity where q ≤ 2 leaves it without bound. */
  readonly square: Float64Array
  /** Derivatives of ln(mean) by the logarithms of p, q and v; three arrays. */
  readonly slopes: readonly Float64Array[]
}

/** Expects what a purchase day of each customer will bring; losses after the first day count as nothing. */
export function forecastSpend(spending: Fit, { x, spent }: Pick<Buyers, 'x' | 'spent'>): SpendForecast {
  const [p, q, v] = spending.estimates as [number, number, number]
  const mean = new Float64Array(x.length)
  const square = new Float64Array(x.length)
  const slopes = [0, 1, 2].map(() => new Float64Array(x.length))
  for (let at = 0; at < x.length; at++) {
    const total = Math.max(0, spent[at]!)
    const own = gammaGamma.expectedSpend(spending.estimates, x[at]!, x[at] === 0 ? 0 : total / x[at]!)
    const rest = p * x[at]! + q - 1
    mean[at] = own
    square[at] = rest > 1 ? (own * own * rest) / (rest - 1) : Infinity
    slopes[0]![at] = 1 - (p * x[at]!) / rest
    slopes[1]![at] = -q / rest
    slopes[2]![at] = v / (v + total)
  }
  return { spending, mean, square, slopes }
}

/** The sums of a group of customers. Value is null where no spending could be expected, its interval where it has no bound. */
export interface GroupForecast {
  customers: number
  alive: number
  orders: number
  value: number | null
  low: number | null
  high: number | null
}

/** Adds up customers, and how far their sum may be off. */
export class GroupSum {
  readonly #forecast: Forecast
  readonly #spend: SpendForecast | null
  #customers = 0
  #alive = 0
  #orders = 0
  #value = 0
  #chance = 0
  readonly #slopes = new Float64Array(7)

  constructor(forecast: Forecast, spend: SpendForecast | null) {
    this.#forecast = forecast
    this.#spend = spend
  }

  /** Adds the customer at this place. */
  add(at: number): void {
    const { alive, orders, discounted, variance, slopes } = this.#forecast
    this.#customers++
    this.#alive += alive[at]!
    this.#orders += orders[at]!
    if (!this.#spend) return
    const { mean, square: ofMean, slopes: spendSlopes, spending } = this.#spend
    const value = discounted[at]! * mean[at]!
    this.#value += value
    for (let index = 0; index < 4; index++) this.#slopes[index]! += value * slopes[index]![at]!
    for (let index = 0; index < 3; index++) this.#slopes[4 + index]! += value * spendSlopes[index]![at]!
    // Var ΣZ over Y days: E[Y²]·E[ζ²] + E[Y]·E[ζ²]/p − (E[Y]·E[ζ])², discounted as the mean is.
    const expected = orders[at]!
    const squares = variance[at]! + expected * expected + expected / spending.estimates[0]!
    const factor = expected > 0 ? discounted[at]! / expected : 0
    this.#chance += factor * factor * (squares * ofMean[at]! - square(expected * mean[at]!))
  }

  /**
   * The sums, with a 95% interval of what will really come: the parameters' covariance by the delta method and the chance of each
   * customer's purchases and values, as those of a gamma number of that mean and variance. It is the closed form of a parametric
   * bootstrap.
   */
  result(): GroupForecast {
    const sums = { customers: this.#customers, alive: this.#alive, orders: this.#orders }
    const spend = this.#spend
    if (!spend) return { ...sums, value: null, low: null, high: null }
    const { purchases } = this.#forecast
    const variance =
      quadratic(this.#slopes.subarray(0, 4), purchases.logCovariance!) +
      quadratic(this.#slopes.subarray(4), spend.spending.logCovariance!) +
      this.#chance
    const value = this.#value
    if (!(value > 0 && variance < Infinity)) return { ...sums, value, low: null, high: null }
    const shape = (value * value) / variance
    const low = (value * gammaQuantile(shape, 0.025, -Z95)) / shape
    const high = (value * gammaQuantile(shape, 0.975, Z95)) / shape
    return { ...sums, value, low, high: Math.max(value, high) }
  }
}

function quadratic(vector: Float64Array, matrix: readonly (readonly number[])[]): number {
  let sum = 0
  for (const [row, values] of matrix.entries())
    for (const [column, value] of values.entries()) sum += vector[row]! * value * vector[column]!
  return sum
}
