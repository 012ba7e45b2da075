const MULTIPLIER_HIGH = 0x5851f42d
const MULTIPLIER_LOW = 0x4c957f2d

/**
 * Random numbers from PCG32 (PCG-XSH-RR 64/32, O'Neill 2014).
 *
 * Every distribution is built from comparisons, sums and quotients alone, which IEEE 754 fixes to the last bit, so that
 * the same seed and stream give the same values on every machine; `Math.log` and its like promise no such thing.
 */
export class Random {
  // The 64-bit state and increment in halves: seven times as fast as BigInt.
  #high = 0
  #low = 0
  readonly #incrementHigh: number
  readonly #incrementLow: number

  /** Streams of one seed are independent of each other: one a table and one a customer keeps changes local. */
  constructor(seed: number, stream: number) {
    this.#incrementHigh = Math.floor(stream / 0x80000000) >>> 0
    this.#incrementLow = ((stream << 1) | 1) >>> 0
    this.uint32()
    this.#add(Math.floor(seed / 0x100000000) >>> 0, seed >>> 0)
    this.uint32()
  }

  /** A whole number from 0 to 2³² − 1. */
  uint32(): number {
    const high = this.#high
    const low = this.#low
    this.#multiply()
    this.#add(this.#incrementHigh, this.#incrementLow)
    const mixedHigh = (high ^ (high >>> 18)) >>> 0
    const mixedLow = (low ^ ((low >>> 18) | (high << 14))) >>> 0
    const shifted = (mixedLow >>> 27) | (mixedHigh << 5)
    const rotation = high >>> 27
    return ((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0
  }

  #add(high: number, low: number): void {
    const sum = this.#low + low
    this.#low = sum >>> 0
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0
  }

  #multiply(): void {
    const a = this.#low >>> 16
    const b = this.#low & 0xffff
    const c = MULTIPLIER_LOW >>> 16
    const d = MULTIPLIER_LOW & 0xffff
    const middle = a * d + ((b * d) >>> 16) + ((b * c) & 0xffff)
    const carried = a * c + Math.floor(middle / 0x10000) + ((b * c) >>> 16)
    const crossed = Math.imul(this.#high, MULTIPLIER_LOW) + Math.imul(this.#low, MULTIPLIER_HIGH)
    this.#low = Math.imul(this.#low, MULTIPLIER_LOW) >>> 0
    this.#high = (carried + crossed) >>> 0
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
