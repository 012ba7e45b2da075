import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import type { Word } from '../i18n/locale.ts'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText, type Tone } from './marks.ts'
import { wrap } from './text-size.ts'
import { FEW, say, strongKo, tooFew } from './words.ts'

/** The four kinds of customers, by row (value over its median, or not) and column (nobody referred, or somebody). */
const quadrants: readonly {
  readonly id: string
  readonly name: Word
  readonly row: number
  readonly column: number
}[] = [
  {
    id: 'affluents',
    row: 0,
    column: 0,
    name: { ko: '많이 사지만 추천은 없음', en: 'Affluents: buy much, refer nobody' },
  },
  { id: 'champions', row: 0, column: 1, name: { ko: '많이 사고 추천도 함', en: 'Champions: buy much and refer' } },
  { id: 'misers', row: 1, column: 0, name: { ko: '적게 사고 추천도 없음', en: 'Misers: buy little, refer nobody' } },
  { id: 'advocates', row: 1, column: 1, name: { ko: '적게 사지만 추천함', en: 'Advocates: buy little but refer' } },
]

/** A quadrant with its counts and sums; one without customers too. */
interface Cell {
  readonly id: string
  readonly name: string
  readonly row: number
  readonly column: number
  readonly customers: number
  readonly clv: number
  readonly crv: number
  readonly customerShare: number
  readonly clvShare: number
}

function cellsOf(context: ChartContext): readonly Cell[] {
  const rows = context.rows('customer_equity')
  const customers = rows.reduce((sum, row) => sum + (row.customers ?? 0), 0)
  const clv = rows.reduce((sum, row) => sum + Math.max(0, row.clv ?? 0), 0)
  if (customers === 0) return []
  return quadrants.map(({ id, name, row, column }) => {
    const own = rows.find((other) => other.quadrant === id)
    return {
      id,
      name: context.t(name),
      row,
      column,
      customers: own?.customers ?? 0,
      clv: own?.clv ?? 0,
      crv: own?.crv ?? 0,
      customerShare: (own?.customers ?? 0) / customers,
      clvShare: clv > 0 ? Math.max(0, own?.clv ?? 0) / clv : 0,
    }
  })
}

/** Does a predicted lifetime value stand for CLV, rather than what was earned so far? */
const isPredicted = (context: ChartContext): boolean =>
  context.rows('customer_equity').some((row) => row.basis === 'predicted')

/** Those who buy much and refer; where nobody refers, those who buy much. */
const keyCell = (cells: readonly Cell[]) =>
  cells.find((cell) => cell.id === 'champions' && cell.customers > 0) ?? cells.find((cell) => cell.id === 'affluents')

function headline(context: ChartContext): Sentence | null {
  const cells = cellsOf(context)
  const n = cells.reduce((sum, cell) => sum + cell.customers, 0)
  const key = keyCell(cells)
  if (n === 0 || !key) return null
  if (n < FEW) return tooFew(context, n)
  const { format, language } = context
  const [share, held] = [format.percent(key.customerShare), format.percent(key.clvShare)]
  const isChampion = key.id === 'champions'
  const isAhead = isPredicted(context)
  if (language === 'ko')
    return say(
      `${isChampion ? '많이 사고 추천도 하는' : '많이 사지만 추천은 없는'} 고객은 ${format.customers(key.customers)}(${share})으로, ${isAhead ? '예측 LTV' : '누적 가치'}의 `,
      strongKo(held, '을/를'),
      isAhead ? ' 차지합니다.' : ' 냈습니다.',
    )
  return say(
    isChampion ? 'Those who buy much and refer others' : 'Those who buy much but refer nobody',
    `, ${format.customers(key.customers)} (${share}), ${isAhead ? 'hold' : 'brought'} `,
    strong(held),
    isAhead ? ' of predicted lifetime value.' : ' of lifetime value.',
  )
}

const PAD = 14
const LINE = 17

function plot(context: ChartContext, width: number): PlotOptions | null {
  const cells = cellsOf(context)
  if (cells.length === 0) return null
  const { format, language, t } = context
  const isKo = language === 'ko'
  const cellWidth = width / 2
  const inner = cellWidth - 2 * PAD
  const key = keyCell(cells)
  const names = new Map(cells.map((cell) => [cell.id, wrap(cell.name, inner, 12.8)]))
  const nameLines = Math.max(...cells.map((cell) => names.get(cell.id)!.length))
  const lineOf = (cell: Cell) => [
    isKo
      ? `${format.customers(cell.customers)} · ${format.percent(cell.customerShare)}`
      : `${format.count(cell.customers)} · ${format.percent(cell.customerShare)}`,
    `CLV ${format.shortMoney(cell.clv)} · ${format.percent(cell.clvShare)}`,
    `CRV ${format.shortMoney(cell.crv)}`,
  ]
  const cellHeight = PAD * 2 + nameLines * LINE + 3 * LINE + 34
  const height = cellHeight * 2 + 26
  const x = (cell: Cell) => cell.column * cellWidth
  const y = (cell: Cell) => cell.row * cellHeight + 22
  const barTop = (cell: Cell) => y(cell) + PAD + nameLines * LINE + 3 * LINE + 8
  const scale = inner / Math.max(...cells.flatMap((cell) => [cell.clvShare, cell.customerShare]), 0.01)
  const texts = (line: number, tone: (cell: Cell) => Tone, text: (cell: Cell) => string) =>
    (['label', 'ink', 'accent'] as const).map((wanted) =>
      haloText(
        cells.filter((cell) => tone(cell) === wanted),
        {
          x: (cell: Cell) => x(cell) + PAD,
          y: (cell: Cell) => y(cell) + PAD + 4 + line * LINE,
          text,
          textAnchor: 'start',
          tone: wanted,
          stroke: 'none',
        },
      ),
    )
  const isKey = (cell: Cell) => cell === key
  const tone = (cell: Cell): Tone => (isKey(cell) ? 'accent' : 'label')
  const head = { y: 10, text: String, textAnchor: 'start', tone: 'axis' } as const
  return drawing(width, height, t(customerEquity.title), [
    Plot.rect(cells, {
      x1: x,
      x2: (cell: Cell) => x(cell) + cellWidth,
      y1: y,
      y2: (cell: Cell) => y(cell) + cellHeight,
      fill: { value: (cell: Cell) => (isKey(cell) ? 'var(--accent-wash)' : 'none'), scale: null },
      stroke: 'var(--hairline-2)',
      title: (cell: Cell) => `${cell.name}: ${lineOf(cell).join(', ')}`,
    }),
    haloText([t({ ko: '추천한 고객 없음', en: 'referred nobody' })], { ...head, x: PAD }),
    haloText([t({ ko: '추천한 고객 있음', en: 'referred somebody' })], { ...head, x: cellWidth + PAD }),
    ...Array.from({ length: nameLines }, (_, line) =>
      texts(
        line,
        () => 'ink',
        (cell) => names.get(cell.id)![line] ?? '',
      ),
    ).flat(),
    ...texts(
      nameLines,
      () => 'label',
      (cell) => lineOf(cell)[0]!,
    ),
    ...texts(nameLines + 1, tone, (cell) => lineOf(cell)[1]!),
    ...texts(
      nameLines + 2,
      () => 'label',
      (cell) => lineOf(cell)[2]!,
    ),
    Plot.rect(cells, {
      x1: (cell: Cell) => x(cell) + PAD,
      x2: (cell: Cell) => x(cell) + PAD + Math.max(1, cell.clvShare * scale),
      y1: barTop,
      y2: (cell: Cell) => barTop(cell) + 8,
      fill: { value: (cell: Cell) => (isKey(cell) ? 'var(--accent)' : 'var(--hairline-2)'), scale: null },
    }),
    Plot.rect(cells, {
      x1: (cell: Cell) => x(cell) + PAD,
      x2: (cell: Cell) => x(cell) + PAD + Math.max(1, cell.customerShare * scale),
      y1: (cell: Cell) => barTop(cell) + 11,
      y2: (cell: Cell) => barTop(cell) + 19,
      fill: 'none',
      stroke: 'var(--ink-2)',
    }),
  ])
}

const observedCaption: Word = {
  ko: '채운 막대는 CLV 비중, 빈 막대는 고객 비중입니다. CLV는 지금까지의 누적 공헌이익으로 대신했습니다. CRV는 고객 사이에 옮겨 적은 공이라, CLV와 더하면 추천으로 온 고객을 두 번 세게 됩니다.',
  en: 'Filled: share of CLV; outlined: share of customers. Historic margin stands in for CLV. CRV is credit moved between customers: added to CLV, the referred would count twice.',
}

const predictedCaption: Word = {
  ko: '채운 막대는 CLV 비중, 빈 막대는 고객 비중입니다. CLV는 앞으로 벌 것으로 예측한 공헌이익(예측 LTV)입니다. CRV는 고객 사이에 옮겨 적은 공이라, CLV와 더하면 추천으로 온 고객을 두 번 세게 됩니다.',
  en: 'Filled: share of CLV; outlined: share of customers. CLV is the margin predicted for the time to come. CRV is credit moved between customers: added to CLV, the referred would count twice.',
}

/** Customers by what they bought (CLV) and whom they brought (CRV). */
export const customerEquity: Chart = {
  id: 'customer_equity',
  title: { ko: '고객자산가치', en: 'Customer equity' },
  definition: {
    ko: '고객마다 공헌이익으로 센 생애가치(CLV)와 고객추천가치(CRV)를 구해, CLV가 중위값을 넘는지와 CRV가 0보다 큰지로 네 칸에 나눕니다. 예측 검증이 ‘믿을 만함’이면 예측 LTV를 CLV로 쓰고, 아니면 지금까지의 누적값이 그 자리를 대신합니다. 한 고객의 순위에는 CLV + CRV를 쓰지만, 회사의 총액은 CLV만 더합니다.',
    en: 'Each customer’s lifetime value in contribution margin (CLV) and referral value (CRV): four cells by whether CLV is over its median and CRV over zero. CLV is the predicted lifetime value where the back-test says that it can be trusted; else what was earned so far stands in for it. One customer is ranked by CLV + CRV; the company’s total is the sum of CLV alone.',
  },
  headline,
  notes(context) {
    const median = context.rows('customer_equity').find((row) => row.clv_median !== null)?.clv_median ?? null
    const n = cellsOf(context).reduce((sum, cell) => sum + cell.customers, 0)
    const { format, language } = context
    const isKo = language === 'ko'
    return [
      ...(n === 0 ? [] : [isKo ? `고객 ${format.customers(n)}` : format.customers(n)]),
      ...(n === 0 || !isPredicted(context) ? [] : [isKo ? 'CLV: 예측 LTV' : 'CLV: predicted']),
      ...(median === null ? [] : [isKo ? `CLV 중위값 ${format.money(median)}` : `median CLV ${format.money(median)}`]),
    ]
  },
  caption: (context) => context.t(isPredicted(context) ? predictedCaption : observedCaption),
  plot,
}
