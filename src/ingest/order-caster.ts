import { convertedAmount, paidAmount } from './amount-expression.ts'
import { orderFields, type FieldName, type FieldType } from './canonical.ts'
import { Caster } from './caster.ts'
import { rateExpression } from './currencies.ts'
import { firstKey } from './key-expression.ts'
import type { Mapping } from './mapping.ts'
import { quoteText } from './sql.ts'

/** What is money, and so is turned into the currency of the mapping. */
const MONEY: readonly FieldName[] = ['amount', 'unit_price', 'discount', 'cost']

/** The SQL of orders. */
export class OrderCaster extends Caster<Mapping> {
  override field(field: FieldName, type: FieldType): string | null {
    const expression = this.#cast(field, type)
    return expression !== null && MONEY.includes(field) ? this.#converted(expression) : expression
  }

  #cast(field: FieldName, type: FieldType): string | null {
    const { columns, customer_fallback = [] } = this.mapping
    if (field === 'amount') return this.#amount()
    if (field === 'status') return this.#status()
    if (field === 'customer_id' && columns.customer_id !== undefined && customer_fallback.length > 0)
      return firstKey([columns.customer_id, ...customer_fallback].map((key) => this.customer(key)))
    return super.field(field, type)
  }

  #converted(amount: string): string {
    const { rates = {}, currency, currency_column, columns, amount_from } = this.mapping
    const column = currency_column ?? (amount_from === 'amount' ? columns.amount : columns.unit_price)
    const foreign = Object.fromEntries(Object.entries(rates).filter(([code]) => code !== currency))
    if (column === undefined || Object.keys(foreign).length === 0) return amount
    return convertedAmount(amount, rateExpression(column, foreign))
  }

  #amount(): string | null {
    const { columns, amount_from, refunded } = this.mapping
    if (amount_from === 'quantity_x_unit_price') {
      const { quantity, unit_price } = columns
      if (quantity === undefined || unit_price === undefined) return null
      // In 38 digits no product of two of 18 overflows, which would end the whole load.
      const product = `cast(${this.number(quantity)} as decimal(38, 4)) * ${this.number(unit_price)}`
      return this.#paid(`try_cast(${product} as ${orderFields.amount})`, refunded)
    }
    return columns.amount === undefined ? null : this.#total(columns.amount, refunded)
  }

  #paid(amount: string, refunded: string | undefined): string {
    return refunded === undefined ? amount : paidAmount(amount, this.number(refunded))
  }

  /**
   * Where the amount is the order's and stands on its first row only, the other rows hold 0 and keep their products; staging
   * knows whether their order was cancelled.
   */
  #total(name: string, refunded: string | undefined): string {
    const { amount_is, columns } = this.mapping
    const number = this.#paid(this.number(name), refunded)
    if (amount_is !== 'order_total' || columns.order_id === undefined) return number
    return `case when ${this.#isEmpty(name)} then 0 else ${number} end`
  }

  #isEmpty(name: string): string {
    const column = this.written(name)
    return `(${column} is null or trim(${column}) = '')`
  }

  /**
   * What else says that an order was cancelled, or never was one, is said in the words of the mapping's first cancelled
   * status, so that staging need know of statuses alone. A negative amount stays a refund, whatever its order number.
   */
  #status(): string | null {
    const { columns, cancelled, cancelled_where, cancel_prefix, test_where = {} } = this.mapping
    const said = columns.status === undefined ? null : this.text(columns.status)
    const reasons = Object.entries(test_where)
      .filter(([, values]) => values.length > 0)
      .map(([column, values]) => `${this.text(column)} in (${values.map(quoteText).join(', ')})`)
    if (cancelled_where !== undefined) reasons.push(`not ${this.#isEmpty(cancelled_where)}`)
    if (cancel_prefix !== undefined && columns.order_id !== undefined)
      reasons.push(
        `(starts_with(${this.id(columns.order_id)}, ${quoteText(cancel_prefix)}) and ${this.#amount()} >= 0)`,
      )
    if (reasons.length === 0 || cancelled[0] === undefined) return said
    return `case when ${reasons.join(' or ')} then ${quoteText(cancelled[0])} else ${said ?? 'null'} end`
  }
}
