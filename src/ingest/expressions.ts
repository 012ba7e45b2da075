import { amountFromNumber, amountFromText } from './amount-expression.ts'
import { fieldsOf, orderFields, type FieldName, type FieldType } from './canonical.ts'
import {
  timestampFromEpoch,
  timestampFromInstant,
  timestampFromText,
  timestampFromTimestamp,
} from './date-expression.ts'
import type { Mapping, SideMapping, SourceType, TableMapping } from './mapping.ts'
import {
  ageFromText,
  birthYearFromText,
  booleanFromText,
  periodFromText,
  rangeText,
  rewardKindFromText,
  saysYes,
  scoreFromText,
} from './side-expressions.ts'
import { quoteIdentifier, quoteText } from './sql.ts'

export { quoteIdentifier } from './sql.ts'

/** What stands in the place of an id where there is none: null markers of other programs, and guests. */
const NO_ID = ['', '-', 'NULL', 'Null', 'null', 'NA', 'N/A', '#N/A', 'n/a', 'NaN', 'nan', 'None', 'none', '\\N', '비회원', '비회원주문', 'guest', 'Guest', 'GUEST', '(guest)'] // prettier-ignore
const NO_ID_PATTERN = `^(?:${NO_ID.map((text) => text.replaceAll(/[\\()]/g, '\\$&')).join('|')})$`

/** One-time safety numbers (050…) are no key: the next order of the same person would carry another. */
const safetyNumber = (text: string) => `regexp_full_match(${text}, '050\\d[- ]?\\d{3,4}[- ]?\\d{4}')`

const mayNeedTrim = (column: string) => `${column} < '!' or ends_with(${column}, ' ')`
const trimmed = (column: string) => `trim(${column}, e' \\t\\r\\n')`

/** What tells things apart is no text like others: what stands for "none" in it is no value. */
const IDS: readonly FieldName[] = ['order_id', 'referrer_id', 'referred_by', 'visitor_id', 'session_id']

/** SQL by canonical column. */
export type Expressions = { readonly [field in FieldName]?: string }

/**
 * SQL expressions that make the canonical columns of a table from the columns of a file, for mapped fields and the
 * derived amount only. `types` are those of a Parquet file by column; a column not named there is text. They read
 * source columns by their `sourceColumns` names and work in both engines without extensions; a value that cannot be cast is null.
 */
export function castExpressions(mapping: TableMapping, types: Readonly<Record<string, SourceType>> = {}): Expressions {
  const cast = mapping.table === 'orders' ? new OrderCaster(mapping, types) : new SideCaster(mapping, types)
  const result: { [field in FieldName]?: string } = {}
  for (const [field, type] of Object.entries(fieldsOf(mapping.table)) as [FieldName, FieldType][]) {
    const expression = cast.field(field, type)
    if (expression !== null) result[field] = expression
  }
  return result
}

class Caster<M extends TableMapping> {
  protected readonly mapping: M
  readonly #types: Readonly<Record<string, SourceType>>

  constructor(mapping: M, types: Readonly<Record<string, SourceType>>) {
    this.mapping = mapping
    this.#types = types
  }

  field(field: FieldName, type: FieldType): string | null {
    const name = (this.mapping.columns as SideMapping['columns'])[field]
    if (name === undefined) return null
    if (field === 'customer_id') return this.customer(name)
    if (IDS.includes(field)) return this.id(name)
    if (type === 'varchar') return this.text(name)
    return type === 'timestamp' ? this.time(name) : this.number(name)
  }

  protected type(name: string): SourceType {
    return (Object.hasOwn(this.#types, name) && this.#types[name]) || 'string'
  }

  /** A column as text: whole numbers without a point, however they are stored. */
  protected written(name: string): string {
    const column = quoteIdentifier(name)
    const type = this.type(name)
    if (type === 'string') return column
    if (type !== 'float' && type !== 'decimal') return `cast(${column} as varchar)`
    const whole = `case when abs(${column}) < 1e15 and ${column} = trunc(${column}) then cast(cast(${column} as bigint) as varchar)`
    return `${whole} else cast(${column} as varchar) end`
  }

  protected text(name: string): string {
    const column = this.written(name)
    return `case when ${mayNeedTrim(column)} then nullif(${trimmed(column)}, '') else ${column} end`
  }

  /**
   * Nearly every value passes as it is. The trimmed text stands here once only: the engine works out an expression that
   * is repeated beforehand, for every row.
   */
  protected id(name: string): string {
    const column = this.written(name)
    return (
      `case when ${column} in (${NO_ID.map(quoteText).join(', ')}) then null ` +
      `when ${mayNeedTrim(column)} then nullif(regexp_replace(${trimmed(column)}, ${quoteText(NO_ID_PATTERN)}, ''), '') ` +
      `else ${column} end`
    )
  }

  protected customer(name: string): string {
    const column = this.written(name)
    return `case when starts_with(${column}, '050') and ${safetyNumber(column)} then null else ${this.id(name)} end`
  }

  protected number(name: string): string {
    const type = this.type(name)
    if (type === 'integer' || type === 'decimal' || type === 'float') return amountFromNumber(quoteIdentifier(name))
    return amountFromText(this.written(name), this.mapping.decimal)
  }

  protected time(name: string): string {
    const { date, time_zone } = this.mapping
    const column = quoteIdentifier(name)
    const type = this.type(name)
    if (type === 'date' || type === 'timestamp') return timestampFromTimestamp(column)
    if (type === 'timestamptz') return timestampFromInstant(column, time_zone)
    if (date.unit === 's' || date.unit === 'ms') return timestampFromEpoch(column, date.unit, time_zone)
    return timestampFromText(this.written(name), date.order, time_zone)
  }
}

class OrderCaster extends Caster<Mapping> {
  override field(field: FieldName, type: FieldType): string | null {
    const { columns, amount_from, customer_fallback = [] } = this.mapping
    if (field === 'amount' && amount_from === 'quantity_x_unit_price') {
      const { quantity, unit_price } = columns
      if (quantity === undefined || unit_price === undefined) return null
      // In 38 digits no product of two of 18 overflows, which would end the whole load.
      return `try_cast(cast(${this.number(quantity)} as decimal(38, 4)) * ${this.number(unit_price)} as ${orderFields.amount})`
    }
    if (field === 'amount') return columns.amount === undefined ? null : this.#amount(columns.amount)
    if (field === 'customer_id' && columns.customer_id !== undefined && customer_fallback.length > 0)
      return `coalesce(${[columns.customer_id, ...customer_fallback].map((key) => this.customer(key)).join(', ')})`
    return super.field(field, type)
  }

  /**
   * Where the amount is the order's and stands on its first row only, the other rows hold 0 and keep their products. Not
   * where their status is left out as well: a cancelled order must not come back as an order of 0.
   */
  #amount(name: string): string {
    const { amount_is, columns } = this.mapping
    const number = this.number(name)
    if (amount_is !== 'order_total' || columns.order_id === undefined) return number
    const isEmpty = (column: string) => `(${column} is null or trim(${column}) = '')`
    const hasStatus = columns.status === undefined ? '' : ` and not ${isEmpty(this.written(columns.status))}`
    return `case when ${isEmpty(this.written(name))}${hasStatus} then 0 else ${number} end`
  }
}

class SideCaster extends Caster<SideMapping> {
  override field(field: FieldName, type: FieldType): string | null {
    const { table, columns, period } = this.mapping
    const name = columns[field]
    if (field === 'period' && name === undefined) return period ? quoteText(period) : null
    if (name === undefined) return null
    if (field === 'period') return periodFromText(this.written(name), this.text(name))
    if (table === 'rewards' && field === 'kind') return rewardKindFromText(this.written(name), this.text(name))
    if (type === 'boolean')
      return this.type(name) === 'boolean' ? quoteIdentifier(name) : booleanFromText(this.written(name))
    if (field === 'birth_year') return this.#birthYear(name)
    if (field === 'age') return ageFromText(this.written(name))
    if (field === 'date' || field === 'until') return this.#day(name, field === 'date' ? 'first' : 'last')
    if (field === 'opened_at' || field === 'clicked_at') return this.#done(name)
    if (table === 'surveys' && type === 'decimal(18, 4)' && this.type(name) === 'string')
      return `coalesce(${this.number(name)}, ${scoreFromText(this.written(name))})`
    return super.field(field, type)
  }

  #birthYear(name: string): string {
    const column = quoteIdentifier(name)
    const isDated = ['date', 'timestamp', 'timestamptz'].includes(this.type(name))
    if (isDated) return `cast(year(${column}) as integer)`
    return birthYearFromText(this.written(name), this.mapping.date.order !== 'ymd')
  }

  /** A range or a month is taken apart before it is read as a date. */
  #day(name: string, end: 'first' | 'last'): string {
    const { date, time_zone } = this.mapping
    if (this.type(name) !== 'string' || (date.unit ?? 'text') !== 'text') return this.time(name)
    return timestampFromText(rangeText(this.written(name), end), date.order, time_zone)
  }

  /** Some files say only that a message was opened, not when: then its time is the message's own. */
  #done(name: string): string {
    const { sent_at } = this.mapping.columns
    if (sent_at === undefined) return this.time(name)
    if (this.type(name) === 'boolean') return `case when ${quoteIdentifier(name)} then ${this.time(sent_at)} end`
    if (this.type(name) !== 'string' && this.type(name) !== 'integer') return this.time(name)
    return `case when ${saysYes(this.written(name))} then ${this.time(sent_at)} else ${this.time(name)} end`
  }
}
