import { describe, expect, test } from 'vitest'
import { dayAfter, dayBefore, nearestIndex, stepsBetween } from '../../src/components/as-of-steps.ts'

describe('the as-of slider', () => {
  test('steps on every first of a month inside the data, and ends on the day after it', () => {
    expect(stepsBetween('2025-11-20', '2026-02-10')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01', '2026-02-11'])
  })
  test('does not step twice on the end', () => {
    expect(stepsBetween('2026-01-05', '2026-02-28')).toEqual(['2026-02-01', '2026-03-01'])
    expect(stepsBetween('2026-01-05', '2026-01-06')).toEqual(['2026-01-07'])
  })
  test('finds the nearest step', () => {
    expect(nearestIndex(['2026-01-01', '2026-02-01', '2026-03-01'], '2026-02-20')).toBe(2)
  })
  test('knows leap days', () => {
    expect([dayAfter('2024-02-28'), dayBefore('2024-03-01')]).toEqual(['2024-02-29', '2024-02-29'])
  })
})
