import type { Row } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import type { AnyMetric } from '../../src/metrics/metric.ts'
import { openShop, type GivenOrder, type GivenShop } from './shop.ts'

/** Metrics of one shop, asked of a native engine that is gone afterwards: an answer each, in the order they were asked for. */
export async function ask(
  shop: GivenShop | ((database: NodeDatabase) => Promise<GivenShop>),
  ...metrics: readonly AnyMetric[]
): Promise<Row[][]> {
  const database = await NodeDatabase.open({ threads: 1 })
  try {
    const answer = await openShop(database, typeof shop === 'function' ? await shop(database) : shop)
    const answers: Row[][] = []
    for (const metric of metrics) answers.push(await answer(metric))
    return answers
  } finally {
    await database.close()
  }
}

/** Orders of 10 each, from customers and their days. */
export function ordersOn(
  days: Readonly<Record<string, readonly string[]>>,
  more: Partial<GivenOrder> = {},
): GivenOrder[] {
  return Object.entries(days).flatMap(([customer_id, dates]) =>
    dates.map((ordered_at) => ({ customer_id, ordered_at, amount: 10, ...more })),
  )
}

/** Customers `name1` … `name<count>` who all bought on the same days. */
export function alike(name: string, count: number, days: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index + 1}`, days]))
}
