import { guessCurrency } from './amounts.ts'
import { byHeader, byValues, type RankedColumn } from './candidates.ts'
import { orderFields, type OrderField } from './canonical.ts'
import { profileColumns, type ColumnProfile } from './column-profile.ts'
import type { Mapping } from './mapping.ts'
import { offsetNeed } from './offsets.ts'
import { totalPattern, type TotalPattern } from './order-totals.ts'
import { amountQuestions, columnQuestions, firstThree, timeQuestions } from './questions.ts'
import type { FieldRecognition, Question, Recognition, TableSample } from './recognition.ts'
import { cancelledStatuses } from './statuses.ts'

export { isBlocking } from './recognition.ts'
export type * from './recognition.ts'

const REQUIRED: readonly OrderField[] = ['customer_id', 'ordered_at', 'amount']
/** Above this confidence an optional column is mapped without being asked for. */
const ENOUGH = 0.4

/**
 * Recognises the columns of an order file from its headers, Korean or English, and from its values. Gives the best
 * mapping, what speaks for each column, and the questions that a person should answer; pure, and never throws.
 */
export function recognise(sample: TableSample): Recognition {
  const profiles = profileColumns(sample)
  const ranked = rankAll(profiles)
  const derived = isDerived(ranked)
  const chosen = (field: OrderField): ColumnProfile | null =>
    field === 'amount' && derived ? null : (ranked.get(field)?.[0]?.profile ?? null)
  const time = chosen('ordered_at')
  const money = chosen('amount') ?? (derived ? chosen('unit_price') : null)
  const total = findTotal(sample, chosen('order_id'), chosen('amount'))
  const columns = Object.fromEntries(
    (Object.keys(orderFields) as OrderField[]).flatMap((field) => {
      const profile = chosen(field)
      return profile ? [[field, profile.name]] : []
    }),
  )
  const fallback = fallbackKeys(chosen('customer_id'), profiles)
  const currency = currencyOf(money, profiles)
  const mapping: Mapping = {
    schema: 'dangol.mapping/1',
    table: 'orders',
    columns,
    ...(fallback.length > 0 ? { customer_fallback: fallback } : {}),
    date: { order: time?.dates.orders[0] ?? 'ymd', unit: time?.dates.unit ?? 'text' },
    decimal: money?.decimal.mark ?? '.',
    amount_from: derived ? 'quantity_x_unit_price' : 'amount',
    amount_is: total ? 'order_total' : 'line',
    cancelled: cancelledOf(chosen('status')),
    time_zone: timeZoneOf(time, currency, profiles),
    currency,
    history: 'unanswered',
  }
  return {
    mapping,
    fields: (Object.keys(orderFields) as OrderField[]).map((field) => describe(field, ranked.get(field)!, derived)),
    questions: questionsOf(ranked, derived, time, money, total),
    missing: REQUIRED.filter((field) => chosen(field) === null && !(field === 'amount' && derived)),
  }
}

/** Candidates by field, best first, each column chosen for at most one field; what falls short of a choice is dropped. */
function rankAll(profiles: readonly ColumnProfile[]): Map<OrderField, RankedColumn[]> {
  const ranked = new Map<OrderField, RankedColumn[]>()
  const taken = new Set<ColumnProfile>()
  const fields = Object.keys(orderFields) as OrderField[]
  for (const field of fields) {
    const found = byHeader(field, profiles).filter(({ profile }) => !taken.has(profile))
    const wanted = REQUIRED.includes(field) || (found[0]?.confidence ?? 0) >= ENOUGH
    ranked.set(field, wanted ? found : [])
    if (wanted && found[0]) taken.add(found[0].profile)
  }
  const [price] = ranked.get('unit_price')!
  if (price && ranked.get('amount')!.length === 0 && ranked.get('quantity')!.length === 0) {
    ranked.set('amount', [{ ...price, confidence: 0.5 * price.confidence }])
    ranked.set('unit_price', [])
  }
  for (const field of fields) {
    const isOpen = ranked.get(field)!.length === 0 && !(field === 'amount' && hasUnitPrice(ranked))
    const found = isOpen ? byValues(field, profiles).filter(({ profile }) => !taken.has(profile)) : []
    if (found[0]) {
      ranked.set(field, found)
      taken.add(found[0].profile)
    }
  }
  return ranked
}

function hasUnitPrice(ranked: ReadonlyMap<OrderField, readonly RankedColumn[]>): boolean {
  return ranked.get('quantity')?.[0] !== undefined && saysUnitPrice(ranked.get('unit_price')?.[0])
}

function saysUnitPrice(candidate: RankedColumn | undefined): boolean {
  return candidate?.profile.meaning?.role === 'unit_price'
}

/** Quantity × unit price, only where the header says unit price and no header says total. */
function isDerived(ranked: ReadonlyMap<OrderField, readonly RankedColumn[]>): boolean {
  const saysAmount = ranked.get('amount')?.[0]?.profile.meaning?.role === 'amount'
  return hasUnitPrice(ranked) && !saysAmount
}

function describe(field: OrderField, ranked: readonly RankedColumn[], derived: boolean): FieldRecognition {
  const base = { field, required: REQUIRED.includes(field) }
  const others = (from: number) =>
    ranked.slice(from, from + 3).map(({ profile, confidence }) => ({ column: profile.name, confidence }))
  if (field === 'amount' && derived)
    return { ...base, column: null, confidence: 0.9, why: 'derived', runnersUp: others(0), samples: [] }
  const [first] = ranked
  if (!first) return { ...base, column: null, confidence: 0, why: 'not_found', runnersUp: [], samples: [] }
  const { profile, confidence, why } = first
  return { ...base, column: profile.name, confidence, why, runnersUp: others(1), samples: firstThree(profile.values) }
}

function questionsOf(
  ranked: ReadonlyMap<OrderField, readonly RankedColumn[]>,
  derived: boolean,
  time: ColumnProfile | null,
  money: ColumnProfile | null,
  total: TotalPattern | null,
): Question[] {
  const questions = [
    ...columnQuestions('customer_id', ranked.get('customer_id')!),
    ...columnQuestions('ordered_at', ranked.get('ordered_at')!),
    ...(time ? timeQuestions(time) : []),
  ]
  const isLoose = money?.meaning?.role === 'loose_price' && ranked.get('quantity')!.length > 0
  if (isLoose) questions.push({ code: 'amount_from', column: money.name, options: ['amount', 'quantity_x_unit_price'] })
  else if (!derived) questions.push(...columnQuestions('amount', ranked.get('amount')!))
  if (money) questions.push(...amountQuestions(money, total))
  return [...questions, { code: 'history', options: ['complete', 'partial'] }]
}

function findTotal(sample: TableSample, orderId: ColumnProfile | null, amount: ColumnProfile | null) {
  if (!orderId || !amount) return null
  const pairs = sample.rows.map((row) => [row[orderId.index] ?? null, row[amount.index] ?? null] as const)
  return totalPattern(pairs, amount.decimal.mark)
}

/** Phone, then e-mail, where the member id is not on every row. */
function fallbackKeys(customer: ColumnProfile | null, profiles: readonly ColumnProfile[]): string[] {
  if (customer?.meaning?.role !== 'customer_id' || customer.filled === 1) return []
  const contacts = (['phone', 'email'] as const).flatMap(
    (role) => profiles.find(({ meaning }) => meaning?.role === role) ?? [],
  )
  return contacts.filter(({ values }) => values.length > 0).map(({ name }) => name)
}

function cancelledOf(status: ColumnProfile | null): string[] {
  return status ? cancelledStatuses(status.name, status.distinct) : []
}

function currencyOf(money: ColumnProfile | null, profiles: readonly ColumnProfile[]): string | null {
  const stated = profiles.find(({ meaning }) => meaning?.role === 'currency')?.distinct ?? []
  if (stated.length === 1 && /^[A-Z]{3}$/.test(stated[0]!)) return stated[0]!
  if (!money) return null
  const guessed = guessCurrency(money.name, money.values)
  if (guessed) return guessed
  const isWhole = money.numbers.length > 0 && money.numbers.every(Number.isInteger)
  return isWhole && isKorean(profiles) ? 'KRW' : null
}

function timeZoneOf(
  time: ColumnProfile | null,
  currency: string | null,
  profiles: readonly ColumnProfile[],
): string | null {
  const need = time && offsetNeed(time.dates)
  if (!need) return null
  if (currency === 'KRW' || isKorean(profiles)) return 'Asia/Seoul'
  return need === 'offsets' ? 'UTC' : null
}

function isKorean(profiles: readonly ColumnProfile[]): boolean {
  return profiles.filter(({ name }) => /[가-힣]/.test(name)).length > profiles.length / 2
}
