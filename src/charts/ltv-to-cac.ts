import type { Word } from '../i18n/locale.ts'
import type { Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import { channelName, unitMoney } from './channel-words.ts'
import type { Chart, ChartContext } from './chart.ts'
import { desertedSentence, earnedSentence, lowestSentence } from './earned.ts'
import { horizonText } from './prediction-words.ts'
import { ratioCaption, ratioDots } from './ratio-dots.ts'
import { say } from './words.ts'

type Row = MetricRows['ltv_to_cac']

const instead: Readonly<Record<string, Word>> = {
  no_customers: { ko: '신규고객 없음', en: 'no new customers' },
  too_few: { ko: '고객이 적음', en: 'too few' },
  too_early: { ko: '아직 이름', en: 'too early' },
}

/** A row with an interval: under 100 customers or 30 repeaters there is none, and nothing is said. */
type JudgedRow = Row & { readonly ratio: number; readonly ratio_low: number; readonly ratio_high: number }
const isJudged = (row: Row): row is JudgedRow => row.ratio !== null && row.ratio_low !== null && row.ratio_high !== null

/** The channel the headline speaks of: the lowest ratio of those that can be judged; without one, all together. */
function keyRow(context: ChartContext): Row | null {
  const rows = context.rows('ltv_to_cac')
  const channels = rows.filter(isJudged).filter((row) => row.kind === 'channel')
  return channels.sort((a, b) => a.ratio - b.ratio)[0] ?? rows.find((row) => row.kind === 'blended') ?? null
}

function headline(context: ChartContext): Sentence | null {
  const row = keyRow(context)
  if (!row) return null
  const deserted = isJudged(row) && row.ratio_high < 1 ? null : desertedSentence(context)
  if (deserted) return deserted
  if (!isJudged(row)) return row.customers === null ? null : tooFewToJudge(context, row.customers)
  const channel = row.kind === 'channel' ? row.channel : null
  const earned = { channel, ratio: row.ratio, low: row.ratio_low, high: row.ratio_high }
  const sentence = row.ratio_low >= 1 ? lowestSentence(context, earned) : earnedSentence(context, earned)
  const predicted = predictedText(context, row)
  return predicted === null ? sentence : say(sentence, ` ${predicted}`)
}

/** What a unit of money will have earned by the end of the horizon; null where nothing may be predicted. */
function predictedText(context: ChartContext, row: Row): string | null {
  if (row.predicted_ltv === null || row.predicted_ratio === null) return null
  const { language, report } = context
  const sum = unitMoney(context, row.predicted_ratio)
  const ahead = horizonText(context, report.settings.horizon_months)
  const verdict = row.predicted_verdict
  if (language === 'ko') {
    const judged =
      verdict === 'below' ? ' 그래도 본전에 못 미칩니다.' : verdict === 'unsure' ? ' 본전이 구간 안에 있습니다.' : ''
    return `지금까지 번 것에 ${ahead} 예측을 더하면 ${sum}입니다.${judged}`
  }
  const judged =
    verdict === 'below'
      ? ', still below break-even'
      : verdict === 'unsure'
        ? ', with break-even inside the interval'
        : ''
  return `To date and with the prediction for ${ahead} it is ${sum}${judged}.`
}

/** Break-even with the prediction, where the margin and its interval can be told in ratios. */
const predictedOf = (row: Row) =>
  row.predicted_ltv === null || row.predicted_ratio === null
    ? null
    : {
        ratio: row.predicted_ratio,
        low: row.cac && row.predicted_low !== null ? row.predicted_low / row.cac : null,
        high: row.cac && row.predicted_high !== null ? row.predicted_high / row.cac : null,
      }

const tooFewToJudge = ({ format, language }: ChartContext, n: number): Sentence =>
  language === 'ko'
    ? say(`고객 100명, 다시 산 고객 30명이 안 되어 말하기 이릅니다(n ${format.count(n)}).`)
    : say(`Under 100 customers, or 30 who bought again: too few to say (n ${format.count(n)}).`)

const ORDER = ['channel', 'paid', 'blended']

/** What the customers of each channel earned against what it cost to bring them. */
export const ltvToCac: Chart = {
  id: 'ltv_to_cac',
  title: { ko: 'LTV ÷ CAC', en: 'LTV ÷ CAC' },
  definition: {
    ko: 'LTV는 같은 기간을 다 지켜본 고객의 누적 공헌이익을 전체 고객 수로 나눈 값이고, CAC는 바로 그 고객들이 온 달에 쓴 광고비를 같은 고객 수로 나눈 값입니다. 최근 12개월까지의 코호트를 씁니다. 구간은 95% 신뢰구간(부트스트랩 구간을 식으로 구한 값)이며, 고객 100명 또는 2회 이상 구매고객 30명이 안 되면 판단하지 않습니다. 전체는 모든 광고비 ÷ 모든 신규고객, 유료 경로는 광고비를 쓴 경로만 셉니다. 예측 검증이 ‘믿을 만함’이면 앞으로의 예상 공헌이익을 더한 배율도 보여 줍니다.',
    en: 'LTV is the contribution margin that fully observed customers brought within the same horizon, divided by all of them; CAC is what was spent in the very months they came, divided by the same customers. Up to twelve monthly cohorts, the latest. Intervals are 95% intervals (the bootstrap’s, in closed form); under 100 customers or 30 repeaters nothing is judged. All channels: all spend ÷ all new customers; paid: channels that cost money alone. Where the back-test says that predictions can be trusted, the ratio with the margin expected in the time to come is shown beside it.',
  },
  formula: 'LTV ÷ CAC',
  headline,
  notes(context) {
    const row = context.rows('ltv_to_cac').find((row) => row.kind === 'blended') ?? context.rows('ltv_to_cac')[0]
    if (!row) return []
    const { format, language } = context
    const isKo = language === 'ko'
    return [
      ...(row.horizon_days === null
        ? []
        : [
            isKo
              ? `첫 구매 후 ${format.days(row.horizon_days)}`
              : `${format.days(row.horizon_days)} from the first order`,
          ]),
      ...(row.cohort_from && row.cohort_to
        ? [`${isKo ? '첫 구매 ' : 'first orders '}${format.month(row.cohort_from)}–${format.month(row.cohort_to)}`]
        : []),
      ...(row.customers === null
        ? []
        : [isKo ? `새 고객 ${format.customers(row.customers)}` : `${format.count(row.customers)} new customers`]),
    ]
  },
  caption: (context) =>
    ratioCaption(
      context,
      context.rows('ltv_to_cac').some((row) => row.ratio !== null && !isJudged(row)),
      context.rows('ltv_to_cac').some((row) => predictedOf(row) !== null)
        ? context.report.settings.horizon_months
        : null,
    ),
  plot(context, width) {
    const key = keyRow(context)
    const rows = [...context.rows('ltv_to_cac')].sort(
      (a, b) => ORDER.indexOf(a.kind ?? '') - ORDER.indexOf(b.kind ?? '') || (b.ratio ?? -1) - (a.ratio ?? -1),
    )
    return ratioDots(
      context,
      width,
      context.t(ltvToCac.title),
      rows.map((row) => ({
        name: channelName(context, row.kind, row.channel),
        ratio: row.ratio,
        low: row.ratio_low,
        high: row.ratio_high,
        customers: row.customers,
        instead:
          row.ratio === null && row.verdict !== null && instead[row.verdict] ? context.t(instead[row.verdict]!) : null,
        isKey: row === key,
        predicted: predictedOf(row),
      })),
    )
  },
}
