import type { RankedColumn } from './candidates.ts'
import type { ColumnProfile } from './column-profile.ts'
import { currencyColumn } from './currencies.ts'
import type { Mapping } from './mapping.ts'
import { offsetNeed } from './offsets.ts'
import { testValues } from './order-signs.ts'
import type { TotalPattern } from './order-totals.ts'
import type { Question, TableSample } from './recognition.ts'

/** Below this confidence a column is a guess, and a person is asked. */
const WEAK = 0.6
/** A runner-up nearer than this is worth a question. */
const CLOSE = 0.15
const CLOSE_AMOUNT = 0.4

/** Questions about which column a required field is; `ranked` are its candidates, best first. */
export function columnQuestions(
  code: 'customer_id' | 'ordered_at' | 'amount',
  ranked: readonly RankedColumn[],
): Question[] {
  const [first, ...others] = ranked
  if (!first) return []
  const reach = code === 'amount' ? CLOSE_AMOUNT : CLOSE
  const close = others.filter(
    ({ profile, confidence, why }) =>
      first.confidence - confidence < reach &&
      (why === 'header' || why === 'both' || first.why === why) &&
      differ(first.profile, profile),
  )
  const options = [first, ...close].map(({ profile }) => profile.name)
  const ask = (reason: 'close' | 'weak' | 'name'): Question[] => [{ code, column: first.profile.name, options, reason }]
  if (first.profile.meaning?.role === 'person_name') return ask('name')
  if (first.confidence < WEAK && !isContact(first)) return ask('weak')
  // Several dates of one order lie close together; which one counts seldom matters.
  return close.length > 0 && code !== 'ordered_at' && !isContact(first) ? ask('close') : []
}

function isContact({ profile, why }: RankedColumn): boolean {
  const role = profile.meaning?.role
  return (role === 'email' || role === 'phone') && why !== 'values'
}

/** Do two columns hold different values in more than 1% of the rows that both fill? */
function differ(a: ColumnProfile, b: ColumnProfile): boolean {
  if (a.values.length !== b.values.length) return true
  return a.values.filter((value, index) => value !== b.values[index]).length > 0.01 * a.values.length
}

/** Questions that the values of the time column raise. */
export function timeQuestions(profile: ColumnProfile): Question[] {
  const { dates, name: column, values } = profile
  const questions: Question[] = []
  if (dates.orders.length > 1) {
    const examples = firstThree(values.filter((value) => !/^\s*\d{4}/.test(value)))
    questions.push({ code: 'date_order', column, options: dates.orders, examples })
  }
  const reason = offsetNeed(dates)
  if (reason) {
    const options = reason === 'offsets' ? ['Asia/Seoul', 'UTC', null] : ['Asia/Seoul', null]
    questions.push({ code: 'time_zone', column, options, reason, examples: firstThree(values) })
  }
  return questions
}

/** Questions that the values of the amount column raise. */
export function amountQuestions(profile: ColumnProfile, total: TotalPattern | null): Question[] {
  const { name: column, decimal, values } = profile
  const questions: Question[] = []
  if (decimal.isOpen)
    questions.push({ code: 'decimal', column, options: ['.', ','], examples: firstThree(values.filter((v) => v.includes('.'))) }) // prettier-ignore
  if (total) questions.push({ code: 'amount_is', column, options: ['order_total', 'line'], ...total })
  return questions
}

/** Asked of every file of orders. */
export const HISTORY: Question = { code: 'history', options: ['complete', 'partial'] }

/** What the rows raise whatever their columns are: several currencies, and orders that were only tests. */
export function askOfRows(
  mapping: Mapping,
  sample: TableSample,
  profiles: readonly ColumnProfile[],
): { readonly mapping: Mapping; readonly questions: readonly Question[] } {
  const money = currencyColumn(sample, mapping)
  const tests = testValues(sample, profiles)
  const questions: Question[] = []
  let whole = mapping
  if (money && money.currencies.length > 1) {
    const { column, currencies, rows } = money
    const shares = currencies.map((currency, index) => ({ currency, rows: rows[index]!, share: rows[index]! / sample.rows.length })) // prettier-ignore
    questions.push({ code: 'currencies', column, currencies: shares })
    whole = { ...whole, ...(column === mapping.columns[money.field] ? {} : { currency_column: column }) }
  }
  if (tests.length > 0) {
    questions.push({ code: 'test_orders', options: ['leave_out', 'keep'], values: tests })
    const columns = [...new Set(tests.map(({ column }) => column))]
    const valuesOf = (name: string) => tests.filter(({ column }) => column === name).map(({ value }) => value)
    const isKorean = tests.some(({ value }) => /[가-힣]/.test(value))
    whole = {
      ...whole,
      test_where: Object.fromEntries(columns.map((name) => [name, valuesOf(name)])),
      cancelled: whole.cancelled.length > 0 ? whole.cancelled : [isKorean ? '테스트' : 'test'],
    }
  }
  return { mapping: whole, questions }
}

/** Up to three different values. */
export function firstThree(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, 3)
}
