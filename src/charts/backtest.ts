import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { endLabels, frame, haloText, keyDot, NARROW, niceTicks, valueAxis, type EndLabel } from './marks.ts'
import {
  badgeOf,
  firstReasons,
  modelNames,
  noPrediction,
  PURCHASE_MODELS,
  signedPercent,
  summaryOf,
  type PurchaseModelId,
} from './prediction-words.ts'
import { labelRoom } from './text-size.ts'
import { monthsBetween } from './time-axis.ts'
import { say } from './words.ts'

/** A point of a line: purchase days up to the end of a week. */
interface Point {
  readonly week: number
  readonly day: string
  readonly count: number
}

/** What a model foretold, or what came, week by week. */
interface Line {
  readonly model: PurchaseModelId | 'actual'
  readonly name: string
  readonly points: readonly Point[]
}

const rowsOf = (context: ChartContext, model: string) =>
  context
    .rows('backtest')
    .filter((row) => row.model === model && row.week !== null && row.ends_on !== null)
    .sort((a, b) => a.week! - b.week!)

/** What came and what each model foretold; models without predictions are left out. Empty without a hold-out. */
function linesOf(context: ChartContext): readonly Line[] {
  const rows = PURCHASE_MODELS.map((model) => rowsOf(context, model))
  const some = rows.find((of) => of.length > 0)
  if (!some) return []
  const actual = some.flatMap((row) =>
    row.actual === null ? [] : [{ week: row.week!, day: row.ends_on!, count: row.actual }],
  )
  const name = context.t({ ko: '실제', en: 'what came' })
  return [
    ...PURCHASE_MODELS.map((model, index): Line => ({
      model,
      name: modelNames[model]!,
      points: rows[index]!.flatMap((row) =>
        row.predicted === null ? [] : [{ week: row.week!, day: row.ends_on!, count: row.predicted }],
      ),
    })),
    { model: 'actual' as const, name, points: actual },
  ].filter((line) => line.points.length > 0)
}

function headline(context: ChartContext): Sentence | null {
  const row = summaryOf(context, 'mbg_nbd')
  if (!row) return null
  const { format, language, t } = context
  const verdict = badgeOf(context)
  const error = row.total_error
  if (error === null || row.actual === null || row.predicted === null)
    return noPrediction(context, {
      ko: '예측이 맞는지 아직 확인할 수 없습니다.',
      en: 'The predictions cannot be tested yet',
    })
  const weeks = Math.max(0, ...context.rows('backtest').map((row) => row.week ?? 0))
  const size = strong(format.percent(Math.abs(error)))
  const label =
    verdict === 'trust'
      ? t({ ko: '예측을 믿을 만합니다.', en: 'Predictions can be trusted.' })
      : verdict === 'care'
        ? language === 'ko'
          ? `참고용입니다. ${firstReasons(context, 1)}`
          : `For reference only: ${firstReasons(context, 1)}.`
        : language === 'ko'
          ? `예측에 쓸 수 없습니다. ${otherReasons(context)}`
          : `Not to be used${otherReasons(context) && `: ${otherReasons(context)}`}.`
  if (language === 'ko')
    return say(
      `마지막 ${weeks}주를 가리고 맞혀 보니 재구매가 실제보다 `,
      size,
      ` ${error < 0 ? '적게' : '많게'} 나왔습니다. ${label.trimEnd()}`,
    )
  return say(
    `Tested on the last ${weeks} weeks, the model foretold `,
    size,
    ` ${error < 0 ? 'fewer' : 'more'} repeat purchases than came. ${label}`,
  )
}

/** The first reason that the sentence has not yet given: it tells the error of the total itself. */
function otherReasons(context: ChartContext): string {
  const codes = (summaryOf(context, 'mbg_nbd')?.reasons ?? '').split(',')
  return codes[0] === 'total_off' ? '' : firstReasons(context, 1)
}

const DAY = 86_400_000
const dayNumber = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY

/** How each line is drawn: what came is thick, the model in use is the accent, the others are thin and broken. */
const strokes: Readonly<Record<Line['model'], Plot.LineYOptions>> = {
  actual: { stroke: 'var(--ink)', strokeWidth: 3.25 },
  mbg_nbd: { stroke: 'var(--accent)', strokeWidth: 2.5 },
  bg_nbd: { stroke: 'var(--ink-2)', strokeWidth: 1.25, strokeDasharray: '6 3' },
  pareto_nbd: { stroke: 'var(--ink-2)', strokeWidth: 1.25, strokeDasharray: '2 3' },
}

function plot(context: ChartContext, width: number): PlotOptions | null {
  const lines = linesOf(context)
  const actual = lines.find((line) => line.model === 'actual')
  if (!actual || actual.points.length < 2) return null
  const { format, language, t } = context
  const isNarrow = width < NARROW
  const start = dayNumber(actual.points[0]!.day) - 7
  const end = dayNumber(actual.points.at(-1)!.day)
  const last = (line: Line) => line.points.at(-1)!.count
  const total = last(actual)
  const labels = lines.map((line): EndLabel => {
    const error = line.model === 'actual' || total === 0 ? '' : ` (${signedPercent(context, last(line) / total - 1)})`
    const count = format.count(Math.round(last(line)))
    const tone = line.model === 'actual' ? 'ink' : line.model === 'mbg_nbd' ? 'accent' : 'axis'
    return { y: last(line), text: isNarrow ? `${line.name}\n${count}` : `${line.name} ${count}${error}`, tone }
  })
  const margins = { top: 24, right: labelRoom(labels.flatMap(({ text }) => text.split('\n').map((text) => ({ text })))), bottom: 44, left: 46 } // prettier-ignore
  const height = isNarrow ? 260 : 300
  const most = Math.max(1, ...lines.map(last))
  const ticks = niceTicks(0, most, 4)
  const domain: [number, number] = [0, Math.max(ticks.at(-1)!, most) * 1.02]
  const inner = width - margins.left - margins.right
  const reading = (line: Line) => (point: Point) =>
    [
      `${line.name} · ${format.date(point.day)}`,
      language === 'ko'
        ? `${point.week}주째까지 ${format.count(Math.round(point.count))}회`
        : `${format.count(Math.round(point.count))} by week ${point.week}`,
      ...(line.model === 'actual' || (actual.points[point.week - 1]?.count ?? 0) === 0
        ? []
        : [
            `${t({ ko: '실제와의 차이', en: 'against what came' })} ${signedPercent(context, point.count / actual.points[point.week - 1]!.count - 1)}`,
          ]),
    ].join(' · ')
  const key = lines.find((line) => line.model === 'mbg_nbd')
  const drawn = (line: Line): Markish =>
    Plot.lineY([{ day: null, count: 0 }, ...line.points], {
      x: (point: Point | { day: null }) => (point.day === null ? start : dayNumber(point.day)),
      y: 'count',
      ...strokes[line.model],
    })
  const order = ['bg_nbd', 'pareto_nbd', 'actual', 'mbg_nbd']
  return frame(width, height, margins, {
    ariaLabel: t(backtest.title),
    x: { type: 'linear', domain: [start, end] },
    y: { domain },
    marks: [
      ...valueAxis(ticks, format.count),
      haloText([t({ ko: '재구매 누적(구매일 기준)', en: 'repeat purchase days, cumulated' })], {
        text: String,
        frameAnchor: 'top-left',
        textAnchor: 'start',
        lineAnchor: 'bottom',
        dx: -margins.left,
        dy: -10,
        tone: 'axis',
      }),
      ...[...lines].sort((a, b) => order.indexOf(a.model) - order.indexOf(b.model)).map(drawn),
      key ? keyDot(key.points.slice(-1), { x: (point: Point) => dayNumber(point.day), y: 'count' }) : null,
      ...lines.map((line) =>
        Plot.dot(line.points, {
          x: (point: Point) => dayNumber(point.day),
          y: 'count',
          r: 5,
          fill: 'transparent',
          title: reading(line),
        }),
      ),
      ...dateAxis(context, start, end, inner),
      ...endLabels(labels, { domain, height: height - margins.top - margins.bottom }),
    ],
  })
}

/** Months under the picture, or, where fewer than two begin in it, its first and last day. */
function dateAxis(context: ChartContext, start: number, end: number, width: number): Markish[] {
  const { format, language } = context
  const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
  const begun = monthsBetween(iso(start), iso(end)).filter((month) => dayNumber(month) >= start)
  const place = { frameAnchor: 'bottom', lineAnchor: 'top', tone: 'axis' } as const
  if (begun.length < 2)
    return [start + 1, end].map((day, index) =>
      haloText([day], {
        ...place,
        x: (at: number) => at,
        text: (at: number) => format.date(iso(at)),
        textAnchor: index === 0 ? 'start' : 'end',
        dy: 8,
      }),
    )
  const step = [1, 2, 3, 6, 12].find((step) => (width / begun.length) * step >= 42) ?? 12
  const named = begun.filter((_, index) => index % step === 0)
  const dated = named.filter((month, index) => index === 0 || month.slice(0, 4) !== named[index - 1]!.slice(0, 4))
  return [
    haloText(named, { ...place, x: dayNumber, text: (month: string) => format.shortMonth(month), dy: 8 }),
    haloText(dated, {
      ...place,
      x: dayNumber,
      text: (month: string) => (language === 'ko' ? `${month.slice(0, 4)}년` : month.slice(0, 4)),
      dy: 23,
    }),
  ]
}

/** What the models foretold of weeks they had not seen, against what came. */
export const backtest: Chart = {
  id: 'backtest',
  title: { ko: '예측 검증', en: 'Back-test' },
  definition: {
    ko: '자료 기간의 앞 3분의 2만 보고 세 모형을 맞춘 뒤, 그때까지 처음 산 고객이 나머지 기간에 다시 사는 구매일 수를 내다보고 실제와 견줍니다. 합계가 10% 안, 주별 누적의 평균 오차(MAPE)가 15% 이하, 다시 산 고객이 200명 이상, 세 모형이 15% 안에서 같으면 ‘믿을 만함’입니다. 합계 25% 안, MAPE 25% 이하, 100명 이상이면 ‘참고용’, 그 밖에는 ‘사용 불가’입니다. 자료가 1년이 안 되거나 검증 기간에 본 적 없는 계절이 있으면 ‘참고용’을 넘지 않습니다. 모형: BG/NBD(Fader, Hardie & Lee 2005), MBG/NBD(Batislam, Denizel & Filiztekin 2007), Pareto/NBD(Schmittlein, Morrison & Colombo 1987).',
    en: 'The three models are fitted to the first two thirds of the time, then foretell on how many days the customers first seen in it will buy again in the rest, and are held against what came. “Can be trusted”: the total within 10%, the weekly cumulative error (MAPE) at most 15%, at least 200 repeat buyers, the three models within 15% of each other. “For reference only”: within 25%, at most 25%, at least 100. Else “not to be used”. Under a year of data, or with a season in the test that the fit never saw, at most for reference. Models: BG/NBD (Fader, Hardie & Lee 2005), MBG/NBD (Batislam, Denizel & Filiztekin 2007), Pareto/NBD (Schmittlein, Morrison & Colombo 1987).',
  },
  formula: 'MAPE = mean over weeks of |predicted − actual| ÷ actual',
  headline,
  notes(context) {
    const row = summaryOf(context, 'mbg_nbd')
    if (!row) return []
    const { format, language } = context
    const isKo = language === 'ko'
    return [
      ...(row.customers === null
        ? []
        : [isKo ? `고객 ${format.customers(row.customers)}` : format.customers(row.customers)]),
      ...(row.holdout_from && row.holdout_to
        ? [`${isKo ? '가린 기간 ' : 'held out '}${format.month(row.holdout_from)}–${format.month(row.holdout_to)}`]
        : []),
      ...(row.mape === null ? [] : [`MAPE ${format.percent(row.mape)}`]),
    ]
  },
  caption(context) {
    const row = summaryOf(context, 'mbg_nbd')
    if (!row?.calibration_to || linesOf(context).length === 0) return null
    const day = context.format.date(row.calibration_to)
    return context.language === 'ko'
      ? `굵은 선이 실제입니다. 모형은 ${day}까지의 주문만 보고 그 뒤를 내다보았습니다.`
      : `The thick line is what came. The models saw the orders through ${day} and foretold the rest.`
  },
  plot,
}
