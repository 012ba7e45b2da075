import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText, SMALL_TEXT } from './marks.ts'
import { badgeOf, firstReasons, noPrediction, unfittedReason } from './prediction-words.ts'
import { textWidth } from './text-size.ts'
import { FEW, say, tooFew } from './words.ts'

type Row = MetricRows['alive_grid']
type Cell = Row & {
  readonly purchases_from: number
  readonly silent_from: number
  readonly customers: number
  readonly mean_alive: number
}

const isCell = (row: Row): row is Cell =>
  row.purchases_from !== null &&
  row.silent_from !== null &&
  row.mean_alive !== null &&
  row.customers !== null &&
  row.customers > 0

const cellsOf = (context: ChartContext): readonly Cell[] => context.rows('alive_grid').filter(isCell)

const countOf = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + cell.customers, 0)
const aliveOf = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + cell.customers * cell.mean_alive, 0)

/** Silent for this long and longer are told of by the headline. */
const LONG_SILENT = 180

function headline(context: ChartContext): Sentence | null {
  const cells = cellsOf(context)
  const customers = countOf(cells)
  if (customers === 0) return null
  if (badgeOf(context) === 'no')
    return noPrediction(context, {
      ko: '이 자료로는 누가 다시 살지 예측할 수 없습니다.',
      en: 'These data do not tell who will buy again',
    })
  if (customers < FEW) return tooFew(context, customers)
  if (context.rows('alive_grid').some((row) => row.customers === null)) return null
  const { format, language } = context
  const alive = Math.round(aliveOf(cells))
  const silent = cells.filter((cell) => cell.silent_from >= LONG_SILENT)
  const isTold = countOf(silent) >= FEW && silent.length < cells.length
  const share = isTold ? format.percent(aliveOf(silent) / countOf(silent), 0) : ''
  if (language === 'ko')
    return say(
      `고객 ${format.customers(customers)} 가운데 `,
      strong(format.customers(alive)),
      `이 다시 살 것으로 보입니다.${isTold ? ` ${format.days(LONG_SILENT)} 넘게 사지 않은 고객만 보면 ${share}입니다.` : ''}`,
    )
  return say(
    strong(format.count(alive)),
    ` of ${format.customers(customers)} are likely to buy again${isTold ? `; of those silent for over ${format.days(LONG_SILENT)}, ${share}` : ''}.`,
  )
}

/** 3–4, 10 or more: a range of whole numbers, `to` inclusive, null without end. */
function rangeText({ format }: ChartContext, from: number, to: number | null): string {
  if (to === null) return `${format.count(from)}+`
  return to <= from ? format.count(from) : `${format.count(from)}–${format.count(to)}`
}

interface Box {
  readonly cell: Cell | null
  readonly x: number
  readonly y: number
  readonly title: string
}

const STEPS = 7
const FLIP = 5
const HEAD = 48
/** Cells narrower than this have only the bounds of their days above them. */
const TIGHT = 62

function plot(context: ChartContext, width: number): PlotOptions | null {
  const cells = cellsOf(context)
  if (cells.length === 0) return null
  const { format, language, t } = context
  const isKo = language === 'ko'
  const isFaint = badgeOf(context) === 'no'
  const distinct = (of: (cell: Cell) => number) => [...new Set(cells.map(of))].sort((a, b) => a - b)
  const columns = distinct((cell) => cell.silent_from)
  const rows = distinct((cell) => cell.purchases_from)
  const columnText = (from: number) =>
    rangeText(context, from, cells.find((cell) => cell.silent_from === from)!.silent_to)
  const rowText = (from: number) => {
    const text = rangeText(context, from, cells.find((cell) => cell.purchases_from === from)!.purchases_to)
    return isKo ? text.replace(/(\+?)$/, '일$1') : text
  }
  const head = width < 420 ? t({ ko: '구매일수', en: 'Bought' }) : t({ ko: '구매일수', en: 'Purchase days' })
  const left = Math.ceil(Math.max(textWidth(head, 12.5), ...rows.map((from) => textWidth(rowText(from), 12.5))) + 14)
  const cellWidth = (width - left) / columns.length
  const isTight = cellWidth < TIGHT
  const cellHeight = isTight ? 42 : 46
  const boxes = rows.flatMap((purchases, row) =>
    columns.map((silent, column): Box => {
      const cell = cells.find((one) => one.purchases_from === purchases && one.silent_from === silent) ?? null
      return {
        cell,
        x: left + column * cellWidth,
        y: HEAD + row * cellHeight,
        title: cell ? reading(context, cell) : '',
      }
    }),
  )
  const full = boxes.filter((box): box is Box & { readonly cell: Cell } => box.cell !== null)
  type Full = (typeof full)[number]
  const isGrey = (box: Full) => isFaint || box.cell.customers < FEW
  const judged = full.filter((box) => !isGrey(box))
  const grey = full.filter(isGrey)
  const step = (box: Full) => Math.min(STEPS - 1, Math.floor(box.cell.mean_alive * STEPS))
  const ink = (box: Full) => (step(box) >= FLIP ? 'var(--seq-ink-hi)' : 'var(--seq-ink-lo)')
  const rect = {
    x1: (box: Box) => box.x + 0.75,
    x2: (box: Box) => box.x + cellWidth - 0.75,
    y1: (box: Box) => box.y + 0.75,
    y2: (box: Box) => box.y + cellHeight - 0.75,
  }
  const middle = (box: Box) => box.x + cellWidth / 2
  const share = { x: middle, y: (box: Box) => box.y + cellHeight / 2 - 8, text: (box: Full) => format.percent(box.cell.mean_alive, 0), fontWeight: 600, pointerEvents: 'none' } as const // prettier-ignore
  const size = { x: middle, y: (box: Box) => box.y + cellHeight / 2 + 9, text: (box: Full) => sizeText(context, box.cell.customers, cellWidth), fontSize: SMALL_TEXT, pointerEvents: 'none' } as const // prettier-ignore
  const bottom = HEAD + rows.length * cellHeight
  return drawing(width, bottom + 4, t(aliveGrid.title), [
    Plot.rect(
      boxes.filter((box) => box.cell === null),
      { ...rect, fill: 'none', stroke: 'var(--hairline)' },
    ),
    Plot.rect(judged, {
      ...rect,
      fill: { value: (box: Full) => `var(--seq-${step(box)})`, scale: null },
      title: 'title',
    }),
    Plot.rect(grey, { ...rect, fill: 'transparent', stroke: 'var(--hairline)', title: 'title' }),
    Plot.text(judged, { ...share, fontSize: 13, fill: { value: ink, scale: null } }),
    Plot.text(judged, { ...size, fill: { value: ink, scale: null } }),
    haloText(grey, { ...share, tone: 'axis', fontWeight: 400 }),
    haloText(grey, { ...size, tone: 'axis' }),
    haloText(rows, {
      x: left - 12,
      y: (from: number) => HEAD + (rows.indexOf(from) + 0.5) * cellHeight,
      text: rowText,
      textAnchor: 'end',
    }),
    haloText(columns, {
      x: (from: number) => left + (columns.indexOf(from) + (isTight ? 0 : 0.5)) * cellWidth,
      y: HEAD - 12,
      text: isTight ? format.count : columnText,
    }),
    haloText([t({ ko: '마지막 구매 뒤 지난 날', en: 'Days since the last purchase' })], {
      x: left,
      y: 10,
      text: String,
      textAnchor: 'start',
      tone: 'axis',
    }),
    haloText([head], { x: left - 12, y: HEAD - 12, text: String, textAnchor: 'end', tone: 'axis' }),
    isFaint
      ? haloText([t({ ko: '사용 불가: 참고하지 마세요', en: 'not to be used' })], {
          x: width,
          y: 10,
          text: String,
          textAnchor: 'end',
          tone: 'ink',
        })
      : null,
  ])
}

/** The n of a cell, with its letter where there is room. */
const sizeText = ({ format }: ChartContext, customers: number, room: number) =>
  room >= TIGHT ? `n ${format.count(customers)}` : format.count(customers)

function reading(context: ChartContext, cell: Cell): string {
  const { format, language } = context
  const days = rangeText(context, cell.silent_from, cell.silent_to)
  const purchases = rangeText(context, cell.purchases_from, cell.purchases_to)
  const orders = cell.expected_orders === null ? null : format.count(Math.round(cell.expected_orders))
  if (language === 'ko')
    return [
      `구매일수 ${purchases}일 · ${days}일째 사지 않음: 재구매 가능성 ${format.percent(cell.mean_alive)}`,
      `n ${format.count(cell.customers)}`,
      ...(orders === null ? [] : [`예상 구매 ${orders}회`]),
    ].join(' · ')
  return [
    `${purchases} purchase ${purchases === '1' ? 'day' : 'days'} · silent for ${days} days: P(alive) ${format.percent(cell.mean_alive)}`,
    `n ${format.count(cell.customers)}`,
    ...(orders === null ? [] : [`${orders} purchase days expected`]),
  ].join(' · ')
}

/** Who is likely to buy again, by how often and how lately they bought. */
export const aliveGrid: Chart = {
  id: 'alive_grid',
  title: { ko: '재구매 가능성', en: 'Chance to buy again' },
  definition: {
    ko: '재구매 가능성은 고객이 아직 떠나지 않았을 확률로, MBG/NBD 모형(Batislam, Denizel & Filiztekin 2007)이 구매일 수와 구매 간격, 마지막 구매 뒤의 기간으로 구합니다. 자주 사던 고객이 오래 사지 않으면 빨리 낮아지고, 드물게 사던 고객은 천천히 낮아집니다. 모형은 가게 전체로 맞추고, 칸마다 고른 고객의 평균을 냅니다.',
    en: 'The chance that a customer has not left yet, P(alive): the MBG/NBD model (Batislam, Denizel & Filiztekin 2007) tells it from their purchase days, the time between them and the time since the last. It falls fast for those who used to buy often and slowly for those who buy seldom. The model is fitted to the whole shop; each cell is the mean of the customers chosen.',
  },
  formula: 'P(alive | x, tₓ, T), cells: Σ P(alive) ÷ n',
  headline,
  unknown: (context) => {
    const reason = unfittedReason(context, 'mbg_nbd')
    if (reason === null) return null
    return context.language === 'ko'
      ? `재구매 가능성을 아직 구할 수 없습니다. ${reason}`
      : `The chance to buy again cannot be told yet: ${reason}.`
  },
  notes(context) {
    const customers = countOf(cellsOf(context))
    if (customers === 0) return []
    const { format, language } = context
    return [language === 'ko' ? `고객 ${format.customers(customers)}` : format.customers(customers)]
  },
  caption(context) {
    if (cellsOf(context).length === 0) return null
    const verdict = badgeOf(context)
    if (verdict === 'no')
      return context.t({
        ko: '예측 검증이 사용 불가라 색을 칠하지 않았습니다. 이 숫자로 결정하지 마세요.',
        en: 'Left without colour: the back-test says that these figures are not to be used. Decide nothing by them.',
      })
    const reading = context.t({
      ko: '칸의 숫자는 재구매 가능성의 평균과 고객 수(n)입니다. 30명이 안 되는 칸은 회색입니다.',
      en: 'In each cell: the mean chance to buy again, and n. Grey: under 30 customers.',
    })
    if (verdict !== 'care') return reading
    const reasons = firstReasons(context, 1)
    return context.language === 'ko'
      ? `${reading} 참고용입니다. ${reasons}`
      : `${reading} For reference only${reasons && `: ${reasons}`}.`
  },
  plot,
}
