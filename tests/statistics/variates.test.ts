import { expect, test } from 'vitest'
import { incompleteBeta } from '../../src/statistics/gamma.ts'
import { Random } from '../../src/statistics/random.ts'
import { betaVariate, gammaVariate } from '../../src/statistics/variates.ts'

const COUNT = 20_000

function draws(draw: (random: Random) => number, seed = 7): number[] {
  const random = new Random(seed, 3)
  return Array.from({ length: COUNT }, () => draw(random))
}

function meanOf(values: readonly number[], power = 1): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length
}

/** √n times the largest distance between a sample's distribution function and the true one; 1.95 leaves one in a thousand. */
function kolmogorov(values: readonly number[], distribution: (value: number) => number): number {
  const sorted = [...values].sort((left, right) => left - right)
  const distances = sorted.map((value, at) => {
    const below = distribution(value)
    return Math.max((at + 1) / sorted.length - below, below - at / sorted.length)
  })
  return Math.max(...distances) * Math.sqrt(sorted.length)
}

test.each([0.05, 0.3, 0.9999, 1, 1.0001, 2.5, 40, 1000])('gamma numbers of shape %d: mean, variance, skewness', (k) => {
  const values = draws((random) => gammaVariate(random, k))
  expect(values.every((value) => value >= 0 && value < Infinity)).toBe(true)
  // Standard errors of the first three moments about 0: √(E x²ʲ − (E xʲ)²)/√n
  const moment = (power: number) =>
    Array.from({ length: power }, (_, at) => k + at).reduce((all, next) => all * next, 1)
  for (const power of [1, 2, 3]) {
    const error = Math.sqrt((moment(2 * power) - moment(power) ** 2) / COUNT)
    expect(Math.abs(meanOf(values, power) - moment(power))).toBeLessThan(4 * error)
  }
})

test('gamma numbers of shape 1 and 2 have their distribution', () => {
  expect(
    kolmogorov(
      draws((random) => gammaVariate(random, 1)),
      (x) => -Math.expm1(-x),
    ),
  ).toBeLessThan(1.95)
  const two = draws((random) => gammaVariate(random, 2))
  expect(kolmogorov(two, (x) => 1 - (1 + x) * Math.exp(-x))).toBeLessThan(1.95)
})

test('gamma numbers of shape 1/2 are half the squares of normal ones', () => {
  const values = draws((random) => gammaVariate(random, 0.5))
  // P(x < t²/2) of the normal: 0.6826895 within one standard deviation, 0.9544997 within two
  for (const [bound, share] of [
    [0.5, 0.6826895],
    [2, 0.9544997],
  ] as const)
    expect(Math.abs(meanOf(values.map((value) => Number(value < bound))) - share)).toBeLessThan(0.013)
})

test.each([
  [0.79, 2.43],
  [0.3, 0.2],
  [1, 1],
  [5.5, 1.5],
  [300, 700],
])('beta(%d, %d) numbers have their distribution', (a, b) => {
  const values = draws((random) => betaVariate(random, a, b))
  expect(kolmogorov(values, (value) => incompleteBeta(value, a, b))).toBeLessThan(1.95)
})

test.each([
  [0.001, 0.001],
  [0.0005, 0.002],
  [1e-5, 1e-5],
  [0.001, 1000],
])('beta(%d, %d) numbers are numbers, with the mean they should have', (a, b) => {
  const values = draws((random) => betaVariate(random, a, b))
  expect(values.every((value) => value >= 0 && value <= 1)).toBe(true)
  const mean = a / (a + b)
  const error = Math.sqrt((mean * (1 - mean)) / (a + b + 1) / COUNT)
  expect(Math.abs(meanOf(values) - mean)).toBeLessThan(4 * error)
})

test('the same seed and stream give the same numbers', () => {
  const both = (seed: number) => draws((random) => gammaVariate(random, 0.4) + betaVariate(random, 0.8, 2), seed)
  expect(both(5)).toEqual(both(5))
  expect(both(5)).not.toEqual(both(6))
})

test.each([0, -1, NaN, Infinity])('a shape of %d is refused', (shape) => {
  expect(() => gammaVariate(new Random(1, 1), shape)).toThrow(RangeError)
  expect(() => betaVariate(new Random(1, 1), shape, 1)).toThrow(RangeError)
  expect(() => betaVariate(new Random(1, 1), 1, shape)).toThrow(RangeError)
})
