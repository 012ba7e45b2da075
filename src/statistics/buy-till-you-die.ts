/**
 * Customers with equal histories as one entry, in arrays of one length; times are in weeks. `x`: repeat purchase days; `tx`:
 * from the first to the last purchase day; `T`: from the first purchase day to the end of observation; `n`: customers.
 */
export interface Histories {
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly n: Float64Array
}

/** Parameters of a model in its own units, in the order of its `parameters`; all above zero. */
export type Theta = readonly number[]

/** Minus the log-likelihood of a customer, on average, as a function of the parameters, with its gradient. */
export interface Objective {
  readonly customers: number
  /** Different ones, each worked out once. */
  readonly entries: number
  value(theta: Theta): number
  gradient(theta: Theta): number[]
}

/** A model of customers who buy at a rate of their own until they silently leave. */
export interface PurchaseModel {
  readonly id: 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd'
  readonly parameters: readonly [string, string, string, string]
  /** Which of the parameters are times, and grow with the unit. */
  readonly times: readonly boolean[]
  /** Throws `RangeError` where the histories are impossible. */
  objective(histories: Histories): Objective
  /** Log-likelihood of all customers. Throws `RangeError` where histories or parameters are impossible. */
  logLikelihood(theta: Theta, histories: Histories): number
  /** P(alive): the probability that a customer with this history may buy again. */
  alive(theta: Theta, x: number, tx: number, T: number): number
  /** E[X(t)]: expected repeat purchase days of a new customer within t weeks. */
  expected(theta: Theta, t: number): number
  /**
   * Expected purchase days within t weeks of a customer who is alive after T weeks with x repeat purchase days: it does not
   * depend on when the last one was.
   */
  futureIfAlive(theta: Theta, t: number, x: number, T: number): number
  /** E[Y(t) | x, tx, T]: expected purchase days within the t weeks that follow the observed ones. */
  future(theta: Theta, t: number, x: number, tx: number, T: number): number
}

/** Throws `RangeError` with the reason where the histories are impossible. */
export function checkHistories({ x, tx, T, n }: Histories): void {
  const { length } = n
  if (length === 0) throw new RangeError('there are no customers')
  if (x.length !== length || tx.length !== length || T.length !== length)
    throw new RangeError('x, tx, T and n differ in length')
  for (let at = 0; at < length; at++) {
    if (!(n[at]! > 0 && n[at]! < Infinity)) throw new RangeError(`entry ${at}: n must be above zero, is ${n[at]}`)
    checkHistory(x[at]!, tx[at]!, T[at]!)
  }
}

/** Throws `RangeError` with the reason where one history is impossible. */
export function checkHistory(x: number, tx: number, T: number): void {
  if (!(x >= 0 && x < Infinity)) throw new RangeError(`x must be zero or more, is ${x}`)
  if (!(T >= 0 && T < Infinity)) throw new RangeError(`T must be zero or more, is ${T}`)
  if (!(tx >= 0 && tx <= T)) throw new RangeError(`tx must lie between 0 and T = ${T}, is ${tx}`)
  if ((x === 0) !== (tx === 0)) throw new RangeError(`x = ${x} and tx = ${tx}: both or neither must be zero`)
}

/** Throws `RangeError` where a parameter is not a number above zero, or their count is wrong. */
export function checkTheta(theta: Theta, parameters: readonly string[]): void {
  if (theta.length !== parameters.length) throw new RangeError(`there must be ${parameters.length} parameters`)
  for (const [at, value] of theta.entries())
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${parameters[at]} must be above zero, is ${value}`)
}

/** Throws `RangeError` where a span of time is negative or not finite. */
export function checkSpan(t: number): void {
  if (!(t >= 0 && t < Infinity)) throw new RangeError(`t must be zero or more, is ${t}`)
}

/**
 * Histories by their distinct values: what depends on x or on a time alone is worked out once for each. `xs` and `times`
 * hold the distinct values; `xOf`, `txOf` and `TOf` say for each entry which of them is its own.
 */
export interface IndexedHistories {
  readonly xs: Float64Array
  readonly times: Float64Array
  readonly xOf: Int32Array
  readonly txOf: Int32Array
  readonly TOf: Int32Array
  readonly n: Float64Array
  /** Customers by distinct x. */
  readonly customersOf: Float64Array
  readonly customers: number
}

/** Finds the distinct values of checked histories. */
export function indexed({ x, tx, T, n }: Histories): IndexedHistories {
  const xs = new Places()
  const times = new Places()
  const xOf = Int32Array.from(x, (value) => xs.of(value))
  const txOf = Int32Array.from(tx, (value) => times.of(value))
  const TOf = Int32Array.from(T, (value) => times.of(value))
  const customersOf = new Float64Array(xs.size)
  for (let at = 0; at < n.length; at++) customersOf[xOf[at]!]! += n[at]!
  return {
    xs: xs.values(),
    times: times.values(),
    xOf,
    txOf,
    TOf,
    n,
    customersOf,
    customers: customersOf.reduce((sum, count) => sum + count, 0),
  }
}

/** Distinct numbers in the order in which they came, each with its place. */
export class Places {
  readonly #places = new Map<number, number>()

  get size(): number {
    return this.#places.size
  }

  of(value: number): number {
    const known = this.#places.get(value)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(value, place)
    return place
  }

  values(): Float64Array {
    return Float64Array.from(this.#places.keys())
  }
}
