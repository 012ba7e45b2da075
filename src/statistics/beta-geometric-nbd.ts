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
import { digamma, logBeta, logGamma } from './gamma.ts'
import { exp, expm1, log, log1p } from './portable.ts'

/** What a beta-geometric model knows besides. */
export interface BetaGeometricModel extends PurchaseModel {
  /** Expected square of the purchase days that `futureIfAlive` expects: for their variance. */
  squareIfAlive(theta: Theta, t: number, x: number, T: number): number
}

/**
 * BG/NBD: Poisson purchases at a gamma(r, α) rate; after each repeat purchase a customer leaves with a beta(a, b)
 * probability of their own (Fader, Hardie, Lee 2005, Marketing Science 24(2)). One-time buyers are always alive.
 */
export const bgNbd: BetaGeometricModel = betaGeometric('bg_nbd', 0)

/**
 * MBG/NBD: as BG/NBD, and a customer may leave after the first purchase too (Batislam, Denizel, Filiztekin 2007,
 * International Journal of Research in Marketing 24(3)).
 */
export const mbgNbd: BetaGeometricModel = betaGeometric('mbg_nbd', 1)

/** `tosses`: how many times a customer may have left before the first repeat purchase, 0 or 1. */
function betaGeometric(id: 'bg_nbd' | 'mbg_nbd', tosses: 0 | 1): BetaGeometricModel {
  const parameters = ['r', 'alpha', 'a', 'b'] as const
  const model: BetaGeometricModel = {
    id,
    parameters,
    times: [false, true, false, false],
    objective: (histories) => {
      checkHistories(histories)
      return objectiveOf(indexed(histories), tosses)
    },
    logLikelihood: (theta, histories) => {
      checkTheta(theta, parameters)
      const objective = model.objective(histories)
      return -objective.customers * objective.value(theta)
    },
    alive: (theta, x, tx, T) => {
      checkTheta(theta, parameters)
      checkHistory(x, tx, T)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      if (x === 0 && tosses === 0) return 1
      return 1 / (1 + (a / (b + x + tosses - 1)) * exp((r + x) * log1p((T - tx) / (alpha + tx))))
    },
    expected: (theta, t) => {
      checkTheta(theta, parameters)
      checkSpan(t)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      return tosses === 0
        ? purchasesBeforeLeaving(r, alpha, a, b, t)
        : (b / (a + b)) * purchasesBeforeLeaving(r, alpha, a, b + 1, t)
    },
    futureIfAlive: (theta, t, x, T) => {
      checkTheta(theta, parameters)
      checkSpan(t)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      return purchasesBeforeLeaving(r + x, alpha + T, a, b + x + tosses, t)
    },
    squareIfAlive: (theta, t, x, T) => {
      checkTheta(theta, parameters)
      checkSpan(t)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      return momentsBeforeLeaving(r + x, alpha + T, a, b + x + tosses, t).square
    },
    future: (theta, t, x, tx, T) => model.alive(theta, x, tx, T) * model.futureIfAlive(theta, t, x, T),
  }
  return model
}

function objectiveOf(data: IndexedHistories, tosses: 0 | 1): Objective {
  const { xs, times, xOf, txOf, TOf, n, customersOf, customers } = data
  const logs = new Float64Array(times.length)
  const inverses = new Float64Array(times.length)
  const odds = new Float64Array(xs.length)
  const tabulate = ([, alpha, a, b]: Theta) => {
    for (let at = 0; at < times.length; at++) {
      logs[at] = log(alpha! + times[at]!)
      inverses[at] = 1 / (alpha! + times[at]!)
    }
    // The log-odds of having left, but for what depends on time; a one-time buyer of the BG/NBD cannot have left.
    for (let at = 0; at < xs.length; at++)
      odds[at] = xs[at] === 0 && tosses === 0 ? -Infinity : log(a! / (b! + xs[at]! + tosses - 1))
  }
  return {
    customers,
    entries: n.length,
    value: (theta) => {
      tabulate(theta)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      let sum = 0
      for (let at = 0; at < xs.length; at++) {
        const x = xs[at]!
        const ofX = logGamma(r + x) - logGamma(r) + r * log(alpha) + logBeta(a, b + x + tosses) - logBeta(a, b)
        sum += customersOf[at]! * ofX
      }
      for (let at = 0; at < n.length; at++) {
        const shape = r + xs[xOf[at]!]!
        const last = logs[TOf[at]!]!
        const log = odds[xOf[at]!]! + shape * (last - logs[txOf[at]!]!)
        sum += n[at]! * (softplus(log) - shape * last)
      }
      return -sum / customers
    },
    gradient: (theta) => {
      tabulate(theta)
      const [r, alpha, a, b] = theta as [number, number, number, number]
      let ofR = 0
      let ofAlpha = 0
      let ofA = 0
      let ofB = 0
      const left = new Float64Array(xs.length)
      for (let at = 0; at < n.length; at++) {
        const x = xOf[at]!
        const shape = r + xs[x]!
        const passed = logs[TOf[at]!]! - logs[txOf[at]!]!
        const weight = n[at]! * logistic(odds[x]! + shape * passed)
        const inverse = inverses[TOf[at]!]!
        left[x]! += weight
        ofR += weight * passed - n[at]! * logs[TOf[at]!]!
        ofAlpha += shape * (weight * (inverse - inverses[txOf[at]!]!) - n[at]! * inverse)
      }
      for (let at = 0; at < xs.length; at++) {
        const x = xs[at]!
        const count = customersOf[at]!
        const whole = digamma(a + b) - digamma(a + b + x + tosses)
        ofR += count * (digamma(r + x) - digamma(r) + log(alpha))
        ofAlpha += (count * r) / alpha
        ofA += count * whole + left[at]! / a
        ofB += count * (whole + digamma(b + x + tosses) - digamma(b))
        if (left[at]! > 0) ofB -= left[at]! / (b + x + tosses - 1)
      }
      return [ofR, ofAlpha, ofA, ofB].map((sum) => -sum / customers)
    },
  }
}

/** ln(1 + eˣ), for any x. */
function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x))
}

/** Above so many terms an integral is quicker than the sum. */
const TERMS = 5_000
/** A sum ends there, whatever is left of it: no fit asks for more. */
const MOST_TERMS = 1_000_000

/**
 * Expected purchases within t of a customer with a gamma(r, α) rate who leaves after each with a beta(a, b) probability. It
 * equals (a + b − 1)/(a − 1)·(1 − (α/(α + t))ʳ ₂F₁(r, b; a + b − 1; t/(α + t))) (Fader, Hardie, Lee 2005, equation 9).
 */
function purchasesBeforeLeaving(r: number, alpha: number, a: number, b: number, t: number): number {
  const terms = (r * t) / alpha + (12 * Math.sqrt((r * t) / (alpha + t)) + 40) * (1 + t / alpha)
  return terms > TERMS ? integralOverLeaving(r, alpha, a, b, t) : momentsBeforeLeaving(r, alpha, a, b, t).mean
}

/**
 * Mean of the same purchases and of their square: Σⱼ P(N = j)·Σₖ₌₁ʲ E[(1 − p)ᵏ⁻¹], and with (2k − 1) before each inner term, over
 * the negative binomial count N of a customer who never leaves. All terms are positive, and nothing happens at a = 1.
 */
function momentsBeforeLeaving(r: number, alpha: number, a: number, b: number, t: number) {
  const z = t / (alpha + t)
  const most = (r * t) / alpha
  let weight = 1
  let weights = 1
  let mean = 0
  let square = 0
  let stays = 1
  let purchases = 0
  let squares = 0
  for (let j = 1; j <= MOST_TERMS; j++) {
    weight *= ((r + j - 1) / j) * z
    purchases += stays
    squares += (2 * j - 1) * stays
    stays *= (b + j - 1) / (a + b + j - 1)
    weights += weight
    mean += weight * purchases
    square += weight * squares
    if (j > most && weight * squares < 1e-17 * square) break
    if (weights < 1e250) continue
    weight *= 1e-250
    weights *= 1e-250
    mean *= 1e-250
    square *= 1e-250
  }
  return { mean: mean / weights, square: square / weights }
}

/**
 * The mean as ∫ (1 − (1 + p·t/α)⁻ʳ)/p over the beta(a, b) distribution of p: the trapezoidal rule on the logit of p, where it
 * converges to the last bits, in steps of half the distribution's width at most. Beyond the ends the terms fall by constant
 * factors: both tails are geometric sums.
 */
function integralOverLeaving(r: number, alpha: number, a: number, b: number, t: number): number {
  if (t === 0) return 0
  const ratio = t / alpha
  const scale = logBeta(a, b)
  const width = Math.sqrt((a + b) / (a * b))
  const mode = log(a / b)
  const step = Math.min(0.25, width / 2)
  const low = Math.min(0, mode, -log(r * ratio)) - Math.min(40, 40 / a + 10 * width)
  const high = Math.max(0, mode) + Math.min(40, 40 / b + 10 * width)
  const term = (y: number) => {
    const logP = -softplus(-y)
    const bought = -expm1(-r * log1p(exp(logP) * ratio))
    return bought > 0 ? exp((a - 1) * logP - b * softplus(y) - scale + log(bought)) : 0
  }
  let sum = 0
  let y = low
  for (; y <= high; y += step) sum += term(y)
  return (sum + term(low) / expm1(a * step) + term(y - step) / expm1(b * step)) * step
}
