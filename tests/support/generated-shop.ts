import type { Database } from '../../src/engine/database.ts'
import type { GivenOrder } from './shop.ts'

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The same rows in another order. */
export function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const random = randomFrom(seed)
  const result = [...rows]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}

const PRICES = ['0', '9.9', '15', '15', '29.95', '33.33', '120', '1999.99'] as const
const DAYS = 900
const DAY = 86_400_000

/**
 * Rows of about `orderCount` orders over 900 days up to 2026-06-30, by customers of very different zeal: several lines
 * an order, several orders a day, ties in every number, zero amounts, refunds in part and in full, cancelled orders
 * (`status` 취소), rows without a customer.
 */
export function generatedOrders(orderCount: number, seed = 1): GivenOrder[] {
  const random = randomFrom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const first = Date.UTC(2026, 5, 30) - (DAYS - 1) * DAY
  const at = (day: number): string => new Date(first + day * DAY).toISOString().slice(0, 10)
  const rows: GivenOrder[] = []
  let orderNo = 0
  for (let customer = 0; orderNo < orderCount; customer++) {
    const gap = pick([2, 20, 60, 200, 700])
    const customer_id = random() < 0.01 ? null : `c${customer}`
    for (let day = Math.floor(random() * DAYS); day < DAYS; day += Math.floor(random() * 2 * gap)) {
      const order_id = `o${++orderNo}`
      const ordered_at = `${at(day)} ${pick(['09:00:00', '18:30:00'])}`
      const order = { customer_id, ordered_at, order_id, status: random() < 0.03 ? '취소' : '완료' }
      const lines = Array.from({ length: random() < 0.2 ? 2 : 1 }, () => pick(PRICES))
      rows.push(...lines.map((amount) => ({ ...order, amount })))
      const fate = random()
      const refunded = fate < 0.02 ? lines : fate < 0.04 ? ['3.5'] : []
      const refunded_at = at(Math.min(DAYS - 1, day + Math.floor(random() * 40)))
      rows.push(...refunded.map((amount) => ({ ...order, ordered_at: refunded_at, amount: -Number(amount) })))
      if (orderNo >= orderCount || random() < 0.05) break
    }
  }
  return rows
}

/** The statement that fills `raw_orders` with the rows, faster than one by one. */
export async function fillSql(database: Database, rows: readonly GivenOrder[]): Promise<string> {
  const names = ['customer_id', 'ordered_at', 'amount', 'order_id', 'status'] as const
  const lines = rows.map((row) => names.map((name) => row[name] ?? '').join(','))
  const blob = new Blob([[names.join(','), ...lines].join('\n')])
  const path = await database.registerFile({ name: 'orders.csv', blob })
  const columns = names.map((name) => `'${name}': 'varchar'`).join(', ')
  return `insert into raw_orders (file_no, row_no, ${names.join(', ')})
    select 1, row_number() over (), customer_id, cast(ordered_at as timestamp), cast(amount as decimal(18, 4)), order_id, status
    from read_csv('${path}', header = true, columns = {${columns}}, auto_detect = false)`
}
