import type { Database } from '../../src/engine/database.ts'
import { Random } from '../../src/statistics/random.ts'
import { betaVariate, gammaVariate } from '../../src/statistics/variates.ts'
import type { GivenOrder, GivenShop } from './shop.ts'

/** A purchase: weeks since the customer's first one, and its value. */
export interface SimulatedPurchase {
  readonly week: number
  readonly value: number
}

/** Buyers as the MBG/NBD and the Gamma–Gamma model have them: times in weeks, `spend` in money. */
export interface BuyersTruth {
  readonly purchases: readonly number[]
  readonly spend: readonly number[]
}

/** Of the size of the CDNOW buyers, of whom more come back. */
export const truth: BuyersTruth = { purchases: [0.8, 6, 0.9, 2.5], spend: [6, 4, 45] }

/** A customer's repeat purchases within so many weeks of the first, in the order of time. */
export function repeatPurchases(random: Random, { purchases, spend }: BuyersTruth, weeks: number): SimulatedPurchase[] {
  const [r, alpha, a, b] = purchases as [number, number, number, number]
  const [p, q, v] = spend as [number, number, number]
  const rate = gammaVariate(random, r) / alpha
  const leaves = betaVariate(random, a, b)
  const scale = v / gammaVariate(random, q)
  const result: SimulatedPurchase[] = []
  for (let week = 0; !random.chance(leaves);) {
    week += random.exponential() / rate
    if (!(week < weeks)) break
    result.push({ week, value: gammaVariate(random, p) * scale })
  }
  return result
}

/** A shop of simulated customers, who come evenly over its days. */
export interface SimulatedShop extends BuyersTruth {
  readonly customers: number
  /** ISO day on which the first of them comes, and how many days follow with it. */
  readonly from: string
  readonly days: number
  readonly seed: number
  readonly channels?: readonly string[]
}

/** The orders of a simulated shop, one a customer and day, amounts in cents. */
export function simulatedOrders({ customers, from, days, seed, channels, ...truth }: SimulatedShop): GivenOrder[] {
  const first = Date.parse(`${from}T00:00:00Z`) / 86_400_000
  return Array.from({ length: customers }, (_, number) => {
    const random = new Random(seed, number)
    // The first and the last day are somebody's first, whatever the seed.
    const came = number < 2 ? number * (days - 1) : random.between(0, days - 1)
    const amounts = new Map([[came, 10 + random.between(0, 5000) / 100]])
    for (const { week, value } of repeatPurchases(random, truth, (days - came) / 7)) {
      const day = came + Math.floor(7 * week)
      amounts.set(day, (amounts.get(day) ?? 0) + value)
    }
    const channel = channels?.[number % channels.length] ?? null
    return [...amounts].map(([day, amount]) => ({
      customer_id: `c${number}`,
      ordered_at: new Date((first + day) * 86_400_000).toISOString().slice(0, 10),
      amount: amount.toFixed(2),
      channel,
      order_id: null,
    }))
  }).flat()
}

/** A shop from the statement that fills it with all rows at once, through a file of the engine's. */
export async function fromCsv(
  database: Database,
  orders: readonly GivenOrder[],
  settings: GivenShop['settings'],
): Promise<GivenShop> {
  const names = ['file_no', 'customer_id', 'ordered_at', 'amount', 'cost', 'channel', 'category'] as const
  const lines = orders.map((order) => names.map((name) => order[name] ?? (name === 'file_no' ? 1 : '')).join(','))
  const blob = new Blob([[names.join(','), ...lines].join('\n')])
  const path = await database.registerFile({ name: 'simulated.csv', blob })
  const columns = names.map((name) => `'${name}': 'varchar'`).join(', ')
  const sql = `insert into raw_orders (file_no, row_no, customer_id, ordered_at, amount, cost, channel, category)
    select cast(file_no as integer), row_number() over (partition by file_no), customer_id, cast(ordered_at as timestamp),
      cast(amount as decimal(18, 4)), cast(cost as decimal(18, 4)), channel, category
    from read_csv('${path}', header = true, columns = {${columns}}, auto_detect = false)`
  return { orders: [], sql, settings }
}
