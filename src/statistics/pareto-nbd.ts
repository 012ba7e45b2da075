import {
  checkHistories,
  checkHistory,
  checkSpan,
  checkTheta,
  indexed,
  type IndexedHistories,
  type Objective,
  type PurchaseModel,
  type Theta,
} from './buy-till-you-die.ts'
import { centralGradient } from './maximum-likelihood.ts'
import { logGamma } from './gamma.ts'
import { hypergeometricOne } from './hypergeometric.ts'
import { exp, expm1, log, log1p } from './portable.ts'

const parameters = ['r', 'alpha', 's', 'beta'] as const

/**
 * Pareto/NBD: Poisson purchases at a gamma(r, α) rate until a customer leaves, unseen, after an exponential time with a
 * gamma(s, β) rate (Schmittlein, Morrison, Colombo 1987, Management Science 33(1); formulas as in Fader, Hardie 2005, "A
 * note on deriving the Pareto/NBD model").
 */
export const paretoNbd: PurchaseModel = {
  id: 'pareto_nbd',
  parameters,
  times: [false, true, false, true],
  objective: (histories) => {
    checkHistories(histories)
    return objectiveOf(indexed(histories))
  },
  logLikelihood: (theta, histories) => {
    checkTheta(theta, parameters)
    const objective = paretoNbd.objective(histories)
    return -objective.customers * objective.value(theta)
  },
  alive: (theta, x, tx, T) => {
    checkTheta(theta, parameters)
    checkHistory(x, tx, T)
    const [r, alpha, s, beta] = theta as [number, number, number, number]
    const stays = logStays(r + x, alpha, s, beta, T)
    const leftLater = s * leaving(r + x, alpha, s, beta, T)
    const left = s * leaving(r + x, alpha, s, beta, tx) * exp(logStays(r + x, alpha, s, beta, tx) - stays)
    return 1 / (1 + Math.max(0, left - leftLater))
  },
  expected: (theta, t) => {
    checkTheta(theta, parameters)
    checkSpan(t)
    const [r, alpha, s, beta] = theta as [number, number, number, number]
    return (r / alpha) * timeBeforeLeaving(s, beta, t)
  },
  futureIfAlive: (theta, t, x, T) => {
    checkTheta(theta, parameters)
    checkSpan(t)
    const [r, alpha, s, beta] = theta as [number, number, number, number]
    return ((r + x) / (alpha + T)) * timeBeforeLeaving(s, beta + T, t)
  },
  future: (theta, t, x, tx, T) => paretoNbd.alive(theta, x, tx, T) * paretoNbd.futureIfAlive(theta, t, x, T),
}

/**
 * DERT: purchase days that a customer is expected to make from now on for ever, each discounted at the continuous rate
 * `delta` a week (Fader, Hardie, Lee 2005, Journal of Marketing Research 42(4), equation 2). Throws `RangeError` unless
 * delta > 0.
 */
export function dert(theta: Theta, delta: number, x: number, tx: number, T: number): number {
  return paretoNbd.alive(theta, x, tx, T) * dertIfAlive(theta, delta, x, T)
}

/** The same of a customer who is alive after T weeks with x repeat purchase days: when the last one was changes nothing. */
export function dertIfAlive(theta: Theta, delta: number, x: number, T: number): number {
  checkTheta(theta, parameters)
  if (!(delta > 0 && delta < Infinity)) throw new RangeError(`delta must be above zero, is ${delta}`)
  const [r, alpha, s, beta] = theta as [number, number, number, number]
  return ((r + x) / (alpha + T)) * (beta + T) * discountedTime(s, delta * (beta + T))
}

/** ∫₀^∞ e^(−z·v)·(1 + v)^(−s) dv, by the trapezoidal rule on ln v, where it converges to the last bit. */
function discountedTime(s: number, z: number): number {
  const step = 0.2
  let sum = 0
  for (let y = -40 - log(s + z + 1); y < log(750 / z); y += step) {
    const v = exp(y)
    sum += exp(y - z * v - s * log1p(v))
  }
  return sum * step
}

/** Expected time within t before a customer with a gamma(s, β) rate leaves; s = 1 is no exception. */
function timeBeforeLeaving(s: number, beta: number, t: number): number {
  const log = log1p(t / beta)
  const power = (s - 1) * log
  return beta * log * (power === 0 ? 1 : -expm1(-power) / power)
}

/** ln((α + t)^−k (β + t)^−s). */
function logStays(k: number, alpha: number, s: number, beta: number, t: number): number {
  return -k * log(alpha + t) - s * log(beta + t)
}

/** Below it the continued fraction takes longer than an integral. */
const FAR = -1e4

/**
 * ∫ₜ^∞ (α + τ)^−k (β + τ)^−(s + 1) dτ, as a multiple of (α + t)^−k (β + t)^−s: 1/(k + s) times a ₂F₁, in the form of it whose
 * argument is not above zero.
 */
function leaving(k: number, alpha: number, s: number, beta: number, t: number): number {
  const far = alpha >= beta
  if ((far ? beta - alpha : alpha - beta) < FAR * (Math.min(alpha, beta) + t))
    return integralOfLeaving(k, s, (beta + t) / (alpha + t))
  const function_ = far
    ? hypergeometricOne(s + 1, k + s + 1, (beta - alpha) / (beta + t)) * ((alpha + t) / (beta + t))
    : hypergeometricOne(k, k + s + 1, (alpha - beta) / (alpha + t))
  return function_ / (k + s)
}

/**
 * The same as ∫₀^∞ (1 + ρ·v)^−k (1 + v)^−(s + 1) dv with ρ = (β + t)/(α + t), by the trapezoidal rule on ln v, where it converges to
 * the last bit. Beyond the ends the terms fall by constant factors: both tails are geometric sums.
 */
function integralOfLeaving(k: number, s: number, ratio: number): number {
  const step = 0.25
  const low = Math.min(0, -log(ratio * Math.max(1, k))) - 40
  const high = Math.max(0, -log(ratio)) + Math.min(40, 40 / (k + s))
  const term = (y: number) => {
    const v = exp(y)
    return exp(y - k * log1p(ratio * v) - (s + 1) * log1p(v))
  }
  let sum = 0
  let y = low
  for (; y <= high; y += step) sum += term(y)
  return (sum + term(low) / expm1(step) + term(y - step) / expm1((k + s) * step)) * step
}

function objectiveOf(data: IndexedHistories): Objective {
  const { xs, xOf, n, customersOf, customers } = data
  const ends = pairs(data, data.TOf)
  const lasts = pairs(data, data.txOf)
  const value = (theta: Theta) => {
    const [r, alpha, s, beta] = theta as [number, number, number, number]
    let sum = 0
    for (let at = 0; at < xs.length; at++)
      sum += customersOf[at]! * (logGamma(r + xs[at]!) - logGamma(r) + r * log(alpha) + s * log(beta))
    // Alive at the end, or left between the last purchase and the end: each as a logarithm for its pair of x and time.
    const alive = ends.map((x, t) => {
      const stays = logStays(r + x, alpha, s, beta, t)
      return stays + log1p(-s * leaving(r + x, alpha, s, beta, t))
    })
    const left = lasts.map((x, t) => logStays(r + x, alpha, s, beta, t) + log(s * leaving(r + x, alpha, s, beta, t)))
    for (let at = 0; at < xOf.length; at++) {
      const first = alive[ends.of[at]!]!
      const second = left[lasts.of[at]!]!
      const high = Math.max(first, second)
      sum += n[at]! * (high + log1p(exp(Math.min(first, second) - high)))
    }
    return -sum / customers
  }
  return { customers, entries: n.length, value, gradient: centralGradient(value) }
}

/** The distinct pairs of x and one of the times: `of` says for each entry which is its own. */
function pairs({ xs, times, xOf }: IndexedHistories, timeOf: Int32Array) {
  const known = new Map<number, number>()
  const of = Int32Array.from(timeOf, (time, at) => {
    const pair = xOf[at]! * times.length + time
    const place = known.get(pair) ?? known.size
    known.set(pair, place)
    return place
  })
  const keys = [...known.keys()]
  const result = new Float64Array(keys.length)
  const map = (work: (x: number, t: number) => number): Float64Array => {
    for (const [at, pair] of keys.entries())
      result[at] = work(xs[Math.floor(pair / times.length)]!, times[pair % times.length]!)
    return result
  }
  return { of, map }
}
