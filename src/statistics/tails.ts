import { incompleteBeta, logBeta, logChoose } from './gamma.ts'
import { exp } from './portable.ts'

/** P(X ≥ count) for a binomial X of n trials with this probability, exact. */
export function binomialUpperTail(count: number, n: number, probability: number): number {
  if (count <= 0) return 1
  if (count > n) return 0
  return incompleteBeta(probability, count, n - count + 1)
}

/** How much the probability itself varies from one group to the next. */
export interface BetaShape {
  readonly a: number
  readonly b: number
}

/**
 * The beta distribution with this mean and variance; null where the variance is none (a plain binomial) or more than a
 * probability can have.
 */
export function betaShape(mean: number, variance: number): BetaShape | null {
  const most = mean * (1 - mean)
  if (!(variance > 0) || !(variance < most)) return null
  const size = most / variance - 1
  return { a: mean * size, b: (1 - mean) * size }
}

/** P(X ≤ count) for a beta-binomial X: n trials whose common probability is drawn from a beta distribution. Exact sum. */
export function betaBinomialLowerTail(count: number, n: number, { a, b }: BetaShape): number {
  if (count < 0) return 0
  if (count >= n) return 1
  let term = exp(logChoose(n, count) + logBeta(count + a, n - count + b) - logBeta(a, b))
  let sum = 0
  for (let k = count; k >= 0 && term > 0; k--) {
    sum += term
    term *= (k * (n - k + b)) / ((n - k + 1) * (k - 1 + a))
    if (term < sum * 1e-16 && k < n * (a / (a + b))) break
  }
  return Math.min(1, sum)
}

/** P(X ≤ count) for a binomial X of n trials with this probability, exact. */
export function binomialLowerTail(count: number, n: number, probability: number): number {
  return binomialUpperTail(n - count, n, 1 - probability)
}

/** P(T ≥ t) for Student's t with this many degrees of freedom. */
export function studentUpperTail(t: number, degrees: number): number {
  const half = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
  return t >= 0 ? half : 1 - half
}
