import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import { channelName } from './channel-words.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText, hatch, NARROW } from './marks.ts'
import { textWidth } from './text-size.ts'
import { FEW, ko, say } from './words.ts'

type Row = MetricRows['payback']

/** Days in a step of payback. */
const STEP = 30

/** Each channel's payback over all its cohorts, the quickest first; all channels together last. */
function pooled(context: ChartContext): readonly Row[] {
  const wait = (row: Row) => row.periods_to_payback ?? 1e6 + (row.beyond ?? 0)
  const isTogether = (row: Row) => Number(row.kind !== 'channel')
  return context
    .rows('payback')
    .filter(
      (row) =>
        row.cohort === null &&
        (row.customers ?? 0) >= FEW &&
        row.cac !== null &&
        (row.periods_to_payback !== null || row.beyond !== null),
    )
    .sort((a, b) => isTogether(a) - isTogether(b) || wait(a) - wait(b))
}

const monthsText = ({ format, language }: ChartContext, periods: number) =>
  language === 'ko' ? `${format.count(periods)}개월` : `${format.count(periods)} ${periods === 1 ? 'month' : 'months'}`

function headline(context: ChartContext): Sentence | null {
  const rows = pooled(context)
  const channels = rows.filter((row) => row.kind === 'channel')
  const best = channels.find((row) => row.periods_to_payback !== null)
  const never = channels.findLast((row) => row.periods_to_payback === null)
  const isKo = context.language === 'ko'
  const key = best ?? never ?? rows[0]
  if (!key) return null
  const name = channelName(context, key.kind, key.channel)
  if (key.periods_to_payback === null) {
    const beyond = strong(monthsText(context, key.beyond!))
    return isKo
      ? say(`${ko(name, '은/는')} `, beyond, '이 지나도 데려온 값을 갚지 못했습니다.')
      : say(`${name} had not paid back its cost after `, beyond, '.')
  }
  const wait = strong(monthsText(context, key.periods_to_payback))
  const lost = never && never !== key ? never : null
  if (isKo) {
    const also = lost
      ? ` ${ko(lost.channel ?? '', '은/는')} ${monthsText(context, lost.beyond!)}이 지나도 갚지 못했습니다.`
      : ''
    const who = key.kind === 'channel' ? `${ko(name, '으로/로')} 온 고객은 ` : '새 고객은 '
    return say(who, wait, ` 만에 데려온 값을 갚습니다.${also}`)
  }
  const who = key.kind === 'channel' ? `Customers from ${name}` : 'New customers'
  const also = lost ? `; ${lost.channel} had not after ${monthsText(context, lost.beyond!)}.` : '.'
  return say(`${who} pay back their cost in `, wait, also)
}

const ROW = 34
/** Cohorts are drawn as far as this many times the longest bar; one that took far longer must not make the bars short. */
const REACH = 1.25

/** The monthly cohorts that have paid back. */
const cohortsOf = (context: ChartContext) =>
  context.rows('payback').filter((row) => row.cohort !== null && row.periods_to_payback !== null)

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const given = pooled(context)
  if (given.length === 0) return null
  const { format, t, language } = context
  const isKo = language === 'ko'
  const isNarrow = width < NARROW
  const channels = given.filter((row) => row.kind === 'channel')
  const key = channels.find((row) => row.periods_to_payback !== null) ?? channels.at(-1) ?? given[0]!
  const rows = given.map((row, index) => ({
    ...row,
    name: channelName(context, row.kind, row.channel),
    size: row.periods_to_payback ?? row.beyond!,
    isPaid: row.periods_to_payback !== null,
    isKey: row === key,
    y: 22 + index * (ROW + (isNarrow ? 14 : 0)),
  }))
  type Line = (typeof rows)[number]
  const textOf = (row: Line) =>
    row.isPaid ? monthsText(context, row.size) : isKo ? `${row.size}개월 안에 못 갚음` : `not within ${row.size} months`
  const nameWidth = isNarrow ? 0 : Math.max(...rows.map((row) => textWidth(row.name, 12.5))) + 18
  const textRoom = Math.max(...rows.map((row) => textWidth(textOf(row), 12.5))) + 12
  const most = Math.max(...rows.map((row) => row.size)) * REACH
  const cohorts = cohortsOf(context).flatMap((row) => {
    const line = rows.find((other) => other.kind === row.kind && other.channel === row.channel)
    return line && row.periods_to_payback! <= most ? [{ ...row, line }] : []
  })
  const scale = (width - nameWidth - textRoom) / most
  const x = (periods: number) => nameWidth + periods * scale
  const top = (row: Line) => row.y + (isNarrow ? 10 : -8)
  const lines = hatch('payback')
  const bar = { x1: nameWidth, x2: (row: Line) => x(row.size), y1: top, y2: (row: Line) => top(row) + 16 } as const
  const reading = (row: Line) =>
    `${row.name}: ${textOf(row)} · CAC ${format.money(row.cac!)} · n ${format.count(row.customers ?? 0)}`
  return drawing(width, rows.at(-1)!.y + (isNarrow ? 40 : 22), t(payback.title), [
    lines.defs,
    Plot.rect(
      rows.filter((row) => row.isPaid),
      {
        ...bar,
        fill: { value: (row: Line) => (row.isKey ? 'var(--accent)' : 'var(--hairline-2)'), scale: null },
        title: reading,
      },
    ),
    Plot.rect(
      rows.filter((row) => !row.isPaid),
      {
        ...bar,
        fill: lines.fill,
        stroke: { value: (row: Line) => (row.isKey ? 'var(--accent)' : 'var(--hairline-2)'), scale: null },
        title: reading,
      },
    ),
    Plot.link(cohorts, {
      x1: (row: (typeof cohorts)[number]) => x(row.periods_to_payback!),
      x2: (row: (typeof cohorts)[number]) => x(row.periods_to_payback!),
      y1: (row: (typeof cohorts)[number]) => top(row.line) + 18,
      y2: (row: (typeof cohorts)[number]) => top(row.line) + 22,
      stroke: 'var(--muted)',
      strokeOpacity: 0.55,
      strokeWidth: 1.5,
    }),
    ...[false, true].flatMap((isKey) => {
      const some = rows.filter((row) => row.isKey === isKey)
      return [
        haloText(some, {
          x: 0,
          y: (row: Line) => row.y,
          text: 'name',
          textAnchor: 'start',
          tone: isKey ? 'ink' : 'label',
        }),
        haloText(some, {
          x: (row: Line) => x(row.size) + 8,
          y: (row: Line) => top(row) + 8,
          text: textOf,
          textAnchor: 'start',
          tone: isKey ? 'accent' : 'label',
        }),
      ]
    }),
  ])
}

/** How long until a channel's customers have brought back what they cost. */
export const payback: Chart = {
  id: 'payback',
  title: { ko: '회수기간', en: 'Payback' },
  definition: {
    ko: `한 사람의 누적 공헌이익이 CAC에 처음 이른 30일 단계입니다. 여기서 한 달은 ${STEP}일입니다. 보여 주는 모든 단계를 다 지켜본 코호트만 세고, 끝까지 이르지 못하면 ‘그 안에 못 갚음’으로 적습니다.`,
    en: `The first ${STEP}-day step (a month here) at which the margin per acquired customer has reached CAC, over cohorts observed through every step shown. Where it never does, the last step looked at is given.`,
  },
  headline,
  notes(context) {
    const all = context.rows('payback').find((row) => row.kind === 'blended' && row.cohort === null)
    if (!all || all.customers === null) return []
    const { format, language } = context
    return [
      language === 'ko' ? `새 고객 ${format.customers(all.customers)}` : `${format.count(all.customers)} new customers`,
    ]
  },
  caption(context) {
    const cohorts = cohortsOf(context)
    const most = Math.max(0, ...pooled(context).map((row) => row.periods_to_payback ?? row.beyond!)) * REACH
    const isCut = cohorts.some((row) => row.periods_to_payback! > most)
    if (context.language === 'ko')
      return `한 달은 30일입니다. 빗금은 지켜본 동안 갚지 못한 경로입니다.${cohorts.length > 0 ? ` 작은 눈금은 첫 구매월 하나하나입니다${isCut ? '(더 오래 걸린 달은 그림 밖)' : ''}.` : ''}`
    return `A month is 30 days. Hatched: not paid back while watched.${cohorts.length > 0 ? ` Small ticks: the monthly cohorts one by one${isCut ? ' (some took longer than the picture reaches)' : ''}.` : ''}`
  },
  plot,
}
