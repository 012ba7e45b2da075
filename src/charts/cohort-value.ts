import type { PlotOptions } from '@observablehq/plot'
import { sentence, strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { cohortName } from './cohort-names.ts'
import { cohortValueGrid } from './cohort-value-grid.ts'
import { changeText, FEW, say, strongKo, tooFew } from './words.ts'

type Cell = MetricRows['cohort_value']

/** The window that the headline speaks of, in days. */
const WINDOW = 90

const isSure = (cell: Cell) => cell.value_per_customer !== null && cell.is_left_edge !== true

/** What all customers of complete cohorts brought within a window, each; null where no cohort is complete. */
export function meanValue(context: ChartContext, window: number): number | null {
  const cells = context.rows('cohort_value').filter((cell) => cell.window === window && isSure(cell))
  const customers = cells.reduce((sum, cell) => sum + (cell.customers ?? 0), 0)
  return customers === 0 ? null : cells.reduce((sum, cell) => sum + (cell.value ?? 0), 0) / customers
}

/** The newest cohort of 30 customers or more whose window has passed. */
function newest(context: ChartContext): Cell | null {
  const cells = context.rows('cohort_value').filter((cell) => cell.window === WINDOW && isSure(cell))
  return cells.findLast((cell) => (cell.customers ?? 0) >= FEW) ?? null
}

function headline(context: ChartContext): Sentence | null {
  const { format, language, report } = context
  const cell = newest(context)
  if (!cell) {
    const few = context
      .rows('cohort_value')
      .filter((cell) => cell.window === WINDOW && isSure(cell))
      .at(-1)
    return few ? tooFew(context, few.customers ?? 0) : null
  }
  const value = cell.value_per_customer!
  const mean = meanValue(context, WINDOW)
  const isAlone = context.rows('cohort_value').filter((row) => row.window === WINDOW && isSure(row)).length < 2
  const change = mean === null || isAlone || mean <= 0 ? null : value / mean - 1
  const cohort = cohortName(cell.cohort!, 'month', format, report.asOf)
  const days = format.days(WINDOW)
  const sum = format.money(value)
  const isMargin = report.basis === 'margin'
  const isSame = change !== null && Math.abs(change) < 0.005
  if (language === 'ko') {
    const against =
      change === null
        ? ''
        : isSame
          ? ` 전체 평균과 같습니다.`
          : ` 전체 평균 ${format.money(mean!)}보다 ${changeText(context, change)} ${change > 0 ? '많습니다' : '적습니다'}.`
    return isMargin
      ? say(
          `${cohort}에 처음 산 고객은 ${days} 동안 한 사람에 공헌이익 `,
          strongKo(sum, '을/를'),
          ` 남겼습니다.${against}`,
        )
      : say(`${cohort}에 처음 산 고객은 ${days} 동안 한 사람에 `, strong(sum), `어치를 샀습니다.${against}`)
  }
  const against =
    change === null
      ? '.'
      : isSame
        ? ', the same as the mean.'
        : `, ${changeText(context, change)} ${change > 0 ? 'above' : 'below'} the mean (${format.money(mean!)}).`
  return isMargin
    ? sentence`${cohort}’s first-time buyers brought ${strong(sum)} of margin each within ${days}${against}`
    : sentence`${cohort}’s first-time buyers spent ${strong(sum)} each within ${days}${against}`
}

function notes(context: ChartContext): readonly string[] {
  const cells = context.rows('cohort_value').filter((cell) => cell.window === 30)
  if (cells.length === 0) return []
  const { format, language } = context
  const customers = cells.reduce((sum, cell) => sum + (cell.customers ?? 0), 0)
  const [from, to] = [format.month(cells[0]!.cohort!), format.month(cells.at(-1)!.cohort!)]
  return [
    language === 'ko' ? `첫 구매 고객 ${format.customers(customers)}` : `${format.count(customers)} first-time buyers`,
    from === to ? from : `${from}–${to}`,
  ]
}

/** What a cohort's customers have brought, each, within so many days of their first order. */
export const cohortValue: Chart = {
  id: 'cohort_value',
  title: { ko: '코호트별 누적 가치', en: 'Value by cohort' },
  definition: {
    ko: '첫 구매월이 같은 고객이 첫 주문부터 30·60·90·180·365일 안에 한 주문의 금액을 모두 더해 그 코호트의 전체 고객 수로 나눕니다. 그 기간이 지나지 않은 고객이 한 명이라도 있는 칸은 비웁니다. 누적 LTV이며 앞날을 예측하지 않습니다.',
    en: 'All orders of a first-order month’s customers within 30, 60, 90, 180 and 365 days of each one’s first order, divided by all of its customers. A cell stays empty while the window is still open for any of them. This is historic lifetime value; nothing is predicted.',
  },
  headline,
  notes,
  caption: (context) =>
    context.t({
      ko: '색은 같은 열 안에서 견줍니다. 빗금은 아직 기간이 지나지 않은 코호트입니다.',
      en: 'Colour compares within a column. Hatched: the window is still open.',
    }),
  plot: (context, width): PlotOptions | null => cohortValueGrid(context, width, newest(context)),
}
