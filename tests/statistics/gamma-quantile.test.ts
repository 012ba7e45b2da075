import { describe, expect, test } from 'vitest'
import { gammaQuantile, incompleteGamma } from '../../src/statistics/gamma-quantile.ts'

describe('incomplete gamma function', () => {
  test.each([
    // a = 1: 1 − e^−x; a = ½: erf(√x); a = 3 by its finite sum.
    [1, 0.5, 1 - Math.exp(-0.5)],
    [1, 9, 1 - Math.exp(-9)],
    [0.5, 0.25, 0.5204998778130465],
    [0.5, 4, 0.9953222650189527],
    [3, 2, 1 - Math.exp(-2) * (1 + 2 + 2)],
    [3, 8, 1 - Math.exp(-8) * (1 + 8 + 32)],
  ])('P(%d, %d)', (a, x, expected) => expect(incompleteGamma(a, x)).toBeCloseTo(expected, 13))
})

describe('quantiles', () => {
  // Half of the χ² quantiles of twice the shape in degrees of freedom, from printed tables.
  test.each([
    [0.5, 0.975, 5.0239 / 2],
    [1, 0.025, 0.0506 / 2],
    [5, 0.975, 20.4832 / 2],
    [5, 0.025, 3.247 / 2],
    [50, 0.025, 74.2219 / 2],
    [50, 0.975, 129.5612 / 2],
  ])('shape %d, %d', (shape, probability, expected) =>
    expect(gammaQuantile(shape, probability, 0)).toBeCloseTo(expected, 3),
  )

  test('the cube root of large shapes goes on where bisection ends', () => {
    const below = gammaQuantile(99_999, 0.975, 1.959964)
    const above = gammaQuantile(100_001, 0.975, 1.959964)
    expect(above / below - 1).toBeCloseTo(2 / 100_000, 6)
  })

  test('a tiny shape lies next to nothing', () => {
    expect(gammaQuantile(1e-3, 0.025, -1.959964)).toBeLessThan(1e-100)
    expect(() => gammaQuantile(0, 0.5, 0)).toThrow(RangeError)
  })
})
