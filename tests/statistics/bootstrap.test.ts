import { expect, test } from 'vitest'
import { groupBootstrap, percentileInterval } from '../../src/statistics/bootstrap.ts'
import { meanInterval } from '../../src/statistics/mean-interval.ts'
import { Random } from '../../src/statistics/random.ts'

test('PCG32 gives the numbers of its reference implementation (seed 42, stream 54)', () => {
  const random = new Random(42, 54)
  const first = Array.from({ length: 6 }, () => random.uint32().toString(16))
  expect(first).toEqual(['a15c02b7', '7b47f409', 'ba1d3330', '83d2f293', 'bfa4784b', 'cbed606e'])
})

test('every resample draws as many groups as there are, the same for the same seed', () => {
  const counts = groupBootstrap(200, 50, 1)
  expect(counts.length).toBe(10_000)
  for (let draw = 0; draw < 50; draw++)
    expect(counts.subarray(draw * 200, (draw + 1) * 200).reduce((sum, count) => sum + count, 0)).toBe(200)
  expect(groupBootstrap(200, 50, 1)).toEqual(counts)
  expect(groupBootstrap(200, 50, 2)).not.toEqual(counts)
})

test('the percentile interval leaves as many out on either side', () => {
  const values = Array.from({ length: 2000 }, (_, index) => 1999 - index)
  expect(percentileInterval(values)).toEqual({ low: 49, high: 1950 })
  expect(percentileInterval([NaN, 7])).toEqual({ low: 7, high: 7 })
  expect(percentileInterval([NaN])).toBeNull()
})

test('the closed interval by hand', () => {
  // 0 0 0 4: mean 1, s² 3, third moment (−1·3 + 27)/4 = 6, γ = 6/3^1.5 = 1.1547, se = √(3/4)
  const interval = meanInterval(4, 4, 16, 64)!
  const shift = (1.154700538 * (1.959964 ** 2 - 1)) / 12
  expect(interval.mean).toBe(1)
  expect(interval.low).toBeCloseTo(1 + Math.sqrt(0.75) * (shift - 1.959964), 8)
  expect(interval.high).toBeCloseTo(1 + Math.sqrt(0.75) * (shift + 1.959964), 8)
  expect(meanInterval(3, 6, 12, 24)).toEqual({ mean: 2, low: 2, high: 2 })
  expect(meanInterval(0, 0, 0, 0)).toBeNull()
})

/** Values as skewed as customers' are: most buy once, a few for a hundred times as much. */
function customers(n: number, seed: number): number[] {
  const random = new Random(seed, 1)
  return Array.from({ length: n }, () => {
    const orders = 1 + (random.chance(0.4) ? Math.floor(3 * random.exponential() * random.exponential()) : 0)
    return Math.round(1000 * orders * (1 + random.exponential()))
  }).sort((a, b) => a - b)
}

function bootstrapped(values: readonly number[]): { low: number; high: number } {
  const random = new Random(1, 0)
  const means = Array.from({ length: 2000 }, () => {
    let sum = 0
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[random.between(0, values.length - 1)]!
    return sum / values.length
  })
  return percentileInterval(means)!
}

test.each([
  [100, [1, 2, 3]],
  [300, [1, 2, 3]],
  [1000, [1]],
])('the closed interval is the bootstrap one for %i skewed customers', (n, seeds) => {
  for (const seed of seeds) {
    const values = customers(n, seed)
    const power = (exponent: number) => values.reduce((sum, value) => sum + value ** exponent, 0)
    const closed = meanInterval(n, power(1), power(2), power(3))!
    const drawn = bootstrapped(values)
    const width = drawn.high - drawn.low
    expect(Math.abs(closed.low - drawn.low) / width).toBeLessThan(0.04)
    expect(Math.abs(closed.high - drawn.high) / width).toBeLessThan(0.04)
  }
})
