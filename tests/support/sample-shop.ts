import { makeShop, SEED } from '../../scripts/sample/shop.ts'

/** The sample shop's rows, made anew. */
export const shop = makeShop(SEED)

const DAY = 86_400_000

/** The number of a day since 1970 from `2026-06-30…`; null where it is no date. */
export function dayOf(text: string): number | null {
  const time = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  const isDate = Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === text.slice(0, 10)
  return isDate ? time / DAY : null
}

/** The last day of the sample. */
export const LAST_DAY = dayOf('2026-06-30')!

/** A customer's purchase day with the margin of its orders. */
export interface Purchase {
  readonly day: number
  readonly margin: number
}

/** Purchases of each customer in the order of time: no refunds, nothing cancelled, nothing unreadable. */
export const purchases: ReadonlyMap<string, readonly Purchase[]> = (() => {
  const result = new Map<string, Purchase[]>()
  for (const { customer_id, ordered_at, status, amount, cost } of shop.orders) {
    const day = dayOf(ordered_at!)
    if (customer_id === null || day === null || day > LAST_DAY || status === '취소' || amount! < 0) continue
    const mine = result.get(customer_id) ?? []
    mine.push({ day, margin: amount! - cost! })
    result.set(customer_id, mine)
  }
  return result
})()

/** Purchases of those customers whose first day lies in a span of ISO days, both included. */
export function cohort(from: string, to: string): { id: string; first: number; purchases: readonly Purchase[] }[] {
  return [...purchases]
    .map(([id, mine]) => ({ id, first: mine[0]!.day, purchases: mine }))
    .filter(({ first }) => first >= dayOf(from)! && first <= dayOf(to)!)
}

/** The share of a cohort that bought again, on another day, within so many days. */
export function repeatShare(customers: ReturnType<typeof cohort>, days: number): number {
  const again = customers.filter(({ first, purchases }) =>
    purchases.some(({ day }) => day > first && day <= first + days),
  )
  return again.length / customers.length
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.ceil(middle - 0.5)]!) / 2
}
