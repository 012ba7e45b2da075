import { describe, expect, test } from 'vitest'
import { acquisitionCost } from '../../src/charts/acquisition-cost.ts'
import { unitMoney } from '../../src/charts/channel-words.ts'
import type { Chart } from '../../src/charts/chart.ts'
import { cohortValue } from '../../src/charts/cohort-value.ts'
import { customerEquity } from '../../src/charts/customer-equity.ts'
import { ltvToCac } from '../../src/charts/ltv-to-cac.ts'
import { payback } from '../../src/charts/payback.ts'
import { referralValue } from '../../src/charts/referral-value.ts'
import { curvesOf, valueCurve } from '../../src/charts/value-curve.ts'
import { valueFinding } from '../../src/charts/value-finding.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { chartContext, draw, type GivenRows } from '../support/chart-context.ts'
import { expectGolden } from '../support/golden.ts'
import { marked } from '../support/marked.ts'
import { valueRows } from '../support/value-rows.ts'

const charts: readonly Chart[] = [cohortValue, valueCurve, ltvToCac, acquisitionCost, payback, customerEquity]
const both = (chart: Chart, rows: GivenRows, options = {}) =>
  (['ko', 'en'] as const).map((language) => marked(chart.headline(chartContext(language, rows, options))))
const find = (language: Language, rows: GivenRows, options = {}) => {
  const found = valueFinding(chartContext(language, rows, options))
  return found && [marked(found.headline), marked(found.sub)]
}

describe.each(['ko', 'en'] as const)('pictures of value in %s', (language) => {
  const context = chartContext(language, valueRows)

  test.each(charts)('$id looks as it was approved', (chart) => {
    expectGolden(`${chart.id}-${language}-640`, draw(chart, context, 640)!)
    expectGolden(`${chart.id}-${language}-320`, draw(chart, context, 320)!)
  })

  test.each(charts)('$id follows the theme and stays readable at any width', (chart) => {
    for (const width of [280, 440, 936]) {
      const svg = draw(chart, context, width)!
      const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!)
      expect(
        colors.filter((color) => !/^(none|transparent|currentColor|(var|url|color-mix)\(.*\))$/.test(color)),
      ).toEqual([])
      const sizes = [...svg.matchAll(/<(?:g|text)[^>]* font-size="([\d.]+)/g)].map((match) => Number(match[1]))
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    }
  })
})

test.each([...charts, referralValue])('$id says and draws nothing without rows', (chart) => {
  for (const language of ['ko', 'en'] as const) {
    const context = chartContext(language, {})
    expect(chart.headline(context)).toBeNull()
    expect(chart.notes(context)).toEqual([])
    expect(draw(chart, context, 640)).toBeNull()
  }
})

describe('value by cohort', () => {
  test('the newest cohort whose 90 days have passed, against the mean', () => {
    expect(both(cohortValue, valueRows)).toEqual([
      '3월에 처음 산 고객은 90일 동안 한 사람에 *69,484원*어치를 샀습니다. 전체 평균 70,834원보다 1.9% 적습니다.',
      'March’s first-time buyers spent *₩69,484* each within 90 days, 1.9% below the mean (₩70,834).',
    ])
  })
  test('margin is brought, not spent', () => {
    expect(both(cohortValue, valueRows, { basis: 'margin' })).toEqual([
      '3월에 처음 산 고객은 90일 동안 한 사람에 공헌이익 *69,484원*을 남겼습니다. 전체 평균 70,834원보다 1.9% 적습니다.',
      'March’s first-time buyers brought *₩69,484* of margin each within 90 days, 1.9% below the mean (₩70,834).',
    ])
  })
  test('one cohort alone has nothing to be compared with; a small one says nothing', () => {
    const one = valueRows.cohort_value!.filter((row) => row.cohort === '2026-03-01')
    expect(both(cohortValue, { cohort_value: one })[0]).toBe(
      '3월에 처음 산 고객은 90일 동안 한 사람에 *69,484원*어치를 샀습니다.',
    )
    const few = one.map((row) => ({ ...row, customers: 12 }))
    expect(both(cohortValue, { cohort_value: few })).toEqual([
      '아직 30명이 안 되어 말하기 이릅니다(n 12).',
      'Too few to say (n 12).',
    ])
  })
  test('the left edge is hatched and left out of the mean', () => {
    const edge = valueRows.cohort_value!.map((row) =>
      row.cohort === '2024-07-01' ? { ...row, is_left_edge: true, value: 1e9, value_per_customer: 1e6 } : row,
    )
    const context = chartContext('ko', { cohort_value: edge })
    expect(marked(cohortValue.headline(context))).not.toContain('1,0')
    expect(draw(cohortValue, context, 936)!.match(/url\(#hatch-cohort-value\)/g)!.length).toBeGreaterThan(1)
  })
})

describe('value over time', () => {
  test('what a customer brought and when the cost was paid back', () => {
    expect(both(valueCurve, valueRows)).toEqual([
      '새 고객 한 명은 360일 동안 공헌이익 *33,900원*을 남겼습니다. 데려오는 데 쓴 23,300원은 120일 만에 갚았습니다.',
      'A new customer brought *₩33,900* of margin within 360 days; the ₩23,300 it cost to bring them was paid back in 120 days.',
    ])
  })
  test('not paid back yet; no spend; too few', () => {
    const blended = valueRows.value_curve!.filter((row) => row.kind === 'blended')
    const of = (change: object) => both(valueCurve, { value_curve: blended.map((row) => ({ ...row, ...change })) })
    expect(of({ cac: 90000 })).toEqual([
      '새 고객 한 명은 360일 동안 공헌이익 *33,900원*을 남겼습니다. 데려오는 데 쓴 90,000원은 아직 다 갚지 못했습니다.',
      'A new customer brought *₩33,900* of margin within 360 days, not yet the ₩90,000 it cost to bring them.',
    ])
    expect(of({ cac: null })[1]).toBe('A new customer brought *₩33,900* of margin within 360 days.')
    expect(of({ customers: 8 })[1]).toBe('Too few to say (n 8).')
  })
  test('all together first, then the quickest', () => {
    expect(curvesOf(chartContext('ko', valueRows)).map((curve) => [curve.channel, curve.payback])).toEqual([
      [null, 120], ['검색', 30], ['추천', 60], ['제휴', 180], ['소셜 광고', null],
    ]) // prettier-ignore
  })
})

describe('LTV ÷ CAC', () => {
  const only = (...channels: string[]) => ({
    ltv_to_cac: valueRows.ltv_to_cac!.filter((row) => channels.includes(row.channel ?? row.kind!)),
  })
  test('the lowest channel', () => {
    expect(both(ltvToCac, valueRows)).toEqual([
      '소셜 광고는 1원을 써서 *0.79원*을 벌었습니다. 구간의 위 끝도 본전에 못 미칩니다.',
      '소셜 광고 earned *₩0.79* for each ₩1 spent; even the top of the interval is below break-even.',
    ])
    expect(both(ltvToCac, only('검색', '추천'))[0]).toBe('가장 낮은 경로인 추천도 1원을 써서 *2.02원*을 벌었습니다.')
    expect(both(ltvToCac, only('검색', '제휴'))[0]).toBe(
      '제휴는 1원을 써서 *1.22원*을 벌었습니다. 본전이 구간 안에 있습니다.',
    )
    expect(both(ltvToCac, only('blended'))).toEqual([
      '광고비 전체로 보면 1원을 써서 *1.45원*을 벌었습니다.',
      'All channels together earned *₩1.45* for each ₩1 spent.',
    ])
  })
  test('too few to judge', () => {
    const [row] = only('blended').ltv_to_cac
    const none = { ltv_low: null, ltv_high: null, ratio: null, ratio_low: null, ratio_high: null, verdict: 'too_few' }
    const few = { ltv_to_cac: [{ ...row!, ...none, customers: 20 }] }
    expect(both(ltvToCac, few)).toEqual([
      '고객 100명, 다시 산 고객 30명이 안 되어 말하기 이릅니다(n 20).',
      'Under 100 customers, or 30 who bought again: too few to say (n 20).',
    ])
    expect(draw(ltvToCac, chartContext('ko', few), 640)).toContain('고객이 적음')
  })
  test('a channel without an interval is hollow and never the headline', () => {
    const rows = valueRows.ltv_to_cac!.map((row) =>
      row.channel === '소셜 광고' ? { ...row, ratio_low: null, ratio_high: null, verdict: 'too_few' } : row,
    )
    const context = chartContext('en', { ltv_to_cac: rows })
    expect(marked(ltvToCac.headline(context))).toContain('제휴 earned')
    expect(ltvToCac.caption!(context)).toContain('Hollow')
    expect(ltvToCac.caption!(chartContext('en', valueRows))).not.toContain('Hollow')
  })
  test('a channel that brings nobody any more, unless another does not earn its cost', () => {
    const desert = (rows: GivenRows): GivenRows => ({
      acquisition_cost: valueRows.acquisition_cost!.map((row) => ({ ...row, spend: 1000000, new_customers: 0 })),
      ltv_to_cac: rows.ltv_to_cac!.map((row) => (row.channel === '검색' ? { ...row, verdict: 'no_customers' } : row)),
    })
    expect(both(ltvToCac, desert(only('검색', '제휴')))[0]).toBe(
      '최근 석 달 동안 검색에 *300만원*을 썼지만 새로 온 고객이 없습니다.',
    )
    expect(both(ltvToCac, desert(valueRows))[0]).toContain('소셜 광고는')
    const lately = { ...desert(only('검색', '추천')), acquisition_cost: valueRows.acquisition_cost! }
    expect(both(ltvToCac, lately)[0], 'it brought some lately').toContain('추천도')
  })
})

describe('acquisition cost', () => {
  test('the last month against a year before', () => {
    expect(both(acquisitionCost, valueRows)).toEqual([
      '6월에 새 고객 한 명을 데려오는 데 *27,358원*이 들었습니다. 지난해 6월보다 16% 비쌉니다.',
      'A new customer cost *₩27,358* in June, 16% more than in June last year.',
    ])
  })
  test('a month that brought nobody, and a short file', () => {
    const last = valueRows.acquisition_cost!.filter((row) => row.month === '2026-06-01')
    expect(both(acquisitionCost, { acquisition_cost: last })[1]).toBe('A new customer cost *₩27,358* in June.')
    const nobody = last.map((row) => ({ ...row, cac: null, new_customers: 0, spend: 1200000 }))
    expect(both(acquisitionCost, { acquisition_cost: nobody })).toEqual([
      '6월에 광고비 *120만원*을 썼지만 새로 온 고객이 없습니다.',
      '*₩1.2m* was spent in June, and nobody came for the first time.',
    ])
  })
})

describe('payback', () => {
  const rows = (keep: (channel: string | null) => boolean): GivenRows => ({
    payback: valueRows.payback!.filter((row) => row.cohort === null && keep(row.channel)),
  })
  test('the quickest channel, and one that has not', () => {
    expect(both(payback, valueRows)).toEqual([
      '검색으로 온 고객은 *4개월* 만에 데려온 값을 갚습니다. 소셜 광고는 12개월이 지나도 갚지 못했습니다.',
      'Customers from 검색 pay back their cost in *4 months*; 소셜 광고 had not after 12 months.',
    ])
  })
  test('none of them, or all together alone', () => {
    expect(
      both(
        payback,
        rows((channel) => channel === '소셜 광고'),
      ),
    ).toEqual([
      '소셜 광고는 *12개월*이 지나도 데려온 값을 갚지 못했습니다.',
      '소셜 광고 had not paid back its cost after *12 months*.',
    ])
    expect(
      both(
        payback,
        rows((channel) => channel === null),
      ),
    ).toEqual(['새 고객은 *7개월* 만에 데려온 값을 갚습니다.', 'New customers pay back their cost in *7 months*.'])
  })
})

describe('customer equity', () => {
  test('what those hold who buy and refer', () => {
    expect(both(customerEquity, valueRows)).toEqual([
      '많이 사고 추천도 하는 고객은 214명(1.6%)으로, 누적 가치의 *11.4%*를 냈습니다.',
      'Those who buy much and refer others, 214 customers (1.6%), brought *11.4%* of lifetime value.',
    ])
  })
  test('nobody refers; too few', () => {
    const rows = valueRows.customer_equity!.filter((row) => row.crv === 0)
    expect(both(customerEquity, { customer_equity: rows })[0]).toBe(
      '많이 사지만 추천은 없는 고객은 6,437명(49.6%)으로, 누적 가치의 *90.7%*를 냈습니다.',
    )
    expect(both(customerEquity, { customer_equity: [{ ...rows[0]!, customers: 9 }] })[1]).toBe('Too few to say (n 9).')
  })
  test('it says what stands in for CLV and why the two are not added', () => {
    expect(customerEquity.caption!(chartContext('ko', valueRows))).toContain('두 번 세게')
    expect(customerEquity.caption!(chartContext('en', valueRows))).toContain('count twice')
  })
})

describe('referral value', () => {
  test('who brought how many', () => {
    expect(both(referralValue, valueRows)).toEqual([
      '고객 312명이 *478명*을 데려왔고, 그들은 첫 12개월에 공헌이익 1,240만원을 남겼습니다.',
      '312 customers brought *478 others*, who brought ₩12.4m of margin in their first 12 months.',
    ])
  })
  test('hardly anybody, and nobody', () => {
    const [all] = valueRows.referral_value!
    expect(both(referralValue, { referral_value: [{ ...all!, referred: 4 }] })[1]).toBe('Too few to say (n 4).')
    const none = chartContext('ko', { referral_value: [{ ...all!, referrers: 0, referred: 0 }] })
    expect(referralValue.headline(none)).toBeNull()
    expect(referralValue.unknown!(none)).toBe('추천으로 온 고객이 아직 없습니다.')
  })
})

describe('what Value says', () => {
  test('what a customer brought and cost, and who does not earn it', () => {
    expect(find('ko', valueRows)).toEqual([
      '새 고객 한 명은 365일 동안 *33,900원*을 남겼고, 데려오는 데 23,300원이 들었습니다.',
      '소셜 광고는 1원을 써서 *0.79원*을 벌었습니다. 구간의 위 끝도 본전에 못 미칩니다.',
    ])
    expect(find('en', valueRows)![0]).toBe('A new customer brought *₩33,900* of margin in 365 days and cost ₩23,300.')
  })
  test('all channels earn their cost: how long that takes', () => {
    const rows = valueRows.ltv_to_cac!.filter((row) => row.channel !== '소셜 광고')
    expect(find('ko', { ...valueRows, ltv_to_cac: rows })![1]).toBe('전체 광고비는 *7개월* 만에 갚습니다.')
    expect(find('en', { ...valueRows, ltv_to_cac: rows })![1]).toBe('All channels pay back in *7 months*.')
  })
  test('without costs: what a customer spends', () => {
    const rows = { cohort_value: valueRows.cohort_value! }
    expect(find('ko', rows)![0]).toMatch(/^새 고객 한 명은 365일 동안 \*[\d,]+원\*어치를 샀습니다\.$/)
    expect(find('en', rows)![0]).toMatch(/^A new customer spent \*₩[\d,]+\* in 365 days\.$/)
    expect(find('ko', rows, { basis: 'margin' })![0]).toMatch(/공헌이익 \*[\d,]+원\*을 남겼습니다\.$/)
    expect(find('ko', {})).toBeNull()
  })
})

test('one unit of any money', () => {
  const of = (language: Language, currency: string | null, value: number) =>
    unitMoney(chartContext(language, {}, { currency }), value)
  expect([of('ko', 'KRW', 0.789), of('en', 'KRW', 0.789), of('ko', 'USD', 1), of('en', null, 0.5)]).toEqual([
    '0.79원', '₩0.79', '$1', '0.5',
  ]) // prettier-ignore
})
