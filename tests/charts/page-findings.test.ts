import { describe, expect, test } from 'vitest'
import { customersFinding } from '../../src/charts/customers-finding.ts'
import { healthFinding } from '../../src/charts/health-finding.ts'
import { keyFigures, overview } from '../../src/charts/overview.ts'
import type { FindPage } from '../../src/charts/page-findings.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { chartContext, type GivenRows } from '../support/chart-context.ts'
import { customerRows } from '../support/customer-rows.ts'
import { marked } from '../support/marked.ts'

const find = (page: FindPage, language: Language, rows: GivenRows = customerRows) => {
  const found = page(chartContext(language, rows))
  return found && [marked(found.headline), marked(found.sub)]
}
const months = customerRows.customers_monthly!
const changed = (change: object): GivenRows => ({
  ...customerRows,
  customers_monthly: months.map((row) => ({ ...row, ...change })),
})

describe('Health', () => {
  test('the last month against a year before, and who left', () => {
    expect(find(healthFinding, 'ko')).toEqual([
      '6월 매출은 *1억 1,517만원*으로 지난해 6월보다 6.4% 늘었지만, 처음 온 고객은 38% 줄었습니다.',
      '최근 석 달 동안 한 달에 *713명*이 떠나고 601명이 새로 오거나 돌아왔습니다.',
    ])
    expect(find(healthFinding, 'en')).toEqual([
      'Revenue in June was *₩115m*, 6.4% above June last year, but first-time customers fell by 38%.',
      'Over the last three months *713 customers* a month left, and 601 customers came or came back.',
    ])
  })
  test('unknown churn limits: who bought twice instead', () => {
    const rows = changed({ churned: null, reactivated: null, active: null })
    expect(find(healthFinding, 'ko', rows)![1]).toBe('고객 13,302명 가운데 *60.7%*가 두 번 이상 샀습니다.')
    expect(find(healthFinding, 'en', rows)![1]).toBe('*60.7%* of 13,302 customers have bought at least twice.')
  })
  test('a month of no value before is no base for a rate', () => {
    expect(
      find(healthFinding, 'ko', {
        ...customerRows,
        customers_monthly: [{ ...months[22]!, value: 0 }, months[23]!],
      })![0],
    ).toBe('6월에 고객 2,422명이 *1억 1,517만원*어치를 샀습니다.')
    expect(find(healthFinding, 'en', { ...customerRows, customers_monthly: [months[23]!] })![0]).toBe(
      '2,422 customers spent *₩115m* in June.',
    )
  })
  test('no complete month: all so far', () => {
    expect(find(healthFinding, 'en', changed({ is_complete: false }))![0]).toBe(
      'So far 13,302 customers have spent *₩2.31bn*.',
    )
  })
  test('few customers and none', () => {
    const few = [{ ...customerRows.overview![0]!, customers: 3 }]
    expect(find(healthFinding, 'ko', { ...customerRows, overview: few })![0]).toBe(
      '아직 30명이 안 되어 말하기 이릅니다(n 3).',
    )
    expect(find(healthFinding, 'ko', {})).toBeNull()
    expect(overview.headline(chartContext('ko', {}))).toBeNull()
  })
})

describe('Customers', () => {
  test('what the best hold, and who slipped', () => {
    expect(find(customersFinding, 'ko')).toEqual([
      '최우수 고객과 충성고객은 전체의 24.5%지만 매출의 *59.5%*를 냈습니다.',
      '지난 90일 동안 그 고객 가운데 *143명*의 발길이 뜸해졌고, 1,198명이 처음 왔습니다.',
    ])
    expect(find(customersFinding, 'en')).toEqual([
      'Champions and loyal customers, 24.5% of all customers, brought *59.5%* of revenue.',
      'In the last 90 days *143* of them slipped, and 1,198 people bought for the first time.',
    ])
  })
  test('a scheme of one’s own falls back to the measured pair', () => {
    const rows = customerRows.rfm_segments!.map((row, index) => ({ ...row, segment: `group_${index}` }))
    expect(find(customersFinding, 'en', { ...customerRows, rfm_segments: rows, segment_movement: [] })).toEqual([
      'The top 20% of customers hold *60.8%* of revenue; it takes *31.8%* of them to reach 80%.',
      null,
    ])
  })
  test('no rows, no finding', () => {
    expect(find(customersFinding, 'ko', {})).toBeNull()
  })
})

describe('key figures', () => {
  test('values, units and changes against the same month a year before', () => {
    const figures = keyFigures(chartContext('ko', customerRows))
    expect(figures.map(({ label, value, unit, direction }) => [label, value, unit, direction])).toEqual([
      ['매출', '1억 1,517만', '원', '↑ 6.4% 지난해 6월보다'],
      ['구매한 고객', '2,422', '명', '↑ 8.9% 지난해 6월보다'],
      ['신규고객', '372', '명', '↓ 38% 지난해 6월보다'],
      ['90일 재구매율', '54.1%', null, null],
      ['객단가(주문당)', '35,880', '원', '↓ 0.1% 지난해 6월보다'],
      ['활동 고객', '4,443', '명', '↑ 14% 지난해 6월보다'],
    ])
    expect(figures.every((figure) => figure.spark.length > 20 && !figure.isFew)).toBe(true)
  })
  test('against the month before where the file is shorter than 13 months', () => {
    const figures = keyFigures(chartContext('en', { ...customerRows, customers_monthly: months.slice(-6) }))
    expect(figures[0]).toMatchObject({ label: 'Revenue', value: '₩115m', unit: null, direction: '↓ 4.6% on May' })
  })
  test('what is not known is written as not known', () => {
    const figures = keyFigures(chartContext('en', changed({ active: null, churned: null, reactivated: null })))
    expect(figures.at(-1)).toMatchObject({
      id: 'active',
      value: '–',
      direction: null,
      note: 'the churn limit is not known yet',
    })
    expect(figures.at(-1)!.spark.every((value) => value === null)).toBe(true)
  })
  test('nothing without rows', () => {
    expect(keyFigures(chartContext('en', {}))).toEqual([])
  })
})
