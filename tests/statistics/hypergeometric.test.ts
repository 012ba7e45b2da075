import { expect, test } from 'vitest'
import { hypergeometricOne } from '../../src/statistics/hypergeometric.ts'
import { exactValues, expectExact } from '../support/exact-values.ts'

test('₂F₁(1, b; c; z), to many digits, down to z of minus a million', () => {
  expectExact(
    exactValues.hypergeometricOne.map(([b, c, z, value]) => [
      `b = ${b}, c = ${c}, z = ${z}`,
      () => hypergeometricOne(b!, c!, z!),
      value!,
    ]),
    1e-11,
  )
})

test('where it is an elementary function', () => {
  for (const z of [-0.001, -0.5, -1, -7, -1234]) {
    // ₂F₁(1, 1; 2; z) = −ln(1 − z)/z, ₂F₁(1, b; b; z) = 1/(1 − z), ₂F₁(1, 1/2; 3/2; −y²) = arctan(y)/y
    expect(hypergeometricOne(1, 2, z) / (-Math.log1p(-z) / z)).toBeCloseTo(1, 12)
    expect(hypergeometricOne(3.7, 3.7, z) * (1 - z)).toBeCloseTo(1, 12)
    const root = Math.sqrt(-z)
    expect(hypergeometricOne(0.5, 1.5, z) / (Math.atan(root) / root)).toBeCloseTo(1, 12)
  }
  expect(hypergeometricOne(2, 3, 0)).toBe(1)
})

test('neighbours keep their relation: c·F(b) = c + b·z·F(b + 1; c + 1)', () => {
  for (const [b, c, z] of [
    [0.3, 1.9, -0.8],
    [26.5, 27.1, -40],
    [900, 1800, -3],
  ] as const)
    expect(hypergeometricOne(b, c, z) / (1 + (b / c) * z * hypergeometricTwo(b + 1, c + 1, z))).toBeCloseTo(1, 9)
})

/** ₂F₁(1, b; c; z) by Euler's integral, with the trapezoidal rule on the logit, for moderate b and c − b. */
function hypergeometricTwo(b: number, c: number, z: number): number {
  let sum = 0
  let whole = 0
  for (let y = -120; y <= 120; y += 0.002) {
    const u = 1 / (1 + Math.exp(-y))
    const weight = Math.exp(b * -Math.log1p(Math.exp(-y)) + (c - b) * -Math.log1p(Math.exp(y)) + shift(b, c))
    sum += weight / (1 - z * u)
    whole += weight
  }
  return sum / whole
}

function shift(b: number, c: number): number {
  const at = b / c
  return -b * Math.log(at) - (c - b) * Math.log1p(-at)
}

test.each([
  [1, 2, NaN],
  [NaN, 2, -1],
  [-1, 2, -1],
  [1, 2, 1.5],
])('₂F₁(1, %d; %d; %d) is refused', (b, c, z) => {
  expect(() => hypergeometricOne(b, c, z)).toThrow(RangeError)
})
