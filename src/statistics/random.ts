const MULTIPLIER = 6364136223846793005n
const MASK = (1n << 64n) - 1n

/**
 * Random numbers from PCG32 (PCG-XSH-RR 64/32, O'Neill 2014).
 *
 * Every distribution is built from comparisons, sums and quotients alone, which IEEE 754 fixes to the last bit, so that
 * the same seed and stream give the same values on every machine; `Math.log` and its like promise no such thing.
 */
export class Random {
  #state: bigint
  readonly #increment: bigint

  /** Streams of one seed are independent of each other: one a table and one a customer keeps changes local. */
  constructor(seed: number, stream: number) {
    this.#increment = ((BigInt(stream) << 1n) | 1n) & MASK
    this.#state = 0n
    this.uint32()
    this.#state = (this.#state + BigInt(seed)) & MASK
    this.uint32()
  }

  /** A whole number from 0 to 2³² − 1. */
  uint32(): number {
    const old = this.#state
    this.#state = (old * MULTIPLIER + this.#increment) & MASK
    const shifted = Number((((old >> 18n) ^ old) >> 27n) & 0xffffffffn)
    const rotation = Number(old >> 59n)
    return ((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0
  }

  /** A number from 0 up to, not including, 1. */
  uniform(): number {
    return this.uint32() / 4294967296
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  /** One of the items; there must be at least one. */
  pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length - 1)]!
  }

  /** The index of one of the weights, with a probability in proportion to it. */
  weighted(weights: readonly number[]): number {
    let left = this.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index]!
      if (left < 0) return index
    }
    return weights.length - 1
  }

  /** An exponential wait of mean 1, by von Neumann's comparison of uniform numbers (1951). */
  exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform()
      let previous = first
      let length = 1
      for (let next = this.uniform(); next < previous; next = this.uniform()) {
        previous = next
        length++
      }
      if (length % 2 === 1) return whole + first
    }
  }

  /** A gamma number of whole shape and mean 1: the mean of so many exponential ones. */
  gamma(shape: number): number {
    let sum = 0
    for (let index = 0; index < shape; index++) sum += this.exponential()
    return sum / shape
  }

  /** A beta number with whole parameters, mean a ÷ (a + b). */
  beta(a: number, b: number): number {
    const left = a * this.gamma(a)
    return left / (left + b * this.gamma(b))
  }

  /** A bell-shaped number of mean 0 and variance 1, within ±6 (Irwin–Hall). */
  bell(): number {
    let sum = -6
    for (let index = 0; index < 12; index++) sum += this.uniform()
    return sum
  }

  /** A Poisson count with this mean: arrivals one exponential wait apart. */
  count(mean: number): number {
    let arrivals = 0
    for (let time = this.exponential(); time < mean; time += this.exponential()) arrivals++
    return arrivals
  }
}
