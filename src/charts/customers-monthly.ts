import * as Plot from '@observablehq/plot'
import type { Word } from '../i18n/locale.ts'
import type { Chart, ChartContext } from './chart.ts'
import { headline, keyOf, showsChurn } from './customers-monthly-headline.ts'
import { endLabels, frame, haloText, hatch, monthAxis, NARROW, niceTicks, valueAxis, type EndLabel } from './marks.ts'
import { completeMonths, type Month } from './months.ts'
import { isShared, monthName, period } from './words.ts'

const words = {
  new: { ko: '신규', en: 'new' },
  reactivated: { ko: '복귀', en: 'reactivated' },
  returning: { ko: '재구매', en: 'returning' },
  churned: { ko: '이탈', en: 'churned' },
  rest: { ko: '구분 비공개', en: 'hidden which' },
} satisfies Record<string, Word>

/** The buyers of a month: who returned (the rest of them where churn is unknown), and of whom a shared report does not say. */
function partsOf(context: ChartContext, row: Month) {
  const [first, back] = [row.new ?? 0, row.reactivated ?? 0]
  const others = Math.max(0, (row.buyers ?? 0) - first - back)
  const again = row.returning ?? (isShared(context) ? 0 : others)
  return { first, back, again, rest: isShared(context) ? Math.max(0, others - again) : 0 }
}

/** What a bar says when it is read: the month with all its numbers. */
function reading(context: ChartContext, row: Month): string {
  const { t, format } = context
  const { again, rest } = partsOf(context, row)
  const part = (word: Word, value: number | null) => (value === null ? [] : [`${t(word)} ${format.count(value)}`])
  return [
    format.month(row.month),
    ...part(words.new, row.new),
    ...part(words.reactivated, row.reactivated),
    ...(again > 0 || rest === 0 ? part(words.returning, again) : []),
    ...(rest > 0 ? part(words.rest, rest) : []),
    ...(showsChurn(row) ? part(words.churned, row.churned) : []),
  ].join(' · ')
}

interface Bar {
  readonly month: string
  readonly low: number
  readonly high: number
  readonly fill: string
  readonly title: string
}

function barsOf(context: ChartContext, row: Month, key: ReturnType<typeof keyOf> | null): Bar[] {
  let low = 0
  const { first, back, again, rest } = partsOf(context, row)
  const bar = (size: number, fill: string): Bar => {
    const item = { month: row.month, low, high: low + size, fill, title: reading(context, row) }
    low += size
    return item
  }
  return [
    bar(again, key === 'returning' ? 'var(--accent)' : 'color-mix(in oklab, var(--hairline-2) 72%, var(--surface))'),
    bar(back, 'var(--ink-2)'),
    bar(rest, 'color-mix(in oklab, var(--hairline-2) 30%, var(--surface))'),
    bar(first, key === 'new' ? 'var(--accent)' : 'color-mix(in oklab, var(--accent) 38%, var(--surface))'),
  ].filter((item) => item.high > item.low)
}

function namesOf(context: ChartContext, row: Month, separator: string): EndLabel[] {
  const { t, format } = context
  const { first, back, again, rest } = partsOf(context, row)
  const key = keyOf(row)
  const tone = (part: typeof key) => (part === key ? ('accent' as const) : ('label' as const))
  const name = (word: Word, value: number) => `${t(word)}${separator}${format.count(value)}`
  return [
    ...(first > 0 ? [{ y: again + back + rest + first / 2, text: name(words.new, first), tone: tone('new') }] : []),
    ...(rest > 0 ? [{ y: again + back + rest / 2, text: name(words.rest, rest) }] : []),
    ...(row.reactivated === null ? [] : [{ y: again + back / 2, text: name(words.reactivated, back) }]),
    ...(again > 0 || rest === 0 ? [{ y: again / 2, text: name(words.returning, again), tone: tone('returning') }] : []),
    ...(showsChurn(row)
      ? [
          {
            y: -row.churned! / 2,
            text: name(words.churned, row.churned!),
            tone: key === 'churned' ? ('accent' as const) : ('ink' as const),
          },
        ]
      : []),
  ]
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const isNarrow = width < NARROW
  const months = completeMonths(context).slice(-(isNarrow ? 12 : Math.min(36, Math.floor((width - 160) / 20))))
  const last = months.at(-1)
  if (!last || months.length < 2) return null
  const { format, t } = context
  const margins = { top: 12, right: isNarrow ? 76 : 124, bottom: 44, left: 44 }

  const bars = months.flatMap((row) => barsOf(context, row, row === last ? keyOf(last) : null))
  const highest = Math.max(1, ...bars.map((bar) => bar.high))
  const left = months.filter(showsChurn)
  const isKeyChurn = (row: Month) => row === last && keyOf(last) === 'churned'
  const unknown = left.length > 0 ? months.filter((row) => !showsChurn(row)) : []
  const deepest = Math.max(0, ...left.map((row) => row.churned!))
  const floor = left.length > 0 ? Math.max(deepest, highest * 0.15) : 0
  const ticks = niceTicks(0, highest)
  const below = niceTicks(0, deepest, 2).at(-1) ?? 0
  if (below > 0) ticks.unshift(-below)
  const domain: [number, number] = [-floor * 1.06, highest * 1.03]
  const height = left.length > 0 ? 340 : 270
  const hatching = hatch('customers-monthly')
  const inset = isNarrow ? 2 : Math.min(4, (width - margins.left - margins.right) / months.length / 8)
  const sides = { insetLeft: inset, insetRight: inset }

  return frame(width, height, margins, {
    ariaLabel: t(customersMonthly.title),
    x: { type: 'band', domain: months.map((row) => row.month), padding: 0 },
    y: { domain },
    marks: [
      hatching.defs,
      ...valueAxis(ticks, (value) => format.count(Math.abs(value))),
      Plot.barY(bars, { x: 'month', y1: 'low', y2: 'high', fill: 'fill', ...sides, insetTop: 1, title: 'title' }),
      Plot.barY(unknown, { x: 'month', y1: 0, y2: -floor, fill: hatching.fill, ...sides, insetTop: 2 }),
      Plot.barY(left, {
        x: 'month',
        y1: 0,
        y2: (row: Month) => -row.churned!,
        fill: { value: (row: Month) => (isKeyChurn(row) ? 'var(--accent)' : 'none'), scale: null },
        stroke: { value: (row: Month) => (isKeyChurn(row) ? 'var(--accent)' : 'var(--ink-2)'), scale: null },
        strokeWidth: 1.2,
        insetLeft: inset + 0.6,
        insetRight: inset + 0.6,
        insetTop: 1.6,
        title: (row: Month) => reading(context, row),
      }),
      haloText(unknown.slice(0, 1), {
        x: 'month',
        y: () => -floor / 2,
        text: (row: Month) =>
          t(
            isShared(context) && row.is_settled ? { ko: '비공개', en: 'hidden' } : { ko: '아직 모름', en: 'not known' },
          ),
        textAnchor: 'start',
        tone: 'axis',
      }),
      ...monthAxis(
        months.map((row) => row.month),
        format,
        { width: width - margins.left - margins.right },
      ),
      ...endLabels(namesOf(context, last, isNarrow ? '\n' : ' '), {
        domain,
        height: height - margins.top - margins.bottom,
      }),
    ],
  })
}

function notes(context: ChartContext): readonly string[] {
  const { language, format } = context
  const isKo = language === 'ko'
  const limits = context.rows('churn_limits').filter((row) => row.limit_days !== null)
  const limit = (wait: string) => limits.find((row) => row.wait === wait)?.limit_days
  const [first, later] = [limit('first'), limit('later')]
  const lines = [
    ...(first
      ? [isKo ? `이탈: 첫 구매 후 ${format.days(first)}` : `churned: ${format.days(first)} after a first order`]
      : []),
    ...(later
      ? [isKo ? `그 뒤로는 ${format.days(later)} 동안 주문 없음` : `or ${format.days(later)} after a later one`]
      : []),
    ...(first || later ? [isKo ? '복귀: 그보다 늦게 다시 주문' : 'reactivated: ordered again after that'] : []),
  ]
  return [...[period(context)].filter((line) => line !== null), ...lines]
}

function caption(context: ChartContext): string | null {
  const { language } = context
  const months = context.rows('customers_monthly')
  if (months.length === 0) return null
  const isKo = language === 'ko'
  const running = months.find((row) => row.is_complete === false && row.month !== null)
  const lines = [
    months.every((row) => row.churned === null)
      ? isKo
        ? '이탈 기준일수를 아직 정할 수 없어 떠난 고객은 그리지 않았습니다.'
        : 'Churn is not drawn: its limit cannot be told yet.'
      : isKo
        ? '위는 그 달에 산 고객, 아래는 그 달에 떠난 것으로 본 고객입니다.'
        : 'Above: those who bought in the month. Below: those counted as churned in it.',
    ...(completeMonths(context).some((row) => row.churned !== null && !showsChurn(row))
      ? [
          isShared(context)
            ? isKo
              ? '빗금은 아직 이탈을 알 수 없거나 가린 달입니다.'
              : 'Hatched: too early for churn to show, or hidden.'
            : isKo
              ? '빗금은 아직 이탈을 알 수 없는 달입니다.'
              : 'Hatched: too early for churn to show.',
        ]
      : []),
    ...(running
      ? [
          isKo
            ? `${monthName(context, running.month!)}은 아직 끝나지 않아 뺐습니다.`
            : `${monthName(context, running.month!)} has not ended and is left out.`,
        ]
      : []),
  ]
  return lines.join(' ')
}

/** The flow of customers by month: new, reactivated and returning above zero, churned below. */
export const customersMonthly: Chart = {
  id: 'customers_monthly',
  title: { ko: '월별 고객 흐름', en: 'Customers by month' },
  definition: {
    ko: '신규는 그 달에 처음 산 고객, 복귀는 이탈 기준일수를 넘긴 뒤 다시 산 고객, 재구매는 그 달에 산 나머지 고객입니다. 이탈은 마지막 주문일에 이탈 기준일수를 더한 날이 속한 달에 셉니다.',
    en: 'New bought for the first time that month, reactivated bought again after more than the churn limit, returning are the other buyers of the month. A customer counts as churned in the month of their last order day plus the churn limit.',
  },
  formula: 'active(m) = active(m−1) + new + reactivated − churned',
  headline,
  notes,
  caption,
  plot,
}
