import { describe, expect, test } from 'vitest'
import { aliveGrid } from '../../src/charts/alive-grid.ts'
import { backtest } from '../../src/charts/backtest.ts'
import type { Chart } from '../../src/charts/chart.ts'
import { customerEquity } from '../../src/charts/customer-equity.ts'
import { ltvToCac } from '../../src/charts/ltv-to-cac.ts'
import { modelLines, modelParameters, spendSentences } from '../../src/charts/model-table.ts'
import { predictedModels } from '../../src/charts/predicted-models.ts'
import { predictedValue, splitOf, valueSplits } from '../../src/charts/predicted-value.ts'
import {
  badgeReasons,
  badgeText,
  expectedOrders,
  mindChanger,
  otherVerdicts,
  signedPercent,
  unfittedSentences,
} from '../../src/charts/prediction-words.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { plain } from '../../src/i18n/sentence.ts'
import { chartContext, draw, type GivenRows } from '../support/chart-context.ts'
import { marked } from '../support/marked.ts'
import { judged, predictionRows, unfittedRows, untestedRows } from '../support/prediction-rows.ts'
import { valueAheadRows, valueRows } from '../support/value-rows.ts'

const languages = ['ko', 'en'] as const
const charts: readonly Chart[] = [predictedValue, backtest, predictedModels, aliveGrid]
const both = (chart: Chart, rows: GivenRows, options = {}) =>
  languages.map((language) => marked(chart.headline(chartContext(language, rows, options)))?.replaceAll('\u00a0', ' '))
const reasons = (language: Language, rows: GivenRows) =>
  badgeReasons(chartContext(language, rows)).map((reason) => plain(reason).replaceAll('\u2060', ''))

const young = judged('care', { reasons: 'under_a_year,models_disagree', months_needed: 5, spread: 0.22 })
const wrong = judged('no', { reasons: 'total_off,mape_high', months_needed: null, total_error: 0.31, mape: 0.27 })

test.each(charts)('$id says and draws nothing without rows', (chart) => {
  for (const language of languages) {
    const context = chartContext(language, {})
    expect(chart.headline(context)).toBeNull()
    expect(chart.notes(context)).toEqual([])
    expect(chart.caption?.(context) ?? null).toBeNull()
    expect(draw(chart, context, 640)).toBeNull()
  }
})

test.each(charts)('$id names its sources', ({ definition, id }) => {
  for (const text of [definition.ko, definition.en]) expect(text, id).toContain('Batislam, Denizel & Filiztekin 2007')
})

describe('what comes next', () => {
  test('trusted: the sum and its interval', () => {
    expect(both(predictedValue, predictionRows)).toEqual([
      '지금 고객에게서 앞으로 12개월 동안 매출 *7억 5,729만원*을 기대할 수 있습니다(7억 2,700만원–7억 8,758만원).',
      '*₩757m* of revenue is expected from today’s customers in the next 12 months (₩727m–₩788m).',
    ])
    expect(languages.map((language) => badgeText(chartContext(language, predictionRows)))).toEqual([
      '예측 검증: 믿을 만함',
      'Back-test: can be trusted',
    ])
    expect(languages.map((language) => expectedOrders(chartContext(language, predictionRows)))).toEqual([
      '다시 살 것으로 보이는 고객 약 5,939명, 예상 구매 약 17,238회(구매일 기준)',
      'About 17,238 purchase days, from about 5,939 customers likely to buy again',
    ])
  })
  test('the page’s basis and the file’s currency', () => {
    const [, en] = both(predictedValue, predictionRows, { basis: 'margin', currency: 'USD' })
    expect(en).toMatch(/^\*\$757m\* of contribution margin is expected/)
  })
  test('for reference only: it says why', () => {
    expect(both(predictedValue, young)).toEqual([
      '지금 고객에게서 앞으로 12개월 동안 매출 *7억 5,729만원*을 기대할 수 있습니다(7억 2,700만원–7억 8,758만원). 참고용입니다. 주문 자료가 1년이 안 됩니다.',
      '*₩757m* of revenue is expected from today’s customers in the next 12 months (₩727m–₩788m), for reference only, because there is less than a year of orders.',
    ])
  })
  test('not to be used: no sum, but why, and a faint picture', () => {
    expect(both(predictedValue, wrong)).toEqual([
      '이 자료로는 앞날을 예측할 수 없습니다. 예측한 합계가 실제보다 *31.0%* 많았습니다. 주마다 평균 27.0% 빗나갔습니다.',
      'These data allow no prediction: the total came out *31.0%* too high; week by week it was off by 27.0% on average.',
    ])
    const context = chartContext('en', wrong)
    expect(draw(predictedValue, context, 640)).toContain('not to be used')
    expect(draw(predictedValue, context, 640)).toContain('url(#hatch-predicted-value)')
    expect(predictedValue.caption!(context)).toContain('Decide nothing by them')
    expect(expectedOrders(context)).toBeNull()
  })
  test('no model fits: no picture and no sum', () => {
    expect(both(predictedValue, unfittedRows)).toEqual([
      '이 자료로는 앞날을 예측할 수 없습니다. 고객이 100명이 안 됩니다. 다시 산 고객이 11명뿐입니다(200명은 있어야 합니다).',
      'These data allow no prediction: there are fewer than 100 customers; only 11 customers bought again by then, and it takes 200.',
    ])
    expect(draw(predictedValue, chartContext('ko', unfittedRows), 640)).toBeNull()
    expect(predictedValue.notes(chartContext('ko', unfittedRows))[0]).toBe('고객 62명')
  })
  test('purchases without spending', () => {
    const rows = {
      ...predictionRows,
      predicted_models: [
        ...predictionRows.predicted_models!.filter((row) => row.model !== 'gamma_gamma'),
        ...unfittedRows.predicted_models!.filter((row) => row.model === 'gamma_gamma'),
      ],
      predicted_value: predictionRows.predicted_value!.map((row) => ({ ...row, expected_value: null, low: null, high: null })),
    } // prettier-ignore
    expect(both(predictedValue, rows)).toEqual([
      '지금 고객에게서 앞으로 12개월 동안 구매 *17,238회*를 기대할 수 있지만 금액은 예측할 수 없습니다. 다시 산 고객이 30명이 안 됩니다.',
      '*17,238* purchase days are expected from today’s customers in the next 12 months, but not what they will spend: fewer than 30 customers bought again.',
    ])
    expect(draw(predictedValue, chartContext('ko', rows), 640)).toBeNull()
  })
  test('a few chosen customers say nothing', () => {
    const few = predictionRows.predicted_value!.map((row) => (row.kind === 'total' ? { ...row, customers: 12 } : row))
    expect(both(predictedValue, { ...predictionRows, predicted_value: few })[1]).toBe('Too few to say (n 12).')
    expect(draw(predictedValue, chartContext('ko', { ...predictionRows, predicted_value: few }), 640)).toBeNull()
  })
  test('splits that there are, and the first where the wanted one is not', () => {
    const context = chartContext('ko', predictionRows)
    expect(valueSplits(context).map(({ id }) => id)).toEqual(['segment', 'channel', 'cohort'])
    const unnamed = predictionRows.predicted_value!.filter((row) => row.kind !== 'channel' || row.name === null)
    const without = chartContext('ko', { ...predictionRows, predicted_value: unnamed })
    expect(valueSplits(without).map(({ id }) => id)).toEqual(['segment', 'cohort'])
    expect([splitOf(context, 'channel'), splitOf(without, 'channel'), splitOf(without, null)]).toEqual([
      'channel', 'segment', 'segment',
    ]) // prettier-ignore
  })
})

describe('the back-test', () => {
  test('trusted, for reference, not to be used', () => {
    expect(both(backtest, predictionRows)).toEqual([
      '마지막 34주를 가리고 맞혀 보니 재구매가 실제보다 *2.5%* 적게 나왔습니다. 예측을 믿을 만합니다.',
      'Tested on the last 34 weeks, the model foretold *2.5%* fewer repeat purchases than came. Predictions can be trusted.',
    ])
    expect(both(backtest, young)[1]).toMatch(/ For reference only: there is less than a year of orders\.$/)
    expect(both(backtest, wrong)).toEqual([
      '마지막 34주를 가리고 맞혀 보니 재구매가 실제보다 *31.0%* 많게 나왔습니다. 예측에 쓸 수 없습니다.',
      'Tested on the last 34 weeks, the model foretold *31.0%* more repeat purchases than came. Not to be used.',
    ])
  })
  test('nothing held out: why it cannot be tested, and no picture', () => {
    expect(both(backtest, untestedRows)).toEqual([
      '예측이 맞는지 아직 확인할 수 없습니다. 예측을 맞혀 볼 기간이 4주가 안 됩니다. 주문 자료가 1년이 안 됩니다.',
      'The predictions cannot be tested yet: there are fewer than four weeks to test a prediction on; there is less than a year of orders.',
    ])
    expect(draw(backtest, chartContext('en', untestedRows), 640)).toBeNull()
    expect(backtest.caption!(chartContext('en', untestedRows))).toBeNull()
  })
  test('every reason in words with its number', () => {
    const all = judged('care', {
      reasons: 'others_silent,few_repeaters,total_off,mape_high,models_disagree,unseen_season,not_known_here',
      repeaters: 143, total_error: -0.142, mape: 0.183, spread: 0.22,
    }) // prettier-ignore
    expect(reasons('ko', all)).toEqual([
      '견줄 다른 모형을 맞추지 못했습니다.',
      '다시 산 고객이 143명뿐입니다(200명은 있어야 합니다).',
      '예측한 합계가 실제보다 14.2% 적었습니다.',
      '주마다 평균 18.3% 빗나갔습니다.',
      '세 모형의 답이 22.0%까지 서로 다릅니다.',
      '검증 기간에 모형이 본 적 없는 계절이 들어 있습니다.',
    ])
    expect(reasons('en', all)).toEqual([
      'there is no other model that could be fitted, to compare with',
      'only 143 customers bought again by then, and it takes 200',
      'the total came out 14.2% too low',
      'week by week it was off by 18.3% on average',
      'the three models differ by up to 22.0%',
      'the test holds a season that the model had never seen',
    ])
    expect(reasons('en', judged('no', { reasons: 'not_converged' }))).toEqual([
      'the model found no best fit on the orders before the test',
    ])
    expect(reasons('en', predictionRows)).toEqual([])
  })
  test('what would change it', () => {
    const says = (rows: GivenRows) => languages.map((language) => mindChanger(chartContext(language, rows)))
    expect(says(predictionRows)).toEqual([null, null])
    expect(says({})).toEqual([null, null])
    expect(says(young)).toEqual(['주문이 약 5개월치 더 쌓이면 나아질 수 있습니다.', 'About 5 more months of orders.'])
    expect(says(judged('care', { reasons: 'under_a_year', months_needed: 1 }))[1]).toBe('About 1 more month of orders.')
    expect(says(wrong)).toEqual([
      '시간만으로는 나아지지 않습니다. 고객이 모형이 말한 대로 사지 않았습니다.',
      'Time alone will not: the customers did not buy as the model says.',
    ])
    expect(says(unfittedRows)[1]).toBe('More customers, and more who buy again.')
    expect(says(judged('no', { reasons: 'not_converged', months_needed: null }))[1]).toBe('Time alone will not.')
  })
})

describe('three models', () => {
  test('where BG/NBD says otherwise, and where they agree', () => {
    expect(both(predictedModels, predictionRows)).toEqual([
      'MBG/NBD가 본 재구매 가능성은 평균 *44.7%*입니다. 한 번 산 고객을 모두 100%로 보는 BG/NBD는 81.2%입니다.',
      'By MBG/NBD the mean chance to buy again is *44.7%*; BG/NBD, which takes every one-time buyer for certain to buy again, says 81.2%.',
    ])
    const alike = predictionRows.predicted_models!.map((row) =>
      row.model === 'bg_nbd' ? { ...row, mean_alive: 0.48 } : row,
    )
    expect(both(predictedModels, { ...predictionRows, predicted_models: alike })[1]).toBe(
      'By MBG/NBD the mean chance to buy again is *44.7%*; the three models agree within 12.7%.',
    )
  })
  test('why they could not be fitted', () => {
    expect(both(predictedModels, unfittedRows)).toEqual([
      '모형을 맞출 수 없습니다. 고객이 100명이 안 됩니다.',
      'The models cannot be fitted: there are fewer than 100 customers.',
    ])
    expect(unfittedSentences(chartContext('ko', unfittedRows))).toEqual([
      'MBG/NBD, BG/NBD, Pareto/NBD 모형은 맞추지 못했습니다. 고객이 100명이 안 됩니다.',
      'Gamma–Gamma 모형은 맞추지 못했습니다. 다시 산 고객이 30명이 안 됩니다.',
    ])
    const atTheEdge = predictionRows.predicted_models!.map((row) =>
      row.model === 'bg_nbd' ? { ...row, reason: 'at_the_edge' } : row,
    )
    expect(unfittedSentences(chartContext('en', { predicted_models: atTheEdge }))).toEqual([
      'BG/NBD is not to be relied on: customers are too alike, so that its parameters run off without end.',
    ])
    expect(modelLines(chartContext('ko', unfittedRows))).toEqual([])
    expect(spendSentences(chartContext('ko', unfittedRows))).toEqual([])
    const known = 'too_few_customers nobody_returns too_few_repeaters one_day at_the_edge no_maximum infinite_mean'
    for (const reason of known.split(' '))
      for (const language of languages) {
        const rows = unfittedRows.predicted_models!.map((row) => ({ ...row, reason }))
        expect(unfittedSentences(chartContext(language, { predicted_models: rows })), reason).toHaveLength(1)
      }
  })
  test('the table: what they say, how they foretold, parameters in weeks', () => {
    const context = chartContext('en', predictionRows)
    expect(modelLines(context).map(({ name, cells }) => [name, ...cells])).toEqual([
      ['Mean P(alive)', '44.7%', '81.2%', '43.8%'],
      ['Purchases expected in the next 12 months', '22,980', '24,610', '23,240'],
      ['Purchases for ever, discounted (DERT)', null, null, '88,140'],
      ['Log-likelihood', '−61,190.3', '−61,204.8', '−61,188.9'],
      ['Test: error of the total', '−2.5%', '+12.9%', '−1.3%'],
      ['Test: weekly error (MAPE)', '3.4%', '11.9%', '3.1%'],
      ['Test: verdict', 'can be trusted', 'can be trusted', 'can be trusted'],
    ])
    const parameters = modelParameters(context, 'pareto_nbd').map(({ text, error }) => `${text} ${error}`)
    expect(parameters).toEqual(['r 0.553 ± 0.048', 'α 10.6 weeks ± 0.845', 's 0.606 ± 0.187', 'β 11.7 weeks ± 5.42'])
    const one = predictionRows.predicted_models!.map((row) =>
      row.model === 'pareto_nbd' ? { ...row, estimate: null, standard_error: null, mean_alive: null } : row,
    )
    const without = chartContext('ko', { ...predictionRows, predicted_models: one })
    expect(modelParameters(without, 'pareto_nbd')).toEqual([])
    expect(modelLines(without)[0]!.cells[2]).toBeNull()
    expect(draw(predictedModels, without, 640)).toContain('맞추지 못함')
  })
  test('why the others are judged otherwise', () => {
    const rows = {
      ...predictionRows,
      backtest_summary: predictionRows.backtest_summary!.map((row) =>
        row.model === 'bg_nbd' ? { ...row, verdict: 'care', reasons: 'total_off' } : row,
      ),
    }
    expect(languages.map((language) => otherVerdicts(chartContext(language, rows)))).toEqual([
      ['BG/NBD, 참고용: 예측한 합계가 실제보다 12.9% 많았습니다.'],
      ['BG/NBD, for reference only: the total came out 12.9% too high.'],
    ])
    expect(otherVerdicts(chartContext('en', predictionRows))).toEqual([])
  })
  test('spend and frequency', () => {
    const said = (correlation: number | null) =>
      spendSentences(
        chartContext('en', {
          predicted_models: predictionRows.predicted_models!.map((row) =>
            row.model === 'gamma_gamma' ? { ...row, correlation } : row,
          ),
        }),
      )
    expect(said(0.11)).toEqual([
      'Gamma–Gamma (6,214 repeat buyers): p 6.25 ± 1.19, q 3.74 ± 0.288, v 15,447 ± 4,111.',
      'Spend and frequency hardly go together (correlation 0.11), as the model assumes.',
    ])
    expect(said(0.41)[1]).toContain(
      'go together (correlation 0.41): the model takes them for independent, so value may be off',
    )
    expect(said(-0.35)[1]).toContain('spend less each time (correlation −0.35)')
    expect(said(null)).toHaveLength(1)
  })
})

describe('who will buy again', () => {
  test('how many, and how few of the long silent', () => {
    expect(both(aliveGrid, predictionRows)).toEqual([
      '고객 13,934명 가운데 *5,918명*이 다시 살 것으로 보입니다. 180일 넘게 사지 않은 고객만 보면 15%입니다.',
      '*5,918* of 13,934 customers are likely to buy again; of those silent for over 180 days, 15%.',
    ])
    const lately = predictionRows.alive_grid!.filter((row) => row.silent_from! < 180)
    expect(both(aliveGrid, { ...predictionRows, alive_grid: lately })[1]).toMatch(/are likely to buy again\.$/)
    const few = [{ ...lately[0]!, customers: 11 }]
    expect(both(aliveGrid, { ...predictionRows, alive_grid: few })[1]).toBe('Too few to say (n 11).')
  })
  test('the verdict goes with it', () => {
    expect(aliveGrid.caption!(chartContext('en', young))).toContain('For reference only: there is less than a year')
    expect(both(aliveGrid, wrong)[1]).toBe(
      'These data do not tell who will buy again: the total came out *31.0%* too high; week by week it was off by 27.0% on average.',
    )
    expect(draw(aliveGrid, chartContext('en', wrong), 640)).not.toContain('var(--seq-')
  })
  test('never 생존 확률', () => {
    for (const { definition, title } of charts) expect(definition.ko + title.ko).not.toContain('생존')
    expect(aliveGrid.unknown!(chartContext('ko', unfittedRows))).toBe(
      '재구매 가능성을 아직 구할 수 없습니다. 고객이 100명이 안 됩니다.',
    )
    expect(aliveGrid.unknown!(chartContext('ko', {}))).toBeNull()
  })
})

describe('where predictions may be trusted', () => {
  test('LTV ÷ CAC says what the prediction adds', () => {
    expect(both(ltvToCac, valueAheadRows)).toEqual([
      '소셜 광고는 1원을 써서 *0.79원*을 벌었습니다. 구간의 위 끝도 본전에 못 미칩니다. 지금까지 번 것에 앞으로 12개월 예측을 더하면 0.94원입니다. 본전이 구간 안에 있습니다.',
      '소셜 광고 earned *₩0.79* for each ₩1 spent; even the top of the interval is below break-even. To date and with the prediction for the next 12 months it is ₩0.94, with break-even inside the interval.',
    ])
    const judgedAs = (predicted_verdict: string) =>
      both(ltvToCac, { ltv_to_cac: valueAheadRows.ltv_to_cac!.map((row) => ({ ...row, predicted_verdict })) })[1]
    expect(judgedAs('above')).toMatch(/it is ₩0\.94\.$/)
    expect(judgedAs('below')).toMatch(/it is ₩0\.94, still below break-even\.$/)
    const context = chartContext('en', valueAheadRows)
    expect(ltvToCac.caption!(context)).toContain(
      'Hollow diamond: margin to date with the prediction for the next 12 months.',
    )
    expect(draw(ltvToCac, context, 640)).toContain('with prediction 0.94× (0.86×–1.04×)')
    expect(ltvToCac.caption!(chartContext('en', valueRows))).not.toContain('diamond')
    expect(draw(ltvToCac, chartContext('en', valueRows), 640)).not.toContain('prediction')
  })
  test('customer equity says what stands for CLV', () => {
    expect(both(customerEquity, valueAheadRows)).toEqual([
      '많이 사고 추천도 하는 고객은 214명(1.6%)으로, 예측 LTV의 *11.4%*를 차지합니다.',
      'Those who buy much and refer others, 214 customers (1.6%), hold *11.4%* of predicted lifetime value.',
    ])
    expect(customerEquity.caption!(chartContext('ko', valueAheadRows))).toContain('예측 LTV')
    expect(customerEquity.notes(chartContext('en', valueAheadRows))).toContain('CLV: predicted')
    expect(customerEquity.caption!(chartContext('en', valueRows))).toContain('Historic margin stands in for CLV.')
  })
})

test('a difference has its sign, nothing has none', () => {
  const context = chartContext('en', {})
  expect([0.041, -0.0257, 0.0001, -0.0004].map((value) => signedPercent(context, value))).toEqual([
    '+4.1%', '−2.6%', '0.0%', '0.0%',
  ]) // prettier-ignore
})
