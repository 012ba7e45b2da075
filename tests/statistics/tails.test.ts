import { expect, test } from 'vitest'
import { incompleteBeta, logBeta, logChoose, logGamma } from '../../src/statistics/gamma.ts'
import {
  betaBinomialLowerTail,
  betaShape,
  binomialLowerTail,
  binomialUpperTail,
  studentUpperTail,
} from '../../src/statistics/tails.ts'

test('ln Γ, ln B and ln of n over k at known places', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
  expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 12)
  expect(logGamma(100)).toBeCloseTo(359.1342053695754, 10)
  expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12)
  expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 12)
  expect(logChoose(10, 3)).toBeCloseTo(Math.log(120), 12)
  expect(() => logGamma(0)).toThrow(RangeError)
})

test('the incomplete beta function where it is a polynomial', () => {
  expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14)
  expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 14)
  expect(incompleteBeta(0.9, 2, 3)).toBeCloseTo(0.9963, 12)
})

test('binomial tails: 8 or more heads of 10 are 56 of 1,024', () => {
  expect(binomialUpperTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 13)
  expect(binomialUpperTail(0, 10, 0.5)).toBe(1)
  expect(binomialUpperTail(11, 10, 0.5)).toBe(0)
  expect(binomialLowerTail(2, 10, 0.5)).toBeCloseTo(56 / 1024, 13)
  expect(binomialLowerTail(10, 10, 0.5)).toBe(1)
})

test('a large binomial tail agrees with the sum of its terms', () => {
  let sum = 0
  for (let k = 5200; k <= 10_000; k++) sum += Math.exp(logChoose(10_000, k) + 10_000 * Math.log(0.5))
  expect(binomialUpperTail(5200, 10_000, 0.5) / sum).toBeCloseTo(1, 8)
})

test('beta-binomial, worked by hand: n = 3, a = 2, b = 3', () => {
  // C(3,k) · B(k+2, 6−k) ÷ B(2,3): 12/42, 12·3·2!·4!/7!
  const shape = { a: 2, b: 3 }
  expect(betaBinomialLowerTail(-1, 3, shape)).toBe(0)
  expect(betaBinomialLowerTail(0, 3, shape)).toBeCloseTo(2 / 7, 12)
  expect(betaBinomialLowerTail(1, 3, shape)).toBeCloseTo(2 / 7 + 12 / 35, 12)
  expect(betaBinomialLowerTail(3, 3, shape)).toBe(1)
  for (const k of [0, 1, 2]) expect(betaBinomialLowerTail(k, 3, { a: 1, b: 1 })).toBeCloseTo((k + 1) / 4, 12)
})

test('without variation between groups the beta-binomial is the binomial', () => {
  const shape = betaShape(0.3, 1e-12)!
  expect(betaBinomialLowerTail(270, 1000, shape)).toBeCloseTo(binomialLowerTail(270, 1000, 0.3), 4)
  expect(betaShape(0.3, 0)).toBeNull()
  expect(betaShape(0.3, 0.21)).toBeNull()
  // mean 0.4, variance 0.04: a + b = 0.24/0.04 − 1 = 5
  expect(betaShape(0.4, 0.04)!.a).toBeCloseTo(2, 12)
})

test.each([
  [2.763769, 10, 0.01],
  [2.570582, 5, 0.025],
  [-1.475884, 5, 0.9],
  [0, 3, 0.5],
])("Student's t as tables give it: P(T ≥ %f) with %i degrees", (t, degrees, p) => {
  expect(studentUpperTail(t, degrees)).toBeCloseTo(p, 6)
})
