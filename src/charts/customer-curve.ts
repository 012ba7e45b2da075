import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { AlivePoint, PurchasePoint } from '../metrics/customers/course.ts'
import type { CustomerLife, PurchaseDay } from '../metrics/customers/life.ts'
import type { Format } from '../i18n/format.ts'
import type { ChartContext } from './chart.ts'
import {
  endLabels,
  frame,
  haloText,
  keyDot,
  monthAxis,
  niceTicks,
  valueAxis,
  type EndLabel,
  type Margins,
} from './marks.ts'
import { labelRoom } from './text-size.ts'
import { monthsBetween } from './time-axis.ts'

const DAY = 86_400_000
const dayNumber = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY

/** What the two pictures of a customer share: their days from left to right, and where knowledge ends. */
interface Time {
  readonly first: number
  /** The last observed day. */
  readonly now: number
  readonly end: number
}

function timeOf({ first_on, asOf, course }: CustomerLife): Time {
  const now = dayNumber(asOf) - 1
  const first = dayNumber(first_on)
  const end = course ? dayNumber(course.expected.at(-1)!.on) : now
  // A customer of today alone has no past to draw: a month of room shows where they stand.
  return { first: end - first < 30 ? end - 30 : first, now, end }
}

/** The right ends of both pictures in words; they share their margins, so that a day stands above the same day. */
function endsOf(context: ChartContext, { days, course }: CustomerLife) {
  const { format, language } = context
  const isKo = language === 'ko'
  const count = (text: string) => (isKo ? `${text}회` : text)
  const came: EndLabel = { y: days.length, text: count(format.count(days.length)), tone: 'ink' }
  if (!course) return { purchases: [came], alive: [] }
  const expected = course.expected.at(-1)!.purchases
  const [now, silent] = [course.past.at(-1)!.alive, course.silent.at(-1)!.alive]
  const purchases: EndLabel[] = [{ y: expected, text: count(format.number(expected, 1)), tone: 'accent' }]
  const alive: EndLabel[] = [
    { y: now, text: `${isKo ? '지금' : 'now'} ${share(context, now)}`, tone: 'accent' },
    { y: silent, text: share(context, silent) },
  ]
  return { purchases, alive }
}

function marginsOf({ purchases, alive }: ReturnType<typeof endsOf>): Margins {
  return { top: 34, right: labelRoom([...purchases, ...alive]), bottom: 44, left: 40 }
}

const HEIGHT = 214
/** So far from the left the picture's own name stands. */
const ROOM_OF_NAME = 110

/** Months under a picture, and the line between what came and what lies ahead, with its name. */
function timeMarks(format: Format, { first, now, end }: Time, width: number, ahead: string): Markish[] {
  const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
  const months = monthsBetween(iso(first), iso(end)).filter((month) => dayNumber(month) >= first)
  const part = (now - first) / (end - first)
  const isLate = part > 0.75
  return [
    ...monthAxis(months, format, { width, x: dayNumber }),
    ...(now < end
      ? [
          Plot.ruleX([now], { stroke: 'var(--hairline-2)' }),
          haloText(part * width < ROOM_OF_NAME ? [] : [now], {
            x: (day: number) => day,
            text: () => ahead,
            frameAnchor: 'top',
            textAnchor: isLate ? 'end' : 'start',
            lineAnchor: 'bottom',
            dx: isLate ? 0 : 4,
            dy: -15,
            tone: 'axis',
          }),
        ]
      : []),
  ]
}

/** Purchase days as they came, one step each, and those that are expected, month by month. Null without a purchase. */
export function purchasesPlot(context: ChartContext, life: CustomerLife, width: number): PlotOptions | null {
  const { days, course } = life
  if (days.length === 0) return null
  const { format, t } = context
  const time = timeOf(life)
  const last = course?.expected.at(-1)
  const so = days.length
  const ends = endsOf(context, life)
  const margins = marginsOf(ends)
  const most = Math.max(so, last?.purchases ?? 0)
  const ticks = niceTicks(0, most, 4).filter(Number.isInteger)
  const domain: [number, number] = [0, Math.max(ticks.at(-1) ?? 1, most) * 1.04]
  const steps = [
    ...days.map(({ on }, index) => ({ day: dayNumber(on), count: index + 1 })),
    { day: time.now, count: so },
  ]
  return frame(width, HEIGHT, margins, {
    ariaLabel: t({ ko: '누적 구매일수', en: 'Purchase days, cumulated' }),
    x: { type: 'linear', domain: [time.first, time.end] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, format.count),
      corner(t({ ko: '누적 구매일수', en: 'purchase days, cumulated' }), margins),
      ...timeMarks(format, time, width - margins.left - margins.right, t({ ko: '예측', en: 'expected' })),
      Plot.lineY(steps, { x: 'day', y: 'count', curve: 'step-after', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.dot(days, {
        x: ({ on }: PurchaseDay) => dayNumber(on),
        y: (_: PurchaseDay, index: number) => index + 1,
        r: days.length > 40 ? 2 : 2.75,
        fill: 'var(--ink-2)',
        title: (day: PurchaseDay) => dayReading(context, day, days.indexOf(day) + 1),
      }),
      ...(course ? expectedMarks(context, course.expected) : []),
      ...endLabels(ends.purchases, { domain, height: HEIGHT - margins.top - margins.bottom }),
    ],
  })
}

function expectedMarks(context: ChartContext, expected: readonly PurchasePoint[]): Markish[] {
  const x = ({ on }: PurchasePoint) => dayNumber(on)
  return [
    Plot.lineY(expected, { x, y: 'purchases', stroke: 'var(--accent)', strokeWidth: 2, strokeDasharray: '4 3' }),
    Plot.dot(expected.slice(1), {
      x,
      y: 'purchases',
      r: 5,
      fill: 'transparent',
      title: (point: PurchasePoint) => {
        const count = context.format.number(point.purchases, 1)
        const day = context.format.date(point.on)
        return context.language === 'ko'
          ? `${day}까지 누적 ${count}회 예상`
          : `${count} purchase days expected by ${day}`
      },
    }),
    keyDot(expected.slice(-1), { x, y: 'purchases' }),
  ]
}

/** P(alive) as it went, and how it falls should the customer stay silent. Null where nothing may be predicted. */
export function alivePlot(context: ChartContext, life: CustomerLife, width: number): PlotOptions | null {
  const { course } = life
  if (!course) return null
  const { format, t } = context
  const time = timeOf(life)
  const now = course.past.at(-1)!
  const ends = endsOf(context, life)
  const margins = marginsOf(ends)
  const domain: [number, number] = [0, 1]
  const x = ({ on }: AlivePoint) => dayNumber(on)
  return frame(width, HEIGHT, margins, {
    ariaLabel: t({ ko: '재구매 가능성', en: 'Chance to buy again' }),
    x: { type: 'linear', domain: [time.first, time.end] },
    y: { domain },
    marks: [
      ...valueAxis([0, 0.25, 0.5, 0.75, 1], (value) => format.percent(value, 0)),
      corner(t({ ko: '재구매 가능성', en: 'chance to buy again' }), margins),
      ...timeMarks(format, time, width - margins.left - margins.right, t({ ko: '계속 안 사면', en: 'if silent' })),
      Plot.lineY(course.past, { x, y: 'alive', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.lineY(course.silent, { x, y: 'alive', stroke: 'var(--ink-2)', strokeWidth: 1.5, strokeDasharray: '1 3', strokeLinecap: 'round' }), // prettier-ignore
      ...[course.past, course.silent].map((points, index) =>
        Plot.dot(readable(points), {
          x,
          y: 'alive',
          r: 5,
          fill: 'transparent',
          title: (point: AlivePoint) => aliveReading(context, point, index === 1),
        }),
      ),
      keyDot([now], { x, y: 'alive' }),
      ...endLabels(ends.alive, { domain, height: HEIGHT - margins.top - margins.bottom }),
    ],
  })
}

/** Points that a reader can go through: both of a purchase day, and else every fourth week. */
function readable(points: readonly AlivePoint[]): readonly AlivePoint[] {
  let since = 0
  return points.filter((point, index) => {
    const isTurn = point.on === points[index + 1]?.on || point.on === points[index - 1]?.on
    since = isTurn ? 0 : since + 1
    return isTurn || index === points.length - 1 || since % 4 === 0
  })
}

function aliveReading(context: ChartContext, { on, alive }: AlivePoint, isSilent: boolean): string {
  const [day, chance] = [context.format.date(on), share(context, alive)]
  if (context.language === 'ko') return isSilent ? `${day}까지 안 사면 ${chance}` : `${day} · ${chance}`
  return isSilent ? `${chance} on ${day} if silent until then` : `${day} · ${chance}`
}

function dayReading({ format, language }: ChartContext, { on, value }: PurchaseDay, number: number): string {
  const parts = [format.date(on), format.money(value)]
  return [...parts, language === 'ko' ? `${format.count(number)}번째 구매일` : `purchase day ${number}`].join(' · ')
}

/** A probability without pretence: under 1% and over 99% say so. */
export function share({ format, language }: ChartContext, value: number): string {
  if (value > 0 && value < 0.005) return language === 'ko' ? '1% 미만' : 'under 1%'
  if (value < 1 && value >= 0.995) return language === 'ko' ? '99% 이상' : 'over 99%'
  return format.percent(value, 0)
}

function corner(text: string, margins: Margins): Markish {
  return haloText([text], {
    text: String,
    frameAnchor: 'top-left',
    textAnchor: 'start',
    lineAnchor: 'bottom',
    dx: -margins.left,
    dy: -15,
    tone: 'axis',
  })
}
