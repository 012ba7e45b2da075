import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { periodName } from '../cohort-names.ts'
import { lightOf, monthSeenFrom } from '../lights.ts'
import { endLabels, frame, haloText, keyDot, niceTicks, valueAxis } from '../marks.ts'
import { labelRoom } from '../text-size.ts'
import { say } from '../words.ts'
import { pointsOf, type EvidencePoint } from './evidence.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { monthNumber, monthsBetween, monthsShown, timeAxis } from '../time-axis.ts'

const SIGN = 'retention_anomaly'
const PERIODS = [1, 2, 3] as const

/** A tested cell: a cohort's rate so many months after its first order. */
interface Cell {
  readonly period: (typeof PERIODS)[number]
  readonly point: EvidencePoint
}

const testedCells = (context: ChartContext): Cell[] =>
  PERIODS.flatMap((period) =>
    pointsOf(context, SIGN, `after_${period}`)
      .filter((point) => point.low !== null)
      .map((point) => ({ period, point })),
  )

/** The cell that the light speaks of: the one of its statistic, else the one furthest below its limit. */
function worstCell(context: ChartContext): Cell | null {
  const light = lightOf(context, SIGN)
  const cells = testedCells(context)
  const named = cells.find(
    ({ point }) =>
      light !== null && point.value === light.statistic && point.low === light.limit && point.n === light.n,
  )
  const flagged = cells.filter(({ point }) => point.isFlagged)
  const below = ({ point }: Cell) => point.value - point.low!
  return named ?? [...(flagged.length > 0 ? flagged : cells)].sort((a, b) => below(a) - below(b))[0] ?? null
}

const usual = ({ point }: Cell) => point.high

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  const cell = worstCell(context)
  if (!light || light.status === 'unknown' || !cell) return null
  const { format, language } = context
  const isKo = language === 'ko'
  const cohort = monthSeenFrom(context, cell.point.at, light.month)
  const when = periodName(cell.period, 'month', format)
  const rate = strong(format.percent(cell.point.value))
  const pooled = usual(cell)
  if (light.status === 'ok') {
    const range =
      pooled === null
        ? ''
        : isKo
          ? ` 평소(${format.percent(pooled)})와 다르지 않습니다.`
          : `, no different from the usual ${format.percent(pooled)}.`
    return isKo
      ? say(`${cohort}에 처음 온 고객의 `, rate, `가 ${when}에 다시 샀습니다.${range}`)
      : say(rate, ` of ${cohort}’s new customers bought again ${when}${range || '.'}`)
  }
  return isKo
    ? say(
        `${cohort}에 처음 온 고객은 `,
        rate,
        `만 ${when}에 다시 샀습니다.${pooled === null ? '' : ` 평소는 ${format.percent(pooled)}입니다.`}`,
      )
    : say(
        'Only ',
        rate,
        ` of ${cohort}’s new customers bought again ${when}${pooled === null ? '.' : `; ${format.percent(pooled)} is usual.`}`,
      )
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const cell = worstCell(context)
  const light = lightOf(context, SIGN)
  if (!cell || !light) return null
  const { format, t } = context
  const points = pointsOf(context, SIGN, `after_${cell.period}`)
    .slice(-monthsShown(width))
    .map((point) => ({ ...point, x: monthNumber(point.at) }))
  type Point = (typeof points)[number]
  const last = points.at(-1)
  if (!last || points.length < 2) return null
  const tested = points.filter((point) => point.low !== null)
  const pooled = usual(cell)
  const height = 214
  const values = points.flatMap((point) => [point.value, ...(point.low === null ? [] : [point.low])])
  const [low, high] = [Math.min(...values, pooled ?? 1), Math.max(...values, pooled ?? 0)]
  const room = Math.max(0.01, high - low) * 0.12
  const domain: [number, number] = [Math.max(0, low - room), Math.min(1, high + room)]
  const ticks = niceTicks(domain[0], domain[1], 5)
  const key = points.find((point) => point.at === cell.point.at)!
  const others = points.filter((point) => point.isFlagged && point !== key)
  const name = `${monthSeenFrom(context, key.at, light.month)} ${format.percent(key.value)}`
  const reading = (point: Point) =>
    [
      `${format.month(point.at)} · ${periodName(cell.period, 'month', format)} ${format.percent(point.value)}`,
      ...(point.n === null ? [] : [`n ${format.count(point.n)}`]),
      ...(point.low === null ? [] : [`${t(words.limit)} ${format.percent(point.low)}`]),
    ].join(' · ')
  const labels = [
    ...(pooled === null ? [] : [{ y: pooled, text: `${t(words.usual)} ${format.percent(pooled)}` }]),
    ...(tested.length === 0
      ? []
      : [{ y: tested.at(-1)!.low!, text: `${t(words.limit)} ${format.percent(tested.at(-1)!.low!)}` }]),
  ]
  const keyRight = key.x - points[0]!.x < (last.x - points[0]!.x) * 0.4
  const margins = { top: 12, right: labelRoom(labels), bottom: 44, left: 44 }

  return frame(width, height, margins, {
    ariaLabel: t(retention.title),
    x: { type: 'linear', domain: [points[0]!.x, last.x] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, (value) => format.percent(value, ticks[1]! - ticks[0]! < 0.01 ? 1 : 0), { base: null }),
      pooled === null
        ? null
        : Plot.ruleY([pooled], { stroke: 'var(--ink-2)', strokeDasharray: '1 3', strokeLinecap: 'round' }),
      tested.length > 1
        ? Plot.lineY(tested, { x: 'x', y: 'low', stroke: 'var(--alarm)', strokeDasharray: '5 3' })
        : Plot.ruleY(tested, {
            y: 'low',
            x1: (point: Point) => point.x - 1,
            x2: (point: Point) => point.x,
            stroke: 'var(--alarm)',
            strokeDasharray: '5 3',
          }),
      Plot.lineY(points, { x: 'x', y: 'value', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.dot(others, { x: 'x', y: 'value', r: 3.5, fill: 'var(--ink-2)', stroke: 'var(--surface)' }),
      keyDot([key], { x: 'x', y: 'value' }),
      haloText([key], {
        x: 'x',
        y: 'value',
        text: () => name,
        textAnchor: keyRight ? 'start' : 'end',
        dx: keyRight ? 8 : -8,
        dy: 12,
        tone: 'accent',
      }),
      Plot.dot(points, { x: 'x', y: 'value', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(points[0]!.at, last.at), format, width - margins.left - margins.right),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

const words = { usual: { ko: '평소', en: 'usual' }, limit: { ko: '한계', en: 'limit' } } as const

/** Sign 2: the newest cohorts come back less than cohorts do. */
export const retention: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '가장 새로운 세 코호트(첫 구매월)의 1·2·3개월 뒤 재구매율을 그 전 코호트와 견줍니다. 코호트마다 원래 다른 정도까지 셈에 넣어(베타-이항) 우연으로 보기 어렵고(여러 칸을 함께 본 만큼 엄하게, q 0.05) 평소보다 10% 넘게 낮은 칸을 셉니다. 두 칸부터 경고, 한 칸이면 주의입니다.',
    en: 'The newest three cohorts at 1, 2 and 3 months after their first order, against the cohorts before them. A cell counts if it is too low for chance, given how much cohorts vary anyway (beta-binomial, q 0.05 over the cells tested together), and at least 10% below usual. Two cells: alarm; one: watch.',
  },
  opens: {
    ko: '새로 온 고객이 평소만큼 다시 사는지 알려 줍니다.',
    en: 'It tells whether new customers come back as they usually do.',
  },
  takes: {
    ko: '견줄 코호트(첫 구매월)가 여섯 개 넘게 쌓여야 판단합니다.',
    en: 'It takes more than six complete monthly cohorts to compare with.',
  },
  monthsTaken: () => 8,
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    const flagged = testedCells(context).filter(({ point }) => point.isFlagged).length
    const { language } = context
    return signNotes(
      context,
      light,
      { ko: '코호트', en: 'cohort' },
      flagged > 1 ? (language === 'ko' ? `한계를 밑돈 칸 ${flagged}개` : `${flagged} cells below their limit`) : null,
    )
  },
  caption: (context) =>
    context.t({
      ko: '가로는 첫 구매월입니다. 점선은 평소, 파선은 시험한 코호트의 한계입니다.',
      en: 'Across: month of the first order. Dotted: usual; dashed: the limit of the cohorts tested.',
    }),
  plot,
}
