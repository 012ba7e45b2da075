import { expect } from 'vitest'
import values from './exact-values.json'

/**
 * What the functions of the purchase models are, to 13 digits, for parameters from 1e-3 to 1e3: computed with mpmath 1.4 at
 * 60 digits (160 for the hypergeometric functions, whose poles were passed at a distance of 1e-50), each by two ways that agree.
 *
 * - log-likelihoods and P(alive) of BG/NBD and MBG/NBD: the two terms of their definition, by ln Γ.
 * - E[X(t)] and E[Y(t)] of these: the closed forms with ₂F₁, against ∫ (1 − (1 + p·t/α)⁻ʳ)/p over the beta distribution of p.
 * - Pareto/NBD: ∫ s·βˢ·(β + u)^−(s+1)·(α + u)^−(r+x) du from tx to T beside the term of those alive, against the two ₂F₁.
 * - DERT: P(alive)·(r + x)/(α + T)·∫₀^∞ ((β + T)/(β + T + u))ˢ·e^(−δu) du, against the exponential integral E_s or its fraction.
 * - Gamma–Gamma: the closed form, against ∫ of gamma(p·x, ν·x) over the gamma distribution of ν; a spend of 0: infinite.
 * - ₂F₁(1, b; c; z): mpmath's, against Euler's integral. Digamma: mpmath's.
 */
export const exactValues = {
  /** r, alpha, a, b, x, tx, T, t; then of BG/NBD and of MBG/NBD: log-likelihood, P(alive), E[X(t)], E[Y(t)]. */
  betaGeometric: values.beta_geometric,
  /** r, alpha, s, beta, x, tx, T, t, delta; log-likelihood, P(alive), E[X(t)], E[Y(t)], DERT. */
  paretoNbd: values.pareto_nbd,
  /** p, q, v, x, m; log-likelihood, expected spend. */
  gammaGamma: values.gamma_gamma,
  /** b, c, z; ₂F₁(1, b; c; z). */
  hypergeometricOne: values.hypergeometric_one,
  /** x; digamma. */
  digamma: values.digamma,
} as const satisfies Record<string, number[][]>

/** What is compared: where it is computed, the result and what it should be. */
export type Comparison = readonly [at: string, actual: () => number, expected: number]

/** Expects every result within a relative error; `floor` is the least size that an error is relative to. */
export function expectExact(comparisons: readonly Comparison[], error: number, floor = 1e-290): void {
  const wrong: string[] = []
  for (const [at, actual, expected] of comparisons) {
    const value = actual()
    if (!(Math.abs(value - expected) <= error * Math.max(Math.abs(expected), floor)))
      wrong.push(`${at}: ${value}, not ${expected}`)
  }
  expect(wrong).toEqual([])
}
