import { expect, test } from 'vitest'
import { groupedMedian } from '../../src/statistics/grouped-median.ts'
import { inverse } from '../../src/statistics/linear-system.ts'
import { expectedShare, pAboveZero, quasiLogistic } from '../../src/statistics/quasi-logistic.ts'
import { median, robustZ, spread } from '../../src/statistics/robust.ts'
import { theilSen, theilSenSlope } from '../../src/statistics/theil-sen.ts'

test('median, MAD and robust z by hand', () => {
  expect(median([])).toBeNull()
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  // deviations from 3: 2 1 0 1 97
  expect(spread([1, 2, 3, 4, 100])).toEqual({ median: 3, mad: 1 })
  expect(robustZ(100, { median: 3, mad: 1 })).toBeCloseTo(65.4265, 10)
  expect(spread([])).toBeNull()
})

test('Theil–Sen by hand: an outlier does not bend it', () => {
  // slopes 1 1 1 1 1 1 of the first four points; 96 48.5 32.67 24.75 to the last
  expect(theilSen([0, 1, 2, 3, 4], [2, 3, 4, 5, 101])).toEqual({ slope: 1, intercept: 2 })
  expect(theilSen([0, 1, 2, 3], [2, NaN, 4, 5])).toEqual({ slope: 1, intercept: 2 })
  expect(theilSen([1], [1])).toBeNull()
  expect(theilSen([1, 1], [1, 3])).toBeNull()
  expect(theilSenSlope([], [])).toBeNaN()
})

test('a grouped median lies within its class', () => {
  expect(groupedMedian(Float64Array.from([0, 4, 0]))).toBe(1.5)
  // half of 10 is 5: 1 below, 4 of 5 into class 1
  expect(groupedMedian(Float64Array.from([1, 5, 4]))).toBeCloseTo(1.8, 12)
  expect(groupedMedian(new Float64Array(3))).toBeNaN()
})

test('a logistic trend between two shares is the difference of their log-odds', () => {
  const trend = quasiLogistic([
    { x: [1, 0], count: 5, n: 50 },
    { x: [1, 0], count: 5, n: 50 },
    { x: [1, 1], count: 20, n: 100 },
  ])!
  // ln(1/4) − ln(1/9); variance 1/10 + 1/90 + 1/20 + 1/80; no more than chance: dispersion 1; t with one degree
  expect(trend.coefficients[1]).toBeCloseTo(Math.log(9 / 4), 10)
  expect(trend.coefficients[0]).toBeCloseTo(Math.log(1 / 9), 10)
  expect(trend.standardErrors[1]).toBeCloseTo(Math.sqrt(0.1 + 1 / 90 + 0.05 + 0.0125), 8)
  expect(trend.dispersion).toBe(1)
  expect(expectedShare(trend.coefficients, [1, 1])).toBeCloseTo(0.2, 10)
  expect(pAboveZero(trend, 1)).toBeCloseTo(
    0.5 - Math.atan(trend.coefficients[1]! / trend.standardErrors[1]!) / Math.PI,
    8,
  )
})

test('shares that vary more than chance widen it by their Pearson χ² over its degrees of freedom', () => {
  const trend = quasiLogistic([
    { x: [1, -1], count: 40, n: 100 },
    { x: [1, 0], count: 70, n: 100 },
    { x: [1, 1], count: 40, n: 100 },
  ])!
  // flat at ½: χ² = (10² + 20² + 10²) ÷ 25 = 24 on 1 degree; variance 24 ÷ (25 + 25)
  expect(trend.coefficients[1]).toBeCloseTo(0, 10)
  expect(trend.dispersion).toBeCloseTo(24, 8)
  expect(trend.standardErrors[1]).toBeCloseTo(Math.sqrt(24 / 50), 8)
  expect(pAboveZero(trend, 1)).toBeCloseTo(0.5, 8)
})

test('no trend where there is nothing to fit', () => {
  const points = [0, 1, 2].map((x) => ({ x: [1, x], count: 1, n: 2 }))
  expect(quasiLogistic(points)).not.toBeNull()
  expect(quasiLogistic(points.slice(1))).toBeNull()
  expect(quasiLogistic(points.map((point) => ({ ...point, x: [1, 1] })))).toBeNull()
  expect(quasiLogistic(points.map((point) => ({ ...point, count: 0 })))).toBeNull()
  expect(quasiLogistic([])).toBeNull()
})

test('the inverse of a small matrix', () => {
  // determinant 2·2 − 1·1 = 3
  const [[a, b], [c, d]] = inverse([
    [2, 1],
    [1, 2],
  ]) as [[number, number], [number, number]]
  expect([a, b, c, d].map((value) => Math.round(3 * value * 1e9) / 1e9)).toEqual([2, -1, -1, 2])
  expect(
    inverse([
      [1, 1],
      [1, 1],
    ]),
  ).toBeNull()
})
