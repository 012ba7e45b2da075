import { byHeader, byValues, type RankedColumn } from './candidates.ts'
import { orderFields, type OrderField } from './canonical.ts'
import { profileColumns, type ColumnProfile } from './column-profile.ts'
import { keyKindsOf } from './customer-keys.ts'
import type { Mapping } from './mapping.ts'
import { cancelPrefix, passedOver } from './order-signs.ts'
import { totalPattern, type TotalPattern } from './order-totals.ts'
import { currencyOf, timeZoneOf } from './places.ts'
import { recognisePreset } from './preset-recognition.ts'
import { presetFor } from './presets/match.ts'
import { amountQuestions, askOfRows, columnQuestions, firstThree, HISTORY, timeQuestions } from './questions.ts'
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
  const match = presetFor(sample)
  return match ? recognisePreset(match, sample, profiles) : recogniseColumns(sample, profiles)
}

function recogniseColumns(sample: TableSample, profiles: readonly ColumnProfile[]): Recognition {
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
  const prefix = cancelPrefix(sample, chosen('order_id'), [chosen('amount'), chosen('quantity')])
  const mapping: Mapping = {
    schema: 'dangol.mapping/1',
    table: 'orders',
    columns,
    ...(fallback.length > 0 ? { customer_fallback: fallback } : {}),
    ...keyKindsOf(profiles, [chosen('customer_id'), chosen('referrer_id')]),
    date: { order: time?.dates.orders[0] ?? 'ymd', unit: time?.dates.unit ?? 'text' },
    decimal: money?.decimal.mark ?? '.',
    amount_from: derived ? 'quantity_x_unit_price' : 'amount',
    amount_is: total ? 'order_total' : 'line',
    cancelled: cancelledOf(chosen('status')),
    ...(prefix === null ? {} : { cancel_prefix: prefix }),
    time_zone: timeZoneOf(time, currency, profiles),
    currency,
    history: 'unanswered',
  }
  const { mapping: whole, questions } = askOfRows(mapping, sample, profiles)
  const others = passedOver(profiles, Object.values(columns))
  return {
    mapping: whole,
    fields: (Object.keys(orderFields) as OrderField[]).map((field) => ({
      ...describe(field, ranked.get(field)!, derived),
      ...(field === 'amount' && others.length > 0 ? { passedOver: others } : {}),
    })),
    questions: [...questionsOf(ranked, derived, time, money, total), ...questions, HISTORY],
    missing: REQUIRED.filter((field) => chosen(field) === null && !(field === 'amount' && derived)),
    preset: null,
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
  return questions
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
