import { currencyCodes, currencyIn, currencySigns } from './amounts.ts'
import { compactHeader } from './header-words.ts'
import { sourceColumns, type TableMapping } from './mapping.ts'
import type { TableSample } from './recognition.ts'
import { quoteIdentifier, quoteText } from './sql.ts'

/** The column from which the currency of each row is told, where any value of the sample names one. */
export interface CurrencyColumn {
  /** The canonical money column. */
  readonly field: 'amount' | 'unit_price'
  readonly column: string
  /** The different currencies of the sample, most rows first. */
  readonly currencies: readonly string[]
  /** How many rows of the sample name each of them. */
  readonly rows: readonly number[]
}

const HEADER = /^(주문|결제|order)?(통화|화폐|currency|currencycode)(코드|단위)?$/
const CODES: readonly string[] = currencyCodes.split('|')

/**
 * Where rows say their currency: in a column of codes, else in the amounts themselves (₩12,000 beside $12). Null for
 * tables without money of their own, and where nothing names a currency.
 */
export function currencyColumn(sample: TableSample, mapping: TableMapping): CurrencyColumn | null {
  const field = moneyField(mapping)
  const money = field && mapping.columns[field]
  if (!money) return null
  const names = sourceColumns(sample.headers)
  const said = mapping.table === 'orders' ? mapping.currency_column : undefined
  const codes = said ? names.indexOf(said) : names.findIndex((_, index) => HEADER.test(compactHeader(sample.headers[index]!))) // prettier-ignore
  for (const column of [codes, names.indexOf(money)]) {
    const found = column < 0 ? [] : currenciesOf(sample.rows.map((row) => row[column] ?? ''))
    if (found.length > 0)
      return {
        field,
        column: names[column]!,
        currencies: found.map(([currency]) => currency),
        rows: found.map(([, rows]) => rows),
      }
  }
  return null
}

function moneyField(mapping: TableMapping): CurrencyColumn['field'] | null {
  if (mapping.table === 'orders') return mapping.amount_from === 'amount' ? 'amount' : 'unit_price'
  return mapping.table === 'spend' ? 'amount' : null
}

function currenciesOf(values: readonly string[]): (readonly [currency: string, rows: number])[] {
  const counts = new Map<string, number>()
  for (const value of values) {
    const found = currencyIn(value)
    if (found) counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

/** SQL of the place of a row's currency in `currencyCodes`, from 1; null where the row names none. */
export function currencyExpression(column: string): string {
  const text = `cast(${quoteIdentifier(column)} as varchar)`
  const code = `upper(regexp_extract(${text}, ${quoteText(`(?i)(?:^|[^a-z])(${currencyCodes})(?:$|[^a-z])`)}, 1))`
  const codes = `[${CODES.map(quoteText).join(', ')}]`
  const signs = currencySigns.map(([pattern, currency]) => {
    const flags = pattern.flags.includes('i') ? '(?i)' : ''
    return `when regexp_matches(${text}, ${quoteText(flags + pattern.source)}) then ${CODES.indexOf(currency) + 1}`
  })
  return `cast(coalesce(list_position(${codes}, nullif(${code}, '')), case ${signs.join(' ')} end) as utinyint)`
}

/** SQL of what one unit of a row's currency is worth by `rates`, as DECIMAL(18,8); null where they do not say. */
export function rateExpression(column: string, rates: Readonly<Record<string, number>>): string {
  const known = Object.entries(rates).filter(([code]) => CODES.includes(code))
  const worth = known.map(([code, rate]) => `when ${CODES.indexOf(code) + 1} then cast('${rate.toFixed(8)}' as decimal(18, 8))`) // prettier-ignore
  return worth.length === 0 ? 'null' : `case ${currencyExpression(column)} ${worth.join(' ')} end`
}

/** The currency at a place of `currencyCodes`, from 1. */
export function currencyAt(place: number): string {
  return CODES[place - 1]!
}
