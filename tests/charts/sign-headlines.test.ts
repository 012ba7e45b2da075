import { describe, expect, test } from 'vitest'
import { signCharts } from '../../src/charts/signs/index.ts'
import { judgedLater } from '../../src/charts/signs/sign-chart.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { signs, type Sign } from '../../src/metrics/signs/sign.ts'
import { chartContext, draw, type GivenRows } from '../support/chart-context.ts'
import { customerRows } from '../support/customer-rows.ts'
import { marked } from '../support/marked.ts'
import { evidenceOf, lightRows, longGapEvidence, sign, withSign } from '../support/sign-rows.ts'
import { valueRows } from '../support/value-rows.ts'

const headline = (id: Sign, language: Language, rows: GivenRows, currency: string | null = 'KRW') =>
  marked(signCharts[id].headline(chartContext(language, rows, { currency })))
const both = (id: Sign, rows: GivenRows) => [headline(id, 'ko', rows), headline(id, 'en', rows)]

describe('new–churned crossover', () => {
  const id = 'new_churned_crossover'
  test('alarm: who left and came, and since when it is turned', () => {
    expect(both(id, lightRows)).toEqual([
      '한 달에 *713명*이 떠나고 601명이 들어왔습니다. 3월부터 뒤집혔습니다.',
      '*713* customers a month left; 601 came or came back. It turned in March.',
    ])
  })
  test('watch: not over the alarm limit yet', () => {
    expect(both(id, withSign(sign(id, 'watch', { statistic: 1.04, limit: 1, n: 3000 })))).toEqual([
      '한 달에 *713명*이 떠나고 601명이 들어왔습니다. 아직 경고할 정도는 아닙니다.',
      '*713* customers a month left; 601 came or came back. That is not enough for an alarm yet.',
    ])
  })
  test('ok: the same numbers, nothing turned', () => {
    const early = evidenceOf[id].filter((row) => row.at! < '2025-12-01')
    expect(both(id, withSign(sign(id, 'ok', { statistic: 0.8, limit: 1, n: 3000, since: null }), early))).toEqual([
      '한 달에 *613명*이 떠나고 800명이 들어왔습니다.',
      '*613* customers a month left; 800 came or came back.',
    ])
  })
})

describe('retention anomaly', () => {
  const id = 'retention_anomaly'
  const on = [
    '4월에 처음 온 고객은 그 뒤 두 달 동안 한 달에 *29.0%*만 다시 샀습니다. 평소는 35.8%입니다.',
    'Only *29.0%* of April’s new customers bought again in an average month of the next two; 35.8% is usual.',
  ]
  test.each(['alarm', 'watch'] as const)('%s: the cohort of the statistic', (status) => {
    expect(both(id, withSign(sign(id, status, { statistic: 0.29, limit: 0.303, n: 440 })))).toEqual(on)
  })
  test('without a cohort of that statistic: the one that is flagged', () => {
    expect(both(id, withSign(sign(id, 'alarm', { statistic: 0.1, limit: 0.2, n: 1 })))).toEqual(on)
  })
  test('a cohort seen for one month', () => {
    const light = sign(id, 'watch', { statistic: 0.391, limit: 0.351, n: 405 })
    expect(both(id, withSign(light))).toEqual([
      '5월에 처음 온 고객은 다음 달에 *39.1%*만 다시 샀습니다. 평소는 40.6%입니다.',
      'Only *39.1%* of May’s new customers bought again the next month; 40.6% is usual.',
    ])
  })
  test('ok: not far from usual', () => {
    const rows = evidenceOf[id].map((row) => ({ ...row, is_flagged: false }))
    const light = sign(id, 'ok', { statistic: (0.398 + 0.3 + 0.265) / 3, limit: 0.274, n: 470 })
    expect(both(id, withSign(light, rows))).toEqual([
      '3월에 처음 온 고객은 그 뒤 석 달 동안 한 달에 *32.1%*가 다시 샀습니다. 평소(32.9%)와 크게 다르지 않습니다.',
      '*32.1%* of March’s new customers bought again in an average month of the next three, not far from the usual 32.9%.',
    ])
  })
})

describe('ageing of main buyers', () => {
  const id = 'ageing_buyers'
  test.each(['alarm', 'watch'] as const)('%s: how fast, from and to', (status) => {
    expect(both(id, withSign(sign(id, status, { statistic: 0.97, limit: 0.25, n: 5200 })))).toEqual([
      '주 고객의 나이 중위값이 한 해에 *1세*씩 올랐습니다. 38.4세에서 40.1세가 되었습니다.',
      'The main buyers’ median age rose by *1 year* a year, from 38.4 to 40.1.',
    ])
  })
  test('ok: the age, and how little it moved', () => {
    expect(both(id, withSign(sign(id, 'ok', { statistic: -0.12, limit: 0.25, n: 5200 })))).toEqual([
      '주 고객의 나이 중위값은 *40.1세*로, 한 해에 0.1세 내렸습니다.',
      'The main buyers’ median age is *40.1*; it fell by 0.1 years a year.',
    ])
  })
  test('the notes split the change in two', () => {
    const context = chartContext('ko', withSign(sign(id, 'alarm', { statistic: 0.97, limit: 0.25, n: 5200 })))
    expect(signCharts[id].notes(context)).toEqual([
      '2026년 6월',
      '나이를 아는 고객 n 5,200',
      '한 해에 +0.97세 · 한계 0.25세',
      '한쪽 95% 한계 +0.61~+1.24',
      '같은 고객이 나이 드는 몫 +1세, 고객 구성이 바뀐 몫 −0세',
      '가장 젊은 3분의 1의 비중 34% → 29%',
    ])
  })
})

describe('cycle or basket', () => {
  const id = 'abnormal_cycle_or_basket'
  test('ok: both medians', () => {
    expect(both(id, lightRows)).toEqual([
      '객단가 중위값은 *30,600원*, 구매 간격은 22일로 평소 범위 안입니다.',
      'The median basket is *₩30,600* and the median gap 22 days; both are in their usual range.',
    ])
  })
  test('alarm: a longer gap, with its usual range', () => {
    expect(both(id, withSign(sign(id, 'alarm', { statistic: 7, limit: 3.5, n: 2720 }), longGapEvidence))).toEqual([
      '6월 구매 간격 중위값은 *29일*로 평소(17.8일–24.2일)보다 깁니다.',
      'June’s median gap was *29 days*, above its usual 17.8 days to 24.2 days.',
    ])
  })
  test('watch: a larger basket', () => {
    const rows = evidenceOf[id].map((row) =>
      row.series === 'basket' && row.at === '2026-06-01' ? { ...row, value: 34000, is_flagged: true } : row,
    )
    expect(both(id, withSign(sign(id, 'watch', { statistic: 6, limit: 3.5, n: 2720 }), rows))).toEqual([
      '6월 객단가 중위값은 *34,000원*으로 평소(29,320원–32,680원)보다 높습니다.',
      'June’s median basket was *₩34,000*, above its usual ₩29,320 to ₩32,680.',
    ])
  })
  test('with one median alone', () => {
    const rows = evidenceOf[id].filter((row) => row.series === 'gap')
    expect(both(id, withSign(sign(id, 'ok', { statistic: 1, limit: 3.5 }), rows))).toEqual([
      '구매 간격 중위값은 *22일*로 평소 범위 안입니다.',
      'The median gap is *22 days*, in its usual range.',
    ])
  })
})

describe('one-time buyers rising', () => {
  const id = 'one_time_rising'
  test.each(['alarm', 'watch'] as const)('%s: the newest three cohorts against those before', (status) => {
    expect(both(id, withSign(sign(id, status, { statistic: 0.0431, limit: 0.02, n: 1530 })))).toEqual([
      '1–3월에 처음 산 고객의 *48.1%*가 90일 안에 다시 사지 않았습니다. 평소보다 4.3%p 높습니다.',
      '*48.1%* of first-time buyers of January–March had not bought again within 90 days, 4.3 points above what is usual.',
    ])
  })
  test('ok: below, or the same', () => {
    const at = (statistic: number) => both(id, withSign(sign(id, 'ok', { statistic, limit: 0.02, n: 1530 })))
    expect(at(-0.0132)[0]).toContain('평소보다 1.3%p 낮습니다.')
    expect(at(0.0001)).toEqual([
      '1–3월에 처음 산 고객의 *43.8%*가 90일 안에 다시 사지 않았습니다. 평소와 같습니다.',
      '*43.8%* of first-time buyers of January–March had not bought again within 90 days, the same as usual.',
    ])
  })
})

describe('LTV below CAC', () => {
  const id = 'ltv_below_cac'
  test('alarm: the channel that does not earn its cost', () => {
    expect(both(id, lightRows)).toEqual([
      '소셜 광고는 1원을 써서 *0.79원*을 벌었습니다. 구간의 위 끝도 본전에 못 미칩니다.',
      '소셜 광고 earned *₩0.79* for each ₩1 spent; even the top of the interval is below break-even.',
    ])
    expect(headline(id, 'en', lightRows, 'USD')).toContain('*$0.79* for each $1 spent')
    expect(headline(id, 'ko', lightRows, null)).toContain('1을 써서 *0.79*를 벌었습니다.')
  })
  test('watch: break-even lies in the interval', () => {
    const rows = evidenceOf[id].filter((row) => row.label !== '소셜 광고')
    expect(both(id, withSign(sign(id, 'watch', { statistic: 1.22, limit: 1, n: 1467 }), rows))).toEqual([
      '제휴는 1원을 써서 *1.22원*을 벌었습니다. 본전이 구간 안에 있습니다.',
      '제휴 earned *₩1.22* for each ₩1 spent; break-even lies inside the interval.',
    ])
  })
  test('under a year: how far it was seen', () => {
    const rows = evidenceOf[id].map((row) => (row.series === 'horizon' ? { ...row, value: 90 } : row))
    expect(both(id, withSign(sign(id, 'watch', { statistic: 0.79, limit: 1, n: 2815 }), rows))).toEqual([
      '소셜 광고는 1원을 써서 *0.79원*을 벌었습니다. 구간의 위 끝도 본전에 못 미칩니다. 아직 90일까지만 본 값입니다.',
      '소셜 광고 earned *₩0.79* for each ₩1 spent; even the top of the interval is below break-even. So far only 90 days were seen.',
    ])
  })
  test('watch: it lately costs more than a customer brings', () => {
    const rows = evidenceOf[id].filter((row) => row.label === '추천' || row.label === '검색')
    const matched = valueRows.ltv_to_cac!.map((row) => (row.channel === '추천' ? { ...row, recent_cac: 41000 } : row))
    const light = withSign(sign(id, 'watch', { statistic: 2.02, limit: 1, n: 1204 }), rows)
    const given = { ...light, ltv_to_cac: matched.filter((row) => row.channel !== '소셜 광고') }
    expect(both(id, given)).toEqual([
      '추천의 최근 석 달 CAC는 *41,000원*으로 한 사람이 벌어 온 38,800원보다 큽니다.',
      '추천 cost *₩41,000* a new customer over the last three months, more than the ₩38,800 one brought.',
    ])
  })
  test('ok: even the lowest', () => {
    const rows = evidenceOf[id]
      .filter((row) => row.label !== '소셜 광고' && row.label !== '제휴' && row.label !== null)
      .map((row) => ({ ...row, is_flagged: false }))
    expect(both(id, withSign(sign(id, 'ok', { statistic: 2.02, limit: 1, n: 1204 }), rows))).toEqual([
      '가장 낮은 경로인 추천도 1원을 써서 *2.02원*을 벌었습니다.',
      'Even the lowest channel, 추천, earned *₩2.02* for each ₩1 spent.',
    ])
  })
  test('spend on a channel that brings nobody any more', () => {
    const rows = evidenceOf[id].filter((row) => row.label !== '소셜 광고')
    const matched = valueRows.ltv_to_cac!.map((row) =>
      row.channel === '제휴' ? { ...row, verdict: 'no_customers' } : row,
    )
    const costs = valueRows.acquisition_cost!.map((row) =>
      row.channel === '제휴' && row.month! >= '2026-04-01'
        ? { ...row, new_customers: 0, cac: null, spend: 4000000 }
        : row,
    )
    const light = withSign(sign(id, 'alarm', { statistic: 1.22, limit: 1, n: 1467 }), rows)
    expect(both(id, { ...light, ltv_to_cac: matched, acquisition_cost: costs })).toEqual([
      '최근 석 달 동안 제휴에 *1,200만원*을 썼지만 새로 온 고객이 없습니다.',
      '제휴 cost *₩12m* over the last three months and brought no new customer.',
    ])
    expect(both(id, light)[0]).toContain('제휴는 1원을 써서 *1.22원*을 벌었습니다.')
  })
})

describe('what cannot be judged', () => {
  test.each(signs)('%s has no headline and no picture, in either language', (id) => {
    for (const reason of ['missing_column', 'too_early', 'too_few'] as const)
      for (const language of ['ko', 'en'] as const) {
        const context = chartContext(language, withSign(sign(id, 'unknown', { reason, since: null }), []))
        expect(signCharts[id].headline(context)).toBeNull()
        expect(draw(signCharts[id], context, 440)).toBeNull()
        expect(signCharts[id].opens[language]).toMatch(/\.$/)
        expect(signCharts[id].takes[language]).toMatch(/\.$/)
      }
  })
  test.each(signs)('%s says nothing without its rows', (id) => {
    expect(signCharts[id].headline(chartContext('ko', {}))).toBeNull()
    expect(signCharts[id].notes(chartContext('ko', {}))).toEqual([])
  })
  test('how long until a young shop can be judged', () => {
    const young = { ...customerRows, customers_monthly: customerRows.customers_monthly!.slice(-6) }
    const later = (id: Sign, language: Language) => judgedLater(chartContext(language, young), signCharts[id])
    expect(later('ageing_buyers', 'ko')).toBe('약 18개월 뒤부터 판단할 수 있습니다.')
    expect(later('retention_anomaly', 'en')).toBe('It can be judged in about 2 months.')
    expect(judgedLater(chartContext('ko', customerRows), signCharts.ageing_buyers)).toBeNull()
    expect(judgedLater(chartContext('ko', {}), signCharts.ageing_buyers)).toBeNull()
  })
})
