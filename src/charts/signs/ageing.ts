import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { lightOf } from '../lights.ts'
import { endLabels, frame, keyDot, niceTicks, valueAxis } from '../marks.ts'
import { labelRoom } from '../text-size.ts'
import { say } from '../words.ts'
import { figureOf, pointsOf } from './evidence.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { monthNumber, monthsBetween, timeAxis } from '../time-axis.ts'

const SIGN = 'ageing_buyers'

const years = ({ format }: ChartContext, value: number) => format.number(Math.abs(value), 1)

/** Where a yearly change comes from, as its two parts; null where they were not worked out. */
function parts(context: ChartContext): string | null {
  const [same, mix] = [figureOf(context, SIGN, 'same_people'), figureOf(context, SIGN, 'mix')]
  if (same === null || mix === null) return null
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${years(context, value)}`
  return context.language === 'ko'
    ? `같은 고객이 나이 드는 몫 ${signed(same)}세, 고객 구성이 바뀐 몫 ${signed(mix)}세`
    : `the same people ageing ${signed(same)}, the mix changing ${signed(mix)}`
}

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  const trend = pointsOf(context, SIGN, 'trend')
  const [first, last] = [trend[0], trend.at(-1)]
  if (!light || light.status === 'unknown' || light.statistic === null || !first || !last) return null
  const slope = light.statistic
  const isKo = context.language === 'ko'
  const [from, to, size] = [first.value, last.value, years(context, slope)].map((value) =>
    typeof value === 'number' ? years(context, value) : value,
  ) as [string, string, string]
  if (light.status === 'ok')
    return isKo
      ? say(
          '주 고객의 나이 중위값은 ',
          strong(`${to}세`),
          `로, 한 해에 ${size}세 ${slope < 0 ? '내렸습니다' : '올랐습니다'}.`,
        )
      : say(
          'The main buyers’ median age is ',
          strong(to),
          `; it ${slope < 0 ? 'fell' : 'rose'} by ${size} years a year.`,
        )
  return isKo
    ? say('주 고객의 나이 중위값이 한 해에 ', strong(`${size}세`), `씩 올랐습니다. ${from}세에서 ${to}세가 되었습니다.`)
    : say(
        'The main buyers’ median age rose by ',
        strong(`${size} ${size === '1' ? 'year' : 'years'}`),
        ` a year, from ${from} to ${to}.`,
      )
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const light = lightOf(context, SIGN)
  const points = pointsOf(context, SIGN, 'median_age').map((point) => ({ ...point, x: monthNumber(point.at) }))
  const trend = pointsOf(context, SIGN, 'trend').map((point) => ({ ...point, x: monthNumber(point.at) }))
  type Point = (typeof points)[number]
  const last = points.at(-1)
  const [start, end] = [trend[0], trend.at(-1)]
  if (!light || !last || points.length < 2) return null
  const { format, language, t } = context
  const isKo = language === 'ko'
  const limit =
    start && end && light.limit !== null
      ? [start, { ...end, value: start.value + ((end.x - start.x) / 12) * light.limit }]
      : []
  const height = 214
  const values = [...points, ...trend, ...limit].map((point) => point.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = Math.max(0.5, high - low) * 0.15
  const domain: [number, number] = [low - room, high + room]
  const age = (value: number) => (isKo ? `${years(context, value)}세` : years(context, value))
  const quarter = (iso: string) => {
    const number = Math.ceil(Number(iso.slice(5, 7)) / 3)
    return isKo ? `${iso.slice(0, 4)}년 ${number}분기` : `Q${number} ${iso.slice(0, 4)}`
  }
  const reading = (point: Point) =>
    `${quarter(point.at)} · ${age(point.value)}${point.n === null ? '' : ` · ${t(words.coverage)} ${format.percent(point.n, 0)}`}`
  const perYear = light.limit === null ? '' : `+${format.number(light.limit, 2)}`
  const labels = [
    ...(limit[1] ? [{ y: limit[1].value, text: isKo ? `한계 ${perYear}세/년` : `limit ${perYear} a year` }] : []),
    ...(end ? [{ y: end.value, text: age(end.value), tone: 'accent' as const }] : []),
  ]
  const margins = { top: 12, right: labelRoom(labels), bottom: 44, left: 44 }

  return frame(width, height, margins, {
    ariaLabel: t(ageing.title),
    x: { type: 'linear', domain: [points[0]!.x, last.x] },
    y: { domain },
    marks: [
      ...valueAxis(niceTicks(domain[0], domain[1], 5), (value) => format.number(value, 1), { base: null }),
      Plot.lineY(limit, { x: 'x', y: 'value', stroke: 'var(--alarm)', strokeDasharray: '5 3' }),
      Plot.lineY(points, { x: 'x', y: 'value', stroke: 'var(--ink-2)', strokeWidth: 1.25 }),
      Plot.dot(points, { x: 'x', y: 'value', r: 2.5, fill: 'var(--ink-2)', stroke: 'var(--surface)' }),
      Plot.lineY(trend, { x: 'x', y: 'value', stroke: 'var(--accent)', strokeWidth: 2.5 }),
      end ? keyDot([end], { x: 'x', y: 'value' }) : null,
      Plot.dot(points, { x: 'x', y: 'value', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(points[0]!.at, last.at), format, width - margins.left - margins.right),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

const words = {
  coverage: { ko: '나이를 아는 매출', en: 'revenue with a known age' },
} as const

/** Sign 3: the people who bring the revenue get older. */
export const ageing: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '분기마다 금액으로 가중한 구매 나이의 중위값을 구하고, 최근 8–12분기의 추세(타일-센 기울기)를 봅니다. 95% 확신으로 한 해에 0.4세를 넘고(아래 한계, 한쪽) 가장 젊은 3분의 1의 비중이 줄면 경고, 기울기가 0.4세를 넘지만 아래 한계는 0.2세만 넘으면 주의입니다. 끝난 분기 8개와, 나이를 아는 금액 50% 이상이 있어야 판단합니다.',
    en: 'The value-weighted median age of buyers by quarter, and its trend over the last 8 to 12 quarters (Theil–Sen slope). Alarm: with 95% confidence (one-sided) the trend is above 0.4 years a year, while the youngest third of the ages loses share. Watch: the slope is above 0.4 and its lower bound above 0.2. It takes 8 complete quarters and an age for at least 50% of value.',
  },
  opens: {
    ko: '매출을 이끄는 고객의 나이 중위값이 분기마다 어떻게 움직였는지 보여 줍니다.',
    en: 'It follows the value-weighted median age of the main buyers, quarter by quarter.',
  },
  takes: {
    ko: '끝난 분기가 8개 있고, 금액의 절반 넘게 나이를 알아야 판단합니다.',
    en: 'It takes 8 complete quarters, and an age for at least half of the value.',
  },
  monthsTaken: () => 24,
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    const trend = pointsOf(context, SIGN, 'trend').at(-1)
    const young = pointsOf(context, SIGN, 'youngest_share')
    const [first, last] = [young[0], young.at(-1)]
    const { format, language } = context
    const isKo = language === 'ko'
    const signed = (value: number) => `${value < 0 ? '−' : '+'}${format.number(Math.abs(value), 2)}`
    return signNotes(
      context,
      light,
      { ko: '나이를 아는 고객', en: 'customers with an age' },
      trend && trend.low !== null && trend.high !== null
        ? `${isKo ? '한쪽 95% 한계' : 'one-sided 95% bounds'} ${signed(trend.low)}${isKo ? '~' : ' to '}${signed(trend.high)}`
        : null,
      parts(context),
      first && last && young.length > 1
        ? isKo
          ? `가장 젊은 3분의 1의 비중 ${format.percent(first.value, 0)} → ${format.percent(last.value, 0)}`
          : `share of the youngest third ${format.percent(first.value, 0)} → ${format.percent(last.value, 0)}`
        : null,
    )
  },
  caption: (context) =>
    context.t({
      ko: '세로는 나이, 굵은 선은 추세, 파선은 같은 곳에서 시작한 한계 기울기입니다.',
      en: 'Up: age. Thick: the trend. Dashed: the limit, a slope from the same start.',
    }),
  plot,
}
