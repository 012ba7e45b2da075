import type { Random } from './random.ts'
import { exp, log } from './portable.ts'

/** A standard normal number, by Marsaglia's polar method (Marsaglia, Bray 1964). */
export function normalVariate(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1
    const y = 2 * random.uniform() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square)
  }
}

/** A gamma number of any shape above zero and rate 1 (Marsaglia, Tsang 2000, ACM TOMS 26(3)). */
export function gammaVariate(random: Random, shape: number): number {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`shape must be above zero, is ${shape}`)
  if (shape < 1) return gammaVariate(random, shape + 1) * exp(-random.exponential() / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalVariate(random)
    const root = 1 + c * x
    const v = root * root * root
    if (v > 0 && -random.exponential() < 0.5 * x * x + d - d * v + d * log(v)) return d * v
  }
}

/** A beta number with any parameters above zero. */
export function betaVariate(random: Random, a: number, b: number): number {
  const left = gammaVariate(random, a)
  const right = gammaVariate(random, b)
  // Both may be too small for a double where a and b are: then one of the ends, as often as it comes.
  return left + right > 0 ? left / (left + right) : Number(random.chance(a / (a + b)))
}
