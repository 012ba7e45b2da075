import { exp, log, log1p } from './portable.ts'

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0, by Lanczos' approximation (g = 7, nine terms), to about 1e-15 relative. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ln Γ is not defined here for ${x}`)
  if (x < 0.5) return logGamma(x + 1) - log(x)
  const shifted = x - 1
  const base = shifted + 7.5
  const series = LANCZOS.reduce<number>(
    (sum, term, index) => (index === 0 ? term : sum + term / (shifted + index)),
    LANCZOS[0],
  )
  return 0.5 * log(2 * Math.PI) + (shifted + 0.5) * log(base) - base + log(series)
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/**
 * The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz's method), to about 1e-14.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = exp(a * log(x) + b * log1p(-x) - logBeta(a, b)) / a
  return front * lentz(x, a, b)
}

function lentz(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / notZero(1 + term * d)
      c = notZero(1 + term / c)
      fraction *= c * d
    }
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return fraction
}

function notZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

/** ψ(x), the derivative of ln Γ, for x > 0: recurrence up to 10, then its asymptotic series, to about 1e-14. */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ψ is not defined here for ${x}`)
  let shifted = x
  let sum = 0
  for (; shifted < 10; shifted++) sum -= 1 / shifted
  const square = 1 / (shifted * shifted)
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square / 12))))))
  return sum + log(shifted) - 0.5 / shifted - series
}
