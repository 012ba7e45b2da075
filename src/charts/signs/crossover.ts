import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import type { ChartContext } from '../chart.ts'
import { lightOf, monthSeenFrom } from '../lights.ts'
import { endLabels, frame, haloText, keyDot, niceTicks, valueAxis } from '../marks.ts'
import { churnUnknown, ko, say, strongKo } from '../words.ts'
import { pointsOf } from './evidence.ts'
import { lampMarks } from './lamp-marks.ts'
import { signNotes, type SignChart } from './sign-chart.ts'
import { monthNumber, monthsBetween, monthsShown, timeAxis } from '../time-axis.ts'

const SIGN = 'new_churned_crossover'

/** A month of the picture: how many left and came, as means of the three months that end with it. */
interface Month {
  readonly at: string
  readonly x: number
  readonly churned: number
  readonly arrived: number
}

function monthsOf(context: ChartContext): Month[] {
  const arrived = new Map(pointsOf(context, SIGN, 'arrived').map((point) => [point.at, point.value]))
  return pointsOf(context, SIGN, 'churned').flatMap(({ at, value }) => {
    const came = arrived.get(at)
    return came === undefined ? [] : [{ at, x: monthNumber(at), churned: value, arrived: came }]
  })
}

/** The months up to the last in which more left than came. */
function turned(months: readonly Month[]): readonly Month[] {
  return months.slice(months.findLastIndex((month) => month.churned < month.arrived) + 1)
}

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  const months = monthsOf(context)
  const last = months.at(-1)
  if (!light || light.status === 'unknown' || !last) return null
  const { format, language } = context
  const isKo = language === 'ko'
  const [left, came] = [Math.round(last.churned), Math.round(last.arrived)]
  const run = turned(months)
  const since = run.length > 0 && run.length < months.length ? monthSeenFrom(context, run[0]!.at, light.month) : null
  const rest =
    light.status === 'ok'
      ? ''
      : light.status === 'watch'
        ? isKo
          ? ' 아직 경고할 정도는 아닙니다.'
          : ' That is not enough for an alarm yet.'
        : since === null
          ? ''
          : isKo
            ? ` ${since}부터 뒤집혔습니다.`
            : ` It turned in ${since}.`
  return isKo
    ? say(
        '한 달에 ',
        strongKo(format.customers(left), '이/가'),
        ` 떠나고 ${ko(format.customers(came), '이/가')} 들어왔습니다.${rest}`,
      )
    : say(strong(format.count(left)), ` customers a month left; ${format.count(came)} came or came back.${rest}`)
}

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const light = lightOf(context, SIGN)
  const months = monthsOf(context).slice(-monthsShown(width))
  const last = months.at(-1)
  if (!light || !last || months.length < 2) return null
  const { format, t } = context
  const margins = { top: 12, right: 104, bottom: 44, left: 44 }
  const height = 236
  const ticks = niceTicks(0, Math.max(1, ...months.flatMap((month) => [month.churned, month.arrived])), 5)
  const domain: [number, number] = [
    0,
    Math.max(ticks.at(-1)!, ...months.flatMap((month) => [month.churned, month.arrived])) * 1.04,
  ]
  const on =
    light.status === 'alarm' || light.status === 'watch' ? months.find(({ at }) => at === light.since) : undefined
  const lampAt = domain[1] * 0.27
  const onText =
    on &&
    t({
      ko: `${monthSeenFrom(context, on.at, light.month)}에 켜짐`,
      en: `on in ${monthSeenFrom(context, on.at, light.month)}`,
    })
  const isOnLeft = on ? on.x - months[0]!.x < (last.x - months[0]!.x) * 0.35 : false
  const reading = (month: Month) =>
    `${format.month(month.at)} · ${t(words.churned)} ${format.count(month.churned)} · ${t(words.arrived)} ${format.count(month.arrived)}`

  return frame(width, height, margins, {
    ariaLabel: t(crossover.title),
    x: { type: 'linear', domain: [months[0]!.x, last.x] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, format.count),
      Plot.areaY(turned(months), { x: 'x', y1: 'arrived', y2: 'churned', fill: 'var(--alarm-wash)' }),
      on
        ? Plot.ruleX([on], {
            x: 'x',
            y1: lampAt,
            y2: 'arrived',
            stroke: `var(--${light.status})`,
            strokeDasharray: '5 3',
          })
        : null,
      Plot.lineY(months, { x: 'x', y: 'arrived', stroke: 'var(--ink-2)', strokeWidth: 1.5 }),
      Plot.lineY(months, { x: 'x', y: 'churned', stroke: 'var(--accent)', strokeWidth: 2.5 }),
      ...(on ? lampMarks(on.x, lampAt, light.status) : []),
      on
        ? haloText([on], {
            x: 'x',
            y: lampAt,
            text: () => onText!,
            textAnchor: isOnLeft ? 'start' : 'end',
            dx: isOnLeft ? 11 : -11,
          })
        : null,
      keyDot([last], { x: 'x', y: 'churned' }),
      Plot.dot(months, { x: 'x', y: 'churned', r: 6, fill: 'transparent', title: reading }),
      ...timeAxis(monthsBetween(months[0]!.at, last.at), format, width - margins.left - margins.right),
      ...endLabels(
        [
          { y: last.churned, text: `${t(words.churned)} ${format.count(last.churned)}`, tone: 'accent' },
          { y: last.arrived, text: `${t(words.arrived)} ${format.count(last.arrived)}` },
        ],
        { domain, height: height - margins.top - margins.bottom },
      ),
    ],
  })
}

const words = {
  churned: { ko: '이탈', en: 'left' },
  arrived: { ko: '신규+복귀', en: 'new + back' },
} as const

/** Sign 1: more customers leave than come or come back. */
export const crossover: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '최근 석 달 동안 이탈한 고객(C)과 신규·복귀한 고객(N)을 견줍니다. C가 N 이상이고 C ÷ N이 지난해 같은 때의 1.1배를 넘으면(지난해를 안다면) 주의입니다. C가 N의 1.1배를 넘어 우연으로 보기 어렵고(p < 0.01), 철을 타는 일도 아니면 경고입니다. 곧 지난해 같은 때보다 N이 10% 넘게 줄고 C ÷ N이 1.2배가 되었거나, 한 해를 통틀어도 C가 N의 1.05배를 넘을 때입니다. 견줄 지난해가 없으면 주의까지만 켭니다.',
    en: 'Customers who churned (C) against new and reactivated ones (N) over the last three whole months. Watch: C is at least N, and C ÷ N at least 1.1 times that of a year before, if known. Alarm: C is at least 1.1 times N and clearly so (p < 0.01), and it is no season: either N fell by over 10% from a year before and C ÷ N grew to 1.2 times, or over twelve months too C is at least 1.05 times N. Without a year before it is never more than a watch.',
  },
  formula: 'C ≥ 1.1·N,  P(X ≥ C | X ~ Bin(C + N, ½)) < 0.01',
  opens: {
    ko: '떠나는 고객이 들어오는 고객보다 많아지는 때를 알려 줍니다.',
    en: 'It tells when more customers leave than arrive.',
  },
  takes: {
    ko: '이탈을 알 수 있는 달이 석 달 이어져야 판단합니다.',
    en: 'It takes three months running in which churn can be told.',
  },
  monthsTaken(context) {
    const limits = context.rows('churn_limits').map((row) => row.limit_days)
    if (limits.length === 0 || limits.some((limit) => limit === null)) return null
    return Math.ceil(Math.max(...limits.map((limit) => limit!)) / 30.4) + 3
  },
  headline,
  unknown: churnUnknown,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    return signNotes(
      context,
      light,
      { ko: '석 달의 이탈·신규·복귀', en: 'left, new and back in three months' },
      context.t({ ko: '숫자는 석 달 평균', en: 'figures are three-month means' }),
    )
  },
  caption: (context) =>
    context.t({
      ko: '한계는 신규+복귀 선 자체입니다. 그 1.1배를 넘고 철을 타지 않으면 경고입니다.',
      en: 'The limit is the new + back line itself; 1.1 times it, and not by season, is an alarm.',
    }),
  plot,
}
