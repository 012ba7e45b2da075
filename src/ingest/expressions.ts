import { amountFromNumber, amountFromText } from './amount-expression.ts'
import { orderFields, type OrderField } from './canonical.ts'
import {
  timestampFromEpoch,
  timestampFromInstant,
  timestampFromText,
  timestampFromTimestamp,
} from './date-expression.ts'
import type { Mapping, SourceType } from './mapping.ts'
import { quoteIdentifier, quoteText } from './sql.ts'

export { quoteIdentifier } from './sql.ts'

/** What stands in the place of an id where there is none: null markers of other programs, and guests. */
const NO_ID = ['', '-', 'NULL', 'Null', 'null', 'NA', 'N/A', '#N/A', 'n/a', 'NaN', 'nan', 'None', 'none', '\\N', '비회원', '비회원주문', 'guest', 'Guest', 'GUEST', '(guest)'] // prettier-ignore
const NO_ID_PATTERN = `^(?:${NO_ID.map((text) => text.replaceAll(/[\\()]/g, '\\$&')).join('|')})$`

/** One-time safety numbers (050…) are no key: the next order of the same person would carry another. */
const safetyNumber = (text: string) => `regexp_full_match(${text}, '050\\d[- ]?\\d{3,4}[- ]?\\d{4}')`

const mayNeedTrim = (column: string) => `${column} < '!' or ends_with(${column}, ' ')`
const trimmed = (column: string) => `trim(${column}, e' \\t\\r\\n')`

/**
 * SQL expressions that make the canonical columns of `orders` from the columns of a file, for mapped fields and the
 * derived amount only. `types` are those of a Parquet file by column; a column not named there is text. They read
 * source columns by their `sourceColumns` names and work in both engines without extensions; a value that cannot be cast is null.
 */
export function castExpressions(
  mapping: Mapping,
  types: Readonly<Record<string, SourceType>> = {},
): Partial<Record<OrderField, string>> {
  const cast = new Caster(mapping, types)
  const result: Partial<Record<OrderField, string>> = {}
  for (const field of Object.keys(orderFields) as OrderField[]) {
    const expression = cast.field(field)
    if (expression !== null) result[field] = expression
  }
  return result
}

class Caster {
  readonly #mapping: Mapping
  readonly #types: Readonly<Record<string, SourceType>>

  constructor(mapping: Mapping, types: Readonly<Record<string, SourceType>>) {
    this.#mapping = mapping
    this.#types = types
  }

  field(field: OrderField): string | null {
    const { columns, amount_from, customer_fallback = [] } = this.#mapping
    if (field === 'amount' && amount_from === 'quantity_x_unit_price') {
      const { quantity, unit_price } = columns
      if (quantity === undefined || unit_price === undefined) return null
      // In 38 digits no product of two of 18 overflows, which would end the whole load.
      return `try_cast(cast(${this.#number(quantity)} as decimal(38, 4)) * ${this.#number(unit_price)} as ${orderFields.amount})`
    }
    const name = columns[field]
    if (name === undefined) return null
    if (field === 'customer_id') {
      const keys = [name, ...customer_fallback].map((key) => this.#customer(key))
      return keys.length === 1 ? keys[0]! : `coalesce(${keys.join(', ')})`
    }
    if (field === 'ordered_at') return this.#time(name)
    if (field === 'amount') return this.#amount(name)
    if (field === 'order_id' || field === 'referrer_id') return this.#id(name)
    return orderFields[field] === 'varchar' ? this.#text(name) : this.#number(name)
  }

  #type(name: string): SourceType {
    return (Object.hasOwn(this.#types, name) && this.#types[name]) || 'string'
  }

  /** A column as text: whole numbers without a point, however they are stored. */
  #written(name: string): string {
    const column = quoteIdentifier(name)
    const type = this.#type(name)
    if (type === 'string') return column
    if (type !== 'float' && type !== 'decimal') return `cast(${column} as varchar)`
    const whole = `case when abs(${column}) < 1e15 and ${column} = trunc(${column}) then cast(cast(${column} as bigint) as varchar)`
    return `${whole} else cast(${column} as varchar) end`
  }

  #text(name: string): string {
    const column = this.#written(name)
    return `case when ${mayNeedTrim(column)} then nullif(${trimmed(column)}, '') else ${column} end`
  }

  /**
   * Nearly every value passes as it is. The trimmed text stands here once only: the engine works out an expression that
   * is repeated beforehand, for every row.
   */
  #id(name: string): string {
    const column = this.#written(name)
    return (
      `case when ${column} in (${NO_ID.map(quoteText).join(', ')}) then null ` +
      `when ${mayNeedTrim(column)} then nullif(regexp_replace(${trimmed(column)}, ${quoteText(NO_ID_PATTERN)}, ''), '') ` +
      `else ${column} end`
    )
  }

  #customer(name: string): string {
    const column = this.#written(name)
    return `case when starts_with(${column}, '050') and ${safetyNumber(column)} then null else ${this.#id(name)} end`
  }

  #number(name: string): string {
    const type = this.#type(name)
    if (type === 'integer' || type === 'decimal' || type === 'float') return amountFromNumber(quoteIdentifier(name))
    return amountFromText(this.#written(name), this.#mapping.decimal)
  }

  /**
   * Where the amount is the order's and stands on its first row only, the other rows hold 0 and keep their products. Not
   * where their status is left out as well: a cancelled order must not come back as an order of 0.
   */
  #amount(name: string): string {
    const { amount_is, columns } = this.#mapping
    const number = this.#number(name)
    if (amount_is !== 'order_total' || columns.order_id === undefined) return number
    const isEmpty = (column: string) => `(${column} is null or trim(${column}) = '')`
    const hasStatus = columns.status === undefined ? '' : ` and not ${isEmpty(this.#written(columns.status))}`
    return `case when ${isEmpty(this.#written(name))}${hasStatus} then 0 else ${number} end`
  }

  #time(name: string): string {
    const { date, time_zone } = this.#mapping
    const column = quoteIdentifier(name)
    const type = this.#type(name)
    if (type === 'date' || type === 'timestamp') return timestampFromTimestamp(column)
    if (type === 'timestamptz') return timestampFromInstant(column, time_zone)
    if (date.unit === 's' || date.unit === 'ms') return timestampFromEpoch(column, date.unit, time_zone)
    return timestampFromText(this.#written(name), date.order, time_zone)
  }
}
