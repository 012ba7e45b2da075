import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText, SMALL_TEXT } from './marks.ts'
import { boxesOf, gridSizes, type Box } from './rfm-boxes.ts'
import { cellClause, customersOf, frequencyLabel, gridCells, largestCell, recencyLabel } from './rfm-grid.ts'
import { wash } from './segments.ts'
import { textWidth } from './text-size.ts'
import { FEW, isShared, say, shopNotes, tooFew, valueWord } from './words.ts'

function headline(context: ChartContext): Sentence | null {
  const cells = gridCells(context)
  const customers = customersOf(cells)
  const cell = largestCell(cells)
  if (!cell) return null
  if (customers < FEW) return tooFew(context, customers)
  const { format, language } = context
  const hidden = isShared(context) ? context.rows('overview')[0]?.customers : null
  const share = format.percent(cell.customers / (hidden ?? customers))
  const clause = cellClause(context, cell)
  return language === 'ko'
    ? say(`가장 큰 칸은 ${clause} `, strong(format.customers(cell.customers)), `입니다. 전체의 ${share}입니다.`)
    : say('The largest cell is ', strong(format.customers(cell.customers)), ` ${clause}: ${share} of all.`)
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const cells = gridCells(context)
  const customers = customersOf(cells)
  if (customers === 0) return null
  const { format, t } = context
  const sizes = gridSizes(context, cells, width)
  const all = boxesOf(context, cells, width, sizes)
  const full = all.filter((box) => box.customers > 0)
  const key =
    customers < FEW ? [] : full.filter((box) => largestCell(cells)?.r === box.r && largestCell(cells)?.f === box.f)
  const most = Math.max(...full.map((box) => box.customers))
  const bottom = sizes.top + 5 * sizes.row
  const columnWidth = (width - sizes.left) / 5
  const inCell = { textAnchor: 'start', stroke: 'none' } as const
  const isTiny = width < 460
  const countAt = (box: Box) => box.top + sizes.countAt
  const rows = [5, 4, 3, 2, 1].map((r) => ({ r, y: sizes.top + (5 - r) * sizes.row + (sizes.isSmall ? 16 : 19) }))
  const columns = [1, 2, 3, 4, 5].map((f) => ({ f, x: sizes.left + (f - 1) * columnWidth + sizes.pad }))

  return drawing(width, bottom + 26, t(rfmScores.title), [
    Plot.rect(all, {
      x1: 'x1',
      x2: 'x2',
      y1: 'y1',
      y2: 'y2',
      title: 'title',
      fill: { value: (box: Box) => (box.customers > 0 ? wash(box.color) : 'var(--surface-2)'), scale: null },
    }),
    Plot.rect(
      full.filter((box) => box.name.length > 0),
      {
        x1: 'x1',
        x2: (box: Box) => box.x1 + (isTiny ? 3 : 4),
        y1: 'y1',
        y2: (box: Box) => box.y1 + 22,
        fill: 'color',
      },
    ),
    Plot.rect(full, {
      x1: 'left',
      x2: (box: Box) => box.left + Math.max(2, ((columnWidth - 2 * sizes.pad) * box.customers) / most),
      y1: (box: Box) => box.top + sizes.row - (sizes.isSmall ? 11 : 16),
      y2: (box: Box) => box.top + sizes.row - (sizes.isSmall ? 7 : 11),
      fill: 'color',
    }),
    Plot.rect(key, {
      x1: 'x1',
      x2: 'x2',
      y1: 'y1',
      y2: 'y2',
      inset: 1,
      fill: 'none',
      stroke: 'var(--accent)',
      strokeWidth: 2,
    }),
    haloText(
      full.filter((box) => box.name.length > 0),
      {
        ...inCell,
        x: 'left',
        y: (box: Box) => box.top + (sizes.isSmall ? 8 : 11),
        text: (box: Box) => box.name.join('\n'),
        lineAnchor: 'top',
        fontSize: sizes.name,
        lineHeight: 1.15,
        tone: 'ink',
      },
    ),
    ...[full.filter((box) => !key.includes(box)), key].map((some, index) =>
      haloText(some, {
        ...inCell,
        x: 'left',
        y: countAt,
        text: (box: Box) => format.count(box.customers),
        fontSize: sizes.count,
        tone: index === 0 ? 'ink' : 'accent',
      }),
    ),
    haloText(full, {
      x: (box: Box) => (sizes.isSmall ? box.left : box.left + columnWidth - 2 * sizes.pad),
      y: (box: Box) => countAt(box) + (sizes.isSmall ? 16 : 1),
      text: (box: Box) => (box.value === null ? '' : format.shortMoney(box.value)),
      textAnchor: sizes.isSmall ? 'start' : 'end',
      stroke: 'none',
      fill: 'var(--ink-2)',
      fontSize: sizes.isSmall ? SMALL_TEXT : 12,
    }),
    haloText(rows, { x: 0, y: 'y', text: (row) => `R${row.r}`, textAnchor: 'start', tone: 'ink' }),
    ...(isTiny
      ? []
      : [
          haloText(rows, {
            x: 0,
            y: (row) => row.y + 17,
            text: (row) => recencyLabel(context, row.r),
            textAnchor: 'start',
            tone: 'axis',
            fontSize: sizes.isSmall ? SMALL_TEXT : 12,
          }),
        ]),
    haloText(columns, {
      x: 'x',
      y: sizes.top - 11,
      text: (column) => `F${column.f}`,
      textAnchor: 'start',
      tone: 'ink',
    }),
    haloText(columns, {
      x: (column) => column.x + textWidth('F0 ', 12) + 3,
      y: sizes.top - 11,
      textAnchor: 'start',
      tone: 'axis',
      text: (column) => frequencyLabel(context, column.f, width < 620),
      fontSize: isTiny ? SMALL_TEXT : 12,
    }),
    haloText([sizes.left], {
      x: (x) => x,
      y: bottom + 16,
      textAnchor: 'start',
      tone: 'axis',
      text: () =>
        t({ ko: 'R 마지막 주문 뒤 지난 날, F 주문 횟수', en: 'R days since the last order, F number of orders' }),
    }),
  ])
}

/** The recency × frequency grid: who buys often and lately, and how many of them there are. */
export const rfmScores: Chart = {
  id: 'rfm_scores',
  title: { ko: 'RFM 격자', en: 'RFM grid' },
  definition: {
    ko: '최근성(R)은 기준일까지 마지막 주문 뒤 지난 날, 구매빈도(F)는 주문 횟수, 구매금액(M)은 금액의 합입니다. 고객을 순위로 다섯 등분해 1–5점을 주고, 같은 값은 평균 순위로 같은 점수를 받습니다. F 1점은 주문이 한 번인 고객입니다.',
    en: 'Recency (R) is days from the last order to the as-of date, frequency (F) the number of orders, monetary (M) their value. Customers are cut into fifths by rank for scores 1–5; equal values share their mean rank and so their score. F scores 1 for exactly one order.',
  },
  formula: 'score = 1 + ⌊5(ρ − ½)/n⌋; F: 1 if one order, else 2 + ⌊4(ρ − ½)/n₂⌋',
  headline,
  notes: shopNotes,
  caption(context) {
    const cells = gridCells(context)
    if (customersOf(cells) === 0) return null
    const isKo = context.language === 'ko'
    const value = context.t(valueWord(context))
    const read = isKo
      ? `큰 숫자는 고객 수, 작은 숫자는 ${value}, 막대는 고객 수에 비례합니다. M 점수는 격자에 그리지 않습니다.`
      : `Large figure: customers. Small: ${value}. The bar is proportional to customers. M is not drawn.`
    if (!cells.some((cell) => cell.isMixed)) return read
    return `${read} ${isKo ? '색은 그 칸에서 가장 많은 세그먼트입니다.' : 'The colour is the cell’s largest segment.'}`
  },
  plot,
}
