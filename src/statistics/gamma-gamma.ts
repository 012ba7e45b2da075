import { Places, checkTheta, type Objective, type Theta } from './buy-till-you-die.ts'
import { digamma, logGamma } from './gamma.ts'
import { log } from './portable.ts'

/** Repeat buyers by the mean value `m` of their `x` repeat purchase days, `n` customers each; arrays of one length. */
export interface Spending {
  readonly x: Float64Array
  readonly m: Float64Array
  readonly n: Float64Array
}

const parameters = ['p', 'q', 'v'] as const

/**
 * Gamma–Gamma: values gamma(p, ν) around a customer's own mean, ν gamma(q, v) over the customers, independent of how often they
 * buy (Fader, Hardie 2013, "The Gamma-Gamma model of monetary value").
 */
export const gammaGamma = {
  id: 'gamma_gamma' as const,
  parameters,
  /** v is in units of value. */
  times: [false, false, true] as const,

  /** Throws `RangeError` where x or m is not above zero. */
  objective: (spending: Spending): Objective => {
    checkSpending(spending)
    return objectiveOf(spending)
  },

  /** Log-likelihood of all customers. Throws `RangeError` where spending or parameters are impossible. */
  logLikelihood: (theta: Theta, spending: Spending): number => {
    checkTheta(theta, parameters)
    const objective = gammaGamma.objective(spending)
    return -objective.customers * objective.value(theta)
  },

  /**
   * Expected value of a future purchase day of a customer whose x repeat purchase days had the mean value m; with x = 0 that of
   * the population, whatever m. Throws `RangeError` where it is infinite (q ≤ 1 at x = 0), or x or m is negative.
   */
  expectedSpend: (theta: Theta, x: number, m: number): number => {
    checkTheta(theta, parameters)
    const [p, q, v] = theta as [number, number, number]
    const rest = p * x + q - 1
    if (x > 0 && !(m >= 0 && m < Infinity)) throw new RangeError(`m must be zero or more, is ${m}`)
    if (!(x >= 0 && rest > 0)) throw new RangeError(`the expected value is infinite at q = ${q} and x = ${x}`)
    return (p * (x > 0 ? v + x * m : v)) / rest
  },
}

function checkSpending({ x, m, n }: Spending): void {
  if (n.length === 0) throw new RangeError('there are no customers')
  if (x.length !== n.length || m.length !== n.length) throw new RangeError('x, m and n differ in length')
  for (let at = 0; at < n.length; at++)
    for (const [name, value] of [
      ['x', x[at]!],
      ['m', m[at]!],
      ['n', n[at]!],
    ] as const)
      if (!(value > 0 && value < Infinity)) throw new RangeError(`entry ${at}: ${name} must be above zero, is ${value}`)
}

function objectiveOf({ x, m, n }: Spending): Objective {
  const places = new Places()
  const xOf = Int32Array.from(x, (value) => places.of(value))
  const xs = places.values()
  const customersOf = new Float64Array(xs.length)
  // Σ over customers of ln m, by x.
  const logsOf = new Float64Array(xs.length)
  for (let at = 0; at < n.length; at++) {
    customersOf[xOf[at]!]! += n[at]!
    logsOf[xOf[at]!]! += n[at]! * log(m[at]!)
  }
  const customers = customersOf.reduce((sum, count) => sum + count, 0)
  // ln(v + x·m) of each customer, for the v that was asked last: value and gradient are asked at the same place.
  const logs = new Float64Array(n.length)
  let ofV = NaN
  const tabulate = (v: number) => {
    if (v === ofV) return
    for (let at = 0; at < n.length; at++) logs[at] = log(v + x[at]! * m[at]!)
    ofV = v
  }
  return {
    customers,
    entries: n.length,
    value: (theta) => {
      const [p, q, v] = theta as [number, number, number]
      tabulate(v)
      let sum = customers * (q * log(v) - logGamma(q))
      for (let at = 0; at < xs.length; at++) {
        const shape = p * xs[at]!
        sum += customersOf[at]! * (logGamma(shape + q) - logGamma(shape) + shape * log(xs[at]!))
        sum += (shape - 1) * logsOf[at]!
      }
      for (let at = 0; at < n.length; at++) sum -= n[at]! * (p * x[at]! + q) * logs[at]!
      return -sum / customers
    },
    gradient: (theta) => {
      const [p, q, v] = theta as [number, number, number]
      tabulate(v)
      let ofP = 0
      let ofQ = customers * (log(v) - digamma(q))
      let byV = (customers * q) / v
      for (let at = 0; at < xs.length; at++) {
        const count = customersOf[at]!
        const both = digamma(p * xs[at]! + q)
        ofP += xs[at]! * (count * (both - digamma(p * xs[at]!) + log(xs[at]!)) + logsOf[at]!)
        ofQ += count * both
      }
      for (let at = 0; at < n.length; at++) {
        const weighed = n[at]! * logs[at]!
        ofP -= x[at]! * weighed
        ofQ -= weighed
        byV -= (n[at]! * (p * x[at]! + q)) / (v + x[at]! * m[at]!)
      }
      return [ofP, ofQ, byV].map((sum) => -sum / customers)
    },
  }
}
