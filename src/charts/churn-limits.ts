import * as Plot from '@observablehq/plot'
import { particle, sentence, strong } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { frame, haloText, keyDot, NARROW } from './marks.ts'
import { gapCurves } from './gap-lines.ts'
import { limitOf, provisional } from './second-order-survival.ts'
import { dayAxis, halfDay, type SurvivalPoint } from './survival-curve.ts'
import { churnUnknown } from './words.ts'

type LimitRow = MetricRows['churn_limits']

/** Days of silence after which a customer counts as churned: after a first purchase, and after a later one. */
export const churnLimits: Chart = {
  id: 'churn_limits',
  title: { ko: '이탈 기준일수', en: 'Churn limits' },
  definition: {
    ko: '다음 구매까지 걸린 날의 곡선 F(t)에서, 관찰 한도 H일 안에 돌아온 고객의 90%(설정)가 돌아온 가장 이른 날입니다. H는 365일이거나, 기다리는 고객이 50명 이상 남은 가장 긴 30일의 배수입니다. H가 180일 미만이면 잠정, 90일 미만이면 판단하지 않습니다.',
    en: 'On the curve F(t) of waits to the next purchase, the first day by which 90% (a setting) of those who come back within the horizon H have done so. H is 365 days, or the longest multiple of 30 with at least 50 customers still waiting; under 180 days the limit is provisional, under 90 it is not given.',
  },
  formula: 'limit = min { t : F(t) ≥ 0.9 · F(H) }',
  headline(context) {
    const { format } = context
    const first = limitOf(context, 'first')
    const later = limitOf(context, 'later')
    if (!first && !later) return null
    const ko = format.language === 'ko'
    const days = (limit: { days: number }) => strong(format.days(limit.days))
    if (first && later)
      return ko
        ? sentence`첫 구매 뒤 ${days(first)}, 두 번째부터는 ${days(later)} 동안 주문이 없으면 이탈로 봅니다.`
        : sentence`A customer counts as churned after ${days(first)} without an order following the first, ${days(later)} following a later one.`
    if (first)
      return ko
        ? sentence`첫 구매 뒤 ${days(first)} 동안 주문이 없으면 이탈로 봅니다. 두 번째부터의 기준은 아직 정할 수 없습니다.`
        : sentence`A customer counts as churned after ${days(first)} without an order following the first; the limit after later orders is not known yet.`
    return ko
      ? sentence`두 번째 구매부터는 ${days(later!)} 동안 주문이 없으면 이탈로 봅니다. 첫 구매 뒤의 기준은 아직 정할 수 없습니다.`
      : sentence`After a second or later order, a customer counts as churned after ${days(later!)}; the limit after a first order is not known yet.`
  },
  unknown: churnUnknown,
  notes(context) {
    const { format } = context
    const ko = format.language === 'ko'
    return context.rows('churn_limits').flatMap((row) => {
      if (!row.waits) return []
      const name = context.t(WAITS[row.wait as keyof typeof WAITS])
      const lines = [`${name} n ${format.count(row.waits)}`]
      if (row.status === 'provisional') lines.push(`${name}, ${provisional(context, row.horizon_days ?? 0)}`)
      if (row.status === 'unknown') lines.push(ko ? `${name}: 판단 불가` : `${name}: cannot judge`)
      return lines
    })
  },
  caption(context) {
    const { format, report } = context
    if (!limitOf(context, 'first') && !limitOf(context, 'later')) return null
    const quantile = format.percent(report.settings.churn_quantile, 0)
    return format.language === 'ko'
      ? `점은 돌아온 고객의 ${quantile}${particle(quantile, '이/가')} 돌아온 날, 세로 눈금은 그 절반이 돌아온 날, 선의 끝은 관찰 한도입니다.`
      : `Dots: the day by which ${quantile} of those who come back have done so; the tick is where half of them have. The line ends at the horizon.`
  },
  plot(context, width) {
    const { format } = context
    const rows = context.rows('churn_limits')
    const known = rows.filter((row) => row.status !== 'unknown' && row.limit_days !== null && row.horizon_days !== null)
    if (known.length === 0) return null
    const ko = format.language === 'ko'
    const narrow = width < NARROW
    const end = Math.max(...known.map((row) => row.horizon_days!))
    const margins = { top: 6, right: narrow ? 20 : ko ? 132 : 176, bottom: 28, left: narrow ? 0 : ko ? 96 : 132 }
    const name = (row: LimitRow) => context.t(WAITS[row.wait as keyof typeof WAITS])
    const inner = width - margins.left - margins.right
    const within = (row: LimitRow) =>
      ko
        ? `${format.days(row.horizon_days!)} 안에 ${format.percent(row.share_at_horizon ?? 0)}`
        : `${format.percent(row.share_at_horizon ?? 0)} within ${format.days(row.horizon_days!)}`
    const isRight = (row: LimitRow) => row.limit_days! > end * 0.7
    const limitText = (some: readonly LimitRow[], textAnchor: 'start' | 'end') =>
      haloText(some, {
        x: 'limit_days',
        y: 'wait',
        text: (row: LimitRow) =>
          `${format.days(row.limit_days!)}${row.status === 'provisional' ? (ko ? ' (잠정)' : ' (provisional)') : ''}`,
        textAnchor,
        lineAnchor: 'bottom',
        dy: -8,
        dx: textAnchor === 'start' ? -4 : 4,
        tone: 'accent',
      })
    const halves = known.flatMap((row) => {
      const day = halfDay(curveOf(context, row), row.horizon_days)
      return day === null ? [] : [{ wait: row.wait!, day }]
    })
    return frame(width, margins.top + rows.length * (narrow ? 84 : 58) + margins.bottom, margins, {
      ariaLabel: context.t(churnLimits.title),
      x: { domain: [0, end] },
      y: { type: 'band', domain: rows.map((row) => row.wait!), padding: 0 },
      marks: [
        Plot.tickX(known, { x: () => 0, y: 'wait', stroke: 'var(--hairline-2)', inset: narrow ? 36 : 23 }),
        ...dayAxis(end, inner, format),
        Plot.ruleY(known, { y: 'wait', x1: 0, x2: 'horizon_days', stroke: 'var(--hairline-2)' }),
        Plot.tickX(known, { x: 'horizon_days', y: 'wait', stroke: 'var(--hairline-2)', inset: narrow ? 36 : 23 }),
        Plot.ruleY(known, { y: 'wait', x1: 0, x2: 'limit_days', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
        Plot.tickX(halves, {
          x: 'day',
          y: 'wait',
          stroke: 'var(--ink-2)',
          strokeWidth: 1.5,
          inset: narrow ? 36 : 23,
        }),
        haloText(halves, {
          x: 'day',
          y: 'wait',
          text: ({ day }: { day: number }) => (ko ? `절반 ${format.days(day)}` : `half ${format.days(day)}`),
          lineAnchor: 'top',
          textAnchor: 'start',
          dx: -4,
          dy: 9,
        }),
        keyDot(known, { x: 'limit_days', y: 'wait', title: (row: LimitRow) => reading(context, row) }),
        limitText(
          known.filter((row) => !isRight(row)),
          'start',
        ),
        limitText(known.filter(isRight), 'end'),
        haloText(rows, {
          y: 'wait',
          text: name,
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: narrow ? 0 : -margins.left,
          dy: narrow ? -30 : 0,
          tone: 'ink',
        }),
        haloText(
          rows.filter((row) => !known.includes(row)),
          {
            y: 'wait',
            text: () => (ko ? '아직 판단할 수 없음' : 'cannot judge yet'),
            frameAnchor: 'left',
            textAnchor: 'start',
            dx: 8,
            tone: 'axis',
          },
        ),
        haloText(known, {
          y: 'wait',
          text: within,
          frameAnchor: 'right',
          textAnchor: narrow ? 'end' : 'start',
          dx: narrow ? margins.right : 10,
          dy: narrow ? -30 : 0,
          tone: 'axis',
        }),
      ],
    })
  },
}

/** The curve that a limit was read from. */
function curveOf(context: ChartContext, row: LimitRow): readonly SurvivalPoint[] {
  if (row.wait === 'first') return context.rows('second_order_survival')
  return gapCurves(context, 'all')[0]?.points ?? []
}

function reading(context: ChartContext, row: LimitRow): string {
  const { format } = context
  const name = context.t(WAITS[row.wait as keyof typeof WAITS])
  const share = format.percent(row.share_at_horizon ?? 0)
  const [limit, horizon] = [format.days(row.limit_days!), format.days(row.horizon_days!)]
  return format.language === 'ko'
    ? `${name}: 이탈 기준 ${limit}, ${horizon} 안에 ${share} 돌아옴 (n ${format.count(row.waits ?? 0)})`
    : `${name}: churn limit ${limit}, ${share} back within ${horizon} (n ${format.count(row.waits ?? 0)})`
}

const WAITS = {
  first: { ko: '첫 구매 뒤', en: 'After a first order' },
  later: { ko: '두 번째부터', en: 'After a later order' },
} as const
