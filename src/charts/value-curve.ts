import type { PlotOptions } from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import { channelName } from './channel-words.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing } from './marks.ts'
import { curvePanel } from './value-curve-panel.ts'
import { FEW, ko, say, strongKo, tooFew } from './words.ts'

type Row = MetricRows['value_curve']

/** One curve: the margin each acquired customer of a channel has brought by each day, and what one cost. */
export interface Curve {
  readonly kind: string
  readonly channel: string | null
  readonly points: readonly { readonly day: number; readonly margin: number }[]
  readonly cac: number | null
  readonly customers: number
  /** The first step at which the margin has reached the cost; null where it has not. */
  readonly payback: number | null
}

/** The curves of the report: all channels together first, then each channel, the quickest to pay back first. */
export function curvesOf(context: ChartContext): readonly Curve[] {
  const groups = new Map<string, Row[]>()
  for (const row of context.rows('value_curve')) {
    const key = `${row.kind}\n${row.channel ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const curves = [...groups.values()].flatMap((rows): Curve[] => {
    const points = rows
      .flatMap((row) =>
        row.day === null || row.margin_per_customer === null ? [] : [{ day: row.day, margin: row.margin_per_customer }],
      )
      .sort((a, b) => a.day - b.day)
    const [first] = rows
    if (points.length < 2 || !first) return []
    const { cac } = first
    const payback = cac === null ? null : (points.find((point) => point.margin >= cac)?.day ?? null)
    return [
      { kind: first.kind ?? 'channel', channel: first.channel, points, cac, customers: first.customers ?? 0, payback },
    ]
  })
  const place = (curve: Curve) => ['blended', 'paid', 'channel'].indexOf(curve.kind)
  const wait = (curve: Curve) => (curve.cac === null ? Infinity : (curve.payback ?? 1e9))
  return curves.sort((a, b) => place(a) - place(b) || wait(a) - wait(b))
}

const keyCurve = (context: ChartContext): Curve | null => curvesOf(context)[0] ?? null

function headline(context: ChartContext): Sentence | null {
  const curve = keyCurve(context)
  const last = curve?.points.at(-1)
  if (!curve || !last) return null
  if (curve.customers < FEW) return tooFew(context, curve.customers)
  const { format, language } = context
  const isKo = language === 'ko'
  const margin = format.money(last.margin)
  const days = format.days(last.day)
  const { cac, payback } = curve
  if (isKo) {
    const cost =
      cac === null
        ? ''
        : payback === null
          ? ` 데려오는 데 쓴 ${ko(format.money(cac), '은/는')} 아직 다 갚지 못했습니다.`
          : ` 데려오는 데 쓴 ${ko(format.money(cac), '은/는')} ${format.days(payback)} 만에 갚았습니다.`
    return say(`새 고객 한 명은 ${days} 동안 공헌이익 `, strongKo(margin, '을/를'), ` 남겼습니다.${cost}`)
  }
  const cost =
    cac === null
      ? '.'
      : payback === null
        ? `, not yet the ${format.money(cac)} it cost to bring them.`
        : `; the ${format.money(cac)} it cost to bring them was paid back in ${format.days(payback)}.`
  return say('A new customer brought ', strong(margin), ` of margin within ${days}${cost}`)
}

const GAP = 28
const HEAD = 44
const PANEL = 104
const FOOT = 30

function plot(context: ChartContext, width: number): PlotOptions | null {
  const curves = curvesOf(context)
  if (curves.length === 0) return null
  const { t } = context
  const across = Math.min(curves.length, width >= 760 ? 3 : width >= 480 ? 2 : 1)
  const panelWidth = (width - GAP * (across - 1)) / across
  const most = Math.max(...curves.flatMap((curve) => [...curve.points.map((point) => point.margin), curve.cac ?? 0]))
  const lastDay = Math.max(...curves.map((curve) => curve.points.at(-1)!.day))
  const height = HEAD + PANEL + FOOT
  const rows = Math.ceil(curves.length / across)
  return drawing(
    width,
    rows * height,
    t(valueCurve.title),
    curves.flatMap((curve, index) =>
      curvePanel(context, {
        curve,
        name: channelName(context, curve.kind, curve.channel),
        left: (index % across) * (panelWidth + GAP),
        width: panelWidth,
        top: Math.floor(index / across) * height + HEAD,
        height: PANEL,
        most,
        lastDay,
        isKey: index === 0,
      }),
    ),
  )
}

/** What an acquired customer has brought by each day, by channel, against what one cost. */
export const valueCurve: Chart = {
  id: 'value_curve',
  title: { ko: '누적 가치와 회수', en: 'Value over time' },
  definition: {
    ko: '광고비를 쓴 달에 온 고객의 누적 공헌이익을 30일 단위로 더해 그 고객 수로 나눕니다. 그려진 모든 단계를 다 지켜본 코호트만 셉니다. 파선은 바로 그 고객들의 CAC, 점은 누적 공헌이익이 CAC에 이른 첫 단계입니다.',
    en: 'The cumulative contribution margin of the customers who came in months with spend, in 30-day steps, divided by those customers; only cohorts observed through every step drawn. Dashed: the acquisition cost (CAC) of those very customers. Dot: the first step at which margin has reached it.',
  },
  headline,
  notes(context) {
    const curve = keyCurve(context)
    const row = context.rows('value_curve')[0]
    if (!curve || !row) return []
    const { format, language } = context
    return [
      language === 'ko'
        ? `새 고객 ${format.customers(curve.customers)}`
        : `${format.count(curve.customers)} new customers`,
      ...(row.cohort_from && row.cohort_to
        ? [
            `${language === 'ko' ? '첫 구매 ' : 'first orders '}${format.month(row.cohort_from)}–${format.month(row.cohort_to)}`,
          ]
        : []),
    ]
  },
  caption: (context) =>
    context.t({
      ko: '선은 한 사람의 누적 공헌이익, 파선은 CAC, 점은 다 갚은 때입니다. 모든 칸의 높이는 같은 눈금입니다.',
      en: 'Line: margin per customer so far; dashed: CAC; dot: paid back. All panels share one scale.',
    }),
  plot,
}
