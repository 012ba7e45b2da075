import { expect, test } from 'vitest'
import { newcombe, wilson } from '../../src/statistics/proportions.ts'

// Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson, %i of %i', (count, n, low, high) => {
  const interval = wilson(count, n)
  expect(interval.share).toBe(count / n)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

// Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('Newcombe, %i of %i against %i of %i', (count1, n1, count2, n2, low, high) => {
  const interval = newcombe({ count: count1, n: n1 }, { count: count2, n: n2 })
  expect(interval.share).toBeCloseTo(count1 / n1 - count2 / n2, 12)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('nobody, everybody, and what is no proportion', () => {
  expect(wilson(0, 0)).toEqual({ share: null, low: null, high: null })
  expect(newcombe({ count: 1, n: 2 }, { count: 0, n: 0 })).toEqual({ share: null, low: null, high: null })
  expect(wilson(7, 7)).toMatchObject({ share: 1, high: 1 })
  expect(() => wilson(3, 2)).toThrow(RangeError)
  expect(() => wilson(-1, 2)).toThrow(RangeError)
})
