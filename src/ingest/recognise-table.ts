import { guessCurrency } from './amounts.ts'
import { fieldsOf, missingFields, requiredFields, tableNames, type FieldName, type SideTable } from './canonical.ts'
import { profileColumns, type ColumnProfile } from './column-profile.ts'
import { recognise } from './columns.ts'
import { currencyColumn } from './currencies.ts'
import { keyKindsOf } from './customer-keys.ts'
import { compactHeader } from './header-words.ts'
import type { SideMapping } from './mapping.ts'
import { offsetNeed } from './offsets.ts'
import { firstThree, timeQuestions } from './questions.ts'
import type { FieldRecognition, Recognition, SideRecognition, TableGuess, TableSample } from './recognition.ts'
import { daysOf, fitOf, periodOf, timeField } from './side-values.ts'
import { notWanted, tableRules } from './tables.ts'

/** Below this a match is not worth mapping. */
const ENOUGH = 0.4
/** A table for which less speaks is not recognised. */
const LEAST = 1.5

/**
 * Recognises which table files of one shape are, and how their columns would be read as each of the tables, so that a
 * person can choose another. Pure, and never throws.
 */
export function recogniseTable(sample: TableSample): TableGuess {
  const profiles = profileColumns(sample)
  const orders = recognise(sample)
  const sides = Object.fromEntries(
    tableNames.flatMap((table) => (table === 'orders' ? [] : [[table, recogniseAs(table, sample, profiles)]])),
  ) as Record<SideTable, SideRecognition>
  const scores = tableNames.map((table) => ({
    table,
    score: table === 'orders' ? scoreOrders(orders, profiles) : scoreSide(table, sides[table], profiles),
  }))
  const [best] = scores.toSorted((a, b) => b.score - a.score)
  if (orders.preset) return { table: 'orders', recognitions: { orders, ...sides } }
  return {
    table:
      best && best.score >= LEAST ? best.table : orders.missing.length <= 1 && hasOrderHeader(orders) ? 'orders' : null,
    recognitions: { orders, ...sides },
  }
}

/** Recognises the columns of a table beside the orders. */
export function recogniseAs(
  table: SideTable,
  sample: TableSample,
  profiles: readonly ColumnProfile[] = profileColumns(sample),
): SideRecognition {
  const fields = Object.keys(fieldsOf(table)) as FieldName[]
  const ranked = rankAll(table, fields, profiles)
  const chosen = (field: FieldName) => ranked.get(field)?.[0]?.profile ?? null
  const time = chosen(timeField[table])
  const dates = time && (table === 'spend' ? daysOf(time) : time.dates)
  const money = chosen('amount')
  const columns: { [field in FieldName]?: string } = Object.fromEntries(
    fields.flatMap((field) => {
      const profile = chosen(field)
      return profile ? [[field, profile.name]] : []
    }),
  )
  if (table === 'spend' && columns.until === undefined && time?.values.some((value) => value.includes('~')))
    columns.until = time.name
  const need = dates && offsetNeed(dates)
  const isKorean = profiles.some(({ name }) => /[가-힣]/.test(name))
  const numbers = fields.flatMap((field) => (/^decimal/.test(fieldsOf(table)[field]!) ? (chosen(field) ?? []) : []))
  const mapping: SideMapping = {
    schema: 'dangol.mapping/1',
    table,
    columns,
    ...keyKindsOf(profiles, [chosen('customer_id'), chosen('referred_by')]),
    date: { order: dates?.orders[0] ?? 'ymd', unit: dates?.unit ?? 'text' },
    decimal: numbers.find(({ decimal }) => decimal.mark === ',')?.decimal.mark ?? '.',
    time_zone: need ? (isKorean ? 'Asia/Seoul' : need === 'offsets' ? 'UTC' : null) : null,
    currency: money && guessCurrency(money.name, money.values),
    ...(table === 'spend' && time ? { period: periodOf(time, compactHeader(time.name)) } : {}),
  }
  return {
    mapping,
    fields: fields.map((field) => describe(table, field, ranked.get(field)!)),
    questions: time && dates ? timeQuestions({ ...time, dates }) : [],
    missing: missingFields(table, columns),
  }
}

interface Match {
  readonly profile: ColumnProfile
  readonly confidence: number
  readonly fit: number
}

/** Candidates by field, best first, each column chosen for one field at most: the field that its header fits best. */
function rankAll(
  table: SideTable,
  fields: readonly FieldName[],
  profiles: readonly ColumnProfile[],
): Map<FieldName, Match[]> {
  const all = new Map(fields.map((field) => [field, matchesOf(table, field, profiles)]))
  const taken = new Set<ColumnProfile>()
  const ranked = new Map<FieldName, Match[]>(fields.map((field) => [field, []]))
  const open = new Set(fields)
  for (;;) {
    const next = [...open]
      .map((field) => ({ field, matches: all.get(field)!.filter(({ profile }) => !taken.has(profile)) }))
      .filter(({ matches }) => matches[0] && matches[0].confidence >= ENOUGH)
      .sort((a, b) => b.matches[0]!.confidence - a.matches[0]!.confidence)[0]
    if (!next) return ranked
    ranked.set(next.field, next.matches)
    taken.add(next.matches[0]!.profile)
    open.delete(next.field)
  }
}

function matchesOf(table: SideTable, field: FieldName, profiles: readonly ColumnProfile[]): Match[] {
  const rules = tableRules[table].fields[field] ?? []
  return profiles
    .flatMap((profile): Match[] => {
      const header = compactHeader(profile.name)
      if (notWanted.test(header)) return []
      const strength = rules.find(([, pattern]) => pattern.test(header))?.[0]
      const fit = strength === undefined ? 0 : fitOf(table, field, profile)
      return strength === undefined || fit === 0 ? [] : [{ profile, fit, confidence: strength * (0.7 + 0.3 * fit) }]
    })
    .sort((a, b) => b.confidence - a.confidence || a.profile.index - b.profile.index)
}

function describe(table: SideTable, field: FieldName, matches: readonly Match[]): FieldRecognition<FieldName> {
  const base = { field, required: requiredFields[table].includes(field) }
  const [first, ...others] = matches
  if (!first) return { ...base, column: null, confidence: 0, why: 'not_found', runnersUp: [], samples: [] }
  return {
    ...base,
    column: first.profile.name,
    confidence: first.confidence,
    why: first.fit >= 0.8 ? 'both' : 'header',
    runnersUp: others.slice(0, 3).map(({ profile, confidence }) => ({ column: profile.name, confidence })),
    samples: firstThree(first.profile.values),
  }
}

/** What speaks for a table: its columns by their weight, other headers of its kind; what it lacks speaks against it. */
function scoreSide(table: SideTable, { fields, missing }: SideRecognition, profiles: readonly ColumnProfile[]): number {
  const { weights, signs } = tableRules[table]
  const found = fields.reduce((sum, { field, confidence }) => sum + confidence * (weights[field] ?? 0), 0)
  const signed = profiles.filter(({ name }) => signs.test(compactHeader(name))).length
  const person = profiles.find(({ name }) => name === fields.find(({ field }) => field === 'customer_id')?.column)
  // A list of members names each of them once; a log names them again and again.
  const repeats = person && person.values.length > 20 && person.distinct.length < 0.9 * person.values.length
  const against = (table === 'customers' && repeats ? 2 : 0) + (table === 'spend' && hasPerson(profiles) ? 3 : 0)
  return found + 0.4 * Math.min(signed, 4) - 2 * missing.length - against
}

function hasPerson(profiles: readonly ColumnProfile[]): boolean {
  return profiles.some(({ meaning }) => meaning?.role === 'customer_id' && meaning.strength === 1)
}

const ORDER_WEIGHTS: { readonly [field in FieldName]?: number } = {
  customer_id: 0.4, ordered_at: 1.2, amount: 1.2, order_id: 2, status: 0.5, quantity: 1, unit_price: 1, discount: 0.5,
  cost: 0.3, product: 0.7, category: 0.5, coupon: 0.5, channel: 0.2, referrer_id: 0.1,
} // prettier-ignore

function scoreOrders({ fields, missing }: Recognition, profiles: readonly ColumnProfile[]): number {
  const signed = profiles.filter(({ meaning }) => meaning?.role === 'order_id' && meaning.strength === 1).length
  const found = fields.reduce((sum, { field, confidence, why }) => {
    const isSaid = why === 'header' || why === 'both' || why === 'derived'
    return sum + (isSaid ? confidence : 0.3 * confidence) * (ORDER_WEIGHTS[field] ?? 0)
  }, 0)
  return found + signed - 2 * missing.length
}

/** Does a header speak of an order, though something that orders need is missing? */
function hasOrderHeader({ fields }: Recognition): boolean {
  return fields.some(
    ({ field, why }) => ['ordered_at', 'order_id', 'amount'].includes(field) && (why === 'both' || why === 'header'),
  )
}

/** The currencies that rows of these files name, where they name several: they would be added up as one. */
export function currenciesNamed(sample: TableSample, { table, recognitions }: TableGuess): readonly string[] {
  const found = currencyColumn(sample, recognitions[table ?? 'orders'].mapping)
  return found && found.currencies.length > 1 ? found.currencies : []
}
