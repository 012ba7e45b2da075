import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import { channelName } from './channel-words.ts'
import type { Chart, ChartContext } from './chart.ts'
import { endLabels, frame, keyDot, NARROW, niceTicks, valueAxis, type EndLabel } from './marks.ts'
import { labelRoom } from './text-size.ts'
import { monthNumber, monthsBetween, monthsShown, timeAxis } from './time-axis.ts'
import { addMonths, capital, changeText, monthName, say, strongKo } from './words.ts'

type Row = MetricRows['acquisition_cost'] & { readonly month: string }

const rowsOf = (context: ChartContext, kind: string): Row[] =>
  context
    .rows('acquisition_cost')
    .filter((row): row is Row => row.kind === kind && row.month !== null)
    .map((row) => ({ ...row, month: row.month.slice(0, 10) }))
    .sort((a, b) => (a.month < b.month ? -1 : 1))

const last = (context: ChartContext) => rowsOf(context, 'blended').at(-1) ?? null

function headline(context: ChartContext): Sentence | null {
  const row = last(context)
  if (!row) return null
  const { format, language } = context
  const isKo = language === 'ko'
  const month = monthName(context, row.month)
  if (row.cac === null) {
    if (!row.spend || row.new_customers === null) return null
    const sum = format.money(row.spend)
    return isKo
      ? say(`${month}에 광고비 `, strongKo(sum, '을/를'), ' 썼지만 새로 온 고객이 없습니다.')
      : say(strong(sum), ` was spent in ${month}, and nobody came for the first time.`)
  }
  const before = rowsOf(context, 'blended').find((other) => other.month === addMonths(row.month, -12))?.cac ?? null
  const change = before ? row.cac / before - 1 : null
  const cost = format.money(row.cac)
  const isSame = change !== null && Math.abs(change) < 0.005
  if (isKo) {
    const against =
      change === null
        ? ''
        : isSame
          ? ` 지난해 ${month}과 같습니다.`
          : ` 지난해 ${month}보다 ${changeText(context, change)} ${change > 0 ? '비쌉니다' : '쌉니다'}.`
    return say(`${month}에 새 고객 한 명을 데려오는 데 `, strongKo(cost, '이/가'), ` 들었습니다.${against}`)
  }
  const against =
    change === null
      ? '.'
      : isSame
        ? `, the same as in ${month} last year.`
        : `, ${changeText(context, change)} ${change > 0 ? 'more' : 'less'} than in ${month} last year.`
  return say(`A new customer cost `, strong(cost), ` in ${month}${against}`)
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const isNarrow = width < NARROW
  const end = last(context)
  if (!end) return null
  const { format, t } = context
  const all = [...rowsOf(context, 'channel'), ...rowsOf(context, 'paid'), ...rowsOf(context, 'blended')]
  const months = [...new Set(all.map((row) => row.month))].sort().slice(-monthsShown(width))
  const shown = all
    .filter((row) => months.includes(row.month) && row.cac !== null && (row.spend ?? 0) > 0)
    .map((row) => ({ ...row, x: monthNumber(row.month), name: channelName(context, row.kind, row.channel) }))
  type Point = (typeof shown)[number]
  const channels = shown.filter((row) => row.kind === 'channel')
  const paid = shown.filter((row) => row.kind === 'paid')
  const blended = shown.filter((row) => row.kind === 'blended')
  if (blended.length < 2) return null
  const drawn = isNarrow ? [...paid, ...blended] : shown
  const ends = (some: readonly Point[]) =>
    [...new Map(some.map((row) => [row.name, row])).values()].filter((row) => row.month === months.at(-1))
  const labels: EndLabel[] = [
    ...(isNarrow ? [] : ends(channels)).map((row) => ({
      y: row.cac!,
      text: `${row.name} ${format.shortMoney(row.cac!)}`,
      tone: 'axis' as const,
    })),
    ...ends(paid).map((row) => ({ y: row.cac!, text: `${row.name} ${format.shortMoney(row.cac!)}` })),
    ...ends(blended).map((row) => ({
      y: row.cac!,
      text: `${row.name} ${format.shortMoney(row.cac!)}`,
      tone: 'accent' as const,
    })),
  ]
  const margins = { top: 12, right: labelRoom(labels), bottom: 44, left: 56 }
  const height = isNarrow ? 230 : 290
  const ticks = niceTicks(0, Math.max(...drawn.map((row) => row.cac!)), 4)
  const domain: [number, number] = [0, Math.max(ticks.at(-1)!, ...drawn.map((row) => row.cac!)) * 1.03]
  const reading = (row: Point) =>
    [
      `${row.name} · ${format.month(row.month)} · CAC ${format.money(row.cac!)}`,
      `${t({ ko: '광고비', en: 'spend' })} ${format.money(row.spend ?? 0)}`,
      `${t({ ko: '신규', en: 'new' })} ${format.count(row.new_customers ?? 0)}`,
    ].join(' · ')
  const line = { x: 'x', y: 'cac', z: 'name' } as const
  return frame(width, height, margins, {
    ariaLabel: t(acquisitionCost.title),
    x: { type: 'linear', domain: [monthNumber(months[0]!), monthNumber(months.at(-1)!)] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, format.shortMoney),
      isNarrow ? null : Plot.lineY(channels, { ...line, stroke: 'var(--hairline-2)', strokeWidth: 1.25 }),
      Plot.lineY(paid, { ...line, stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.lineY(blended, { ...line, stroke: 'var(--accent)', strokeWidth: 2.5 }),
      keyDot(blended.slice(-1), { x: 'x', y: 'cac' }),
      Plot.dot(drawn, { x: 'x', y: 'cac', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(months[0]!, months.at(-1)!), format, width - margins.left - margins.right),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

/** What a new customer cost, month by month. */
export const acquisitionCost: Chart = {
  id: 'acquisition_cost',
  title: { ko: '고객획득비용(CAC)', en: 'Acquisition cost (CAC)' },
  definition: {
    ko: '그 달에 쓴 광고비를 그 달에 처음 산 고객 수로 나눕니다. 전체는 모든 광고비 ÷ 모든 신규고객, 유료 경로는 광고비를 쓴 경로의 광고비 ÷ 그 경로의 신규고객입니다. 신규고객이 없는 달은 나눌 수 없어 비웁니다.',
    en: 'What was spent in a month divided by the customers who bought for the first time in it. All channels: all spend ÷ all new customers. Paid channels: spend ÷ new customers of the channels that cost money. A month without a new customer has no cost per customer and is left out.',
  },
  formula: 'CAC = spend ÷ new customers',
  headline,
  notes(context) {
    const row = last(context)
    if (!row) return []
    const { format, language } = context
    const isKo = language === 'ko'
    return [
      format.month(row.month),
      `${isKo ? '광고비' : 'spend'} ${format.money(row.spend ?? 0)}`,
      ...(row.new_customers === null
        ? []
        : [
            isKo
              ? `신규고객 ${format.customers(row.new_customers)}`
              : `${format.count(row.new_customers)} new customers`,
          ]),
    ]
  },
  caption(context) {
    const paid = rowsOf(context, 'paid').at(-1)
    if (!paid || paid.cac === null) return null
    const { format, language } = context
    return language === 'ko'
      ? `유료 경로만 보면 한 명에 ${format.money(paid.cac)}입니다. 가는 선은 유입 경로 하나하나입니다.`
      : `${capital('paid channels alone:')} ${format.money(paid.cac)} each. Thin lines: the channels one by one.`
  },
  plot,
}
