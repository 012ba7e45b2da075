import { describe, expect, it } from 'vitest'
import { cohortHeatMap } from '../../src/charts/cohort-heat-map.ts'
import { cohortFinding, cohortRetention } from '../../src/charts/cohort-retention.ts'
import { plain } from '../../src/i18n/sentence.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import { chartContext, draw, svgOf } from '../support/chart-context.ts'
import { meansOf } from '../support/retention-rows.ts'

type Row = MetricRows['cohort_retention']

/** A cohort's rows: size, then active customers by period from 1; null where the period has not ended. */
function cohort(first: string, eligible: number, active: readonly (number | null)[], is_left_edge = false): Row[] {
  return [eligible, ...active].map((count, period) => ({
    cohort: first,
    period,
    is_left_edge,
    eligible,
    active: count ?? 0,
    rate: count === null ? null : count / eligible,
    active_or_later: count ?? 0,
    rate_or_later: count === null ? null : count / eligible,
    active_ever: count ?? 0,
    rate_ever: count === null ? null : count / eligible,
  }))
}

const contextOf = (language: 'ko' | 'en', rows: readonly Row[], settings = {}) =>
  chartContext(language, { cohort_retention: rows, cohort_retention_mean: meansOf(rows) }, { settings })
const words = (text: string | undefined) => text?.replaceAll('\u2060', '')
const headline = (language: 'ko' | 'en', rows: readonly Row[], settings = {}) => {
  const value = cohortRetention.headline(contextOf(language, rows, settings))
  return value && words(plain(value))
}

describe('headline of cohort_retention', () => {
  const two = [
    ...cohort('2026-03-01', 100, [40, 30, null]),
    ...cohort('2026-04-01', 100, [20, null]),
    ...cohort('2026-06-01', 100, []),
  ]

  it('holds the newest judged cohort against the mean', () => {
    expect(headline('ko', two)).toBe(
      '4월에 처음 산 고객의 20.0%가 다음 달에 다시 샀습니다. 전체 평균 30.0%보다 10.0%p 낮습니다.',
    )
    expect(headline('en', two)).toBe(
      '20.0% of first-time buyers of April bought again the next month, 10.0 points below the mean (30.0%).',
    )
  })

  it('says that nobody did instead of a share of zero', () => {
    const rows = [...cohort('2026-03-01', 100, [20]), ...cohort('2026-04-01', 60, [0])]
    expect(headline('ko', rows)).toBe(
      '4월에 처음 산 고객 60명 가운데 다음 달에 다시 산 고객은 없습니다. 전체 평균은 12.5%입니다.',
    )
    expect(headline('en', rows)).toBe(
      'None of the 60 first-time buyers of April bought again the next month; the mean is 12.5%.',
    )
  })

  it('speaks of all together where each cohort is small', () => {
    const rows = [...cohort('2026-03-01', 20, [5]), ...cohort('2026-04-01', 20, [3])]
    expect(headline('ko', rows)).toBe(
      '처음 산 고객의 20.0%가 다음 달에 다시 샀습니다. 코호트 하나하나는 30명이 안 되어 함께 셌습니다.',
    )
    expect(headline('en', rows)).toBe(
      '20.0% of first-time buyers bought again the next month; each cohort alone has under 30.',
    )
  })

  it('says so where it equals the mean', () => {
    const rows = [...cohort('2026-03-01', 100, [20]), ...cohort('2026-04-01', 100, [20])]
    expect(headline('ko', rows)).toBe(
      '4월에 처음 산 고객의 20.0%가 다음 달에 다시 샀습니다. 전체 평균 20.0%와 같습니다.',
    )
    expect(headline('en', rows)).toMatch(/, the same as the mean\.$/)
  })

  it('makes no comparison with one cohort, and writes the year of an old one', () => {
    expect(headline('ko', cohort('2024-03-01', 100, [20]))).toBe(
      '2024년 3월에 처음 산 고객의 20.0%가 다음 달에 다시 샀습니다.',
    )
    expect(headline('en', cohort('2024-03-01', 100, [20]))).toBe(
      '20.0% of first-time buyers of March 2024 bought again the next month.',
    )
  })

  it('passes over cohorts that are small, of the left edge or not complete', () => {
    const rows = [
      ...cohort('2026-02-01', 50, [10], false),
      ...cohort('2026-03-01', 29, [29]),
      ...cohort('2026-04-01', 90, [9], true),
      ...cohort('2026-05-01', 90, [null]),
    ]
    expect(cohortFinding(contextOf('en', rows))?.cohort).toBe('2026-02-01')
  })

  it('says that there are too few where every cohort is small', () => {
    expect(headline('ko', cohort('2026-03-01', 17, [3]))).toBe('아직 30명이 안 되어 말하기 이릅니다(n 17).')
    expect(headline('en', cohort('2026-03-01', 17, [3]))).toBe('Too few to say (n 17).')
  })

  it('says nothing without rows or with nothing complete', () => {
    expect(headline('ko', [])).toBeNull()
    expect(headline('en', cohort('2026-06-01', 100, [null]))).toBeNull()
  })

  it('names quarters and weeks as they are', () => {
    expect(headline('ko', cohort('2026-01-01', 100, [20]), { grain: 'quarter' })).toMatch(/^1분기에 .*다음 분기에/)
    expect(headline('en', cohort('2026-05-18', 100, [20]), { grain: 'week' })).toMatch(
      /of the week of 18 May bought again the next week\.$/,
    )
    expect(headline('ko', cohort('2026-05-18', 100, [20]), { grain: 'week' })).toMatch(/^5월 18일 주에 .*다음 주에/)
  })

  it('finds the year before by cohorts of the grain', () => {
    const months = [...cohort('2025-04-01', 100, [30]), ...cohort('2026-04-01', 100, [20])]
    expect(cohortFinding(contextOf('ko', months))?.yearBefore).toEqual({ cohort: '2025-04-01', rate: 0.3 })
    const quarters = [...cohort('2025-01-01', 100, [30]), ...cohort('2026-01-01', 100, [20])]
    expect(cohortFinding(contextOf('ko', quarters, { grain: 'quarter' }))?.yearBefore?.rate).toBe(0.3)
    const weeks = [...cohort('2025-05-19', 100, [30]), ...cohort('2026-05-18', 100, [20])]
    expect(cohortFinding(contextOf('ko', weeks, { grain: 'week' }))?.yearBefore?.rate).toBe(0.3)
    expect(words(cohortRetention.caption!(contextOf('ko', months))!)).toContain('2025년 4월 30.0%보다 10.0%p 낮습니다.')
  })
})

describe('heat map', () => {
  const rows = [
    ...cohort('2026-02-01', 40, [20, 10, 8], true),
    ...cohort('2026-03-01', 20, [9, 5, null]),
    ...cohort('2026-04-01', 100, [50, null]),
    ...cohort('2026-05-01', 100, [null]),
  ]
  const svg = (list: readonly Row[], width = 640) => draw(cohortRetention, contextOf('en', list), width)

  it('draws nothing without a period after the first', () => {
    expect(svg([])).toBeNull()
    expect(svg(cohort('2026-06-01', 100, []))).toBeNull()
  })

  it('hatches what is not known and never draws it as a number', () => {
    const onlyOpen = svg(cohort('2026-05-01', 100, [null]))!
    expect(onlyOpen.match(/<rect[^>]*>/g)).toHaveLength(1)
    expect(onlyOpen).toContain('fill="url(#hatch-cohort-rate)"')
    expect(onlyOpen).toContain('not known yet')
    expect(onlyOpen).not.toContain('>0.0<')
  })

  it('colours only cells of 30 customers or more, off the left edge', () => {
    const drawn = svg(rows)!
    const coloured = [...drawn.matchAll(/<rect[^>]*fill="var\(--seq-\d\)"[^>]*><title>([^<]*)/g)].map(
      (match) => match[1],
    )
    expect(coloured.filter((title) => !title!.startsWith('Mean'))).toEqual([
      'April 2026 · the next month: 50.0% (n 100)',
    ])
    const [plainCells = ''] = drawn.match(/<g[^>]*fill="transparent".*?<\/g>/s) ?? []
    expect([...plainCells.matchAll(/<title>([^<]*)/g)].map((match) => match[1])).toEqual([
      'Mean · 2 months later: 25.0% (n 20)',
      'March 2026 · the next month: 45.0% (n 20)',
      'March 2026 · 2 months later: 25.0% (n 20)',
    ])
  })

  it('marks one cell in the accent', () => {
    expect(svg(rows)!.match(/stroke="var\(--accent\)"/g)).toHaveLength(1)
  })

  it('shows the last 12 cohorts on a phone and says what it leaves to the table', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      cohort(
        new Date(Date.UTC(2024, 9 + index, 1)).toISOString().slice(0, 10),
        50,
        Array.from({ length: 19 - index }, () => 10),
      ),
    ).flat()
    expect(svg(many, 320)).toContain('Newest 12 cohorts, 8 months; rest in the table.')
    expect(svg(many, 936)).not.toContain('rest in the table')
  })

  it('draws the other two ways of counting', () => {
    const context = contextOf('ko', rows)
    expect(svgOf(cohortHeatMap(context, 640, null, 'rate_ever')!)).toContain('몇 개월 안에 돌아온 고객(%)')
    expect(svgOf(cohortHeatMap(context, 640, null, 'rate_or_later')!)).toContain('몇 개월 뒤나 그 뒤에 산 고객(%)')
  })
})
