import { particle, sentence, strong, type Piece, type Sentence } from '../i18n/sentence.ts'
import type { Word } from '../i18n/locale.ts'
import type { ChartContext } from './chart.ts'

/** Under this many customers a share is grey and no finding is drawn from it. */
export const FEW = 30

/** What a headline says where there are customers, but under 30 of them. */
export const tooFew = ({ language, format }: ChartContext, n: number): Sentence =>
  language === 'ko'
    ? sentence`아직 ${FEW}명이 안 되어 말하기 이릅니다(n ${format.count(n)}).`
    : sentence`Too few to say (n ${format.count(n)}).`

/** What a card that rests on the churn limits says while they are not known; null where they are. */
export function churnUnknown({ rows, t }: ChartContext): string | null {
  const limits = rows('churn_limits')
  if (limits.length > 0 && limits.every((row) => row.limit_days !== null)) return null
  return t({
    ko: '이탈 기준일수를 아직 정할 수 없습니다. 구매한 뒤 90일 넘게 지켜본 고객이 50명은 있어야 합니다.',
    en: 'The churn limits cannot be told yet: that takes at least 50 customers watched for 90 days after an order.',
  })
}

/** Was this report made to be shared? Then small counts are hidden, and what they would add up to is not known. */
export const isShared = ({ report }: ChartContext): boolean => 'shared' in report

/** Why a card of a shared report has no finding, where hidden counts may be the reason; null of any other report. */
export const hiddenText = (context: ChartContext): string | null =>
  isShared(context)
    ? context.t({
        ko: '작은 수를 가렸거나 자료가 모자라 말할 수 없습니다.',
        en: 'This cannot be told: small counts are hidden, or there is too little data.',
      })
    : null

/** What `value` means in this report: revenue or contribution margin. */
export const valueWord = ({ report }: ChartContext): Word =>
  report.basis === 'margin' ? { ko: '공헌이익', en: 'contribution margin' } : { ko: '매출', en: 'revenue' }

/** A Korean word with its particle: `ko('고객', '은/는')` → 고객은. */
export const ko = (word: string, pair: Parameters<typeof particle>[1]): string => word + particle(word, pair)

/** A strong Korean number and its particle, as two pieces: the particle is not part of the number. */
export const strongKo = (word: string, pair: Parameters<typeof particle>[1]): Sentence => [
  strong(word),
  particle(word, pair),
]

/** First letter upper case, for English sentences that begin with a number's noun. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The month's name without its year: 6월, June. */
export const monthName = ({ language, format }: ChartContext, iso: string): string =>
  language === 'ko' ? format.shortMonth(iso) : format.month(iso).replace(/ \d{4}$/, '')

/** An ISO date moved by whole days. */
export function addDays(iso: string, days: number): string {
  const date = new Date(iso.slice(0, 10) + 'T00:00:00Z')
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The first day of the month `months` away, as an ISO date. */
export function addMonths(iso: string, months: number): string {
  const count = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

/** 2024년 7월–2026년 6월: the months of the first and last purchase; null without orders. */
export function period(context: ChartContext): string | null {
  const row = context.rows('overview')[0]
  if (!row?.first_day || !row.last_day) return null
  const from = context.format.month(row.first_day)
  const to = context.format.month(row.last_day)
  return from === to ? from : `${from}–${to}`
}

/** The margin's usual lines: customers, period, orders. */
export function shopNotes(context: ChartContext): string[] {
  const { format, language } = context
  const row = context.rows('overview')[0]
  if (!row?.customers) return []
  const orders = row.orders ?? 0
  return [
    language === 'ko' ? `고객 ${format.customers(row.customers)}` : format.customers(row.customers),
    ...[period(context)].filter((line) => line !== null),
    language === 'ko'
      ? `주문 ${format.count(orders)}건`
      : `${format.count(orders)} ${orders === 1 ? 'order' : 'orders'}`,
  ]
}

/** U+2060 keeps Korean endings on the line of the sign or number before them, where browsers would allow a break. */
const glue = (text: string) => text.replace(/([%)’])(?=[가-힣])/g, '$1\u2060')

/** Puts pieces and sentences together into one sentence, Korean endings held to what they follow. */
export function say(...parts: readonly (Piece | Sentence)[]): Sentence {
  const result: Piece[] = []
  for (const piece of parts.flatMap((part) => (Array.isArray(part) ? (part as Sentence) : [part as Piece]))) {
    const last = result.at(-1)
    if (typeof piece !== 'string') result.push(strong(glue(piece.strong)))
    else if (typeof last === 'string') result[result.length - 1] = glue(last + piece)
    else if (piece !== '') result.push((last && /^[가-힣]/.test(piece) ? '\u2060' : '') + glue(piece))
  }
  return result
}

/** A change in size without its sign: 6.4%, and 38% from a tenth on. */
export const changeText = ({ format }: ChartContext, change: number): string =>
  format.percent(Math.abs(change), Math.abs(change) < 0.0995 ? 1 : 0)
