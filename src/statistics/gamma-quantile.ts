import { logGamma } from './gamma.ts'
import { exp, log } from './portable.ts'

/** Above this shape Wilson's and Hilferty's cube root (1931) is exact to seven digits. */
const LARGE = 1e5

/**
 * The value below which a gamma number of this shape and rate 1 lies with this probability, for z the normal quantile of it.
 * Throws `RangeError` unless shape > 0 and 0 < probability < 1.
 */
export function gammaQuantile(shape: number, probability: number, z: number): number {
  if (!(shape > 0 && probability > 0 && probability < 1))
    throw new RangeError(`there is no quantile ${probability} of shape ${shape}`)
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  if (shape > LARGE) return shape * root * root * root
  let low = -800
  let high = log(shape + 40 * Math.sqrt(shape) + 40)
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2
    if (incompleteGamma(shape, exp(middle)) < probability) low = middle
    else high = middle
  }
  return exp((low + high) / 2)
}

/** The regularised incomplete gamma function P(a, x): its series below a + 1, its continued fraction (Lentz's method) above. */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0
  const front = exp(a * log(x) - x - logGamma(a))
  if (x > a + 1) return 1 - front * fraction(a, x)
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 100_000 && term > 1e-17 * sum; n++) sum += term *= x / (a + n)
  return Math.min(1, front * sum)
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let result = d
  for (let n = 1; n < 100_000; n++) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return result
}
