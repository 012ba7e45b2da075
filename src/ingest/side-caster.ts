import type { FieldName, FieldType } from './canonical.ts'
import { Caster } from './caster.ts'
import { timestampFromText } from './date-expression.ts'
import type { SideMapping } from './mapping.ts'
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

/** The SQL of the tables beside the orders. */
export class SideCaster extends Caster<SideMapping> {
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
