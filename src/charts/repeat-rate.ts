import * as Plot from '@observablehq/plot'
import { sentence, strong } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { frame, haloText, keyDot, NARROW } from './marks.ts'
import { shareTop } from './survival-curve.ts'
import { FEW, tooFew } from './words.ts'

type RepeatRow = MetricRows['repeat_rate']

const isJudged = (row: RepeatRow) => row.rate !== null && (row.eligible ?? 0) >= FEW

/** The window the headline speaks of: 90 days, else the longest one that 30 customers have lived through. */
export function repeatWindow(context: ChartContext): RepeatRow | null {
  const judged = context.rows('repeat_rate').filter(isJudged)
  return judged.find((row) => row.days === 90) ?? judged.at(-1) ?? null
}

/** Repeat rate by window: a dot with its interval each. */
export const repeatRate: Chart = {
  id: 'repeat_rate',
  title: { ko: '재구매율', en: 'Repeat rate' },
  definition: {
    ko: '첫 주문이 W일보다 오래된 고객 가운데 W일 안에 두 번째 구매일이 있는 고객의 비율입니다. 같은 날의 두 주문은 재구매로 치지 않습니다. 선은 윌슨 95% 신뢰구간입니다.',
    en: 'Of customers whose first order is at least W days old, the share with a second purchase day within W days. Two orders on one day are no return. Lines are Wilson’s 95% intervals.',
  },
  formula: 'repeated(W) ÷ eligible(W)',
  headline(context) {
    const { format } = context
    const row = repeatWindow(context)
    if (!row) {
      const largest = Math.max(0, ...context.rows('repeat_rate').map((row) => row.eligible ?? 0))
      return largest > 0 ? tooFew(context, largest) : null
    }
    const other = context.rows('repeat_rate').findLast((one) => isJudged(one) && one.days! > row.days!)
    const rate = strong(format.percent(row.rate!))
    const days = format.days(row.days!)
    if (format.language === 'ko')
      return sentence`첫 구매 고객의 ${rate}\u2060가 ${days} 안에 다시 샀습니다.${other ? ` ${format.days(other.days!)} 안에는 ${format.percent(other.rate!)}\u2060입니다.` : ''}`
    return sentence`${rate} of first-time buyers came back within ${days}${other ? `, ${format.percent(other.rate!)} within ${format.days(other.days!)}.` : '.'}`
  },
  notes(context) {
    const { format } = context
    const row = repeatWindow(context)
    if (!row) return []
    const days = format.days(row.days!)
    return [
      format.language === 'ko'
        ? `${days}이 지난 첫 구매 고객 ${format.customers(row.eligible!)}`
        : `${format.count(row.eligible!)} first-time buyers at least ${days} ago`,
    ]
  },
  caption(context) {
    if (!repeatWindow(context)) return null
    return context.language === 'ko'
      ? '선은 95% 신뢰구간입니다. 창마다 그만큼 지난 고객만 셉니다.'
      : 'Lines are 95% intervals. Each window counts only customers who have lived through it.'
  },
  plot(context, width) {
    const { format } = context
    const key = repeatWindow(context)
    const rows = context.rows('repeat_rate')
    if (!key) return null
    const ko = format.language === 'ko'
    const narrow = width < NARROW
    const margins = { top: 24, right: narrow ? 60 : 132, bottom: 26, left: ko ? 52 : 64 }
    const known = rows.filter((row) => row.rate !== null)
    const ticks = shareTop(known.map((row) => ({ day: row.days, share: row.rate, low: row.low, high: row.high })))
    const others = rows.filter((row) => row !== key && isJudged(row))
    const few = known.filter((row) => !isJudged(row))
    const unknown = rows.filter((row) => row.rate === null)
    const title = (row: RepeatRow) =>
      `${format.days(row.days!)}: ${format.percent(row.rate!)} (${format.percent(row.low!)}–${format.percent(row.high!)}, n ${format.count(row.eligible!)})`
    const right = { frameAnchor: 'right', textAnchor: 'end' } as const
    const inner = width - margins.left - margins.right
    const isWide = (row: RepeatRow) => ((row.high! - row.low!) / ticks.at(-1)!) * inner > 16
    const interval = (some: readonly RepeatRow[], stroke: string, strokeWidth: number) => [
      Plot.ruleY(some, { y: 'days', x1: 'low', x2: 'high', stroke, strokeWidth }),
      Plot.tickX(some.filter(isWide), { y: 'days', x: 'low', stroke, strokeWidth, inset: 12 }),
      Plot.tickX(some.filter(isWide), { y: 'days', x: 'high', stroke, strokeWidth, inset: 12 }),
    ]
    const names = (some: readonly RepeatRow[], tone: 'label' | 'ink' | 'axis') =>
      haloText(some, {
        y: 'days',
        text: (row: RepeatRow) => format.days(row.days!),
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: -margins.left,
        tone,
      })
    const shares = (some: readonly RepeatRow[], tone: 'label' | 'accent' | 'axis') =>
      haloText(some, {
        y: 'days',
        text: (row: RepeatRow) => format.percent(row.rate!),
        ...right,
        dx: margins.right,
        tone,
      })
    return frame(width, margins.top + rows.length * 34 + margins.bottom, margins, {
      ariaLabel: context.t(repeatRate.title),
      x: { domain: [0, ticks.at(-1)!] },
      y: { type: 'band', domain: rows.map((row) => row.days!), padding: 0 },
      marks: [
        Plot.ruleX(ticks.slice(1), { stroke: 'var(--grid)' }),
        Plot.ruleX([0], { stroke: 'var(--hairline-2)' }),
        haloText(ticks, {
          x: (tick: number) => tick,
          text: (tick: number) => format.percent(tick, 0),
          frameAnchor: 'bottom',
          lineAnchor: 'top',
          dy: 8,
          tone: 'axis',
        }),
        ...interval(few, 'var(--hairline-2)', 1),
        ...interval(others, 'var(--ink-2)', 1.5),
        ...interval([key], 'var(--accent)', 2),
        Plot.dot(few, { x: 'rate', y: 'days', r: 3, fill: 'var(--surface)', stroke: 'var(--muted)', title }),
        Plot.dot(others, {
          x: 'rate',
          y: 'days',
          r: 4,
          fill: 'var(--ink-2)',
          stroke: 'var(--surface)',
          strokeWidth: 1.5,
          title,
        }),
        keyDot([key], { x: 'rate', y: 'days', title }),
        names(others, 'label'),
        names([key], 'ink'),
        names(few.concat(unknown), 'axis'),
        shares(others, 'label'),
        shares([key], 'accent'),
        shares(few, 'axis'),
        haloText(unknown, {
          y: 'days',
          text: () => (ko ? '아직 모름' : 'not known yet'),
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: 8,
          tone: 'axis',
        }),
        narrow
          ? null
          : [
              haloText(known, {
                y: 'days',
                text: (row: RepeatRow) => format.count(row.eligible!),
                ...right,
                dx: margins.right - 64,
                tone: 'axis',
              }),
              haloText(['n'], {
                text: (word: string) => word,
                frameAnchor: 'top-right',
                textAnchor: 'end',
                lineAnchor: 'bottom',
                dx: margins.right - 64,
                dy: -8,
                tone: 'axis',
              }),
            ],
      ],
    })
  },
}
