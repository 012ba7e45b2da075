import { describe, expect, test } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'
import { coreRetention } from '../../src/charts/core-retention.ts'
import { customersMonthly } from '../../src/charts/customers-monthly.ts'
import { lifecycle } from '../../src/charts/lifecycle.ts'
import { paretoCurve } from '../../src/charts/pareto-curve.ts'
import { rfmScores } from '../../src/charts/rfm-scores.ts'
import { rfmSegments, segmentRows } from '../../src/charts/rfm-segments.ts'
import { segmentMovement } from '../../src/charts/segment-movement.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { chartContext, type GivenRows } from '../support/chart-context.ts'
import { customerRows } from '../support/customer-rows.ts'
import { marked } from '../support/marked.ts'

const say = (chart: Chart, language: Language, rows: GivenRows = customerRows, options = {}) =>
  marked(chart.headline(chartContext(language, rows, options)))

const with_ = (rows: GivenRows): GivenRows => ({ ...customerRows, ...rows })
const months = customerRows.customers_monthly!
const charts = [customersMonthly, rfmScores, rfmSegments, segmentMovement, lifecycle, coreRetention, paretoCurve]

describe('the made-up shop', () => {
  test.each([
    [
      customersMonthly,
      '6월에 *372명*이 처음 왔습니다. 지난해 6월보다 38% 적습니다.',
      '*372 people* came for the first time in June, 38% fewer than in June last year.',
    ],
    [
      rfmScores,
      '가장 큰 칸은 한 번 사고 450일 이상 오지 않은 *1,694명*입니다. 전체의 12.7%입니다.',
      'The largest cell is *1,694 customers* who bought once, 450 or more days ago: 12.7% of all.',
    ],
    [
      rfmSegments,
      '90일 사이 장기 미구매 고객이 *518명* 늘어 2,260명이 되었습니다. 최우수 고객은 295명 늘었습니다.',
      'Hibernating customers grew by *518* in 90 days, to 2,260; champions grew by 295.',
    ],
    [
      segmentMovement,
      '90일 전 최우수 고객과 충성고객 2,737명 가운데 *143명(5%)*의 발길이 뜸해졌습니다.',
      'Of 2,737 champions and loyal customers 90 days ago, *143 (5%)* slipped.',
    ],
    [
      lifecycle,
      '고객의 15.1%인 핵심고객이 매출의 *57.0%*를 냈습니다. 고객의 57.4%는 떠났습니다.',
      'Core customers, 15.1% of all, brought *57.0%* of revenue; 57.4% of all have churned.',
    ],
    [
      coreRetention,
      '12개월 전 핵심고객 1,204명 가운데 *184명(15.3%)*이 떠났습니다. 이들의 한 해 매출은 6,730만원에서 1,240만원으로 줄었습니다.',
      'Of 1,204 core customers 12 months ago, *184 (15.3%)* have churned; their yearly revenue fell from ₩67.3m to ₩12.4m.',
    ],
    [
      paretoCurve,
      '상위 20% 고객이 매출의 *60.8%*를 냈습니다. 매출의 80%를 채우는 데는 고객의 *31.8%*가 필요합니다.',
      'The top 20% of customers hold *60.8%* of revenue; it takes *31.8%* of them to reach 80%.',
    ],
  ] as const)('%o', (chart, ko, en) => {
    expect(say(chart, 'ko')).toBe(ko)
    expect(say(chart, 'en')).toBe(en)
  })

  test('no row, no headline', () => {
    for (const chart of charts)
      for (const language of ['ko', 'en'] as const) expect(say(chart, language, {})).toBeNull()
  })

  test('an ending never parts from its number', () => {
    const texts = charts.map((chart) => chart.headline(chartContext('ko', customerRows))!)
    for (const pieces of texts)
      pieces.forEach((piece, index) => {
        const before = pieces[index - 1]
        if (typeof piece === 'string' && typeof before === 'object') expect(piece).toMatch(/^[\u2060 ]/)
      })
  })
})

describe('one customer', () => {
  const share = { customer_share: 1, value_share: 1 }
  const rows: GivenRows = {
    rfm_scores: [{ r: 3, f: 1, m: 3, segment: 'about_to_sleep', customers: 1, value: 100 }],
    rfm_segments: [{ segment: 'about_to_sleep', customers: 1, value: 100, orders: 1, ...share }],
    segment_movement: [
      { days: 90, from_segment: 'recent_first', to_segment: 'about_to_sleep', customers: 1, value: 100 },
    ],
    lifecycle: [{ stage: 'new', customers: 1, value: 100, ...share }],
    core_retention: [{ outcome: 'core', customers: 1, share: 1, value_before: 100, value_after: 100 }],
    pareto_summary: [
      {
        customers: 1,
        value: 100,
        top20_customers: 1,
        top20_value_share: 1,
        customers_for_80: 1,
        customers_for_80_share: 1,
        gini: 0,
        customers_without_value: 0,
        largest_value: null,
      },
    ],
  }
  test.each(charts.filter((chart) => chart !== customersMonthly).map((chart) => [chart.id, chart] as const))(
    '%s does not judge',
    (_, chart) => {
      expect(say(chart, 'ko', rows)).toBe('아직 30명이 안 되어 말하기 이릅니다(n 1).')
      expect(say(chart, 'en', rows)).toBe('Too few to say (n 1).')
    },
  )
})

describe('months', () => {
  const last = (count: number, change: object = {}) => ({
    customers_monthly: months.slice(-count).map((row, index) => (index === count - 1 ? { ...row, ...change } : row)),
  })

  test('with under 13 months the month before stands in', () => {
    expect(say(customersMonthly, 'ko', last(5))).toBe('6월에 *372명*이 처음 왔습니다. 5월보다 8.1% 적습니다.')
    expect(say(customersMonthly, 'en', last(5))).toBe(
      '*372 people* came for the first time in June, 8.1% fewer than in May.',
    )
  })
  test('about the same is said as such', () => {
    expect(say(customersMonthly, 'ko', last(2, { new: 406 }))).toBe('6월에 *406명*이 처음 왔습니다. 5월과 비슷합니다.')
    expect(say(customersMonthly, 'en', last(2, { new: 404 }))).toBe(
      '*404 people* came for the first time in June, about as many as in May.',
    )
  })
  test('one month alone, one person', () => {
    expect(say(customersMonthly, 'en', last(1, { new: 1 }))).toBe('*1 person* came for the first time in June.')
  })
  test('a month without a first-time buyer: who left and came back, or who bought again', () => {
    const none = { new: 0, churned: 12, reactivated: 1, is_settled: true }
    expect(say(customersMonthly, 'ko', last(1, none))).toBe(
      '6월에 처음 온 고객은 없고, *12명*이 떠나고 1명이 돌아왔습니다.',
    )
    expect(say(customersMonthly, 'en', last(1, none))).toBe(
      'Nobody came for the first time in June; *12 customers* left and 1 customer came back.',
    )
    const unknown = { new: 0, churned: null, reactivated: null, buyers: 40 }
    expect(say(customersMonthly, 'ko', last(1, unknown))).toBe(
      '6월에 처음 온 고객은 없고, 전에 사던 고객 *40명*이 다시 샀습니다.',
    )
    expect(say(customersMonthly, 'en', last(1, unknown))).toBe(
      'Nobody came for the first time in June; *40 customers* bought again.',
    )
  })
  test('first purchases of a month that the file may only seem to begin with are not compared', () => {
    const rows = { customers_monthly: months.slice(-13).map((row, index) => ({ ...row, is_settled: index > 2 })) }
    expect(say(customersMonthly, 'en', rows)).toBe('*372 people* came for the first time in June.')
    expect(say(customersMonthly, 'en', rows, { settings: { history: 'complete' } })).toContain(
      '38% fewer than in June last year',
    )
  })
  test('a month that has not ended says nothing', () => {
    expect(say(customersMonthly, 'en', last(1, { is_complete: false }))).toBeNull()
  })
  test('a complete month without a buyer says nothing', () => {
    expect(say(customersMonthly, 'en', last(2, { buyers: 0, new: 0 }))).toBeNull()
  })
})

describe('cells of the grid', () => {
  const cell = (r: number, f: number) => ({
    rfm_scores: [{ r, f, m: 3, segment: 'x', customers: 50, value: 1 }],
    rfm_cutoffs: customerRows.rfm_cutoffs!,
  })
  test.each([
    [5, 1, '최근 35일 안에 처음 산', 'who first bought in the last 35 days'],
    [3, 1, '138–275일 전에 한 번 산', 'who bought once, 138–275 days ago'],
    [5, 2, '2–3회 샀고 최근 35일 안에도 산', 'who bought 2–3 times, last within 35 days'],
    [3, 3, '4–5회 샀고 138–275일 전에 마지막으로 산', 'who bought 4–5 times, last 138–275 days ago'],
    [1, 5, '10회 이상 샀지만 450일 이상 오지 않은', 'who bought 10 or more times, but not for 450 days or more'],
  ])('R%i F%i', (r, f, ko, en) => {
    expect(say(rfmScores, 'ko', cell(r, f))).toBe(`가장 큰 칸은 ${ko} *50명*입니다. 전체의 100.0%입니다.`)
    expect(say(rfmScores, 'en', cell(r, f))).toBe(`The largest cell is *50 customers* ${en}: 100.0% of all.`)
  })
  test('without cut-offs the scores name the cell', () => {
    expect(say(rfmScores, 'en', { rfm_scores: cell(2, 4).rfm_scores })).toBe(
      'The largest cell is *50 customers* in R2 × F4: 100.0% of all.',
    )
  })
  test('of two equal cells the one of more value', () => {
    const rows = [
      { r: 5, f: 1, m: 1, segment: 'recent_first', customers: 40, value: 5 },
      { r: 1, f: 1, m: 1, segment: 'one_and_gone', customers: 40, value: 9 },
    ]
    expect(say(rfmScores, 'en', { rfm_scores: rows })).toContain('in R1 × F1')
  })
})

describe('segments', () => {
  test('without movement, the share of value speaks', () => {
    const rows = with_({ segment_movement: [] })
    expect(say(rfmSegments, 'ko', rows)).toBe('고객의 13.2%인 충성고객이 매출의 *30.6%*를 냅니다.')
    expect(say(rfmSegments, 'en', rows)).toBe('Loyal customers, 13.2% of all customers, bring *30.6%* of revenue.')
    expect(segmentRows(chartContext('en', rows)).rows.every((row) => row.change === null && row.movedTo === null)).toBe(
      true,
    )
    expect(say(segmentMovement, 'en', rows)).toBeNull()
  })
  test('everyone in one segment, worth nothing', () => {
    const rows: GivenRows = {
      rfm_segments: [
        { segment: 'promising', customers: 200, value: 0, orders: 200, customer_share: 1, value_share: null },
        { segment: 'champion', customers: 0, value: 0, orders: 0, customer_share: 0, value_share: null },
      ],
      segment_movement: [{ days: 90, from_segment: 'promising', to_segment: 'promising', customers: 200, value: 0 }],
    }
    expect(say(rfmSegments, 'ko', rows)).toBe('가장 많은 것은 두 번째 구매 유도 대상 *200명*입니다.')
    expect(say(rfmSegments, 'en', rows)).toBe('Promising customers are the most: *200 customers*.')
    expect(say(segmentMovement, 'ko', rows)).toBe('90일 전 고객 200명의 *100.0%*가 같은 세그먼트에 있습니다.')
    expect(say(segmentMovement, 'en', rows)).toBe(
      '*100.0%* of the 200 customers of 90 days ago are in the same segment.',
    )
  })
  test('nobody slipped', () => {
    const rows = {
      segment_movement: [{ days: 90, from_segment: 'champion', to_segment: 'loyal', customers: 80, value: 1 }],
    }
    expect(say(segmentMovement, 'ko', rows)).toBe('90일 전 최우수 고객 *80명* 가운데 발길이 뜸해진 고객은 없습니다.')
    expect(say(segmentMovement, 'en', rows)).toBe('None of the *80* champions of 90 days ago slipped.')
  })
  test('hardly anyone slipped: who rose instead', () => {
    const flow = (from_segment: string, to_segment: string, customers: number) => ({
      days: 90, from_segment, to_segment, customers, value: 1,
    }) // prettier-ignore
    const stayed = [flow('champion', 'champion', 500), flow('potential_loyalist', 'loyal', 40)]
    const rows = { segment_movement: [...stayed, flow('loyal', 'at_risk', 2), flow('not_yet_a_customer', 'loyal', 9)] }
    expect(say(segmentMovement, 'ko', rows)).toBe(
      '90일 사이 *40명*이 최우수 고객과 충성고객으로 올라섰습니다. 그때 있던 502명 가운데 발길이 뜸해진 고객은 2명뿐입니다.',
    )
    expect(say(segmentMovement, 'en', rows)).toBe(
      '*40 customers* rose to champions and loyal customers in 90 days; of the 502 customers there were, only 2 slipped.',
    )
    expect(say(segmentMovement, 'ko', { segment_movement: stayed })).toMatch(/발길이 뜸해진 고객은 없습니다\.$/)
    const notable = { segment_movement: [...stayed, flow('loyal', 'at_risk', 6)] }
    expect(say(segmentMovement, 'en', notable)).toBe(
      'Of 506 champions and loyal customers 90 days ago, *6 (1%)* slipped.',
    )
  })
  test('a young shop is compared over 30 days', () => {
    const rows = {
      segment_movement: [
        { days: 30, from_segment: 'loyal', to_segment: 'at_risk', customers: 40, value: 1 },
        { days: 90, from_segment: 'not_yet_a_customer', to_segment: 'at_risk', customers: 400, value: 1 },
      ],
    }
    expect(say(segmentMovement, 'en', rows)).toBe('Of 40 loyal customers 30 days ago, *40 (100%)* slipped.')
  })
  test('rows of the table: best first, with change and where most went', () => {
    const { days, rows } = segmentRows(chartContext('ko', customerRows))
    expect(days).toBe(90)
    expect(rows.map((row) => row.id)).toEqual([
      'champion',
      'loyal',
      'potential_loyalist',
      'recent_first',
      'promising',
      'needs_attention',
      'about_to_sleep',
      'at_risk',
      'cant_lose',
      'hibernating',
      'one_and_gone',
    ])
    expect(rows[0]).toMatchObject({
      rank: 1,
      name: '최우수 고객',
      color: 'var(--seg-champion)',
      customers: 1508,
      change: 295,
      movedTo: { name: '충성고객', customers: 559 },
      isFew: false,
    })
    expect(rows[8]).toMatchObject({
      name: '이탈 우려 우수고객',
      change: 54,
      movedTo: { name: '최우수 고객', customers: 3 },
    })
    expect(rows.reduce((sum, row) => sum + row.change!, 0)).toBe(1198)
  })
})

describe('stages', () => {
  const stage = (name: string, customers: number, value: number) => ({
    stage: name,
    customers,
    value,
    customer_share: null,
    value_share: null,
  })
  test('no value: the churned are the finding', () => {
    const rows = { lifecycle: [stage('core', 20, 0), stage('churned', 80, 0)] }
    expect(say(lifecycle, 'ko', rows)).toBe('고객 100명 가운데 이탈고객은 *80명(80.0%)*입니다.')
    expect(say(lifecycle, 'en', rows)).toBe('Of 100 customers, *80 (80.0%)* are churned customers.')
  })
  test('nobody churned: no sentence about it', () => {
    const rows = { lifecycle: [stage('existing', 90, 100), stage('core', 10, 300)] }
    expect(say(lifecycle, 'ko', rows)).toBe('고객의 10.0%인 핵심고객이 매출의 *75.0%*를 냈습니다.')
    expect(say(lifecycle, 'en', rows)).toBe('Core customers, 10.0% of all, brought *75.0%* of revenue.')
  })
  test('margin is called margin', () => {
    expect(marked(lifecycle.headline(chartContext('ko', customerRows, { basis: 'margin' })))).toContain(
      '공헌이익의 *57.0%*를',
    )
  })
  test('nobody of the core left', () => {
    const rows = {
      core_retention: [
        { outcome: 'core', customers: 45, share: 0.9, value_before: 9, value_after: 9 },
        { outcome: 'active', customers: 5, share: 0.1, value_before: 1, value_after: 1 },
      ],
    }
    expect(say(coreRetention, 'ko', rows)).toBe(
      '12개월 전 핵심고객 50명 가운데 떠난 고객은 없고, *90.0%*가 아직 핵심고객입니다.',
    )
    expect(say(coreRetention, 'en', rows)).toBe(
      'Of 50 core customers 12 months ago none have churned; *90.0%* are still core.',
    )
  })
  test('no value at all: no measured pair', () => {
    const rows = {
      pareto_summary: [
        {
          customers: 500,
          value: 0,
          top20_customers: 100,
          top20_value_share: null,
          customers_for_80: null,
          customers_for_80_share: null,
          gini: null,
          customers_without_value: 500,
          largest_value: null,
        },
      ],
    }
    expect(say(paretoCurve, 'ko', rows)).toBeNull()
  })
})
