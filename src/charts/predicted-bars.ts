import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { drawing, haloText, hatch, type Tone } from './marks.ts'
import { textWidth } from './text-size.ts'
import { FEW } from './words.ts'

/** What some customers are expected to buy. */
export interface PredictedBar {
  readonly name: string
  /** Their own colour; null where they have none. */
  readonly color: string | null
  readonly value: number
  /** The interval's ends. */
  readonly low: number | null
  readonly high: number | null
  readonly customers: number
  /** Value of one of them. */
  readonly each: number | null
  readonly orders: number | null
  readonly alive: number | null
}

/** A mark read aloud: name, value with its interval, n, value per customer, purchase days. */
export function barReading({ format, language }: ChartContext, bar: PredictedBar): string {
  const isKo = language === 'ko'
  return [
    `${bar.name}: ${format.money(bar.value)}`,
    ...(bar.low === null || bar.high === null
      ? []
      : [`${isKo ? '95% 신뢰구간' : '95% interval'} ${format.shortMoney(bar.low)}–${format.shortMoney(bar.high)}`]),
    `n ${format.count(bar.customers)}`,
    ...(bar.each === null ? [] : [`${isKo ? '한 사람에' : 'each'} ${format.money(bar.each)}`]),
    ...(bar.alive === null
      ? []
      : [`${isKo ? '다시 살 고객' : 'to buy again'} ${format.count(Math.round(bar.alive))}${isKo ? '명' : ''}`]),
    ...(bar.orders === null
      ? []
      : [
          isKo
            ? `구매 ${format.count(Math.round(bar.orders))}회`
            : `${format.count(Math.round(bar.orders))} purchase days`,
        ]),
  ].join(' · ')
}

const NARROW = 480
const TOP = 30
const BAR = 10

/**
 * Expected value of each row as a bar with its interval, the total above as figures; value, n and value per customer at
 * the right. `isFaint` draws what is not to be used: hatched, in grey. Null without rows.
 */
export function predictedBars(
  context: ChartContext,
  width: number,
  label: string,
  total: PredictedBar,
  given: readonly PredictedBar[],
  isFaint: boolean,
): PlotOptions | null {
  if (given.length === 0) return null
  const { format, t } = context
  const isNarrow = width < NARROW
  const rowHeight = isNarrow ? 44 : 30
  const rows = [total, ...given].map((bar, index) => ({ ...bar, y: TOP + 14 + index * rowHeight, index }))
  type Line = (typeof rows)[number]
  const widest = (texts: readonly string[]) => Math.ceil(Math.max(...texts.map((text) => textWidth(text, 12.8))))
  const valueOf = (row: Line) => format.shortMoney(row.value)
  const countOf = (row: Line) => format.count(row.customers)
  const eachOf = (row: Line) => (row.each === null ? '–' : format.shortMoney(row.each))
  const heads = {
    value: t({ ko: '예상 금액', en: 'expected' }),
    n: t({ ko: '고객', en: 'n' }),
    each: t({ ko: '한 사람', en: 'each' }),
  }
  const eachWidth = widest([...rows.map(eachOf), heads.each])
  const countWidth = widest([...rows.map(countOf), heads.n])
  const valueWidth = widest([...rows.map(valueOf), heads.value])
  const eachAt = width
  const countAt = eachAt - eachWidth - 16
  const valueAt = countAt - countWidth - 16
  const left = isNarrow ? 0 : Math.min(width * 0.3, widest(rows.map((row) => row.name)) + 18) + 14
  const right = isNarrow ? width - 4 : valueAt - valueWidth - 16
  const most = Math.max(...given.flatMap((row) => [row.value, row.high ?? 0]), 1e-9)
  const x = (value: number) => left + (Math.max(0, value) / most) * (right - left)
  const dy = isNarrow ? 17 : 0
  const bars = rows.slice(1)
  const isFew = (row: Line) => row.customers < FEW || isFaint
  const lines = hatch('predicted-value', 'var(--muted)')
  const color = (row: Line) => row.color ?? 'var(--ink-2)'
  const ends = bars.filter((row) => row.low !== null && row.high !== null)
  const fill = (row: Line) => (isFaint ? lines.fill : isFew(row) ? 'var(--hairline-2)' : color(row))
  const part = (some: readonly Line[], from: (row: Line) => number, to: (row: Line) => number, fillOpacity: number) =>
    Plot.rect(some, {
      x1: from,
      x2: (row: Line) => Math.max(from(row) + 1, to(row)),
      y1: (row: Line) => row.y + dy - BAR / 2,
      y2: (row: Line) => row.y + dy + BAR / 2,
      fill: { value: fill, scale: null },
      fillOpacity,
    })
  const toneOf = (row: Line): Tone => (row.index === 0 ? (isFaint ? 'label' : 'accent') : isFew(row) ? 'axis' : 'label')
  const text = (of: (row: Line) => string, at: number, anchor: 'start' | 'end', tone = toneOf) =>
    (['label', 'axis', 'ink', 'accent'] as const).map((wanted) =>
      haloText(
        rows.filter((row) => tone(row) === wanted),
        { x: at, y: 'y', text: of, textAnchor: anchor, tone: wanted },
      ),
    )
  const plainTone = (row: Line): Tone => (isFew(row) && row.index > 0 ? 'axis' : 'label')
  const head = { y: TOP - 16, text: String, textAnchor: 'end', tone: 'axis' } as const
  const bottom = rows.at(-1)!.y + rowHeight / 2 + (isNarrow ? 8 : 2)

  return drawing(width, bottom, label, [
    lines.defs,
    isNarrow
      ? null
      : Plot.link([0], { x1: [left], x2: [left], y1: [TOP + rowHeight], y2: [bottom], stroke: 'var(--hairline-2)' }),
    part(
      bars,
      () => left,
      (row) => x(row.low ?? row.value),
      1,
    ),
    part(
      ends,
      (row) => x(row.low!),
      (row) => x(row.high!),
      0.38,
    ),
    Plot.link(ends, {
      x1: (row: Line) => x(row.value),
      x2: (row: Line) => x(row.value),
      y1: (row: Line) => row.y + dy - BAR / 2 - 2,
      y2: (row: Line) => row.y + dy + BAR / 2 + 2,
      stroke: isFaint ? 'var(--muted)' : 'var(--ink)',
      strokeWidth: 1.5,
    }),
    Plot.rect(bars, {
      x1: left,
      x2: (row: Line) => Math.max(x(row.value), x(row.high ?? 0)) + 2,
      y1: (row: Line) => row.y + dy - rowHeight / 2 + (isNarrow ? 12 : 4),
      y2: (row: Line) => row.y + dy + rowHeight / 2 - (isNarrow ? 12 : 4),
      fill: 'transparent',
      title: (row: Line) => barReading(context, row),
    }),
    ...(isNarrow ? [] : chips(bars, isFaint)),
    ...text(
      (row) => row.name,
      isNarrow || given.every((row) => row.color === null) ? 0 : 18,
      'start',
      (row) => (row.index === 0 ? 'ink' : plainTone(row)),
    ),
    ...text(valueOf, valueAt, 'end'),
    ...text(countOf, countAt, 'end', (row) => (row.index === 0 ? 'label' : 'axis')),
    ...text(eachOf, eachAt, 'end', plainTone),
    haloText([heads.value], { ...head, x: valueAt }),
    haloText([heads.n], { ...head, x: countAt }),
    haloText([heads.each], { ...head, x: eachAt }),
    isFaint
      ? haloText([t({ ko: '사용 불가', en: 'not to be used' })], {
          ...head,
          x: 0,
          textAnchor: 'start',
          tone: 'ink',
        })
      : null,
  ])
}

/** The colours of those who have one, before their names. */
function chips(bars: readonly (PredictedBar & { readonly y: number })[], isFaint: boolean): Markish[] {
  const own = bars.filter((bar) => bar.color !== null)
  return [
    Plot.rect(own, {
      x1: 0,
      x2: 10,
      y1: (bar: (typeof own)[number]) => bar.y - 5,
      y2: (bar: (typeof own)[number]) => bar.y + 5,
      fill: { value: (bar: (typeof own)[number]) => bar.color!, scale: null },
      fillOpacity: isFaint ? 0.4 : 1,
    }),
  ]
}
