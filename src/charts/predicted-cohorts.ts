import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { drawing, haloText, hatch, labelledMonths, niceTicks } from './marks.ts'
import { barReading, type PredictedBar } from './predicted-bars.ts'
import { textWidth } from './text-size.ts'
import { FEW } from './words.ts'

/** A first month and what its customers are expected to buy; `cohort` is an ISO day. */
export type PredictedCohort = PredictedBar & { readonly cohort: string }

const HEAD = 30
const VALUE = 150
const GAP = 40
const EACH = 76
const FOOT = 44

/** Expected value by first month as bars with intervals, value per customer below. Null under two months. */
export function predictedCohorts(
  context: ChartContext,
  width: number,
  label: string,
  given: readonly PredictedCohort[],
  isFaint: boolean,
): PlotOptions | null {
  if (given.length < 2) return null
  const { format, language, t } = context
  const cohorts = [...given].sort((a, b) => (a.cohort < b.cohort ? -1 : 1))
  const known = cohorts.filter((cohort) => cohort.each !== null)
  const ticks = niceTicks(0, Math.max(...cohorts.flatMap((cohort) => [cohort.value, cohort.high ?? 0]), 1e-9), 3)
  const eachTicks = niceTicks(0, Math.max(...known.map((cohort) => cohort.each!), 1e-9), 2)
  const left = Math.ceil(
    Math.max(...[...ticks, ...eachTicks].map((tick) => textWidth(format.shortMoney(tick), 12.5))) + 12,
  )
  const room = (width - left) / cohorts.length
  const bar = Math.min(22, room * 0.66)
  const place = new Map(cohorts.map((cohort, index) => [cohort.cohort, left + (index + 0.5) * room]))
  const x = (cohort: PredictedCohort) => place.get(cohort.cohort)!
  const scale = (top: number, height: number, values: readonly number[]) => {
    const most = Math.max(...values, 1e-9)
    return (value: number) => top + height - (Math.max(0, value) / most) * height
  }
  const y = scale(HEAD, VALUE, [...ticks, ...cohorts.flatMap((cohort) => [cohort.value, cohort.high ?? 0])])
  const eachTop = HEAD + VALUE + GAP
  const yEach = scale(eachTop, EACH, [...eachTicks, ...known.map((cohort) => cohort.each!)])
  const bottom = eachTop + EACH
  const lines = hatch('predicted-cohorts', 'var(--muted)')
  const isFew = (cohort: PredictedCohort) => cohort.customers < FEW
  const months = cohorts.map((cohort) => cohort.cohort)
  const named = labelledMonths(months, width - left)
  const dated = named.filter((month) => month.slice(5, 7) === '01')
  const years = dated.length > 0 ? dated : named.slice(0, 1)
  const title = (cohort: PredictedCohort) => barReading(context, cohort)
  const grid = (some: readonly number[], at: (value: number) => number): Markish[] => [
    Plot.link(some, {
      x1: left,
      x2: width,
      y1: at,
      y2: at,
      stroke: { value: (tick: number) => (tick === 0 ? 'var(--hairline-2)' : 'var(--grid)'), scale: null },
    }),
    haloText(some, { x: left - 8, y: at, text: format.shortMoney, textAnchor: 'end', tone: 'axis' }),
  ]
  const head = { x: left, text: String, textAnchor: 'start', tone: 'label' } as const
  return drawing(width, bottom + FOOT, label, [
    lines.defs,
    ...grid(ticks, y),
    ...grid(eachTicks, yEach),
    Plot.rect(cohorts, {
      x1: (cohort: PredictedCohort) => x(cohort) - bar / 2,
      x2: (cohort: PredictedCohort) => x(cohort) + bar / 2,
      y1: (cohort: PredictedCohort) => y(cohort.value),
      y2: y(0),
      fill: {
        value: (cohort: PredictedCohort) =>
          isFaint ? lines.fill : isFew(cohort) ? 'var(--surface-2)' : 'var(--hairline-2)',
        scale: null,
      },
      stroke: isFaint ? 'var(--hairline-2)' : 'none',
    }),
    Plot.link(
      cohorts.filter((cohort) => cohort.low !== null && cohort.high !== null),
      {
        x1: x,
        x2: x,
        y1: (cohort: PredictedCohort) => y(cohort.low!),
        y2: (cohort: PredictedCohort) => y(cohort.high!),
        stroke: isFaint ? 'var(--muted)' : 'var(--ink)',
        strokeWidth: 1.25,
      },
    ),
    Plot.line(known, {
      x,
      y: (cohort: PredictedCohort) => yEach(cohort.each!),
      stroke: isFaint ? 'var(--muted)' : 'var(--ink-2)',
      strokeWidth: 1.5,
      ...(isFaint ? { strokeDasharray: '1 3' } : {}),
    }),
    Plot.dot(known, {
      x,
      y: (cohort: PredictedCohort) => yEach(cohort.each!),
      r: 3,
      fill: {
        value: (cohort: PredictedCohort) => (isFew(cohort) || isFaint ? 'var(--surface)' : 'var(--ink-2)'),
        scale: null,
      },
      stroke: 'var(--ink-2)',
      strokeWidth: 1.25,
    }),
    Plot.rect(cohorts, {
      x1: (cohort: PredictedCohort) => x(cohort) - room / 2,
      x2: (cohort: PredictedCohort) => x(cohort) + room / 2,
      y1: HEAD,
      y2: bottom,
      fill: 'transparent',
      title,
    }),
    haloText([t({ ko: '첫 구매월별 예상 금액', en: 'Expected value by first month' })], { ...head, y: 10 }),
    haloText([t({ ko: '한 사람의 예상 금액', en: 'Expected value of one customer' })], { ...head, y: eachTop - 17 }),
    haloText(named, {
      x: (month: string) => place.get(month)!,
      y: bottom + 14,
      text: (month: string) => format.shortMonth(month),
      tone: 'axis',
    }),
    haloText(years, {
      x: (month: string) => place.get(month)!,
      y: bottom + 30,
      text: (month: string) => (language === 'ko' ? `${month.slice(0, 4)}년` : month.slice(0, 4)),
      tone: 'axis',
    }),
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
