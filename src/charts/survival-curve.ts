import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { Format } from '../i18n/format.ts'
import { endLabels, frame, haloText, keyDot, NARROW, niceTicks, valueAxis } from './marks.ts'

/** A point of a curve: the share who have come back by `day`, with its 95% interval. */
export interface SurvivalPoint {
  readonly day: number | null
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The smallest day by which `share` is reached; null where the curve ends before. */
export function dayReaching(curve: readonly SurvivalPoint[], share: number): number | null {
  return curve.find((point) => point.share !== null && point.share >= share - 1e-12)?.day ?? null
}

/** The share who have come back by a day, for days within the curve; null before its first and after its last day. */
export function shareBy(curve: readonly SurvivalPoint[], day: number): number | null {
  const last = curve.at(-1)?.day
  if (last === undefined || last === null || day > last) return null
  return curve.findLast((point) => point.day !== null && point.day <= day)?.share ?? null
}

/** The day by which half of those who come back within the horizon have come; null where the horizon is unknown. */
export function halfDay(curve: readonly SurvivalPoint[], horizon: number | null): number | null {
  const end = horizon === null ? null : shareBy(curve, horizon)
  return end === null || end <= 0 ? null : dayReaching(curve, end / 2)
}

/** What a single curve shows besides itself. */
export interface CurveMarks {
  /** The card's name, for the picture's label. */
  readonly title: string
  /** Day of the headline's point, with its words. */
  readonly half: { readonly day: number; readonly text: string } | null
  /** Days of silence that mean churned. */
  readonly limit: { readonly day: number; readonly text: string } | null
  /** Last day drawn; the curve's own where null. */
  readonly horizon: number | null
  /** The end label's words after the share, below it. */
  readonly endText: (day: number) => string
}

/** One curve with its interval, its half point and its limit, as `second_order_survival` and `gap_survival` draw it. */
export function survivalPlot(
  curve: readonly SurvivalPoint[],
  width: number,
  format: Format,
  marks: CurveMarks,
): PlotOptions | null {
  const known = curve.filter((point) => point.share !== null && point.day !== null)
  const end = Math.min(known.at(-1)?.day ?? 0, marks.horizon ?? Infinity)
  if (end < 7) return null
  const shown = known.filter((point) => point.day! <= end)
  const last = shown.at(-1)!
  const margins = { top: 26, right: format.language === 'ko' ? 88 : 96, bottom: 30, left: 40 }
  const height = width < NARROW ? 230 : 264
  const top = shareTop(shown)
  const inner = width - margins.left - margins.right
  const half = marks.half && marks.half.day <= end ? marks.half : null
  const halfShare = half ? shareBy(shown, half.day)! : 0
  const limit = marks.limit && marks.limit.day <= end ? marks.limit : null
  const limitIsRight = limit !== null && limit.day > end * 0.6
  return frame(width, height, margins, {
    ariaLabel: marks.title,
    x: { domain: [0, end] },
    y: { domain: [0, top.at(-1)!] },
    marks: [
      ...valueAxis(top, (value) => format.percent(value, 0)),
      ...dayAxis(end, inner, format),
      Plot.areaY(shown, {
        x: 'day',
        y1: 'low',
        y2: 'high',
        curve: 'step-after',
        fill: 'var(--hairline)',
        fillOpacity: 0.6,
      }),
      half
        ? Plot.ruleX([half.day], {
            y1: 0,
            y2: halfShare,
            stroke: 'var(--accent)',
            strokeDasharray: '1 3',
            strokeLinecap: 'round',
          })
        : null,
      limit ? Plot.ruleX([limit.day], { stroke: 'var(--ink-2)', strokeDasharray: '5 3' }) : null,
      Plot.lineY(shown, { x: 'day', y: 'share', curve: 'step-after', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      limit
        ? haloText([limit], {
            x: 'day',
            text: 'text',
            frameAnchor: 'top',
            textAnchor: limitIsRight ? 'end' : 'start',
            lineAnchor: 'bottom',
            dx: limitIsRight ? 4 : -4,
            dy: -8,
          })
        : null,
      Plot.dot([last], { x: 'day', y: 'share', r: 3, fill: 'var(--ink-2)', stroke: 'var(--surface)' }),
      ...endLabels([{ y: last.share!, text: `${format.percent(last.share!)}\n${marks.endText(end)}` }], {
        domain: [0, top.at(-1)!],
        height: height - margins.top - margins.bottom,
      }),
      readable(shown, end, (point) => curveReading(point, format)),
      half ? keyDot([half], { x: 'day', y: halfShare }) : null,
      half
        ? haloText([half], {
            x: 'day',
            y: halfShare,
            text: 'text',
            textAnchor: 'start',
            lineAnchor: 'top',
            dx: 9,
            dy: 5,
            tone: 'accent',
          })
        : null,
    ],
  })
}

/** Unseen dots on a curve, every 28 or 30 days, that a reader can go through. */
export function readable(
  curve: readonly SurvivalPoint[],
  end: number,
  text: (point: SurvivalPoint) => string,
): Markish {
  const isStep = (day: number) => (end < 120 ? day % 7 === 0 : curve[1]?.day === 1 ? day % 30 === 0 : day % 28 === 0)
  const points = curve.filter((point) => point.day! > 0 && (isStep(point.day!) || point === curve.at(-1)))
  return Plot.dot(points, { x: 'day', y: 'share', r: 6, fill: 'transparent', title: text })
}

function curveReading(point: SurvivalPoint, format: Format): string {
  const share = format.percent(point.share!)
  const interval =
    point.low === null || point.high === null ? '' : ` (${format.percent(point.low)}–${format.percent(point.high)})`
  const days = format.days(point.day!)
  return format.language === 'ko' ? `${days} 안에 ${share}${interval}` : `${share} within ${days}${interval}`
}

/** Ticks from 0 to above the highest share drawn. */
export function shareTop(points: readonly SurvivalPoint[]): number[] {
  const highest = Math.max(0.01, ...points.map((point) => Math.max(point.share ?? 0, point.high ?? 0)))
  const ticks = niceTicks(0, Math.min(1, highest), 5)
  const step = ticks[1]! - ticks[0]!
  return ticks.at(-1)! >= Math.min(1, highest) - 1e-9
    ? ticks
    : [...ticks, Number((ticks.at(-1)! + step).toPrecision(12))]
}

/** Days under a curve: multiples of 7, 30 or 90 as the room allows, the unit on the last. */
export function dayAxis(end: number, width: number, format: Format): Markish[] {
  const step = [7, 14, 30, 60, 90, 180].find((days) => (days / end) * width >= (width < 400 ? 46 : 70)) ?? 365
  const days = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
  return [
    haloText(days, {
      x: (day: number) => day,
      text: (day: number) => (day === days.at(-1) ? format.days(day) : format.count(day)),
      frameAnchor: 'bottom',
      lineAnchor: 'top',
      dy: 8,
      tone: 'axis',
    }),
  ]
}
