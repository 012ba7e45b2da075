import { describe, expect, it } from 'vitest'
import { secondOrderByCohort } from '../../src/charts/second-order-by-cohort.ts'
import { secondOrderSurvival } from '../../src/charts/second-order-survival.ts'
import { dayReaching, halfDay, shareBy } from '../../src/charts/survival-curve.ts'
import { plain, type Sentence } from '../../src/i18n/sentence.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import { chartContext, draw, type GivenRows } from '../support/chart-context.ts'

const text = (value: Sentence | null) => value && plain(value).replaceAll('\u2060', '')
const strongOf = (value: Sentence | null) =>
  value?.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.strong]))

/** A curve that rises by `rate` a day until `until`, then stays. */
function curve(days: number, rate: number, until: number, waits = 200): MetricRows['second_order_survival'][] {
  return Array.from({ length: days + 1 }, (_, day) => {
    const share = rate * Math.min(day, until)
    return { day, at_risk: waits, reordered: 0, share, low: share, high: share }
  })
}

function limits(limit_days: number | null, status: string, horizon_days: number | null): MetricRows['churn_limits'][] {
  return [
    {
      wait: 'first',
      limit_days,
      status,
      horizon_days,
      waits: 200,
      reordered: 80,
      share_at_horizon: 0.4,
      median_days: null,
    },
  ]
}

describe('reading a curve', () => {
  const points = curve(100, 0.005, 80)
  it('finds the day of a share and the share of a day', () => {
    expect(dayReaching(points, 0.2)).toBe(40)
    expect(dayReaching(points, 0.41)).toBeNull()
    expect(shareBy(points, 90)).toBeCloseTo(0.4, 12)
    expect(shareBy(points, 101)).toBeNull()
    expect(halfDay(points, 90)).toBe(40)
    expect(halfDay(points, null)).toBeNull()
    expect(halfDay(curve(100, 0, 0), 90)).toBeNull()
  })
})

describe('headline of second_order_survival', () => {
  const headline = (language: 'ko' | 'en', rows: GivenRows, settings = {}) =>
    text(secondOrderSurvival.headline(chartContext(language, rows, { settings })))

  it('says how long it usually takes and when it is too late', () => {
    const rows = { second_order_survival: curve(365, 0.005, 80), churn_limits: limits(72, 'ready', 365) }
    expect(headline('ko', rows)).toBe('두 번째 주문까지 보통 40일 걸립니다. 72일이 지나면 거의 오지 않습니다.')
    expect(headline('en', rows)).toBe('The second order usually takes 40 days; after 72 hardly anyone comes.')
    expect(strongOf(secondOrderSurvival.headline(chartContext('ko', rows)))).toEqual(['40일'])
  })

  it('names the share where the limit is set lower', () => {
    const rows = { second_order_survival: curve(365, 0.005, 80), churn_limits: limits(64, 'ready', 365) }
    expect(headline('ko', rows, { churn_quantile: 0.8 })).toBe(
      '두 번째 주문까지 보통 40일 걸립니다. 돌아올 고객의 80%는 64일 안에 옵니다.',
    )
    expect(headline('en', rows, { churn_quantile: 0.8 })).toMatch(/; 80% of those who come have come by day 64\.$/)
  })

  it('says what is known so far while the limit is unknown', () => {
    const rows = { second_order_survival: curve(70, 0.005, 80), churn_limits: limits(null, 'unknown', 60) }
    expect(headline('ko', rows)).toBe(
      '첫 구매 고객의 30.0%가 60일 안에 다시 샀습니다. 얼마나 걸리는지는 아직 말하기 이릅니다.',
    )
    expect(headline('en', { second_order_survival: curve(70, 0.005, 80) })).toMatch(
      /^30\.0% of first-time buyers came back within 60 days;/,
    )
  })

  it('says so where nobody came back', () => {
    const rows = { second_order_survival: curve(40, 0, 0), churn_limits: limits(null, 'unknown', 30) }
    expect(headline('ko', rows)).toBe('첫 구매 고객 200명 가운데 30일 안에 다시 산 고객은 없습니다.')
    expect(headline('en', rows)).toBe('None of 200 first-time buyers came back within 30 days.')
  })

  it('says that there are too few, and nothing without rows', () => {
    expect(headline('ko', { second_order_survival: curve(40, 0.01, 40, 29) })).toBe(
      '아직 30명이 안 되어 말하기 이릅니다(n 29).',
    )
    expect(headline('ko', {})).toBeNull()
    expect(draw(secondOrderSurvival, chartContext('ko', {}), 640)).toBeNull()
    expect(draw(secondOrderSurvival, chartContext('ko', { second_order_survival: curve(6, 0.01, 6) }), 640)).toBeNull()
  })

  it('marks a provisional limit in the margin', () => {
    const rows = { second_order_survival: curve(120, 0.005, 80), churn_limits: limits(72, 'provisional', 120) }
    expect(secondOrderSurvival.notes(chartContext('ko', rows))).toEqual([
      '첫 구매 고객 200명',
      '잠정: 지켜본 기간 120일',
    ])
    expect(secondOrderSurvival.notes(chartContext('en', rows))).toContain('provisional: observed for 120 days')
  })

  it('draws the curve without half point and limit where they are unknown', () => {
    const svg = draw(secondOrderSurvival, chartContext('en', { second_order_survival: curve(70, 0.005, 80) }), 640)!
    expect(svg).not.toContain('var(--accent)')
    expect(svg).not.toContain('churn limit')
    expect(svg).toContain('within 70 days')
  })
})

describe('second_order_by_cohort', () => {
  /** One cohort's shares at 30, 60 and 90 days. */
  const cohort = (first: string, customers: number, shares: readonly (number | null)[], is_left_edge = false) =>
    shares.map((share, index): MetricRows['second_order_by_cohort'] => ({
      cohort: first,
      day: 30 * (index + 1),
      is_left_edge,
      customers,
      at_risk: customers,
      share,
      low: share === null ? null : share - 0.05,
      high: share === null ? null : share + 0.05,
    }))
  const contextOf = (language: 'ko' | 'en', rows: readonly MetricRows['second_order_by_cohort'][]) =>
    chartContext(language, { second_order_by_cohort: rows })
  const headline = (language: 'ko' | 'en', rows: readonly MetricRows['second_order_by_cohort'][]) =>
    text(secondOrderByCohort.headline(contextOf(language, rows)))

  it('holds the newest whole cohort against the same month a year before', () => {
    const rows = [
      ...cohort('2025-03-01', 100, [0.1, 0.2, 0.32]),
      ...cohort('2026-02-01', 90, [0.1, 0.2, 0.5]),
      ...cohort('2026-03-01', 100, [0.1, 0.2, 0.28]),
    ]
    expect(headline('ko', rows)).toBe(
      '3월에 처음 산 고객의 28.0%가 90일 안에 다시 샀습니다. 지난해 같은 달 32.0%보다 4.0%p 낮습니다.',
    )
    expect(headline('en', rows)).toBe(
      '28.0% of first-time buyers of March came back within 90 days, 4.0 points below the same month a year before (32.0%).',
    )
  })

  it('else against the earlier cohorts, weighted by customers', () => {
    const rows = [
      ...cohort('2026-01-01', 300, [0.1, 0.2, 0.2]),
      ...cohort('2026-02-01', 100, [0.1, 0.2, 0.4]),
      ...cohort('2026-03-01', 100, [0.1, 0.2, 0.28]),
    ]
    expect(headline('ko', rows)).toMatch(/그전 평균 25\.0%보다 3\.0%p 높습니다\.$/)
  })

  it('does not judge a cohort whose last customers have not lived through the window', () => {
    const rows = [
      ...cohort('2026-02-01', 100, [0.1, 0.2, 0.3]),
      ...cohort('2026-03-01', 100, [0.1, 0.2, 0.3]),
      ...cohort('2026-04-01', 100, [0.1, 0.2, 0.6]),
    ]
    expect(headline('en', rows)).toMatch(/^30\.0% of first-time buyers of March /)
    const svg = draw(secondOrderByCohort, contextOf('en', rows), 640)!
    expect(svg).toContain('fill="url(#hatch-second-order-cohorts)"')
    expect(svg).not.toContain('April 2026')
  })

  it('takes a shorter window while no two cohorts are 90 days old', () => {
    const rows = [...cohort('2026-04-01', 100, [0.1, 0.2, null]), ...cohort('2026-03-15', 100, [0.1, 0.25, null])]
    expect(headline('ko', rows)).toMatch(/60일 안에 다시 샀습니다/)
  })

  it('needs no comparison, and none of the left edge', () => {
    const rows = [...cohort('2025-03-01', 100, [0.1, 0.2, 0.9], true), ...cohort('2026-03-01', 100, [0.1, 0.2, 0.28])]
    expect(headline('ko', rows)).toBe('3월에 처음 산 고객의 28.0%가 90일 안에 다시 샀습니다.')
  })

  it('says that there are too few, and nothing where nothing is known', () => {
    expect(headline('en', cohort('2026-03-01', 12, [0.1, 0.2, 0.3]))).toBe('Too few to say (n 12).')
    expect(headline('en', cohort('2026-06-01', 100, [null, null, null]))).toBeNull()
    expect(headline('ko', [])).toBeNull()
    expect(draw(secondOrderByCohort, contextOf('ko', cohort('2026-06-01', 100, [null, null, null])), 640)).toBeNull()
  })
})
