import type { DecimalMark } from './amounts.ts'
import { readAmount } from './amounts.ts'
import type { ExampleOrder } from './recognition.ts'

/** How an amount lies on the rows of orders that have several. */
export interface TotalPattern {
  readonly pattern: 'every_row' | 'first_row'
  readonly examples: readonly ExampleOrder[]
}

/** Below so many orders of several rows, or below this share of them, equal amounts are taken for chance. */
const ENOUGH = 3
const SHARE = 0.95

/**
 * Is the amount the whole order's? So it is where on 95% of the orders of several rows it repeats unchanged on every row,
 * or stands on one row only. `rows` hold order id and amount as in the file. Null: each row has its own amount.
 */
export function totalPattern(
  rows: readonly (readonly [orderId: string | null, amount: string | null])[],
  decimal: DecimalMark,
): TotalPattern | null {
  const orders = new Map<string, (string | null)[]>()
  for (const [orderId, amount] of rows) {
    if (!orderId?.trim()) continue
    const amounts = orders.get(orderId) ?? []
    amounts.push(amount?.trim() || null)
    orders.set(orderId, amounts)
  }
  const several = [...orders].filter(([, amounts]) => amounts.length > 1)
  if (several.length < ENOUGH) return null
  const ofPattern = {
    every_row: several.filter(([, amounts]) => repeats(amounts, decimal)),
    first_row: several.filter(([, amounts]) => amounts.filter((amount) => amount !== null).length === 1),
  }
  for (const pattern of ['every_row', 'first_row'] as const) {
    const found = ofPattern[pattern]
    if (found.length < SHARE * several.length) continue
    const examples = found.slice(0, 3).map(([orderId, amounts]) => ({ orderId, amounts }))
    return { pattern, examples }
  }
  return null
}

function repeats(amounts: readonly (string | null)[], decimal: DecimalMark): boolean {
  const [first, ...others] = amounts.map((amount) => (amount === null ? null : readAmount(amount, decimal)))
  return first !== null && first !== undefined && first !== 0 && others.every((amount) => amount === first)
}
