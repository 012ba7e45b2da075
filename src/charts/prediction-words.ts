import type { Word } from '../i18n/locale.ts'
import { plain, strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import { capital, say } from './words.ts'

export type Verdict = 'trust' | 'care' | 'no'
export type PurchaseModelId = 'mbg_nbd' | 'bg_nbd' | 'pareto_nbd'
export type SummaryRow = MetricRows['backtest_summary']

/** The three purchase models, the one in use first. */
export const PURCHASE_MODELS: readonly PurchaseModelId[] = ['mbg_nbd', 'bg_nbd', 'pareto_nbd']

/** What the models are called; the same in both languages. */
export const modelNames: Readonly<Record<string, string>> = {
  mbg_nbd: 'MBG/NBD',
  bg_nbd: 'BG/NBD',
  pareto_nbd: 'Pareto/NBD',
  gamma_gamma: 'Gamma–Gamma',
}

/** The badge in words: what the back-test allows. */
export const verdictWords: Readonly<Record<Verdict, Word>> = {
  trust: { ko: '믿을 만함', en: 'can be trusted' },
  care: { ko: '참고용', en: 'for reference only' },
  no: { ko: '사용 불가', en: 'not to be used' },
}

const isVerdict = (text: string | null | undefined): text is Verdict => !!text && text in verdictWords

/** The back-test of a model; null where there is no row of it. */
export const summaryOf = (context: ChartContext, model: string): SummaryRow | null =>
  context.rows('backtest_summary').find((row) => row.model === model) ?? null

/** What the page's predictions are worth: the verdict on MBG/NBD; null where nothing was judged. */
export function badgeOf(context: ChartContext): Verdict | null {
  const found = summaryOf(context, 'mbg_nbd')?.verdict ?? context.rows('predicted_value')[0]?.verdict
  return isVerdict(found) ? found : null
}

/** 예측 검증: 믿을 만함 / Back-test: can be trusted. Null where nothing was judged. */
export function badgeText(context: ChartContext): string | null {
  const verdict = badgeOf(context)
  if (verdict === null) return null
  return `${context.t({ ko: '예측 검증', en: 'Back-test' })}: ${context.t(verdictWords[verdict])}`
}

/** Why a model has no estimates, as a Korean sentence or an English clause. */
const unfitted: Readonly<Record<string, Word>> = {
  too_few_customers: { ko: '고객이 100명이 안 됩니다.', en: 'there are fewer than 100 customers' },
  nobody_returns: { ko: '다시 산 고객이 없습니다.', en: 'nobody has bought again' },
  too_few_repeaters: { ko: '다시 산 고객이 30명이 안 됩니다.', en: 'fewer than 30 customers bought again' },
  one_day: { ko: '모든 구매가 하루에 있습니다.', en: 'all purchases are on one day' },
  at_the_edge: {
    ko: '고객의 구매 습관이 서로 너무 비슷해 모수가 끝없이 커집니다.',
    en: 'customers are too alike, so that its parameters run off without end',
  },
  no_maximum: { ko: '가장 잘 맞는 값을 찾지 못했습니다.', en: 'no best fit was found' },
  infinite_mean: {
    ko: '금액이 너무 크게 흩어져 평균이 정해지지 않습니다(q ≤ 1).',
    en: 'spend varies too much for a mean to exist (q ≤ 1)',
  },
}

/** Why a model could not be fitted; null where it was, or nobody knows. */
export function unfittedReason(context: ChartContext, model: string): string | null {
  const row = context.rows('predicted_models').find((row) => row.model === model && row.reason !== null)
  const known = row?.reason ? unfitted[row.reason] : undefined
  return known ? context.t(known) : null
}

const earlierUnfitted: Word = {
  ko: '검증 기간 이전의 주문에서는 모형이 가장 잘 맞는 값을 찾지 못했습니다.',
  en: 'the model found no best fit on the orders before the test',
}

/** One reason of a verdict with its number marked: a Korean sentence, or an English clause. */
function reasonText(context: ChartContext, row: SummaryRow, code: string): Sentence | null {
  const { format, language, t } = context
  const isKo = language === 'ko'
  const percent = (value: number) => strong(format.percent(Math.abs(value)))
  switch (code) {
    case 'not_converged':
      return [unfittedReason(context, row.model ?? '') ?? t(earlierUnfitted)]
    case 'others_silent':
      return [
        t({
          ko: '견줄 다른 모형을 맞추지 못했습니다.',
          en: 'there is no other model that could be fitted, to compare with',
        }),
      ]
    case 'too_short':
      return [
        t({
          ko: '예측을 맞혀 볼 기간이 4주가 안 됩니다.',
          en: 'there are fewer than four weeks to test a prediction on',
        }),
      ]
    case 'few_repeaters': {
      if (row.repeaters === null) return null
      return isKo
        ? say('다시 산 고객이 ', strong(format.customers(row.repeaters)), '뿐입니다(200명은 있어야 합니다).')
        : say('only ', strong(format.count(row.repeaters)), ' customers bought again by then, and it takes 200')
    }
    case 'total_off': {
      if (row.total_error === null)
        return isKo
          ? say('예측한 구매가 하나도 일어나지 않았습니다.')
          : say('none of the purchases that it predicted came')
      const isOver = row.total_error > 0
      return isKo
        ? say('예측한 합계가 실제보다 ', percent(row.total_error), ` ${isOver ? '많았습니다' : '적었습니다'}.`)
        : say('the total came out ', percent(row.total_error), isOver ? ' too high' : ' too low')
    }
    case 'mape_high':
      if (row.mape === null) return null
      return isKo
        ? say('주마다 평균 ', percent(row.mape), ' 빗나갔습니다.')
        : say('week by week it was off by ', percent(row.mape), ' on average')
    case 'models_disagree':
      if (row.spread === null) return null
      return isKo
        ? say('세 모형의 답이 ', percent(row.spread), '까지 서로 다릅니다.')
        : say('the three models differ by up to ', percent(row.spread))
    case 'under_a_year':
      return [t({ ko: '주문 자료가 1년이 안 됩니다.', en: 'there is less than a year of orders' })]
    case 'unseen_season':
      return [
        t({
          ko: '검증 기간에 모형이 본 적 없는 계절이 들어 있습니다.',
          en: 'the test holds a season that the model had never seen',
        }),
      ]
    default:
      return null
  }
}

/** Why a model's verdict (the badge's unless told) is not better, numbers marked: Korean sentences, or English clauses. */
export function badgeReasons(context: ChartContext, model: PurchaseModelId = 'mbg_nbd'): readonly Sentence[] {
  const row = summaryOf(context, model)
  if (!row) {
    const reason = unfittedReason(context, model)
    return reason === null ? [] : [[reason]]
  }
  return codesOf(row)
    .map((code) => reasonText(context, row, code))
    .filter((text) => text !== null)
}

const codesOf = (row: SummaryRow): readonly string[] => (row.reasons ?? '').split(',').filter((code) => code !== '')

/** The first reasons without their marks, as the end of a sentence: two Korean sentences, or English clauses. */
export function firstReasons(context: ChartContext, most: number): string {
  const texts = badgeReasons(context).slice(0, most).map(plain)
  return context.language === 'ko' ? texts.join(' ') : texts.join('; ')
}

/** What a headline says where nothing may be predicted: `what` cannot be told, and the first reasons why. */
export function noPrediction(context: ChartContext, what: Word): Sentence {
  const [first, second] = badgeReasons(context)
  if (context.language === 'ko')
    return say(what.ko, ...(first ? [' ', first] : []), ...(second ? [' ', [plain(second)] as Sentence] : []))
  return say(what.en, ...(first ? [': ', first] : []), ...(second ? ['; ', [plain(second)] as Sentence] : []), '.')
}

/** Codes that more customers rather than more time would cure. */
const NEEDS_CUSTOMERS = ['too_few_customers', 'nobody_returns', 'too_few_repeaters']

/** What would make the verdict better; null where nothing is needed or nothing was judged. */
export function mindChanger(context: ChartContext): string | null {
  const row = summaryOf(context, 'mbg_nbd')
  if (!row || row.verdict === 'trust') return null
  const { format, language, t } = context
  const months = row.months_needed
  if (months !== null && months > 0) {
    const count = format.count(Math.ceil(months))
    return language === 'ko'
      ? `주문이 약 ${count}개월치 더 쌓이면 나아질 수 있습니다.`
      : `About ${count} more ${count === '1' ? 'month' : 'months'} of orders.`
  }
  if (codesOf(row).some((code) => ['total_off', 'mape_high', 'models_disagree'].includes(code)))
    return t({
      ko: '시간만으로는 나아지지 않습니다. 고객이 모형이 말한 대로 사지 않았습니다.',
      en: 'Time alone will not: the customers did not buy as the model says.',
    })
  const unfittedCode = context.rows('predicted_models').find((row) => row.model === 'mbg_nbd')?.reason
  return unfittedCode && NEEDS_CUSTOMERS.includes(unfittedCode)
    ? t({ ko: '고객이, 그리고 다시 사는 고객이 더 있어야 합니다.', en: 'More customers, and more who buy again.' })
    : t({ ko: '시간만으로는 나아지지 않습니다.', en: 'Time alone will not.' })
}

/** 앞으로 12개월 / the next 12 months: how far ahead is looked. */
export const horizonText = ({ language }: ChartContext, months: number): string =>
  language === 'ko' ? `앞으로 ${months}개월` : `the next ${months} months`

/** A signed difference as a share: +4.1%, −2.6%. */
export function signedPercent({ format }: ChartContext, value: number): string {
  const text = format.percent(Math.abs(value))
  return /^0([.,]0+)?%$/.test(text) ? text : `${value < 0 ? '−' : '+'}${text}`
}

/** A model's mean probability that a customer buys again; null where it was not fitted. */
export const meanAlive = (context: ChartContext, model: string): number | null =>
  context.rows('predicted_models').find((row) => row.model === model && row.mean_alive !== null)?.mean_alive ?? null

/** What is wrong with models that have a reason, a sentence a reason: not fitted, or fitted but not to be relied on. */
export function unfittedSentences(context: ChartContext): readonly string[] {
  const byReason = new Map<string, string[]>()
  for (const model of [...PURCHASE_MODELS, 'gamma_gamma']) {
    const reason = unfittedReason(context, model)
    if (reason === null) continue
    const isFitted = context.rows('predicted_models').some((row) => row.model === model && row.estimate !== null)
    const what = isFitted
      ? { ko: '모형의 값은 믿기 어렵습니다.', en: 'is not to be relied on:' }
      : { ko: '모형은 맞추지 못했습니다.', en: 'could not be fitted:' }
    const text = `${context.t(what)} ${reason}`
    byReason.set(text, [...(byReason.get(text) ?? []), modelNames[model]!])
  }
  return [...byReason].map(([text, names]) => `${names.join(', ')} ${context.language === 'ko' ? text : `${text}.`}`)
}

/** Why the verdicts on the other models are not better, a line a model: BG/NBD, 참고용: … */
export function otherVerdicts(context: ChartContext): readonly string[] {
  return PURCHASE_MODELS.slice(1).flatMap((model) => {
    const verdict = summaryOf(context, model)?.verdict
    const reasons = badgeReasons(context, model).map(plain)
    if (!isVerdict(verdict) || verdict === 'trust' || reasons.length === 0) return []
    const text = context.language === 'ko' ? reasons.join(' ') : `${reasons.join('; ')}.`
    return [`${modelNames[model]!}, ${context.t(verdictWords[verdict])}: ${text}`]
  })
}

/** 다시 살 고객 약 2,100명, 예상 구매 약 3,400회 / About 3,400 purchase days, … Null where nothing may be predicted. */
export function expectedOrders(context: ChartContext): string | null {
  const total = context.rows('predicted_value').find((row) => row.kind === 'total')
  if (!total || badgeOf(context) === 'no' || total.expected_orders === null || total.alive === null) return null
  const { format, language } = context
  const [days, alive] = [format.count(Math.round(total.expected_orders)), Math.round(total.alive)]
  return language === 'ko'
    ? `다시 살 것으로 보이는 고객 약 ${format.customers(alive)}, 예상 구매 약 ${days}회(구매일 기준)`
    : `About ${days} purchase days, from about ${format.customers(alive)} likely to buy again`
}

/** What the cards of the predictions say around their pictures. */
export const predictionWords = {
  split: { ko: '나누어 보기', en: 'Split by' },
  why: { ko: '왜 이 판정인가', en: 'Why this verdict' },
  trusted: {
    ko: '합계와 주별 오차가 작고, 다시 산 고객이 넉넉하며, 세 모형의 답이 비슷합니다.',
    en: 'The total and the weekly curve came out close, enough customers bought again, and the three models agree.',
  },
  mindChanger: { ko: '무엇이 더 있으면 나아지나', en: 'What would change this' },
  models: { ko: '세 모형', en: 'The three models' },
  parameters: { ko: '모수 ± 표준오차', en: 'Parameters ± standard error' },
} as const

/** A reason as a sentence of its own. */
export const asSentence = ({ language }: ChartContext, clause: string): string =>
  language === 'ko' ? clause : `${capital(clause)}.`
