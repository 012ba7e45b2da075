import { expect, test } from 'vitest'
import { digamma, logGamma } from '../../src/statistics/gamma.ts'
import { exactValues, expectExact } from '../support/exact-values.ts'

test('digamma, to many digits', () => {
  expectExact(
    exactValues.digamma.map(([x, value]) => [`x = ${x}`, () => digamma(x!), value!]),
    1e-12,
    1,
  )
})

test('digamma by its rules: −γ at 1, a step of 1/x, and the slope of ln Γ', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
  for (const x of [0.01, 0.3, 1, 2.5, 17, 300]) {
    expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 11)
    expect((logGamma(x * 1.0001) - logGamma(x * 0.9999)) / (0.0002 * x) / digamma(x)).toBeCloseTo(1, 5)
  }
})

test.each([0, -1, -0.5, NaN])('digamma is refused at %d', (x) => {
  expect(() => digamma(x)).toThrow(RangeError)
})
