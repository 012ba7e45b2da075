import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { lightOf, monthSeenFrom } from '../lights.ts'
import { endLabels, frame, haloText, keyDot, niceTicks, valueAxis } from '../marks.ts'
import { labelRoom } from '../text-size.ts'
import { monthNumber, monthsBetween, monthsShown, timeAxis } from '../time-axis.ts'
import { say } from '../words.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { cohortMeans, testedCohort } from './tested-cohorts.ts'

const SIGN = 'retention_anomaly'

/** The months a cohort was seen for: 다음 달 / the next month; 그 뒤 두 달 동안 한 달에 / a month over the next two. */
const spanKo = ['', '다음 달에', '그 뒤 두 달 동안 한 달에', '그 뒤 석 달 동안 한 달에']
const spanEn = ['', 'the next month', 'in an average month of the next two', 'in an average month of the next three']

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  const tested = testedCohort(context)
  if (!light || light.status === 'unknown' || !tested) return null
  const { format, language } = context
  const { seen, cohort } = tested
  const isKo = language === 'ko'
  const month = monthSeenFrom(context, cohort.at, light.month)
  const rate = strong(format.percent(cohort.value))
  const usual = cohort.usual === null ? null : format.percent(cohort.usual)
  if (light.status === 'ok') {
    if (isKo)
      return say(
        `${month}에 처음 온 고객은 ${spanKo[seen]} `,
        rate,
        `가 다시 샀습니다.${usual === null ? '' : ` 평소(${usual})와 크게 다르지 않습니다.`}`,
      )
    return say(
      rate,
      ` of ${month}’s new customers bought again ${spanEn[seen]}${usual === null ? '.' : `, not far from the usual ${usual}.`}`,
    )
  }
  return isKo
    ? say(
        `${month}에 처음 온 고객은 ${spanKo[seen]} `,
        rate,
        `만 다시 샀습니다.${usual === null ? '' : ` 평소는 ${usual}입니다.`}`,
      )
    : say(
        'Only ',
        rate,
        ` of ${month}’s new customers bought again ${spanEn[seen]}${usual === null ? '.' : `; ${usual} is usual.`}`,
      )
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const tested = testedCohort(context)
  const light = lightOf(context, SIGN)
  if (!tested || !light) return null
  const { format, t } = context
  const points = cohortMeans(context, tested.seen)
    .slice(-monthsShown(width))
    .map((cohort) => (cohort.at === tested.cohort.at ? tested.cohort : cohort))
    .map((cohort) => ({ ...cohort, x: monthNumber(cohort.at) }))
  type Point = (typeof points)[number]
  const last = points.at(-1)
  const key = points.find((point) => point.at === tested.cohort.at)
  if (!last || !key || points.length < 2) return null
  const usual = points.filter((point) => point.usual !== null)
  // The limit belongs to the cohort alone; a short dash shows it.
  const limits = points.filter((point) => point.limit !== null)
  const values = points.flatMap((point) => [point.value, point.usual ?? point.value, point.limit ?? point.value])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = Math.max(0.01, high - low) * 0.12
  const domain: [number, number] = [Math.max(0, low - room), Math.min(1, high + room)]
  const ticks = niceTicks(domain[0], domain[1], 5)
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 0.01 ? 1 : 0
  const reading = (point: Point) =>
    [
      `${format.month(point.at)} · ${format.percent(point.value)}`,
      ...(point.usual === null ? [] : [`${t(words.usual)} ${format.percent(point.usual)}`]),
      ...(point.limit === null ? [] : [`${t(words.limit)} ${format.percent(point.limit)}`]),
      ...(point.n === null ? [] : [`n ${format.count(point.n)}`]),
    ].join(' · ')
  const end = usual.at(-1)
  const bound = limits.at(-1)
  const labels = [
    ...(end ? [{ y: end.usual!, text: `${t(words.usual)} ${format.percent(end.usual!)}` }] : []),
    ...(bound ? [{ y: bound.limit!, text: `${t(words.limit)} ${format.percent(bound.limit!)}` }] : []),
    ...(key === last ? [{ y: key.value, text: nameOf(context, key), tone: 'accent' as const }] : []),
  ]
  const margins = { top: 12, right: labelRoom(labels), bottom: 44, left: 44 }
  const height = 214

  return frame(width, height, margins, {
    ariaLabel: t(retention.title),
    x: { type: 'linear', domain: [points[0]!.x, last.x] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, (value) => format.percent(value, digits), { base: null }),
      Plot.lineY(usual, { x: 'x', y: 'usual', stroke: 'var(--ink-2)', strokeDasharray: '1 3', strokeLinecap: 'round' }),
      Plot.link(limits, {
        x1: (point: Point) => point.x - 1,
        x2: (point: Point) => Math.min(last.x, point.x + 1),
        y1: 'limit',
        y2: 'limit',
        stroke: 'var(--alarm)',
        strokeWidth: 1.5,
        strokeDasharray: '5 3',
      }),
      Plot.lineY(points, { x: 'x', y: 'value', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.dot(
        points.filter((point) => point.isFlagged && point !== key),
        { x: 'x', y: 'value', r: 3.5, fill: 'var(--ink-2)', stroke: 'var(--surface)' },
      ),
      keyDot([key], { x: 'x', y: 'value' }),
      key === last
        ? null
        : haloText([key], {
            x: 'x',
            y: 'value',
            text: () => nameOf(context, key),
            textAnchor: 'end',
            dx: -8,
            dy: 12,
            tone: 'accent',
          }),
      Plot.dot(points, { x: 'x', y: 'value', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(points[0]!.at, last.at), format, width - margins.left - margins.right),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

/** The headline's cohort beside its mark: 4월 33.4%. */
const nameOf = (context: ChartContext, { at, value }: { readonly at: string; readonly value: number }) =>
  `${context.format.shortMonth(at)} ${context.format.percent(value)}`

const words = { usual: { ko: '평소', en: 'usual' }, limit: { ko: '한계', en: 'limit' } } as const

/** Sign 2: the newest cohorts come back less than cohorts do. */
export const retention: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '가장 새로운 세 코호트(첫 구매월)가 그 뒤 한 달, 두 달, 석 달 동안 다시 산 비율을, 다른 코호트가 같은 때와 같은 달에 산 것으로 보아 평소라 할 값과 견줍니다. 코호트마다 원래 다른 정도까지 셈에 넣습니다(베타-이항). 평소보다 10% 넘게 낮고 우연으로 보기 어려우면(p < 0.05) 주의입니다. 두 달 지켜본 코호트에서 p < 0.035, 석 달에서 p < 0.005면 경고인데, 견줄 코호트가 열둘이 안 되면 주의까지만 켭니다.',
    en: 'The newest three cohorts (by month of the first order) over the one, two or three months since, against what is expected of them: what other cohorts did at that age and in those calendar months. How much cohorts vary anyway is allowed for (beta-binomial). Watch: at least 10% below and p < 0.05. Alarm: the same with p < 0.035 for a cohort seen for two months, p < 0.005 for three; with under twelve cohorts to compare with never more than a watch.',
  },
  opens: {
    ko: '새로 온 고객이 평소만큼 다시 사는지 알려 줍니다.',
    en: 'It tells whether new customers come back as they usually do.',
  },
  takes: {
    ko: '고객이 30명 넘는 코호트(첫 구매월)가 여섯 개 넘게 쌓여야 판단합니다.',
    en: 'It takes more than six monthly cohorts of at least 30 customers to compare with.',
  },
  monthsTaken: () => 8,
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    const seen = testedCohort(context)?.seen ?? null
    const { language } = context
    return signNotes(
      context,
      light,
      { ko: '코호트', en: 'cohort' },
      seen === null
        ? null
        : language === 'ko'
          ? `첫 구매 뒤 ${seen}개월 평균`
          : `mean of ${seen} ${seen === 1 ? 'month' : 'months'} after the first order`,
    )
  },
  caption: (context) =>
    context.t({
      ko: '가로는 첫 구매월입니다. 점선은 평소라 할 값, 파선은 시험한 코호트의 한계입니다.',
      en: 'Across: month of the first order. Dotted: what is usual; dashed: the limit of the cohort tested.',
    }),
  plot,
}
