import * as Plot from '@observablehq/plot'
import type { Chart, ChartContext } from './chart.ts'
import { frame, haloText, keyDot, SMALL_TEXT, valueAxis } from './marks.ts'
import { paretoHeadline } from './pareto-headline.ts'
import { FEW, shopNotes } from './words.ts'

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const curve = context.rows('pareto_curve').filter((row) => row.value_share !== null && row.customer_share !== null)
  const summary = context.rows('pareto_summary')[0]
  if (curve.length < 2 || !summary?.customers || summary.customers < FEW) return null
  const { format, t } = context
  const size = Math.min(width, 520)
  const margins = { top: 14, right: 14, bottom: 44, left: 44 }
  const isSmall = size < 380
  const top20 = { share: 0.2, value: summary.top20_value_share! }
  const to80 = { share: summary.customers_for_80_share!, value: 0.8 }
  const percent = (share: number) => format.percent(share, 0)
  const pairs = [
    { ...top20, text: `20% → ${format.percent(top20.value)}` },
    { ...to80, text: `${format.percent(to80.share)} → 80%` },
  ]
  // A nearly flat share puts the two dots on one another: one label is enough then.
  const apart = Math.hypot(top20.share - to80.share, top20.value - to80.value) > 0.07
  const labelled = apart ? pairs : pairs.slice(0, 1)
  return frame(size, size, margins, {
    ariaLabel: t(paretoCurve.title),
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      ...valueAxis([0, 0.25, 0.5, 0.75, 1], percent),
      haloText(isSmall ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1], {
        x: (share: number) => share,
        text: percent,
        frameAnchor: 'bottom',
        lineAnchor: 'top',
        dy: 8,
        tone: 'axis',
      }),
      Plot.line([{ at: 0 }, { at: 1 }], { x: 'at', y: 'at', stroke: 'var(--hairline-2)', strokeDasharray: '1 3' }),
      haloText([0.5], {
        x: (at) => at,
        y: (at) => at,
        text: () => t({ ko: '모두 똑같이 살 때', en: 'if all bought alike' }),
        textAnchor: 'start',
        dx: 8,
        dy: 10,
        tone: 'axis',
      }),
      Plot.line(curve, { x: 'customer_share', y: 'value_share', stroke: 'var(--ink)', strokeWidth: 1.75 }),
      ...pairs.map((pair) =>
        Plot.line(
          [
            [pair.share, 0],
            [pair.share, pair.value],
            [0, pair.value],
          ],
          { stroke: 'var(--accent)', strokeDasharray: '2 3' },
        ),
      ),
      keyDot(pairs, { x: 'share', y: 'value', r: 5, title: 'text' }),
      haloText(labelled, {
        x: 'share',
        y: 'value',
        text: 'text',
        textAnchor: isSmall ? 'start' : 'end',
        dx: isSmall ? 10 : -9,
        dy: isSmall ? 14 : -10,
        tone: 'accent',
        fontSize: isSmall ? SMALL_TEXT : 12,
      }),
      haloText([0], {
        x: () => 0,
        text: () => t({ ko: '금액이 큰 고객부터 쌓은 고객 비중', en: 'customers, biggest spenders first' }),
        frameAnchor: 'bottom',
        lineAnchor: 'top',
        textAnchor: 'start',
        dy: 26,
        tone: 'axis',
      }),
    ],
  })
}

/** How much of the value the best customers hold. */
export const paretoCurve: Chart = {
  id: 'pareto_curve',
  title: { ko: '상위 고객의 비중', en: 'Concentration' },
  definition: {
    ko: '고객을 금액이 큰 순서로 세웁니다. 상위 20%는 앞에서 ⌈n/5⌉명, 80% 지점은 누적 금액이 전체의 80%에 이르는 가장 적은 고객의 비중입니다. 금액이 0 이하인 고객은 0으로 칩니다.',
    en: 'Customers stand in order of value. The top 20% are the first ⌈n/5⌉; the 80% point is the fewest customers whose value adds up to 80% of the total, as a share of all. A value of zero or less counts as 0.',
  },
  formula: 'Gini = 2Σk·x₍k₎/(nΣx) − (n+1)/n',
  headline: paretoHeadline,
  notes(context) {
    const row = context.rows('pareto_summary')[0]
    if (!row?.customers) return []
    const { format, language } = context
    const without = row.customers_without_value ?? 0
    return [
      ...shopNotes(context).slice(0, 1),
      ...(row.gini === null
        ? []
        : [language === 'ko' ? `지니 계수 ${format.number(row.gini, 3)}` : `Gini ${format.number(row.gini, 3)}`]),
      ...(without > 0
        ? [
            language === 'ko'
              ? `금액이 0 이하 ${format.customers(without)}`
              : `${format.customers(without)} at or below zero`,
          ]
        : []),
    ]
  },
  plot,
}
