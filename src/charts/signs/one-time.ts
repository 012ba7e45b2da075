import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { lightOf, monthSeenFrom } from '../lights.ts'
import { endLabels, frame, haloText, hatch, keyDot, niceTicks, valueAxis } from '../marks.ts'
import { labelRoom } from '../text-size.ts'
import { say } from '../words.ts'
import { figureOf, pointsOf } from './evidence.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { monthNumber, monthsBetween, monthsShown, timeAxis } from '../time-axis.ts'

const SIGN = 'one_time_rising'
const NEWEST = 3

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  const points = pointsOf(context, SIGN, 'one_time')
  const before = figureOf(context, SIGN, 'before')
  const days = figureOf(context, SIGN, 'window')
  const newest = points.slice(-NEWEST)
  if (!light || light.status === 'unknown' || light.statistic === null || before === null || newest.length === 0)
    return null
  const { format, language } = context
  const isKo = language === 'ko'
  const difference = light.statistic
  const share = strong(format.percent(before + difference))
  const [from, to] = [newest[0]!.at, newest.at(-1)!.at].map((at) => monthSeenFrom(context, at, light.month)) as [
    string,
    string,
  ]
  const months = isKo ? `${from.replace(/월$/, '')}–${to}` : `${from}–${to}`
  const within = days === null ? '' : isKo ? `${format.days(days)} 안에 ` : ` within ${format.days(days)}`
  const points_ = format.points(difference)
  const isSame = Math.abs(difference) < 0.0005
  if (isKo)
    return say(
      `${months}에 처음 산 고객의 `,
      share,
      `가 ${within}다시 사지 않았습니다. ${isSame ? '평소와 같습니다.' : `평소보다 ${points_} ${difference > 0 ? '높습니다' : '낮습니다'}.`}`,
    )
  return say(
    share,
    ` of first-time buyers of ${months} had not bought again${within}, ${isSame ? 'the same as usual.' : `${points_} ${difference > 0 ? 'above' : 'below'} what is usual.`}`,
  )
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const light = lightOf(context, SIGN)
  const points = pointsOf(context, SIGN, 'one_time')
    .slice(-monthsShown(width))
    .map((point) => ({ ...point, x: monthNumber(point.at) }))
  type Point = (typeof points)[number]
  const last = points.at(-1)
  if (!light || !last || points.length < 2) return null
  const { format, t } = context
  const before = figureOf(context, SIGN, 'before')
  const limit = before === null || light.limit === null ? null : before + light.limit
  const end = Math.max(last.x, light.month === null ? 0 : monthNumber(light.month))
  const newest = points.slice(-NEWEST)
  const lines = hatch('one-time-rising')
  const height = 214
  const values = [
    ...points.flatMap((point) => [point.value, point.low ?? point.value, point.high ?? point.value]),
    ...[before, limit].filter((value) => value !== null),
  ]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = Math.max(0.01, high - low) * 0.06
  const domain: [number, number] = [Math.max(0, low - room), Math.min(1, high + room)]
  const ticks = niceTicks(domain[0], domain[1], 5)
  const reading = (point: Point) =>
    `${format.month(point.at)} · ${format.percent(point.value)}${point.low === null || point.high === null ? '' : ` (${format.percent(point.low)}–${format.percent(point.high)})`}${point.n === null ? '' : ` · n ${format.count(point.n)}`}`
  const labels = [
    ...(limit === null ? [] : [{ y: limit, text: `${t(words.limit)} ${format.percent(limit)}` }]),
    ...(before === null ? [] : [{ y: before, text: `${t(words.before)} ${format.percent(before)}` }]),
  ]
  const margins = { top: 12, right: labelRoom([...labels, { text: t(words.open) }]), bottom: 44, left: 44 }

  return frame(width, height, margins, {
    ariaLabel: t(oneTime.title),
    x: { type: 'linear', domain: [points[0]!.x, end] },
    y: { domain },
    marks: [
      lines.defs,
      ...valueAxis(ticks, (value) => format.percent(value, ticks[1]! - ticks[0]! < 0.01 ? 1 : 0), { base: null }),
      end > last.x
        ? Plot.rect([0], { x1: [last.x + 0.5], x2: [end], y1: [domain[0]], y2: [domain[1]], fill: lines.fill })
        : null,
      Plot.areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: 'var(--hairline)', fillOpacity: 0.6 }),
      limit === null ? null : Plot.ruleY([limit], { stroke: 'var(--alarm)', strokeDasharray: '5 3' }),
      before === null
        ? null
        : Plot.ruleY([before], { stroke: 'var(--ink-2)', strokeDasharray: '1 3', strokeLinecap: 'round' }),
      Plot.lineY(points, { x: 'x', y: 'value', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.lineY(newest, { x: 'x', y: 'value', stroke: 'var(--accent)', strokeWidth: 2.5 }),
      keyDot(newest, { x: 'x', y: 'value' }),
      end > last.x
        ? haloText([t(words.open)], {
            text: String,
            frameAnchor: 'bottom-right',
            textAnchor: 'start',
            lineAnchor: 'bottom',
            dx: 8,
            tone: 'axis',
          })
        : null,
      Plot.dot(points, { x: 'x', y: 'value', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(points[0]!.at, monthOf(end)), format, width - margins.left - margins.right),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

const monthOf = (number: number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`

const words = {
  limit: { ko: '한계', en: 'limit' },
  before: { ko: '평소', en: 'usual' },
  open: { ko: '아직 모름', en: 'not known yet' },
} as const

/** Sign 5: more and more buyers stop after one order. */
export const oneTime: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '첫 구매월마다, 기다릴 만큼 기다린(W일) 뒤에도 다시 사지 않은 고객의 비율을 봅니다. W는 1년 안에 돌아올 고객의 80%가 돌아온 날입니다. 최근 여섯 코호트의 오름세가 우연으로 보기 어렵고(p < 0.025), 그 탓에 가장 새로운 세 코호트가 평소라 할 값(18개 코호트부터는 철과 명절도 셈에 넣음)보다 2%p 넘게 높으면 경고, 조금 덜 뚜렷하면(p < 0.05) 주의입니다. 18개 코호트가 안 되면 주의까지만 켭니다.',
    en: 'The share of each month’s first-time buyers who had not bought again after W days, W being the day by which 80% of those who return within a year have done so. Alarm: a rise over the last six cohorts is clear (quasi-binomial, p < 0.025) and puts the newest three at least 2 points above what was to be expected of them (from 18 cohorts on, season and feasts included). Watch: p < 0.05; under 18 cohorts never more than that.',
  },
  opens: {
    ko: '한 번만 사고 마는 고객이 늘고 있는지 알려 줍니다.',
    en: 'It tells whether more buyers stop after one order.',
  },
  takes: {
    ko: '첫 구매 고객이 100명 넘는 달이 8개 지나고, 그 고객을 충분히 지켜보아야 판단합니다.',
    en: 'It takes 8 months of at least 100 first-time buyers, each watched for long enough.',
  },
  monthsTaken: () => 11,
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    return signNotes(context, light, { ko: '새로운 세 코호트', en: 'newest three cohorts' })
  },
  caption: (context) =>
    context.t({
      ko: '가로는 첫 구매월, 띠는 95% 신뢰구간입니다. 빗금은 아직 충분히 지켜보지 못한 달입니다.',
      en: 'Across: month of the first order; band: 95% interval. Hatched: not watched for long enough yet.',
    }),
  plot,
}
