import { amountFromNumber, amountFromText } from './amount-expression.ts'
import type { FieldName, FieldType } from './canonical.ts'
import {
  timestampFromEpoch,
  timestampFromInstant,
  timestampFromText,
  timestampFromTimestamp,
} from './date-expression.ts'
import { idFromText, keyFromText, trimmedText } from './key-expression.ts'
import type { KeyKind, SideMapping, SourceType, TableMapping } from './mapping.ts'
import { quoteIdentifier } from './sql.ts'

/** What tells things apart is no text like others: what stands for "none" in it is no value. */
const IDS: readonly FieldName[] = ['order_id', 'referrer_id', 'referred_by', 'visitor_id', 'session_id']

/** Makes the SQL of canonical columns from the columns of a file, as its mapping says; null where nothing is mapped. */
export class Caster<M extends TableMapping> {
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
    return trimmedText(this.written(name))
  }

  /** Columns that hold the keys of customers elsewhere are read by the same rule. */
  protected id(name: string): string {
    return this.#kind(name) === 'id' ? idFromText(this.written(name)) : this.customer(name)
  }

  protected customer(name: string): string {
    return keyFromText(this.written(name), this.#kind(name))
  }

  #kind(name: string): KeyKind {
    const { customer_key = {} } = this.mapping
    return (Object.hasOwn(customer_key, name) && customer_key[name]) || 'id'
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
