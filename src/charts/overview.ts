import type { Word } from '../i18n/locale.ts'
import type { Chart, ChartContext } from './chart.ts'
import { beforeName, completeMonths, monthPair, type Month } from './months.ts'
import { healthFinding } from './health-finding.ts'
import { capital, changeText, FEW, shopNotes, valueWord } from './words.ts'

/** One of Health's key figures. */
export interface KeyFigure {
  readonly id: string
  readonly label: string
  /** The number without its unit; – where it is not known (`note` says why). */
  readonly value: string
  /** What stands small behind the number: 원, 명, or nothing. */
  readonly unit: string | null
  /** An arrow and how much, against the month it names; null where nothing can be compared. */
  readonly direction: string | null
  /** What must be known of the number besides: its n, or why there is none. */
  readonly note: string | null
  /** Under 30 customers: drawn grey. */
  readonly isFew: boolean
  /** Its course by month or cohort, oldest first; null where a month is not known. */
  readonly spark: readonly (number | null)[]
}

/** A figure of the last complete month with its course. */
function monthly(
  context: ChartContext,
  id: string,
  label: Word,
  read: (row: Month) => number | null,
  write: (value: number) => readonly [value: string, unit: string | null],
  { firsts = false, unknown = null as string | null } = {},
): KeyFigure | null {
  const pair = monthPair(context, { firsts })
  if (!pair) return null
  const now = read(pair.last)
  const before = pair.before && read(pair.before)
  const [value, unit] = now === null ? ['–', null] : write(now)
  return {
    id,
    label: context.t(label),
    value,
    unit,
    direction:
      now === null || !before || before <= 0
        ? null
        : changeOf(context, now / before - 1, beforeName(context, pair.before!, pair.isYear)),
    note: now === null ? unknown : null,
    isFew: (pair.last.buyers ?? 0) < FEW,
    spark: completeMonths(context).map(read),
  }
}

function changeOf(context: ChartContext, change: number, against: string): string {
  const isKo = context.language === 'ko'
  if (Math.abs(change) < 0.0005) return isKo ? `${against}과 같음` : `same as ${against}`
  const size = `${change > 0 ? '↑' : '↓'} ${changeText(context, change)}`
  return isKo ? `${size} ${against}보다` : `${size} on ${against}`
}

/** The share of first-time buyers who bought again within 90 days: of everyone observed so long, and by cohort. */
function repeatFigure(context: ChartContext): KeyFigure | null {
  const row = context.rows('repeat_rate').find((row) => row.days === 90)
  if (!row || row.rate === null) return null
  const { format, language } = context
  const n = row.eligible ?? 0
  const cohorts = context.rows('second_order_by_cohort').filter((row) => row.day === 90 && row.is_left_edge !== true)
  return {
    id: 'repeat_rate',
    label: context.t({ ko: '90일 재구매율', en: 'Repeat rate, 90 days' }),
    value: format.percent(row.rate),
    unit: null,
    direction: null,
    note: language === 'ko' ? `대상 ${format.customers(n)}` : `of ${format.customers(n)}`,
    isFew: n < FEW,
    spark: cohorts.map((row) => row.share),
  }
}

/**
 * The key figures of Health: of the last complete month against the same month a year before (the month before in a
 * shorter file), and the 90-day repeat rate of all who could be observed. Without a complete month: none of the month's.
 */
export function keyFigures(context: ChartContext): readonly KeyFigure[] {
  const { format, language } = context
  const isKo = language === 'ko'
  const money = (value: number) => {
    const text = format.money(value)
    return text.endsWith('원') ? ([text.slice(0, -1), '원'] as const) : ([text, null] as const)
  }
  const people = (value: number) => [format.count(value), isKo ? '명' : null] as const
  const word = valueWord(context)
  const figures = [
    monthly(context, 'value', { ko: word.ko, en: capital(word.en) }, (row) => row.value, money),
    monthly(context, 'buyers', { ko: '구매한 고객', en: 'Buyers' }, (row) => row.buyers, people),
    monthly(context, 'new', { ko: '신규고객', en: 'New customers' }, (row) => row.new, people, { firsts: true }),
    repeatFigure(context),
    monthly(
      context,
      'average_order_value',
      { ko: '객단가(주문당)', en: 'Average order value' },
      (row) => (row.orders && row.value !== null ? row.value / row.orders : null),
      (value) => money(roundMoney(value)),
      { unknown: isKo ? '주문이 없는 달입니다' : 'no order in the month' },
    ),
    monthly(
      context,
      'active',
      { ko: '활동 고객', en: 'Active customers' },
      (row) => (row.is_settled === false ? null : row.active),
      people,
      {
        unknown: isKo ? '이탈 기준일수를 아직 알 수 없습니다' : 'the churn limit is not known yet',
      },
    ),
  ]
  return figures.filter((figure) => figure !== null)
}

/** Three figures are enough of an average. */
const roundMoney = (value: number) => (Math.abs(value) < 100 ? value : Number(value.toPrecision(4)))

/** The margin of Health's key figures, and the page's finding as their headline. */
export const overview: Chart = {
  id: 'overview',
  title: { ko: '주요 숫자', en: 'Key figures' },
  definition: {
    ko: '금액은 취소를 빼고 환불을 그 날에 뺀 합입니다. 객단가는 금액 ÷ 주문 수, 2회 이상 구매고객 비율은 주문이 두 번 이상인 고객 ÷ 전체 고객입니다. 달의 숫자는 끝난 달만 씁니다.',
    en: 'Value leaves out cancelled orders and takes refunds off on their own day. Average order value is value ÷ orders; the share with two or more orders is those customers ÷ all. Monthly figures use months that have ended.',
  },
  headline: (context) => healthFinding(context)?.headline ?? null,
  notes(context) {
    const last = completeMonths(context).at(-1)
    if (!last) return shopNotes(context)
    const whole = context.language === 'ko' ? '달 전체' : 'whole month'
    return [`${context.format.month(last.month)}, ${whole}`, ...shopNotes(context)]
  },
}
