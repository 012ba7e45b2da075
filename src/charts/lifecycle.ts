import * as Plot from '@observablehq/plot'
import type { Chart, ChartContext } from './chart.ts'
import { keyOf, lifecycleHeadline, stagesOf, sum, type Stage } from './lifecycle-stages.ts'
import { drawing, haloText, NARROW, SMALL_TEXT } from './marks.ts'
import { spreadBoxes, textWidth } from './text-size.ts'
import { churnUnknown, FEW, shopNotes, valueWord } from './words.ts'

/** A stage's piece of one of the two bars, in pixels. */
interface Piece extends Stage {
  readonly x1: number
  readonly x2: number
}

function pieces(items: readonly Stage[], side: 'customers' | 'value', width: number): Piece[] {
  const total = sum(items, side)
  let x = 0
  return items.map((item) => {
    const x1 = x
    x += total > 0 ? (item[side] / total) * width : 0
    return { ...item, x1, x2: x }
  })
}

const BAR = 34

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const items = stagesOf(context)
  const customers = sum(items, 'customers')
  if (customers === 0) return null
  const { format, t } = context
  const size = width < NARROW ? SMALL_TEXT : 12
  const value = sum(items, 'value')
  const key = customers < FEW ? undefined : keyOf(items)
  const above = 58
  const between = value > 0 ? 44 : 0
  const below = above + BAR + between
  const height = value > 0 ? below + BAR + 42 : above + BAR + 6
  const fillOf = (piece: Stage) => (piece.id === key?.id ? 'var(--accent)' : piece.fill)
  const reading = (piece: Stage) =>
    `${piece.name}: ${format.customers(piece.customers)} (${format.percent(piece.customers / customers)})` +
    (value > 0
      ? `, ${t(valueWord(context))} ${format.money(piece.value)} (${format.percent(piece.value / value)})`
      : '')
  const bar = (some: readonly Piece[], top: number) =>
    Plot.rect(some, {
      x1: (piece: Piece) => piece.x1 + 0.8,
      x2: (piece: Piece) => Math.max(piece.x1 + 1.6, piece.x2 - 0.8),
      y1: top,
      y2: top + BAR,
      fill: { value: fillOf, scale: null },
      stroke: {
        value: (piece: Piece) => (piece.id === 'churned' && key?.id !== 'churned' ? 'var(--ink-2)' : 'none'),
        scale: null,
      },
      strokeWidth: 1.2,
      title: reading,
    })
  const labels = (some: readonly Piece[], lines: (piece: Piece) => readonly string[], y: number) => {
    const texts = some.map((piece) => lines(piece))
    const widths = texts.map((text) => Math.max(...text.map((line) => textWidth(line, size))) + 8)
    const centres = spreadBoxes(
      some.map((piece) => (piece.x1 + piece.x2) / 2),
      widths,
      0,
      width,
    )
    return some.map((piece, index) =>
      haloText([piece], {
        x: centres[index]!,
        y,
        text: () => texts[index]!.join('\n'),
        lineHeight: 1.25,
        lineAnchor: 'top',
        fontSize: size,
        tone: piece.id === key?.id ? 'accent' : 'label',
      }),
    )
  }
  const top = pieces(items, 'customers', width)
  const bottom = pieces(items, 'value', width).filter((piece) => piece.value > 0)
  const links = bottom.flatMap((piece) => {
    const from = top.find((other) => other.id === piece.id)!
    return [
      { id: piece.id, y: above + BAR + 2, x1: from.x1, x2: from.x2 },
      { id: piece.id, y: below - 2, x1: piece.x1, x2: piece.x2 },
    ]
  })
  const side = (text: string, y: number) =>
    haloText([text], { x: 0, y, text: (word) => word, textAnchor: 'start', tone: 'axis', fontSize: size })

  return drawing(width, height, t(lifecycle.title), [
    ...(value > 0
      ? [
          Plot.areaX(
            links.filter((link) => link.id === key?.id),
            { y: 'y', x1: 'x1', x2: 'x2', z: 'id', fill: 'var(--accent)', fillOpacity: 0.14, curve: 'bump-y' },
          ),
        ]
      : []),
    side(t({ ko: '고객', en: 'customers' }), 8),
    bar(top, above),
    ...labels(top, (piece) => [piece.name, format.count(piece.customers)], 22),
    ...(value > 0
      ? [
          side(t(valueWord(context)), below - 12),
          bar(bottom, below),
          ...labels(
            bottom,
            (piece) => [format.percent(piece.value / value), format.shortMoney(piece.value)],
            below + BAR + 6,
          ),
        ]
      : []),
  ])
}

/** Every customer's stage as one bar, and what each stage has brought as another. */
export const lifecycle: Chart = {
  id: 'lifecycle',
  title: { ko: '생애 주기', en: 'Life cycle' },
  definition: {
    ko: '고객은 다음 순서로 정확히 한 단계에 듭니다. 잠재: 주문 없음. 이탈: 마지막 주문 뒤 지난 날이 이탈 기준일수를 넘음. 신규: 구매일이 하루. 핵심: 구매일이 이틀 이상이고 금액이 상위 20%. 기존: 나머지.',
    en: 'Every customer is in exactly one stage, in this order. Potential: no order. Churned: more days since the last order than the churn limit. New: one purchase day. Core: two or more, and value within the top 20%. Existing: the rest.',
  },
  headline: lifecycleHeadline,
  unknown: churnUnknown,
  notes(context) {
    const { language } = context
    const limit = (wait: string) => context.rows('churn_limits').find((row) => row.wait === wait)?.limit_days
    const [first, later] = [limit('first'), limit('later')]
    return [
      ...shopNotes(context).slice(0, 2),
      ...(first && later
        ? [
            language === 'ko'
              ? `이탈 기준일수 ${first}일(첫 구매 뒤), ${later}일`
              : `churn limit ${first} days (first order), ${later} days`,
          ]
        : []),
    ]
  },
  plot,
}
