import { describe, expect, test } from 'vitest'
import { cutoffProblem, cutoffsOf } from '../../src/components/score-cutoffs.ts'

describe('fixed cut-offs', () => {
  const row = (dimension: string, score: number, low: number | null, high: number | null) => ({
    dimension,
    score,
    low,
    high,
    customers: low === null ? 0 : 1,
  })
  test('start from the scores in force, recency by its highest days; an empty score takes its neighbour’s', () => {
    const rows = [
      ...[1, 2, 3, 4, 5].map((score) => row('r', score, 100 - score * 10, 109 - score * 10)),
      row('f', 2, 2, 2),
      row('f', 3, null, null),
      row('f', 4, 3, 4),
      row('f', 5, 5, 9),
      ...[1, 2, 3, 4, 5].map((score) => row('m', score, score * 1000, score * 1000 + 999)),
    ]
    expect(cutoffsOf(rows)).toEqual({ r: [89, 79, 69, 59], f: [2, 3, 3, 5], m: [2000, 3000, 4000, 5000] })
  })
  test('must run one way: days down, orders and money up', () => {
    const whole = { r: [90, 60, 30, 7], f: [2, 3, 4, 5], m: [1, 2, 3, 4] }
    expect(cutoffProblem(whole)).toBeNull()
    expect(cutoffProblem({ ...whole, r: [7, 30, 60, 90] })).toBe('r')
    expect(cutoffProblem({ ...whole, f: [2, 3, Number.NaN, 5] })).toBe('f')
    expect(cutoffProblem({ ...whole, m: [1, 2, 9, 4] })).toBe('m')
  })
})
