/**
 * ₂F₁(1, b; c; z) for b > 0, c > 1 and z ≤ 0, by Gauss' continued fraction (DLMF 15.7.5) and Lentz's method, to about 1e-15
 * relative: all its terms are positive there, so that nothing cancels. Throws `RangeError` elsewhere.
 */
export function hypergeometricOne(b: number, c: number, z: number): number {
  if (!(b > 0 && c > 1 && z <= 0)) throw new RangeError(`₂F₁(1, ${b}; ${c}; ${z}) is not defined here`)
  let d = 0
  let e = 1
  let fraction = 1
  for (let n = 0; n < 1_000_000; n++) {
    const odd = (-z * (b + n) * (c - 1 + n)) / ((c + 2 * n - 1) * (c + 2 * n))
    d = 1 / (1 + odd * d)
    e = 1 + odd / e
    fraction *= e * d
    const even = (-z * (n + 1) * (c - b + n)) / ((c + 2 * n) * (c + 2 * n + 1))
    d = 1 / (1 + even * d)
    e = 1 + even / e
    fraction *= e * d
    if (Math.abs(e * d - 1) < 1e-16) break
  }
  return 1 / fraction
}
