import type { PlotOptions } from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { lightOf, monthSeenFrom, type Light } from '../lights.ts'
import { drawing, haloText, labelledMonths } from '../marks.ts'
import { ko, say, strongKo } from '../words.ts'
import { pointsOf, type EvidencePoint } from './evidence.ts'
import { outOfRange, rangeSeries, type OutOfRange } from './out-of-range.ts'
import { rangePanel } from './range-panel.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { monthNumber, monthsBetween, monthsShown } from '../time-axis.ts'

const SIGN = 'abnormal_cycle_or_basket'

type Series = (typeof rangeSeries)[number]

const names = {
  gap: { ko: '구매 간격 중위값', en: 'Median gap' },
  basket: { ko: '객단가 중위값', en: 'Median basket' },
} as const

const write = ({ format }: ChartContext, series: Series, value: number) =>
  series === 'gap' ? format.days(Math.round(value * 10) / 10) : format.money(value)

function outHeadline(context: ChartContext, light: Light, { series, direction, point }: OutOfRange): Sentence {
  const isUp = direction === 'up'
  const month = monthSeenFrom(context, point.at, light.month)
  const value = write(context, series, point.value)
  const [low, high] = [write(context, series, point.low!), write(context, series, point.high!)]
  if (context.language === 'ko') {
    const against = series === 'gap' ? (isUp ? '깁니다' : '짧습니다') : isUp ? '높습니다' : '낮습니다'
    return say(
      `${month} ${ko(names[series].ko, '은/는')} `,
      strongKo(value, '으로/로'),
      ` 평소(${low}–${high})보다 ${against}.`,
    )
  }
  return say(
    `${month}’s ${names[series].en.toLowerCase()} was `,
    strong(value),
    `, ${isUp ? 'above' : 'below'} its usual ${low} to ${high}.`,
  )
}

function okHeadline(context: ChartContext): Sentence | null {
  const [gap, basket] = rangeSeries.map((series) => pointsOf(context, SIGN, series).at(-1))
  const isKo = context.language === 'ko'
  if (gap && basket) {
    const [days, money] = [write(context, 'gap', gap.value), write(context, 'basket', basket.value)]
    return isKo
      ? say('객단가 중위값은 ', strong(money), `, 구매 간격은 ${ko(days, '으로/로')} 평소 범위 안입니다.`)
      : say('The median basket is ', strong(money), ` and the median gap ${days}; both are in their usual range.`)
  }
  const series: Series = gap ? 'gap' : 'basket'
  const point = gap ?? basket
  if (!point) return null
  const text = write(context, series, point.value)
  return isKo
    ? say(`${ko(names[series].ko, '은/는')} `, strongKo(text, '으로/로'), ' 평소 범위 안입니다.')
    : say(`The ${names[series].en.toLowerCase()} is `, strong(text), ', in its usual range.')
}

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  if (!light || light.status === 'unknown') return null
  const [out] = outOfRange(context, light)
  return out ? outHeadline(context, light, out) : okHeadline(context)
}

/** Which median the headline's number is, so that the picture's mark can share its colour. */
function keySeries(context: ChartContext, light: Light): Series {
  const [out] = outOfRange(context, light)
  return out?.series ?? (pointsOf(context, SIGN, 'basket').length > 0 ? 'basket' : 'gap')
}

const PANEL = 74
const HEAD = 26

function plot(context: ChartContext, width: number): PlotOptions | null {
  const light = lightOf(context, SIGN)
  if (!light) return null
  const { format, t, language } = context
  const key = keySeries(context, light)
  const panels = [key, ...rangeSeries.filter((series) => series !== key)]
    .map((series) => ({ series, points: pointsOf(context, SIGN, series).slice(-monthsShown(width)) }))
    .filter(({ points }) => points.length > 1)
  if (panels.length === 0) return null
  const all = panels.flatMap(({ points }) => points.map((point) => point.at)).sort()
  const [first, last] = [all[0]!, all.at(-1)!]
  const months = [monthNumber(first), monthNumber(last)] as const
  const left = 2
  const right = width - 104
  const height = panels.length * (PANEL + HEAD + 16) + 36
  const z = language === 'ko' ? '한계' : 'limit'
  const reading = (series: Series) => (point: EvidencePoint) =>
    [
      `${format.month(point.at)} · ${t(names[series])} ${write(context, series, point.value)}`,
      ...(point.low === null || point.high === null
        ? []
        : [`${z} ${write(context, series, point.low)}–${write(context, series, point.high)}`]),
      ...(point.n === null ? [] : [`n ${format.count(point.n)}`]),
    ].join(' · ')
  const x = (month: string) =>
    left + ((monthNumber(month) - months[0]) / Math.max(1, months[1] - months[0])) * (right - left)
  const named = labelledMonths(monthsBetween(first, last), right - left)
  const years = named.filter((month) => month.slice(5, 7) === '01')
  const dated = years.length > 0 ? years : named.slice(0, 1)
  const axis = { text: '', tone: 'axis', lineAnchor: 'top' } as const

  return drawing(width, height, t(cycleOrBasket.title), [
    ...panels.flatMap(({ series, points }, index) => {
      const top = index * (PANEL + HEAD + 16) + HEAD
      return rangePanel({
        name: t(names[series]),
        points,
        top,
        bottom: top + PANEL,
        left,
        right,
        months,
        isKey: series === key,
        write: (value) => write(context, series, value),
        limitName: (_, value) => `${z} ${write(context, series, value)}`,
        reading: reading(series),
      })
    }),
    haloText(named, { ...axis, x, y: height - 32, text: (month: string) => format.shortMonth(month) }),
    haloText(dated, {
      ...axis,
      x,
      y: height - 17,
      text: (month: string) => (language === 'ko' ? `${month.slice(0, 4)}년` : month.slice(0, 4)),
    }),
  ])
}

/** Sign 4: orders come later, or are smaller, than they usually are. */
export const cycleOrBasket: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '달마다 구매 간격과 객단가의 중위값을 그 전 달들과 견줍니다. z는 중위값에서 떨어진 거리를 중위 절대편차로 나눈 값입니다(24개월부터는 지난해 같은 달과의 차이로). |z|가 한 번 4.5를 넘거나 두 달 이어 3.5를 넘으면, 간격이 길어졌거나 객단가가 낮아졌을 때 경고, 그 반대면 주의입니다. 설과 추석이 든 달은 그런 달끼리 견줍니다.',
    en: 'The monthly medians of the gap between orders and of the basket, against the months before. z is the distance from their median in median absolute deviations (from 24 months on, of differences from the year before). |z| above 4.5 once, or above 3.5 twice running: alarm for a longer gap or a smaller basket, watch for the other direction. Months holding Seollal or Chuseok are compared with such months.',
  },
  formula: 'z = 0.6745·(x − median) ÷ MAD',
  opens: {
    ko: '구매 간격이나 객단가가 평소와 달라지는 때를 알려 줍니다.',
    en: 'It tells when orders come later or baskets get smaller than usual.',
  },
  takes: {
    ko: '견줄 달이 12개 있어야 판단합니다. 자료의 첫머리는 세지 않습니다.',
    en: 'It takes 12 earlier months to compare with, not counting the start of the file.',
  },
  monthsTaken(context) {
    const later = context.rows('churn_limits').find((row) => row.wait === 'later')?.limit_days
    return later ? Math.ceil((2 * later) / 30.4) + 13 : null
  },
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    return light ? signNotes(context, light, { ko: '그 달의 관측', en: 'seen that month,' }) : []
  },
  caption: (context) =>
    context.t({
      ko: '파선은 z가 ±3.5인 값, 곧 평소 범위의 두 끝입니다.',
      en: 'Dashed: where z is ±3.5, the ends of the usual range.',
    }),
  plot,
}
