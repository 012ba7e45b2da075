import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText } from './marks.ts'
import {
  meanAlive,
  modelNames,
  PURCHASE_MODELS,
  summaryOf,
  unfittedReason,
  type PurchaseModelId,
} from './prediction-words.ts'
import { FEW, say, tooFew } from './words.ts'

const customersOf = (context: ChartContext): number | null =>
  context.rows('predicted_models').find((row) => row.model === 'mbg_nbd')?.customers ?? null

/** From this difference of the mean on, BG/NBD's answer is said to be another. */
const APART = 0.1

function headline(context: ChartContext): Sentence | null {
  if (context.rows('predicted_models').length === 0) return null
  const mean = meanAlive(context, 'mbg_nbd')
  const customers = customersOf(context)
  if (mean === null) {
    const reason = unfittedReason(context, 'mbg_nbd')
    return context.language === 'ko'
      ? say(`모형을 맞출 수 없습니다.${reason === null ? '' : ` ${reason}`}`)
      : say(`The models cannot be fitted${reason === null ? '' : `: ${reason}`}.`)
  }
  if (customers !== null && customers < FEW) return tooFew(context, customers)
  const { format, language } = context
  const other = meanAlive(context, 'bg_nbd')
  const spread = summaryOf(context, 'mbg_nbd')?.spread ?? null
  const isApart = other !== null && Math.abs(other - mean) >= APART
  if (language === 'ko') {
    const rest = isApart
      ? ` 한 번 산 고객을 모두 100%로 보는 BG/NBD는 ${format.percent(other)}입니다.`
      : spread === null
        ? ''
        : ` 세 모형의 답은 ${format.percent(spread)} 안에서 같습니다.`
    return say('MBG/NBD가 본 재구매 가능성은 평균 ', strong(format.percent(mean)), `입니다.${rest}`)
  }
  const rest = isApart
    ? `; BG/NBD, which takes every one-time buyer for certain to buy again, says ${format.percent(other)}.`
    : spread === null
      ? '.'
      : `; the three models agree within ${format.percent(spread)}.`
  return say('By MBG/NBD the mean chance to buy again is ', strong(format.percent(mean)), rest)
}

/** A model's customers by their probability of buying again. */
interface Panel {
  readonly model: PurchaseModelId
  readonly mean: number | null
  readonly customers: number
  readonly bins: readonly {
    readonly from: number
    readonly to: number
    readonly customers: number
    readonly share: number
  }[]
}

function panelsOf(context: ChartContext): readonly Panel[] {
  return PURCHASE_MODELS.map((model) => {
    const rows = context.rows('alive_distribution').filter((row) => row.model === model && row.alive_from !== null)
    const customers = rows.reduce((sum, row) => sum + (row.customers ?? 0), 0)
    return {
      model,
      mean: meanAlive(context, model),
      customers,
      bins: rows.map((row) => ({
        from: row.alive_from!,
        to: row.alive_to ?? row.alive_from! + 0.1,
        customers: row.customers ?? 0,
        share: customers > 0 ? (row.customers ?? 0) / customers : 0,
      })),
    }
  })
}

const HEAD = 46
const BODY = 120
/** On a phone the panels stand one below the other. */
const NARROW_BODY = 84
const FOOT = 30
const GAP = 28

function plot(context: ChartContext, width: number): PlotOptions | null {
  const panels = panelsOf(context)
  if (Math.max(...panels.map((panel) => panel.customers)) < FEW) return null
  const across = width >= 420 ? 3 : 1
  const panelWidth = (width - GAP * (across - 1)) / across
  const most = Math.max(...panels.flatMap((panel) => panel.bins.map((bin) => bin.share)), 0.01)
  const body = across === 1 ? NARROW_BODY : BODY
  const height = HEAD + body + FOOT
  return drawing(
    width,
    (panels.length / across) * height,
    context.t(predictedModels.title),
    panels.flatMap((panel, index) =>
      panelMarks(context, panel, {
        left: (index % across) * (panelWidth + GAP),
        top: Math.floor(index / across) * height + HEAD,
        width: panelWidth,
        height: body,
        most,
      }),
    ),
  )
}

function panelMarks(
  context: ChartContext,
  panel: Panel,
  place: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
    readonly most: number
  },
): Markish[] {
  const { format, t } = context
  const { left, top, width, height, most } = place
  const bottom = top + height
  const isKey = panel.model === 'mbg_nbd'
  type Bin = Panel['bins'][number]
  const x = (share: number) => left + share * width
  const y = (bin: Bin) => bottom - (bin.share / most) * (height - 16)
  const name = modelNames[panel.model]!
  const mean =
    panel.mean === null
      ? t({ ko: '맞추지 못함', en: 'not fitted' })
      : `${t({ ko: '평균', en: 'mean' })} ${format.percent(panel.mean)}`
  const tall = panel.bins.filter(
    (bin) => bin.share === Math.max(...panel.bins.map((bin) => bin.share)) && bin.share > 0,
  )
  const fill = isKey ? 'var(--accent)' : 'var(--hairline-2)'
  const title = (bin: Bin) =>
    `${name} · ${t({ ko: '재구매 가능성', en: 'P(alive)' })} ${format.percent(bin.from, 0)}–${format.percent(bin.to, 0)}: ${format.customers(bin.customers)} (${format.percent(bin.share)})`
  return [
    haloText([name], { x: left, y: top - 34, text: String, textAnchor: 'start', tone: 'ink' }),
    haloText([mean], { x: left, y: top - 17, text: String, textAnchor: 'start', tone: isKey ? 'accent' : 'label' }),
    Plot.link([0], { x1: [left], x2: [left + width], y1: [bottom], y2: [bottom], stroke: 'var(--hairline-2)' }),
    Plot.rect(panel.bins, {
      x1: (bin: Bin) => x(bin.from) + 1,
      x2: (bin: Bin) => x(bin.to) - 1,
      y1: y,
      y2: bottom,
      fill,
    }),
    Plot.rect(panel.bins, {
      x1: (bin: Bin) => x(bin.from),
      x2: (bin: Bin) => x(bin.to),
      y1: top,
      y2: bottom,
      fill: 'transparent',
      title,
    }),
    haloText(tall.slice(0, 1), {
      x: (bin: Bin) => Math.min(Math.max(x((bin.from + bin.to) / 2), left + 18), left + width - 18),
      y: (bin: Bin) => y(bin) - 9,
      text: (bin: Bin) => format.percent(bin.share, 0),
      tone: isKey ? 'accent' : 'label',
    }),
    ...[0, 0.5, 1].map((share, index) =>
      haloText([share], {
        x,
        y: bottom + 14,
        text: (at: number) => format.percent(at, 0),
        textAnchor: (['start', 'middle', 'end'] as const)[index]!,
        tone: 'axis',
      }),
    ),
    panel.bins.length === 0 || panel.mean === null
      ? haloText([t({ ko: '값이 없습니다', en: 'no estimates' })], {
          x: left + width / 2,
          y: top + height / 2,
          text: String,
          tone: 'axis',
        })
      : null,
  ]
}

/** The three models side by side: how many customers each takes for likely to buy again. */
export const predictedModels: Chart = {
  id: 'predicted_models',
  title: { ko: '세 모형 견주기', en: 'Three models' },
  definition: {
    ko: '같은 고객에게 세 모형을 최대가능도로 맞춥니다. 시간은 일수 ÷ 7(주)입니다. 모두 고객마다 사는 빈도가 다르고 언젠가 떠난다고 보되, 떠나는 방식이 다릅니다. BG/NBD(Fader, Hardie & Lee 2005)는 다시 산 뒤에만 떠날 수 있다고 보아 한 번 산 고객을 모두 100%로 두고, MBG/NBD(Batislam, Denizel & Filiztekin 2007)는 첫 구매 뒤에도 떠날 수 있다고 봅니다. Pareto/NBD(Schmittlein, Morrison & Colombo 1987)는 언제든 떠날 수 있다고 봅니다. 이 페이지의 예측은 MBG/NBD로 합니다. Gamma–Gamma(Fader & Hardie 2013)는 다시 산 고객의 한 번 구매 금액을 봅니다. ±는 표준오차(헤세 행렬의 역)입니다.',
    en: 'All three are fitted to the same customers by maximum likelihood, time being days ÷ 7 (weeks). Each lets customers differ in how often they buy and leave some day; they differ in when. In BG/NBD (Fader, Hardie & Lee 2005) one can leave only after a repeat purchase, so that every one-time buyer counts as 100% alive; in MBG/NBD (Batislam, Denizel & Filiztekin 2007) after the first purchase too; in Pareto/NBD (Schmittlein, Morrison & Colombo 1987) at any time. This page predicts by MBG/NBD. Gamma–Gamma (Fader & Hardie 2013) reads what repeat buyers spend each time. ± is the standard error (inverse Hessian).',
  },
  headline,
  notes(context) {
    const customers = customersOf(context)
    if (customers === null) return []
    const { format, language } = context
    return [
      language === 'ko' ? `고객 ${format.customers(customers)}` : format.customers(customers),
      language === 'ko' ? '가게 전체로 맞춤' : 'fitted to the whole shop',
    ]
  },
  caption(context) {
    if (panelsOf(context).every((panel) => panel.customers < FEW)) return null
    return context.t({
      ko: '고객을 재구매 가능성 10% 단위로 나누었습니다. 높이는 고객 비중이고 세 칸의 눈금은 같습니다.',
      en: 'Customers by their chance to buy again, in steps of 10%. Height: share of customers, on one scale.',
    })
  },
  plot,
}
