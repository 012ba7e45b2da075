import type { PlotOptions } from '@observablehq/plot'
import type { Word } from '../i18n/locale.ts'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { predictedBars, type PredictedBar } from './predicted-bars.ts'
import { predictedCohorts } from './predicted-cohorts.ts'
import { badgeOf, firstReasons, horizonText, noPrediction, unfittedReason } from './prediction-words.ts'
import { inSegmentOrder, segmentOf } from './segments.ts'
import { FEW, say, strongKo, tooFew, valueWord } from './words.ts'

type Row = MetricRows['predicted_value']

/** By what the prediction is split. */
export type ValueSplit = 'segment' | 'channel' | 'cohort'

const splits: readonly { readonly id: ValueSplit; readonly name: Word }[] = [
  { id: 'segment', name: { ko: '세그먼트', en: 'segment' } },
  { id: 'channel', name: { ko: '유입 경로', en: 'channel' } },
  { id: 'cohort', name: { ko: '첫 구매월', en: 'first month' } },
]

const rowsOf = (context: ChartContext, kind: string): readonly Row[] =>
  context.rows('predicted_value').filter((row) => row.kind === kind && row.expected_value !== null)

/** The splits that the rows allow: channels only where there are two, or one that is known. */
export function valueSplits(context: ChartContext): typeof splits {
  return splits.filter(({ id }) => {
    const rows = rowsOf(context, id)
    return id === 'channel' ? rows.some((row) => row.name !== null) : rows.length > 0
  })
}

/** The split that is shown: the wanted one, or the first that there is. */
export function splitOf(context: ChartContext, wanted: ValueSplit | null): ValueSplit {
  const ids = valueSplits(context).map(({ id }) => id)
  return wanted !== null && ids.includes(wanted) ? wanted : (ids[0] ?? 'segment')
}

/** The row of all chosen customers; null without rows. */
const totalOf = (context: ChartContext): Row | null =>
  context.rows('predicted_value').find((row) => row.kind === 'total') ?? null

const nothing: Word = { ko: '이 자료로는 앞날을 예측할 수 없습니다.', en: 'These data allow no prediction' }

/** A sum that no line breaks in two. */
const whole = (money: string) => money.replaceAll(' ', '\u00a0')

function headline(context: ChartContext): Sentence | null {
  const total = totalOf(context)
  if (!total) return null
  const { format, language } = context
  const verdict = badgeOf(context)
  if (verdict === 'no' || total.expected_orders === null) return noPrediction(context, nothing)
  if (total.customers !== null && total.customers < FEW) return tooFew(context, total.customers)
  if (total.expected_value === null) return ordersAlone(context, total.expected_orders, total.horizon_months)
  const value = format.money(total.expected_value)
  const interval =
    total.low === null || total.high === null
      ? ''
      : `(${whole(format.money(total.low))}–${whole(format.money(total.high))})`
  const ahead = horizonText(context, total.horizon_months ?? context.report.settings.horizon_months)
  const reasons = firstReasons(context, 1)
  const what = context.t(valueWord(context))
  if (language === 'ko') {
    const label = verdict === 'care' ? ` 참고용입니다.${reasons && ` ${reasons}`}` : ''
    return say(
      `지금 고객에게서 ${ahead} 동안 ${what} `,
      strongKo(value, '을/를'),
      ` 기대할 수 있습니다${interval}.${label}`,
    )
  }
  const label = verdict === 'care' ? `, for reference only${reasons && `, because ${reasons}`}` : ''
  return say(
    strong(value),
    ` of ${what} is expected from today’s customers in ${ahead}${interval && ` ${interval}`}${label}.`,
  )
}

/** How many purchases are expected, where spending has no model. */
function ordersAlone(context: ChartContext, orders: number, months: number | null): Sentence {
  const ahead = horizonText(context, months ?? context.report.settings.horizon_months)
  const days = context.format.count(Math.round(orders))
  const reason = unfittedReason(context, 'gamma_gamma')
  if (context.language === 'ko')
    return say(
      `지금 고객에게서 ${ahead} 동안 구매 `,
      strongKo(`${days}회`, '을/를'),
      ` 기대할 수 있지만 금액은 예측할 수 없습니다.${reason === null ? '' : ` ${reason}`}`,
    )
  return say(
    strong(days),
    ` purchase days are expected from today’s customers in ${ahead}, but not what they will spend${reason === null ? '' : `: ${reason}`}.`,
  )
}

const perCustomer = ({ customers, expected_value }: Row): number | null =>
  customers && expected_value !== null ? expected_value / customers : null

function barOf(context: ChartContext, row: Row, name: string, color: string | null): PredictedBar {
  return {
    name,
    color,
    value: row.expected_value!,
    low: row.low,
    high: row.high,
    customers: row.customers ?? 0,
    each: perCustomer(row),
    orders: row.expected_orders,
    alive: row.alive,
  }
}

/** The bars of a split: segments best first, channels by value with the unknown last. */
function barsOf(context: ChartContext, split: 'segment' | 'channel'): PredictedBar[] {
  const rows = rowsOf(context, split)
  if (split === 'segment')
    return inSegmentOrder(rows.flatMap((row) => row.name ?? [])).map((id) => {
      const segment = segmentOf(id)
      return barOf(
        context,
        rows.find((row) => row.name === id)!,
        context.t(segment.name),
        segment.color,
      )
    })
  const unknown = context.t({ ko: '경로 모름', en: 'channel not known' })
  return [...rows]
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.expected_value! - a.expected_value!)
    .map((row) => barOf(context, row, row.name ?? unknown, null))
}

/** The picture of a split; null where there is nothing to draw. */
export function predictedPlot(context: ChartContext, width: number, split: ValueSplit): PlotOptions | null {
  const total = totalOf(context)
  if (!total || total.expected_value === null || (total.customers ?? 0) < FEW) return null
  const isFaint = badgeOf(context) === 'no'
  const title = context.t(predictedValue.title)
  if (split === 'cohort') {
    const cohorts = rowsOf(context, 'cohort').flatMap((row) =>
      row.name === null
        ? []
        : [{ ...barOf(context, row, context.format.month(row.name), null), cohort: row.name.slice(0, 10) }],
    )
    return predictedCohorts(context, width, title, cohorts, isFaint)
  }
  const all = barOf(context, total, context.t({ ko: '전체', en: 'All' }), null)
  return predictedBars(context, width, title, all, barsOf(context, split), isFaint)
}

/** What customers will buy within the horizon, by segment, channel or first month. */
export const predictedValue: Chart = {
  id: 'predicted_value',
  title: { ko: '앞으로 살 금액', en: 'What comes next' },
  definition: {
    ko: '고객마다 지금까지의 구매일 수, 마지막 구매까지의 기간, 첫 구매부터의 기간으로 앞으로 살 횟수를 MBG/NBD 모형(Batislam, Denizel & Filiztekin 2007)으로 구하고, 한 번에 살 금액을 Gamma–Gamma 모형(Fader & Hardie 2013)으로 구해 곱합니다. 달마다 나누어 연 할인율로 깎은 뒤 고른 고객에 대해 더합니다. 앞으로 새로 올 고객은 세지 않습니다. 95% 구간은 모수의 불확실함과 우연을 함께 담습니다(모수적 부트스트랩 구간을 식으로 구한 값).',
    en: 'For each customer, how often they will buy comes from the MBG/NBD model (Batislam, Denizel & Filiztekin 2007), which reads their purchase days so far, the time to the last of them and the time since the first; what they will spend each time comes from the Gamma–Gamma model (Fader & Hardie 2013). The product is taken month by month, discounted at the yearly rate, and added up over the customers chosen. Customers still to come are not counted. The 95% interval holds both the uncertainty of the parameters and chance (the parametric bootstrap’s, in closed form).',
  },
  formula: 'Σₖ (E[Y(k)] − E[Y(k − 1)]) × E[M] ÷ (1 + d)^(k/12), k = 1 … months',
  headline,
  notes(context) {
    const total = totalOf(context)
    if (!total || total.customers === null) return []
    const { format, language } = context
    const months = total.horizon_months ?? context.report.settings.horizon_months
    return [
      language === 'ko' ? `고객 ${format.customers(total.customers)}` : format.customers(total.customers),
      horizonText(context, months),
      language === 'ko'
        ? `연 할인율 ${format.percent(context.report.settings.discount_rate, 0)}`
        : `discounted at ${format.percent(context.report.settings.discount_rate, 0)} a year`,
    ]
  },
  caption(context) {
    const total = totalOf(context)
    if (!total || total.expected_value === null) return null
    if (badgeOf(context) === 'no')
      return context.t({
        ko: '예측 검증이 사용 불가라 흐리게 그렸습니다. 이 숫자로 결정하지 마세요.',
        en: 'Drawn faint: the back-test says that these figures are not to be used. Decide nothing by them.',
      })
    return context.t({
      ko: '옅은 끝과 가는 선은 95% 신뢰구간입니다. 지금 고객만 세고, 앞으로 새로 올 고객은 세지 않습니다. 30명이 안 되면 회색입니다.',
      en: 'Pale ends and thin lines: 95% intervals. Today’s customers alone, none still to come. Grey: under 30 customers.',
    })
  },
  plot: (context, width) => predictedPlot(context, width, splitOf(context, null)),
}
