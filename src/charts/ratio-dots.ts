import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { drawing, haloText, niceTicks, type Tone } from './marks.ts'
import { textWidth } from './text-size.ts'

/** What a channel earned for each unit spent, as a dot on its interval. */
export interface RatioRow {
  readonly name: string
  /** LTV ÷ CAC; null where it cannot be told, which `instead` explains. */
  readonly ratio: number | null
  readonly low: number | null
  readonly high: number | null
  readonly customers: number | null
  readonly instead: string | null
  /** The row the headline speaks of. */
  readonly isKey: boolean
  /** LTV ÷ CAC with what is predicted of the time to come; null or left out where nothing may be predicted. */
  readonly predicted?: { readonly ratio: number; readonly low: number | null; readonly high: number | null } | null
}

const ROW = 34
/** On a phone names stand above their intervals. */
const NARROW_ROW = 46
const TOP = 58
/** A tick nearer to break-even than this, in pixels, has no number: they would touch. */
const TICK_ROOM = 28

/** LTV ÷ CAC of each row with its interval, break-even as a dashed line at 1; customers and ratio at the right. */
export function ratioDots(
  context: ChartContext,
  width: number,
  label: string,
  given: readonly RatioRow[],
): PlotOptions | null {
  if (given.length === 0) return null
  const { format, language, t } = context
  const isKo = language === 'ko'
  const isNarrow = width < 420
  const rowHeight = isNarrow ? NARROW_ROW : ROW
  const times = (value: number, digits = 2) => `${format.number(value, digits)}${isKo ? '배' : '×'}`
  const rows = given.map((row, index) => ({ ...row, y: TOP + index * rowHeight }))
  type Line = (typeof rows)[number]
  const names = isNarrow ? 0 : Math.min(width * 0.3, Math.max(...rows.map((row) => textWidth(row.name, 12.5)))) + 16
  const ratioWidth = Math.max(...rows.map((row) => textWidth(row.ratio === null ? '' : times(row.ratio), 12)), 30) + 10
  const countOf = (row: Line) =>
    row.customers === null ? '' : isKo ? format.customers(row.customers) : format.count(row.customers)
  const countWidth = isNarrow ? 0 : Math.max(...rows.map((row) => textWidth(countOf(row), 12)), 30) + 14
  const foretold = rows.flatMap((row) => (row.predicted ? [{ ...row, predicted: row.predicted }] : []))
  type Foretold = (typeof foretold)[number]
  const head = t({ ko: '예측 포함', en: 'with prediction' })
  const shortHead = isNarrow ? t({ ko: '예측', en: 'predicted' }) : head
  const predictedWidth =
    foretold.length === 0
      ? 0
      : Math.max(...foretold.map((row) => textWidth(times(row.predicted.ratio), 12)), textWidth(`◇ ${shortHead}`, 12)) +
        14
  const ratioAt = width - predictedWidth
  const [left, right] = [names + 6, ratioAt - ratioWidth - countWidth - 8]
  const most = Math.max(1.25, ...rows.flatMap((row) => [row.ratio ?? 0, row.high ?? 0, row.predicted?.ratio ?? 0]))
  // One wide interval must not press the others together: it may leave the picture, and an arrow says that it goes on.
  const others = rows
    .flatMap((row) => [row.ratio, row.predicted?.ratio ?? null])
    .filter((ratio) => ratio !== null)
    .sort((a, b) => a - b)
  const end = Math.min(most, Math.max(1.25, (others.at(-1) ?? 1) * 1.6))
  const x = (value: number) => left + (Math.min(value, end) / end) * (right - left)
  const ticks = niceTicks(0, end, 4)
  const numbered = (ticks.includes(1) ? ticks : [...ticks, 1]).filter(
    (tick) => tick === 1 || Math.abs(x(tick) - x(1)) >= TICK_ROOM,
  )
  const bottom = TOP + rows.length * rowHeight - rowHeight / 2 + 6
  const dy = isNarrow ? 8 : 0
  const of = (isKey: boolean) => rows.filter((row) => row.isKey === isKey && row.ratio !== null)
  const bars = (isKey: boolean) => {
    const some = of(isKey).filter((row) => row.low !== null && row.high !== null)
    const stroke = isKey ? 'var(--accent)' : 'var(--ink-2)'
    const cap = (side: 'low' | 'high') =>
      Plot.link(
        some.filter((row) => row[side]! <= end),
        {
          x1: (row: Line) => x(row[side]!),
          x2: (row: Line) => x(row[side]!),
          y1: (row: Line) => row.y + dy - 4,
          y2: (row: Line) => row.y + dy + 4,
          stroke,
          strokeWidth: 1.5,
        },
      )
    return [
      Plot.link(some, {
        x1: (row: Line) => x(row.low!),
        x2: (row: Line) => x(row.high!),
        y1: (row: Line) => row.y + dy,
        y2: (row: Line) => row.y + dy,
        stroke,
        strokeWidth: isKey ? 2.5 : 1.5,
      }),
      cap('low'),
      cap('high'),
    ]
  }
  const rangeOf = ({ low, high }: Foretold['predicted']) =>
    low === null || high === null ? '' : ` (${times(low)}–${times(high)})`
  const reading = (row: Line) =>
    [
      `${row.name}: LTV ÷ CAC ${times(row.ratio!)}`,
      ...(row.low === null || row.high === null
        ? []
        : [`${isKo ? '95% 신뢰구간' : '95% interval'} ${times(row.low)}–${times(row.high)}`]),
      ...(row.predicted ? [`${head} ${times(row.predicted.ratio)}${rangeOf(row.predicted)}`] : []),
      ...(row.customers === null ? [] : [`n ${format.count(row.customers)}`]),
    ].join(' · ')
  const isJudged = (row: Line) => row.low !== null && row.high !== null
  const color = (row: Line) => (row.isKey ? 'var(--accent)' : isJudged(row) ? 'var(--ink-2)' : 'var(--muted)')
  const dots = (isKey: boolean) =>
    Plot.dot(of(isKey), {
      x: (row: Line) => x(row.ratio!),
      y: (row: Line) => row.y + dy,
      r: isKey ? 5 : 4,
      fill: { value: (row: Line) => (isJudged(row) ? color(row) : 'var(--surface)'), scale: null },
      stroke: { value: (row: Line) => (isJudged(row) ? 'var(--surface)' : color(row)), scale: null },
      strokeWidth: 1.5,
      title: reading,
    })
  const toned = (tone: Tone, some: readonly Line[], options: Plot.TextOptions) => haloText(some, { ...options, tone })

  return drawing(width, bottom + 26, label, [
    Plot.link(
      ticks.filter((tick) => tick !== 1),
      { x1: x, x2: x, y1: 38, y2: bottom, stroke: 'var(--grid)' },
    ),
    Plot.link([1], { x1: x, x2: x, y1: 22, y2: bottom, stroke: 'var(--ink)', strokeDasharray: '5 3' }),
    haloText([1], { x, y: 12, text: () => t({ ko: '본전', en: 'break-even' }) }),
    haloText(numbered, {
      x,
      y: bottom + 14,
      text: (tick: number) => times(tick, 1),
      tone: 'axis',
    }),
    Plot.link(foretold, {
      x1: (row: Foretold) => x(row.ratio ?? row.predicted.ratio),
      x2: (row: Foretold) => x(row.predicted.ratio),
      y1: (row: Foretold) => row.y + dy,
      y2: (row: Foretold) => row.y + dy,
      stroke: 'var(--muted)',
      strokeDasharray: '1 3',
    }),
    ...[false, true].flatMap((isKey) => [...bars(isKey), dots(isKey)]),
    Plot.dot(foretold, {
      x: (row: Foretold) => x(row.predicted.ratio),
      y: (row: Foretold) => row.y + dy,
      symbol: 'diamond',
      r: 5,
      fill: 'var(--surface)',
      stroke: { value: (row: Foretold) => (row.isKey ? 'var(--accent)' : 'var(--ink-2)'), scale: null },
      strokeWidth: 1.5,
      title: reading,
    }),
    haloText(
      rows.filter((row) => row.high !== null && row.high > end),
      { x: right + 2, y: (row: Line) => row.y + dy, text: () => '→', textAnchor: 'start', tone: 'axis' },
    ),
    toned(
      'label',
      rows.filter((row) => !row.isKey),
      { x: 0, y: (row: Line) => row.y - (isNarrow ? 10 : 0), text: 'name', textAnchor: 'start' },
    ),
    toned(
      'ink',
      rows.filter((row) => row.isKey),
      { x: 0, y: (row: Line) => row.y - (isNarrow ? 10 : 0), text: 'name', textAnchor: 'start' },
    ),
    toned(
      'axis',
      rows.filter((row) => row.instead !== null && row.ratio === null),
      { x: left, y: (row: Line) => row.y + dy, text: (row: Line) => row.instead!, textAnchor: 'start' },
    ),
    toned('label', of(false), {
      x: ratioAt,
      y: (row: Line) => row.y + dy,
      text: (row: Line) => times(row.ratio!),
      textAnchor: 'end',
    }),
    toned('accent', of(true), {
      x: ratioAt,
      y: (row: Line) => row.y + dy,
      text: (row: Line) => times(row.ratio!),
      textAnchor: 'end',
    }),
    haloText([t({ ko: '배율', en: 'ratio' })], { x: ratioAt, y: 34, text: String, textAnchor: 'end', tone: 'axis' }),
    ...(foretold.length === 0
      ? []
      : [
          haloText([`◇ ${shortHead}`], { x: width, y: 34, text: String, textAnchor: 'end', tone: 'axis' }),
          toned('label', foretold, {
            x: width,
            y: (row: Line) => row.y + dy,
            text: (row: Foretold) => times(row.predicted.ratio),
            textAnchor: 'end',
          }),
        ]),
    ...(isNarrow
      ? []
      : [
          toned('axis', rows, {
            x: ratioAt - ratioWidth - 4,
            y: (row: Line) => row.y,
            text: countOf,
            textAnchor: 'end',
          }),
          haloText([t({ ko: '고객', en: 'n' })], {
            x: ratioAt - ratioWidth - 4,
            y: 34,
            text: String,
            textAnchor: 'end',
            tone: 'axis',
          }),
        ]),
  ])
}

/**
 * How to read the dots. `hasFew`: some stand on too few customers to have an interval; `months`: how far ahead the hollow
 * diamonds look, null without any.
 */
export function ratioCaption({ t }: ChartContext, hasFew: boolean, months: number | null = null): string {
  const few = { ko: ' 빈 점은 고객이 적어 판단하지 않은 경로입니다.', en: ' Hollow: too few customers to judge.' }
  const all = {
    ko: '점은 LTV ÷ CAC, 선은 95% 신뢰구간, 파선은 본전입니다.',
    en: 'Dot: LTV ÷ CAC; line: 95% interval; dashed: break-even.',
  }
  const diamonds = {
    ko: ` 빈 마름모는 지금까지 번 공헌이익에 앞으로 ${months}개월의 예측을 더한 배율입니다.`,
    en: ` Hollow diamond: margin to date with the prediction for the next ${months} months.`,
  }
  return t(all) + (hasFew ? t(few) : '') + (months === null ? '' : t(diamonds))
}
