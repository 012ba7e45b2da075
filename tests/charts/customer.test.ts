import { describe, expect, test } from 'vitest'
import { alivePlot, purchasesPlot, share } from '../../src/charts/customer-curve.ts'
import { customersFound } from '../../src/charts/customers-found.ts'
import { whySegment } from '../../src/charts/customer-why.ts'
import { plain } from '../../src/i18n/sentence.ts'
import { chartContext, svgOf } from '../support/chart-context.ts'
import { customerLife } from '../support/customer-life.ts'
import { expectGolden } from '../support/golden.ts'

const days = ['2025-08-12', '2025-09-03', '2025-09-30', '2025-12-20', '2026-01-15', '2026-04-30', '2026-06-19']
const often = customerLife(days)
const once = customerLife(['2025-02-01'])
const today = customerLife(['2026-06-30'])
const unpredicted = customerLife(days, {
  course: null,
  p_alive: null,
  expected_orders: null,
  expected_spend: null,
  expected_value: null,
  verdict: 'no',
})
const plots = { purchases: purchasesPlot, alive: alivePlot }

describe.each(['ko', 'en'] as const)('in %s', (language) => {
  const context = chartContext(language, {})

  test.each(Object.entries(plots))('the picture of %s is drawn as before', (name, plot) => {
    expectGolden(`customer-${name}-${language}-536`, svgOf(plot(context, often, 536)!))
    expectGolden(`customer-${name}-${language}-320`, svgOf(plot(context, often, 320)!))
  })

  test.each(Object.entries(plots))('the picture of %s follows the theme, whoever it is of', (_, plot) => {
    for (const life of [often, once, today])
      for (const width of [280, 536]) {
        const svg = svgOf(plot(context, life, width)!)
        const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!)
        expect(colors.filter((color) => !/^(none|transparent|currentColor|var\(.*\))$/.test(color))).toEqual([])
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
        expect(svg).not.toContain('M-000042')
      }
  })
})

test('without a prediction there is only what came', () => {
  const context = chartContext('en', {})
  expect(alivePlot(context, unpredicted, 536)).toBeNull()
  const svg = svgOf(purchasesPlot(context, unpredicted, 536)!)
  expect(svg).not.toContain('expected')
  expect(svg).not.toContain('var(--accent)')
})

test('marks say what they show', () => {
  const of = (svg: string) => [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, text]) => text)
  const bought = of(svgOf(purchasesPlot(chartContext('ko', {}), often, 536)!))
  expect(bought).toContain('2025년 9월 30일 · 38,000원 · 3번째 구매일')
  expect(bought.at(-1)).toMatch(/^2027년 6월 30일까지 누적 [\d.]+회 예상$/)
  const chances = of(svgOf(alivePlot(chartContext('en', {}), once, 536)!))
  expect(chances.at(-1)).toMatch(/^(under )?\d+% on 30 June 2027 if silent until then$/)
})

test('a chance does not pretend to be certain', () => {
  const [ko, en] = [chartContext('ko', {}), chartContext('en', {})]
  expect([0, 0.004, 0.005, 0.42, 0.994, 0.996, 1].map((value) => share(en, value))).toEqual(['0%', 'under 1%', '1%', '42%', '99%', 'over 99%', '100%']) // prettier-ignore
  expect([share(ko, 0.001), share(ko, 0.999)]).toEqual(['1% 미만', '99% 이상'])
})

test('why a customer is in their segment', () => {
  const say = (language: 'ko' | 'en', ...rest: [Parameters<typeof customerLife>[1]?, 'margin'?]) =>
    whySegment(chartContext(language, {}, rest[1] ? { basis: rest[1] } : {}), customerLife(days, rest[0]))
      .replaceAll(/[\u00a0]/g, ' ')
      .replaceAll('\u2060', '')
  expect(say('ko')).toBe(
    '마지막 구매가 12일 전이고, 주문 7건에 모두 266,000원을 썼습니다. RFM 점수가 R5 F4 M3이라서 ‘충성고객’ 세그먼트입니다.',
  )
  expect(say('en')).toBe(
    'Bought 12 days ago, 7 orders, ₩266,000 in all: RFM scores R5 F4 M3, which puts them among the loyal customers.',
  )
  expect(say('ko', { m: 5 }, 'margin')).toContain('공헌이익 266,000원을 남겼습니다. RFM 점수가 R5 F4 M5라서')
  expect(say('en', { orders: 1, recencyDays: 1, segment: null })).toBe('Bought 1 day ago, 1 order, ₩266,000 in all: RFM scores R5 F4 M3.') // prettier-ignore
})

test('the finding of the list: what hangs on a tenth', () => {
  const found = { horizonMonths: 12, topTenth: { customers: 710, share: 0.412 } }
  const text = (language: 'ko' | 'en', given = found) =>
    plain(customersFound(chartContext(language, {}), given)!).replaceAll('\u2060', '')
  expect(text('ko')).toBe('앞으로 12개월 예상 매출의 41%가 고객 710명(전체의 10%)에서 나올 것으로 보입니다.')
  expect(text('en')).toBe('41% of the revenue expected in the next 12 months hangs on 710 customers, a tenth of all.')
  expect(text('en', { horizonMonths: 12, topTenth: { customers: 2, share: 0.9 } })).toContain('Too few')
  expect(customersFound(chartContext('en', {}), { horizonMonths: 12, topTenth: null })).toBeNull()
})
