import type { GivenOrder, GivenRow } from './shop.ts'

/** Customers of one channel who came in one month: how many, on which day, what each order brought and cost. */
export interface Wave {
  readonly channel: string
  readonly count: number
  /** Days of their orders. */
  readonly days: readonly string[]
  /** Amount of each order, one customer after the other in turn. */
  readonly amounts: readonly number[]
  readonly cost?: number
}

/** The orders and the customer file of some waves; customers are `<channel><wave>-<number>`. */
export function acquired(waves: readonly Wave[]): {
  readonly orders: GivenOrder[]
  readonly customers: GivenRow<'customers'>[]
} {
  const orders: GivenOrder[] = []
  const customers: GivenRow<'customers'>[] = []
  for (const [index, { channel, count, days, amounts, cost }] of waves.entries())
    for (let number = 0; number < count; number++) {
      const customer_id = `${channel}${index}-${String(number).padStart(3, '0')}`
      customers.push({ customer_id, acquisition_channel: channel })
      for (const ordered_at of days)
        orders.push({ customer_id, ordered_at, amount: amounts[number % amounts.length]!, cost: cost ?? null })
    }
  return { orders, customers }
}
