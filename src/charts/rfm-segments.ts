import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { inSegmentOrder, segmentOf } from './segments.ts'
import { movementOf } from './movement.ts'
import { capital, FEW, isShared, ko, say, shopNotes, strongKo, tooFew, valueWord } from './words.ts'

/** One row of the table of segments. Shares are 0–1; what is not known is null. */
export interface SegmentRow {
  readonly id: string
  /** Its place in the table from 1. */
  readonly rank: number
  readonly name: string
  /** A CSS colour. */
  readonly color: string
  /** Null where it is hidden, as is its value. */
  readonly customers: number | null
  readonly share: number | null
  readonly value: number | null
  readonly valueShare: number | null
  /** More (or fewer) customers than `days` ago. */
  readonly change: number | null
  /** Where most of those who left the segment are now. */
  readonly movedTo: { readonly name: string; readonly customers: number } | null
  /** Fewer than 30 customers: drawn grey. */
  readonly isFew: boolean
}

/** How customers moved; of a shared report too much of it is hidden for sums over it to be true. */
const movementIn = (context: ChartContext) => (isShared(context) ? null : movementOf(context))

/** The table of segments, best first, and over how many days its changes are; null days where nothing can be compared. */
export function segmentRows(context: ChartContext): {
  readonly days: number | null
  readonly rows: readonly SegmentRow[]
} {
  const rows = context.rows('rfm_segments')
  const movement = movementIn(context)
  const order = inSegmentOrder(rows.flatMap((row) => row.segment ?? []))
  return {
    days: movement?.days ?? null,
    rows: order.map((id, index): SegmentRow => {
      const row = rows.find((row) => row.segment === id)!
      const segment = segmentOf(id)
      const [most] = (movement?.flows ?? [])
        .filter((flow) => flow.from === id && flow.to !== id)
        .sort((a, b) => b.customers - a.customers)
      return {
        id,
        rank: index + 1,
        name: context.t(segment.name),
        color: segment.color,
        customers: row.customers,
        share: row.customer_share,
        value: row.value,
        valueShare: row.value_share,
        change: movement ? movement.now(id) - movement.before(id) : null,
        movedTo: most ? { name: context.t(segmentOf(most.to).name), customers: most.customers } : null,
        isFew: (row.customers ?? 0) < FEW,
      }
    }),
  }
}

/** The segment whose size changed most, against the best customers where that is another one. */
function changeHeadline(context: ChartContext, days: number, rows: readonly SegmentRow[]): Sentence | null {
  const { format, language, t } = context
  const [key] = rows.filter((row) => row.change).sort((a, b) => Math.abs(b.change!) - Math.abs(a.change!))
  if (!key) return null
  const people = t(segmentOf(key.id).people)
  const size = Math.abs(key.change!)
  const best = rows.find((row) => segmentOf(row.id).level === 'good')
  const other = best && best.id !== key.id && best.change ? best : null
  if (language === 'ko') {
    const first = say(
      `${days}일 사이 ${ko(people, '이/가')} `,
      strong(format.customers(size)),
      key.change! > 0 ? ' 늘어 ' : ' 줄어 ',
      `${format.customers(key.customers ?? 0)}이 되었습니다.`,
    )
    if (!other) return first
    const best = t(segmentOf(other.id).people)
    return say(
      first,
      ` ${ko(best, '은/는')} ${format.customers(Math.abs(other.change!))} ${other.change! > 0 ? '늘었습니다' : '줄었습니다'}.`,
    )
  }
  const verb = (change: number) => (change > 0 ? 'grew' : 'fell')
  const first = say(
    `${capital(people)} ${verb(key.change!)} by `,
    strong(format.count(size)),
    ` in ${days} days, to ${format.count(key.customers ?? 0)}`,
  )
  if (!other) return say(first, '.')
  return say(
    first,
    `; ${t(segmentOf(other.id).people)} ${verb(other.change!)} by ${format.count(Math.abs(other.change!))}.`,
  )
}

/** Without anything to compare with: the segment that brings most value. */
function shareHeadline(context: ChartContext, rows: readonly SegmentRow[]): Sentence | null {
  const { format, language, t } = context
  const [top] = [...rows].filter((row) => (row.valueShare ?? 0) > 0).sort((a, b) => b.valueShare! - a.valueShare!)
  const value = t(valueWord(context))
  if (top) {
    const people = t(segmentOf(top.id).people)
    const share = format.percent(top.valueShare!)
    const part = format.percent(top.share ?? 0)
    return language === 'ko'
      ? say(`고객의 ${part}인 ${ko(people, '이/가')} ${value}의 `, strongKo(share, '을/를'), ' 냅니다.')
      : say(`${capital(people)}, ${part} of all customers, bring `, strong(share), ` of ${value}.`)
  }
  const [largest] = [...rows].sort((a, b) => (b.customers ?? 0) - (a.customers ?? 0))
  if (!largest?.customers) return null
  const people = t(segmentOf(largest.id).people)
  const count = strong(format.customers(largest.customers))
  return language === 'ko'
    ? say(`가장 많은 것은 ${people} `, count, '입니다.')
    : say(`${capital(people)} are the most: `, count, '.')
}

/** The table of RFM segments; the page draws its rows (`segmentRows`). */
export const rfmSegments: Chart = {
  id: 'rfm_segments',
  title: { ko: '세그먼트', en: 'Segments' },
  definition: {
    ko: 'RFM 점수의 칸을 이름 붙은 세그먼트로 묶습니다. 모든 고객은 정확히 한 세그먼트에 듭니다. 증감은 그 날의 기준으로 점수를 다시 매겨 비교한 것입니다.',
    en: 'Cells of RFM scores are gathered into named segments; every customer is in exactly one. Changes compare with scores computed anew at the earlier date, with that date’s cut-offs.',
  },
  headline(context) {
    const { days, rows } = segmentRows(context)
    const customers = rows.reduce((sum, row) => sum + (row.customers ?? 0), 0)
    if (customers === 0) return null
    if (customers < FEW) return tooFew(context, customers)
    return (days === null ? null : changeHeadline(context, days, rows)) ?? shareHeadline(context, rows)
  },
  notes(context) {
    const movement = movementIn(context)
    const { language, format } = context
    if (!movement) return shopNotes(context)
    const [from, to] = [format.date(movement.from), format.date(movement.to)]
    return [
      ...shopNotes(context).slice(0, 1),
      language === 'ko' ? `${movement.days}일 전과 비교` : `against ${movement.days} days before`,
      `${from} → ${to}`,
    ]
  },
}
