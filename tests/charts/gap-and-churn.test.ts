import { describe, expect, it } from 'vitest'
import { churnLimits } from '../../src/charts/churn-limits.ts'
import { gapHeadline, gapPlot, gapSplits, gapSurvival } from '../../src/charts/gap-survival.ts'
import { repeatRate, repeatWindow } from '../../src/charts/repeat-rate.ts'
import { retentionFinding } from '../../src/charts/retention-finding.ts'
import { plain, type Sentence } from '../../src/i18n/sentence.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import { chartContext, draw, svgOf } from '../support/chart-context.ts'
import { AS_OF_DATE, retentionRows } from '../support/retention-rows.ts'

const text = (value: Sentence | null | undefined) => value && plain(value).replaceAll('\u2060', '')

/** A curve that rises by `rate` a day for 80 days; a row a day for all, a row a week else. */
function gaps(split: string, value: string, rate: number, waits = 100, last = 365): MetricRows['gap_survival'][] {
  const every = split === 'all' ? 1 : 7
  return Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => {
    const share = rate * Math.min(80, index * every)
    return { split, value, day: index * every, at_risk: waits, share, low: share, high: share }
  })
}

type Limit = MetricRows['churn_limits']
const limit = (
  wait: string,
  limit_days: number | null,
  status = 'ready',
  horizon_days: number | null = 365,
): Limit => ({
  wait,
  limit_days,
  status,
  horizon_days,
  waits: 500,
  reordered: 200,
  share_at_horizon: 0.4,
  median_days: null,
})

describe('gap_survival', () => {
  it('offers the splits it has, in their order', () => {
    const context = chartContext('en', {
      gap_survival: [
        ...gaps('product', 'Beans', 0.005),
        ...gaps('all', 'all', 0.005),
        ...gaps('order_number', '1', 0.004),
      ],
    })
    expect(gapSplits(context).map(({ id }) => id)).toEqual(['all', 'order_number', 'product'])
    expect(gapSplits(chartContext('ko', {}))).toEqual([])
  })

  it('says the usual gap and when it is too late', () => {
    const given = { gap_survival: gaps('all', 'all', 0.01), churn_limits: [limit('later', 72)] }
    expect(text(gapSurvival.headline(chartContext('ko', given)))).toBe(
      '다시 산 고객은 보통 40일 만에 또 옵니다. 72일이 지나면 거의 오지 않습니다.',
    )
    expect(text(gapSurvival.headline(chartContext('en', given)))).toBe(
      'Repeat customers usually order again in 40 days; after 72 hardly anyone comes.',
    )
  })

  it('says what is known while the limit is unknown, that there are too few, or nothing', () => {
    const early = {
      gap_survival: gaps('all', 'all', 0.01, 100, 45),
      churn_limits: [limit('later', null, 'unknown', 30)],
    }
    expect(text(gapSurvival.headline(chartContext('ko', early)))).toMatch(/30일 안에 30\.0%가 다시 샀습니다/)
    expect(text(gapSurvival.headline(chartContext('en', { gap_survival: gaps('all', 'all', 0.01, 12) })))).toBe(
      'Too few to say (n 12).',
    )
    expect(gapSurvival.headline(chartContext('en', {}))).toBeNull()
    expect(draw(gapSurvival, chartContext('en', {}), 640)).toBeNull()
  })

  it('holds the last order number against the first', () => {
    const context = (language: 'ko' | 'en') =>
      chartContext(language, {
        gap_survival: [
          ...gaps('order_number', '1', 0.005),
          ...gaps('order_number', '2', 0.007),
          ...gaps('order_number', '4+', 0.01),
        ],
      })
    expect(text(gapHeadline(context('ko'), 'order_number'))).toBe(
      '네 번째 이후 주문 뒤에는 80.0%가 12주 안에 다시 샀습니다. 첫 주문 뒤에는 40.0%입니다.',
    )
    expect(text(gapHeadline(context('en'), 'order_number'))).toBe(
      '80.0% bought again within 12 weeks after the fourth and later orders, against 40.0% after the first order.',
    )
  })

  it('holds the best category against everyone and marks its line alone', () => {
    const context = chartContext('ko', {
      gap_survival: [
        ...gaps('all', 'all', 0.006),
        ...gaps('category', '원두', 0.008),
        ...gaps('category', '용품', 0.002),
        ...gaps('category', '드문 것', 0.012, 29),
      ],
    })
    expect(text(gapHeadline(context, 'category'))).toBe(
      '‘원두’ 구매 뒤에는 64.0%가 12주 안에 다시 샀습니다. 전체는 48.0%입니다.',
    )
    const svg = svgOf(gapPlot(context, 640, 'category')!)
    expect(svg.match(/stroke="var\(--accent\)"/g)).toHaveLength(1)
    expect(svg).not.toContain('드문 것')
  })

  it('has no finding and no picture in a split without rows', () => {
    const context = chartContext('ko', { gap_survival: gaps('all', 'all', 0.006) })
    expect(gapHeadline(context, 'product')).toBeNull()
    expect(gapPlot(context, 640, 'product')).toBeNull()
  })
})

describe('churn_limits', () => {
  const headline = (language: 'ko' | 'en', rows: readonly Limit[]) =>
    text(churnLimits.headline(chartContext(language, { churn_limits: rows })))

  it('says both limits', () => {
    const rows = [limit('first', 250), limit('later', 185)]
    expect(headline('ko', rows)).toBe('첫 구매 뒤 250일, 두 번째부터는 185일 동안 주문이 없으면 이탈로 봅니다.')
    expect(headline('en', rows)).toBe(
      'A customer counts as churned after 250 days without an order following the first, 185 days following a later one.',
    )
  })

  it('says the one that is known', () => {
    const unknown = limit('later', null, 'unknown', 60)
    expect(headline('ko', [limit('first', 100), unknown])).toMatch(/^첫 구매 뒤 100일 동안/)
    expect(headline('en', [{ ...unknown, wait: 'first' }, limit('later', 90)])).toMatch(
      /^After a second or later order, a customer counts as churned after 90 days;/,
    )
    const svg = draw(churnLimits, chartContext('en', { churn_limits: [limit('first', 100), unknown] }), 640)!
    expect(svg).toContain('cannot judge yet')
  })

  it('says and draws nothing where both are unknown', () => {
    const rows = [limit('first', null, 'unknown', null), limit('later', null, 'unknown', 60)]
    expect(headline('ko', rows)).toBeNull()
    expect(draw(churnLimits, chartContext('ko', { churn_limits: rows }), 640)).toBeNull()
    expect(churnLimits.notes(chartContext('ko', { churn_limits: rows }))).toContain('두 번째부터: 판단 불가')
    expect(headline('ko', [])).toBeNull()
  })

  it('marks a provisional limit in picture and margin', () => {
    const context = chartContext('ko', { churn_limits: [limit('first', 100, 'provisional', 150)] })
    expect(draw(churnLimits, context, 320)).toContain('100일 (잠정)')
    expect(churnLimits.notes(context)).toContain('첫 구매 뒤, 잠정: 지켜본 기간 150일')
  })
})

describe('repeat_rate', () => {
  const row = (days: number, eligible: number, rate: number | null): MetricRows['repeat_rate'] => ({
    days,
    eligible,
    repeated: rate === null ? 0 : rate * eligible,
    rate,
    low: rate === null ? null : rate - 0.02,
    high: rate === null ? null : rate + 0.02,
  })
  const headline = (language: 'ko' | 'en', rows: readonly MetricRows['repeat_rate'][]) =>
    text(repeatRate.headline(chartContext(language, { repeat_rate: rows })))

  it('says 90 days, and the longest window beside it', () => {
    const rows = [row(30, 900, 0.1), row(90, 800, 0.284), row(180, 500, 0.35), row(365, 200, 0.41)]
    expect(headline('ko', rows)).toBe('첫 구매 고객의 28.4%가 90일 안에 다시 샀습니다. 365일 안에는 41.0%입니다.')
    expect(headline('en', rows)).toBe('28.4% of first-time buyers came back within 90 days, 41.0% within 365 days.')
  })

  it('takes the longest window of 30 customers where 90 days are too few', () => {
    const rows = [row(30, 90, 0.1), row(60, 40, 0.2), row(90, 20, 0.3), row(365, 0, null)]
    expect(repeatWindow(chartContext('ko', { repeat_rate: rows }))?.days).toBe(60)
    expect(headline('ko', rows)).toBe('첫 구매 고객의 20.0%가 60일 안에 다시 샀습니다.')
    const svg = draw(repeatRate, chartContext('ko', { repeat_rate: rows }), 640)!
    expect(svg).toContain('아직 모름')
    expect(svg.match(/<circle/g)).toHaveLength(3)
  })

  it('says that there are too few, or nothing', () => {
    expect(headline('en', [row(30, 12, 0.5), row(90, 0, null)])).toBe('Too few to say (n 12).')
    expect(headline('en', [row(30, 0, null)])).toBeNull()
    expect(headline('en', [])).toBeNull()
    expect(draw(repeatRate, chartContext('en', {}), 640)).toBeNull()
  })
})

describe('the finding of the page', () => {
  it('says how many come back and when it is too late, then the usual wait and the newest cohort', () => {
    const given = retentionRows()
    const found = retentionFinding(chartContext('ko', given, { settings: { as_of: AS_OF_DATE } }))
    expect(text(found?.headline)).toBe(
      '처음 산 고객의 43.1%가 90일 안에 돌아왔습니다. 118일이 지나면 거의 오지 않습니다.',
    )
    expect(text(found?.sub)).toBe(
      '두 번째 주문까지 보통 32일 걸립니다. 4월에 처음 산 고객의 16.6%가 다음 달에 다시 샀습니다. 전체 평균 25.0%보다 8.4%p 낮습니다.',
    )
    const english = retentionFinding(chartContext('en', given, { settings: { as_of: AS_OF_DATE } }))
    expect(text(english?.headline)).toBe(
      '43.1% of first-time buyers came back within 90 days; after 118 hardly anyone comes.',
    )
  })

  it('says that there are too few, or nothing without rows', () => {
    const few = chartContext('ko', {
      repeat_rate: [{ days: 30, eligible: 9, repeated: 3, rate: 0.33, low: 0.1, high: 0.6 }],
    })
    expect(text(retentionFinding(few)?.headline)).toBe('아직 30명이 안 되어 말하기 이릅니다(n 9).')
    expect(retentionFinding(few)?.sub).toBeNull()
    expect(retentionFinding(chartContext('en', {}))).toBeNull()
  })
})
