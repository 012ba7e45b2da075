import * as Plot from '@observablehq/plot'
import type { Markish } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { haloText } from './marks.ts'
import type { Curve } from './value-curve.ts'

/** A small picture of one curve, laid out in pixels. */
export interface CurvePanel {
  readonly curve: Curve
  readonly name: string
  readonly left: number
  readonly width: number
  readonly top: number
  readonly height: number
  /** The highest value and the last day of all panels, which share their scales. */
  readonly most: number
  readonly lastDay: number
  readonly isKey: boolean
}

/** The curve, its cost as a dashed line, where it is paid back, and both in words above. */
export function curvePanel(context: ChartContext, panel: CurvePanel): Markish[] {
  const { format, language, t } = context
  const { curve, left, width, top, height, most, lastDay, isKey } = panel
  const isKo = language === 'ko'
  const bottom = top + height
  const x = (day: number) => left + (day / lastDay) * width
  const y = (value: number) => bottom - (Math.max(0, value) / (most > 0 ? most : 1)) * height
  const stroke = isKey ? 'var(--accent)' : 'var(--ink-2)'
  const { cac, payback } = curve
  const cost = cac === null ? t({ ko: '광고비 없음', en: 'no spend' }) : `CAC ${format.money(cac)}`
  const waited =
    cac === null
      ? ''
      : payback === null
        ? isKo
          ? `${format.days(curve.points.at(-1)!.day)} 안에 못 갚음`
          : `not within ${format.days(curve.points.at(-1)!.day)}`
        : isKo
          ? `${format.days(payback)} 만에 갚음`
          : `paid back in ${format.days(payback)}`
  const paid = curve.points.filter((point) => point.day === payback)
  const step = [30, 90, 180].find((days) => lastDay / days <= 3) ?? 360
  const ticks = Array.from({ length: Math.floor(lastDay / step) + 1 }, (_, index) => index * step)
  type Point = (typeof curve.points)[number]
  const reading = (point: Point) =>
    `${panel.name} · ${format.days(point.day)} · ${format.money(point.margin)}${cac === null ? '' : ` · CAC ${format.money(cac)}`}`
  return [
    haloText([panel.name], { x: left, y: top - 34, text: String, textAnchor: 'start', tone: 'ink' }),
    haloText([waited], {
      x: left + width,
      y: top - 34,
      text: String,
      textAnchor: 'end',
      tone: isKey ? 'accent' : 'label',
    }),
    haloText([cost], { x: left, y: top - 18, text: String, textAnchor: 'start', tone: 'axis' }),
    Plot.link([0], { x1: [left], x2: [left + width], y1: [bottom], y2: [bottom], stroke: 'var(--hairline-2)' }),
    cac === null
      ? null
      : Plot.link([0], {
          x1: [left],
          x2: [left + width],
          y1: [y(cac)],
          y2: [y(cac)],
          stroke: 'var(--ink-2)',
          strokeDasharray: '5 3',
        }),
    Plot.line(curve.points, {
      x: (point: Point) => x(point.day),
      y: (point: Point) => y(point.margin),
      stroke,
      strokeWidth: isKey ? 2.5 : 1.5,
    }),
    Plot.dot(paid, {
      x: (point: Point) => x(point.day),
      y: (point: Point) => y(point.margin),
      r: 4,
      fill: stroke,
      stroke: 'var(--surface)',
      strokeWidth: 1.5,
    }),
    Plot.dot(curve.points, {
      x: (point: Point) => x(point.day),
      y: (point: Point) => y(point.margin),
      r: 6,
      fill: 'transparent',
      title: reading,
    }),
    ...ticks.map((day) =>
      haloText([day], {
        x,
        y: bottom + 13,
        text: () => (day === ticks.at(-1) ? format.days(day) : format.count(day)),
        textAnchor: day === 0 ? 'start' : day > lastDay * 0.9 ? 'end' : 'middle',
        tone: 'axis',
      }),
    ),
  ]
}
