import type { OrderField } from './canonical.ts'
import type { ColumnProfile } from './column-profile.ts'
import { looksLikeId, type Role } from './header-words.ts'
import type { Why } from './recognition.ts'
import { asksForCancellation, isCancelledStatus, isYesOrNo } from './statuses.ts'

/** A column that could serve a field, and why. */
export interface RankedColumn {
  readonly profile: ColumnProfile
  readonly confidence: number
  readonly why: Why
}

/** Roles beside the field's own that may serve it, with less confidence than their header says. */
const standIns: Partial<Record<OrderField, readonly Role[]>> = {
  customer_id: ['email', 'phone', 'person_name'],
  amount: ['loose_price'],
  unit_price: ['loose_price'],
}

/** The columns that could serve a field by what their headers say and their values allow, best first. */
export function byHeader(field: OrderField, profiles: readonly ColumnProfile[]): RankedColumn[] {
  const roles: readonly Role[] = [field, ...(standIns[field] ?? [])]
  const ranked = profiles.flatMap((profile): RankedColumn[] => {
    const meaning = roleOf(profile)
    if (!meaning || !roles.includes(meaning.role)) return []
    const fit = fitOf(field, profile)
    if (fit === 0) return []
    const confidence = meaning.strength * (0.7 + 0.3 * fit)
    return [{ profile, confidence, why: fit >= 0.8 ? 'both' : 'header' }]
  })
  return best(ranked)
}

/** The columns whose header says nothing but whose values could be those of a required field, best first. */
export function byValues(field: OrderField, profiles: readonly ColumnProfile[]): RankedColumn[] {
  const guess = valueGuess[field]
  if (!guess) return []
  const unknown = profiles.filter((profile) => profile.meaning === null && profile.values.length > 0)
  const ranked = unknown.flatMap((profile): RankedColumn[] => {
    const confidence = guess(profile)
    return confidence > 0 ? [{ profile, confidence, why: 'values' }] : []
  })
  return best(ranked).map((candidate) => ({ ...candidate, why: ranked.length === 1 ? 'only_candidate' : 'values' }))
}

function best(ranked: readonly RankedColumn[]): RankedColumn[] {
  return ranked.toSorted((a, b) => b.confidence - a.confidence || a.profile.index - b.profile.index)
}

/** Shopify calls its order number `Name`; the values (#1001) give it away. */
function roleOf({ meaning, values }: ColumnProfile): { readonly role: Role; readonly strength: number } | null {
  const isNumbered = values.length > 0 && values.every((value) => /^#?[A-Z]{0,4}-?\d{3,}$/.test(value))
  return meaning?.role === 'person_name' && isNumbered ? { role: 'order_id', strength: 0.8 } : meaning
}

/** How well values suit a field whose header was recognised: 0 rules the column out, an empty column is left open. */
function fitOf(field: OrderField, profile: ColumnProfile): number {
  const { values, distinct, dates, numberShare, filled } = profile
  if (values.length === 0) return 0.1
  const repeats = distinct.length < values.length
  switch (field) {
    case 'customer_id':
      return dates.share > 0.8 && dates.unit === 'text' && numberShare < 0.5 ? 0 : repeats ? 1 : 0.5
    case 'ordered_at':
      return dates.share < 0.5 ? 0 : dates.share * filled
    case 'amount':
    case 'quantity':
    case 'unit_price':
    case 'discount':
    case 'cost':
      return numberShare < 0.5 || (dates.share > 0.9 && numberShare < 0.9) ? 0 : numberShare
    case 'order_id':
      return distinct.length / values.length > 0.1 ? 1 : 0.4
    case 'status':
      if (isYesOrNo(values)) return asksForCancellation(profile.name) ? 1 : 0
      if (dates.share > 0.5) return 0
      return distinct.some(isCancelledStatus) ? 1 : distinct.length <= 50 ? 0.6 : 0.1
    default:
      return dates.share > 0.8 && numberShare < 0.5 ? 0 : numberShare > 0.95 ? 0.5 : 1
  }
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/
const PHONE = /^(\+?82[- ]?|0)1\d[- ]?\d{3,4}[- ]?\d{4}$/
const CODE = /^(?=.*\d)[\p{L}\p{N}_#:.-]{4,64}$/u

const CHANNELS =
  /^(검색|소셜|추천|직접|이메일|광고|네이버|카카오|구글|인스타그램|페이스북|유튜브|쿠팡|자사몰|direct|organic|referral|email|social|paid|search|google|facebook|instagram|naver|kakao|cpc|affiliate)/i

/** Confidence from values alone, for the few fields that values can give away. */
const valueGuess: Partial<Record<OrderField, (profile: ColumnProfile) => number>> = {
  customer_id: ({ name, values, distinct, dates, numbers, numberShare }) => {
    if (dates.share > 0.8 && dates.unit === 'text') return 0
    const share = (pattern: RegExp) => values.filter((value) => pattern.test(value)).length / values.length
    const variety = distinct.length / values.length
    if (share(EMAIL) > 0.8 || share(PHONE) > 0.8) return 0.5
    if (numberShare > 0.9 && numbers.some((number) => !Number.isInteger(number) || number < 0)) return 0
    if (looksLikeId(name)) return 0.45
    return share(CODE) > 0.95 && variety > 0.02 && variety < 0.9 && !values.some((value) => /[.,]/.test(value))
      ? 0.4
      : 0
  },
  ordered_at: ({ dates }) => (dates.share >= 0.9 && dates.unit === 'text' ? 0.5 * dates.share : 0),
  amount: ({ name, values, dates, numbers, numberShare }) => {
    if (numberShare < 0.9 || dates.share > 0.8 || looksLikeId(name)) return 0
    if (values.some((value) => /[₩￦$€£¥원]|[.,]\d/.test(value))) return 0.5
    return numbers.some((number) => number >= 100) ? 0.35 : 0
  },
  channel: ({ distinct, values }) =>
    distinct.length >= 2 && distinct.length <= values.length / 2 && distinct.every((value) => CHANNELS.test(value))
      ? 0.5
      : 0,
}
