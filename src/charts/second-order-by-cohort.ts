import * as Plot from '@observablehq/plot'
import { sentence, strong } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import { againstShare } from './against.ts'
import type { Chart, ChartContext } from './chart.ts'
import { cohortName } from './cohort-names.ts'
import { endLabels, frame, hatch, haloText, keyDot, monthAxis, NARROW, niceTicks, TEXT, valueAxis } from './marks.ts'
import { textWidth } from './text-size.ts'
import { addDays, addMonths, FEW, tooFew } from './words.ts'

type CohortRow = MetricRows['second_order_by_cohort']

/** The window the cohorts are compared on: 90 days, or the longest shorter one that two cohorts have lived through. */
export function comparedDay(context: ChartContext): number {
  const rows = context.rows('second_order_by_cohort').filter((row) => isJudged(context, row))
  return [90, 60, 30].find((day) => rows.filter((row) => row.day === day).length >= 2) ?? 90
}

/** Do we know this day of a cohort: all its customers have lived that long, and it does not lie on the left edge. */
function isKnown(context: ChartContext, row: CohortRow): boolean {
  return row.share !== null && !row.is_left_edge && addDays(addMonths(row.cohort!, 1), row.day!) <= context.report.asOf
}

/** Known, and of 30 customers or more. */
function isJudged(context: ChartContext, row: CohortRow): boolean {
  return isKnown(context, row) && (row.customers ?? 0) >= FEW
}

/** The newest judged cohort with what it is held against: the same month a year before, else all earlier ones together. */
export function cohortComparison(context: ChartContext) {
  const day = comparedDay(context)
  const judged = context.rows('second_order_by_cohort').filter((row) => row.day === day && isJudged(context, row))
  const newest = judged.at(-1)
  if (!newest) return null
  const yearBefore = judged.find((row) => row.cohort!.slice(0, 10) === addMonths(newest.cohort!, -12)) ?? null
  const earlier = judged.slice(0, -1)
  const customers = earlier.reduce((sum, row) => sum + row.customers!, 0)
  const mean = customers === 0 ? null : earlier.reduce((sum, row) => sum + row.share! * row.customers!, 0) / customers
  return { day, newest, yearBefore, mean }
}

/** Each month's first-time buyers: the share who came back within 90 days, newest judged month marked. */
export const secondOrderByCohort: Chart = {
  id: 'second_order_by_cohort',
  title: { ko: '첫 구매월별 두 번째 주문', en: 'Second order by cohort' },
  definition: {
    ko: '첫 구매월이 같은 고객 가운데 첫 구매일부터 90일 안에 두 번째 구매일이 있는 비율을 코호트마다 카플란–마이어로 셉니다. 세로선은 95% 신뢰구간이고, 아직 그만큼 지나지 않은 코호트는 비워 둡니다.',
    en: 'Of the customers whose first order fell in a month, the share with a second purchase day within 90 days of the first, by Kaplan–Meier for each cohort. Vertical lines are 95% intervals; cohorts that have not lived that long stay empty.',
  },
  formula: '1 − Π (1 − dᵢ ÷ nᵢ)',
  headline(context) {
    const { format, report } = context
    const rows = context.rows('second_order_by_cohort')
    const found = cohortComparison(context)
    if (!found) {
      const newest = rows.findLast((row) => isKnown(context, row))
      return newest ? tooFew(context, newest.customers ?? 0) : null
    }
    const { day, newest, yearBefore, mean } = found
    const ko = format.language === 'ko'
    const name = cohortName(newest.cohort!, 'month', format, report.asOf)
    const monthBefore = ko ? `지난해 같은 달` : `the same month a year before`
    const against = yearBefore
      ? againstShare(newest.share!, yearBefore.share!, monthBefore, format)
      : mean === null
        ? null
        : againstShare(newest.share!, mean, ko ? '그전 평균' : 'the cohorts before', format)
    const rate = strong(format.percent(newest.share!))
    if (ko)
      return sentence`${name}에 처음 산 고객의 ${rate}\u2060가 ${format.days(day)} 안에 다시 샀습니다.${against ? ` ${against}` : ''}`
    return sentence`${rate} of first-time buyers of ${name} came back within ${format.days(day)}${against ? `, ${against}` : '.'}`
  },
  notes(context) {
    const { format } = context
    const found = cohortComparison(context)
    if (!found) return []
    const name = cohortName(found.newest.cohort!, 'month', format)
    return [
      format.language === 'ko'
        ? `${name} 첫 구매 고객 ${format.customers(found.newest.customers!)}`
        : `${name}: ${format.count(found.newest.customers!)} first-time buyers`,
    ]
  },
  caption(context) {
    if (!cohortComparison(context)) return null
    const rows = context.rows('second_order_by_cohort')
    const day = context.format.days(comparedDay(context))
    const edge = rows.some((row) => row.is_left_edge)
    if (context.language === 'ko')
      return `세로선은 95% 신뢰구간입니다. 빗금은 아직 ${day}이 지나지 않았거나 고객이 적어 모르는 코호트${edge ? ', 또는 자료가 시작하기 전에 이미 샀을 수 있는 코호트' : ''}입니다.`
    return `Lines are 95% intervals. Hatched: not known, for want of ${day} or of customers${edge ? ', or may have bought before the file begins' : ''}.`
  },
  plot(context, width) {
    const { format } = context
    const found = cohortComparison(context)
    if (!found) return null
    const { day, newest, mean } = found
    const ko = format.language === 'ko'
    const cohorts = [...new Set(context.rows('second_order_by_cohort').map((row) => row.cohort!))]
    const months = cohorts.slice(width < NARROW ? -12 : -36)
    const rows = context.rows('second_order_by_cohort').filter((row) => row.day === day && months.includes(row.cohort!))
    const judged = rows.filter((row) => isJudged(context, row))
    const few = rows.filter((row) => isKnown(context, row) && !judged.includes(row))
    const judgedOrFew = new Set([...judged, ...few])
    const edges = months.filter((month) => rows.some((row) => row.cohort === month && row.is_left_edge))
    const open = months.filter(
      (month) => !edges.includes(month) && !rows.some((row) => row.cohort === month && judgedOrFew.has(row)),
    )

    const meanText = mean === null ? '' : `${ko ? '그전 평균' : 'before'} ${format.percent(mean)}`
    const margins = { top: 12, right: Math.ceil(textWidth(meanText, TEXT) * 1.06) + 12, bottom: 40, left: 40 }
    const height = 250
    const inner = width - margins.left - margins.right
    const low = Math.min(...judged.map((row) => row.low!), ...few.map((row) => row.share!))
    const high = Math.max(...judged.map((row) => row.high!), ...few.map((row) => row.share!))
    const ticks = paddedTicks(Math.max(0, low), Math.min(1, high))
    const domain = [ticks[0]!, ticks.at(-1)!] as const
    const lines = hatch('second-order-cohorts')
    const key = [newest].filter((row) => months.includes(row.cohort!))
    const others = judged.filter((row) => row !== newest)
    return frame(width, height, margins, {
      ariaLabel: context.t(secondOrderByCohort.title),
      x: { type: 'band', domain: months, padding: 0, round: false },
      y: { domain: [...domain] },
      marks: [
        lines.defs,
        ...valueAxis(ticks, (value) => format.percent(value, 0), { base: domain[0] === 0 ? 0 : null }),
        Plot.barY(open.concat(edges), { x: (month: string) => month, y1: domain[0], y2: domain[1], fill: lines.fill }),
        mean === null ? null : Plot.ruleY([mean], { stroke: 'var(--ink-2)', strokeDasharray: '1 3' }),
        Plot.ruleX(others, { x: 'cohort', y1: 'low', y2: 'high', stroke: 'var(--hairline-2)' }),
        Plot.lineY(
          months.map((month) => judged.find((row) => row.cohort === month) ?? { cohort: month, share: NaN }),
          { x: 'cohort', y: 'share', stroke: 'var(--ink-2)', strokeWidth: 1.5 },
        ),
        Plot.dot(others, {
          x: 'cohort',
          y: 'share',
          r: 2.5,
          fill: 'var(--ink-2)',
          title: (row: CohortRow) => pointTitle(context, row),
        }),
        Plot.dot(few, {
          x: 'cohort',
          y: 'share',
          r: 2.5,
          fill: 'var(--surface)',
          stroke: 'var(--muted)',
          title: (row: CohortRow) => pointTitle(context, row),
        }),
        Plot.ruleX(key, { x: 'cohort', y1: 'low', y2: 'high', stroke: 'var(--accent)', strokeWidth: 1.5 }),
        keyDot(key, { x: 'cohort', y: 'share', title: (row: CohortRow) => pointTitle(context, row) }),
        haloText(key, {
          x: 'cohort',
          y: 'share',
          text: (row: CohortRow) =>
            `${cohortName(row.cohort!, 'month', format, context.report.asOf)} ${format.percent(row.share!)}`,
          textAnchor: 'start',
          dx: 9,
          dy: mean !== null && newest.share! < mean ? 11 : -11,
          tone: 'accent',
        }),
        ...endLabels(mean === null ? [] : [{ y: mean, text: meanText }], {
          domain,
          height: height - margins.top - margins.bottom,
        }),
        ...monthAxis(months, format, { width: inner }),
      ],
    })
  },
}

/** Ticks around low..high, so that the first lies at or under `low` and the last at or over `high`. */
function paddedTicks(low: number, high: number): number[] {
  const inside = niceTicks(low, high)
  const step = inside.length > 1 ? inside[1]! - inside[0]! : Math.max(0.01, high - low)
  const first = Math.max(0, Math.floor(low / step + 1e-9) * step)
  const count = Math.ceil((high - first) / step - 1e-9)
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) => Number((first + index * step).toPrecision(12)))
}

function pointTitle(context: ChartContext, row: CohortRow): string {
  const { format } = context
  return `${cohortName(row.cohort!, 'month', format)}: ${format.percent(row.share!)} (${format.percent(row.low!)}–${format.percent(row.high!)}, n ${format.count(row.customers!)})`
}
