import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { endLabels, frame, NARROW, valueAxis } from './marks.ts'
import { dayAxis, readable, shareTop, type SurvivalPoint } from './survival-curve.ts'
import { textWidth } from './text-size.ts'
import { FEW } from './words.ts'

/** By what the waits can be told apart; `all` takes them together. */
export type GapSplit = 'all' | 'order_number' | 'category' | 'product'

/** The waits after one kind of purchase. */
export interface GapCurve {
  readonly value: string
  /** The value as a name: 원두, 2번째 / order 2. */
  readonly name: string
  /** The value as a time: 두 번째 주문 뒤 / after the second order. Of order numbers only. */
  readonly after: string
  readonly waits: number
  readonly points: readonly SurvivalPoint[]
}

/** The curves of a split, in the order of its values; order numbers count up. */
export function gapCurves(context: ChartContext, split: GapSplit): GapCurve[] {
  const byValue = new Map<string, (SurvivalPoint & { at_risk: number | null })[]>()
  for (const row of context.rows('gap_survival')) {
    if (row.split !== split || row.value === null) continue
    const points = byValue.get(row.value)
    if (points) points.push(row)
    else byValue.set(row.value, [row])
  }
  return [...byValue].map(([value, points]) => ({
    value,
    name: split === 'order_number' ? orderName(context, value) : value,
    after: split === 'order_number' ? afterOrder(context, value) : '',
    waits: points[0]!.at_risk ?? 0,
    points,
  }))
}

const ORDINALS = {
  ko: ['첫', '두 번째', '세 번째', '네 번째'],
  en: ['first', 'second', 'third', 'fourth'],
} as const

function orderName({ language }: ChartContext, value: string): string {
  const number = Number.parseInt(value)
  const ordinal = ORDINALS[language][number - 1] ?? value
  if (language === 'ko') return number === 1 ? '첫 주문' : `${ordinal}${value.endsWith('+') ? '부터' : ''}`
  return number === 1 ? 'first order' : `${ordinal}${value.endsWith('+') ? ' on' : ''}`
}

function afterOrder({ language }: ChartContext, value: string): string {
  const more = value.endsWith('+')
  const number = Number.parseInt(value)
  const ordinal = ORDINALS[language][number - 1]
  if (language === 'ko') return `${ordinal ?? `${number}번째`} ${more ? '이후 주문' : '주문'} 뒤`
  return `after the ${ordinal ?? `${number}th`}${more ? ' and later orders' : ' order'}`
}

/** A line for each value with its name at the end; the line of `key` is the finding. Null without a line. */
export function gapLinesPlot(
  context: ChartContext,
  width: number,
  split: GapSplit,
  key: string | null,
): PlotOptions | null {
  const { format } = context
  const narrow = width < NARROW
  const limit = context.rows('churn_limits').find((row) => row.wait === 'later')?.horizon_days
  const curves = gapCurves(context, split)
    .filter((curve) => curve.waits >= FEW)
    .map((curve) => ({
      ...curve,
      points: curve.points.filter((point) => point.share !== null && point.day! <= (limit ?? 365)),
    }))
    .filter((curve) => curve.points.length > 1)
  if (curves.length === 0) return null

  const end = Math.max(...curves.map((curve) => curve.points.at(-1)!.day!))
  const ticks = shareTop(curves.flatMap((curve) => curve.points.map((point) => ({ ...point, low: null, high: null }))))
  const domain = [0, ticks.at(-1)!] as const
  const labels = curves.map((curve) => ({
    y: curve.points.at(-1)!.share!,
    text: `${shortened(curve.name, narrow ? 76 : 130)} ${format.percent(curve.points.at(-1)!.share!, 0)}`,
    tone: curve.value === key ? ('accent' as const) : ('label' as const),
  }))
  const right = Math.ceil(Math.max(...labels.map((label) => textWidth(label.text, 12) * 1.06))) + 12
  const margins = { top: 12, right, bottom: 30, left: 40 }
  const height = Math.max(narrow ? 230 : 264, 56 + labels.length * 18)
  const line = (curve: GapCurve) =>
    Plot.lineY(curve.points, {
      x: 'day',
      y: 'share',
      stroke: curve.value === key ? 'var(--accent)' : 'var(--ink-2)',
      strokeOpacity: curve.value === key ? 1 : 0.55,
      strokeWidth: curve.value === key ? 2.5 : 1.25,
    })
  return frame(width, height, margins, {
    ariaLabel: context.t({ ko: '구매주기', en: 'Purchase cycle' }),
    x: { domain: [0, end] },
    y: { domain: [...domain] },
    marks: [
      ...valueAxis(ticks, (value) => format.percent(value, 0)),
      ...dayAxis(end, width - margins.left - margins.right, format),
      ...curves.filter((curve) => curve.value !== key).map(line),
      ...curves.filter((curve) => curve.value === key).map(line),
      ...curves
        .filter((curve) => curve.points.at(-1)!.day! < end)
        .map((curve) =>
          Plot.dot([curve.points.at(-1)!], {
            x: 'day',
            y: 'share',
            r: 2.5,
            fill: curve.value === key ? 'var(--accent)' : 'var(--ink-2)',
          }),
        ),
      ...curves.map((curve) =>
        readable(
          curve.points,
          end,
          (point) => `${curve.name} · ${format.days(point.day!)}: ${format.percent(point.share!)}`,
        ),
      ),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

/** A name cut with an ellipsis so that it stays within `width` pixels. */
function shortened(name: string, width: number): string {
  if (textWidth(name, 12) <= width) return name
  const letters = [...name]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, 12) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
