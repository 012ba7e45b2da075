import * as Plot from '@observablehq/plot'
import type { Markish } from '@observablehq/plot'
import { haloText } from '../marks.ts'
import type { EvidencePoint } from './evidence.ts'
import { monthNumber } from '../time-axis.ts'

/** One median through the months between its two limits, laid out in pixels. */
export interface RangePanel {
  readonly name: string
  readonly points: readonly EvidencePoint[]
  /** Top and bottom of the lines, left and right of the months, in CSS pixels. */
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  /** First and last month of the picture, as `monthNumber`. */
  readonly months: readonly [number, number]
  /** Is the last month's value what the headline is about? */
  readonly isKey: boolean
  readonly write: (value: number) => string
  readonly limitName: (side: 'low' | 'high', value: number) => string
  readonly reading: (point: EvidencePoint) => string
}

/** A panel's marks: dashed limits that follow the months, the line, flagged months, the last value at its right. */
export function rangePanel(panel: RangePanel): Markish[] {
  const { points, top, bottom, left, right, months, isKey, write } = panel
  const last = points.at(-1)
  if (!last) return []
  const bounds = points.flatMap((point) => [point.value, point.low ?? point.value, point.high ?? point.value])
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)]
  const x = (point: EvidencePoint) =>
    left + ((monthNumber(point.at) - months[0]) / Math.max(1, months[1] - months[0])) * (right - left)
  const y = (value: number) =>
    most === least ? (top + bottom) / 2 : bottom - ((value - least) / (most - least)) * (bottom - top)
  const line = (side: 'low' | 'high') =>
    Plot.line(
      points.filter((point) => point[side] !== null),
      {
        x,
        y: (point: EvidencePoint) => y(point[side]!),
        stroke: 'var(--ink-2)',
        strokeOpacity: 0.7,
        strokeDasharray: '5 3',
      },
    )
  const limitText = (side: 'low' | 'high') => {
    const value = last[side]
    return value === null ? [] : [{ y: y(value), text: panel.limitName(side, value), tone: 'axis' as const }]
  }
  const labels = [
    ...limitText('high'),
    { y: y(last.value), text: write(last.value), tone: isKey ? ('accent' as const) : ('ink' as const) },
    ...limitText('low'),
  ]
  // The three labels stay in their order and 15 px apart; the value's own place counts most.
  const [high, value, low] = labels.length === 3 ? labels : [undefined, labels[0], undefined]
  const placed = [
    ...(high ? [{ ...high, y: Math.min(high.y, value!.y - 15) }] : []),
    value!,
    ...(low ? [{ ...low, y: Math.max(low.y, value!.y + 15) }] : []),
  ]
  return [
    haloText([panel.name], { x: left, y: top - 14, text: String, textAnchor: 'start', tone: 'label' }),
    line('high'),
    line('low'),
    Plot.line(points, { x, y: (point: EvidencePoint) => y(point.value), stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
    Plot.dot(
      points.filter((point) => point.isFlagged && point !== last),
      { x, y: (point: EvidencePoint) => y(point.value), r: 3.5, fill: 'var(--ink-2)', stroke: 'var(--surface)' },
    ),
    Plot.dot([last], {
      x,
      y: (point: EvidencePoint) => y(point.value),
      r: 4,
      fill: isKey ? 'var(--accent)' : 'var(--ink-2)',
      stroke: 'var(--surface)',
      strokeWidth: 1.5,
    }),
    ...placed.map((label) =>
      haloText([label], { x: right + 10, y: 'y', text: 'text', textAnchor: 'start', tone: label.tone }),
    ),
    Plot.dot(points, {
      x,
      y: (point: EvidencePoint) => y(point.value),
      r: 6,
      fill: 'transparent',
      title: panel.reading,
    }),
  ]
}
