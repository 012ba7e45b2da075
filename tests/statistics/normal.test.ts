import { expect, test } from 'vitest'
import { normalCdf, normalQuantile, Z95 } from '../../src/statistics/normal.ts'

test.each([
  [0, 0.5],
  [1, 0.841344746068543],
  [-1.959963984540054, 0.025],
  [-5, 2.866515718791939e-7],
  [-10, 7.61985302416053e-24],
  [8.5, 1],
])('P(Z ≤ %f) as tables give it', (z, p) => {
  expect(Math.abs(normalCdf(z) - p)).toBeLessThan(1e-15)
  expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-8)
})

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.01, -2.3263478740408408],
  [1e-10, -6.361340902404056],
])('the quantile at %f as tables give it', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12)
})

test('the quantile undoes the distribution, and the report rounds it to six decimals', () => {
  for (const z of [-6, -2.5, -0.3, 0.7, 3]) expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 9)
  expect(Z95).toBe(Number(normalQuantile(0.975).toFixed(6)))
  expect(() => normalQuantile(1)).toThrow(RangeError)
})
