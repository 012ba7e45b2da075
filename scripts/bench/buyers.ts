import type { Buyers } from '../../src/metrics/prediction/forecast.ts'
import type { Histories, PurchaseModel, Theta } from '../../src/statistics/buy-till-you-die.ts'
import type { Spending } from '../../src/statistics/gamma-gamma.ts'
import { Random } from '../../src/statistics/random.ts'
import { gammaVariate } from '../../src/statistics/variates.ts'
import { simulateBuyers } from '../simulate/buyers.ts'

/** A shop as the models get it: customers one by one, their distinct histories, and the repeat buyers' mean values. */
export interface BenchShop {
  readonly buyers: Buyers
  readonly histories: Histories
  readonly spending: Spending
}

/** Which shop to make: purchases and values as the models have them with these parameters. */
export interface BenchPlan {
  readonly model: PurchaseModel
  readonly purchases: Theta
  readonly spend: Theta
  readonly customers: number
  readonly weeks: number
}

/** Simulates a shop to which customers come all the time, in whole days and cents; the same each time. */
export function simulatedShop({ model, purchases, spend, customers, weeks }: BenchPlan): BenchShop {
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(customers)) as [Float64Array, Float64Array, Float64Array]
  // Those of the first third of the time, then of the first third of what is left.
  for (let made = 0, left = weeks, seed = 1; made < customers; left *= 2 / 3, seed++) {
    const count = left < 1 ? customers - made : Math.ceil((customers - made) / 3)
    const part = simulateBuyers(model, purchases, { customers: count, seed, weeks: left })
    x.set(part.x, made)
    tx.set(
      part.tx.map((time, at) => (part.x[at] === 0 ? 0 : Math.ceil(time * 7) / 7)),
      made,
    )
    T.set(
      part.T.map((time) => Math.ceil(time * 7) / 7),
      made,
    )
    made += count
  }
  return shopOf({ x, tx, T, spent: x.map((count, at) => (count === 0 ? 0 : spentBy(new Random(0, at), spend, count))) })
}

/** What one customer's repeat purchases come to, as the Gamma–Gamma model has it. */
function spentBy(random: Random, [p, q, v]: Theta, count: number): number {
  const rate = gammaVariate(random, q!) / v!
  return Math.max(1, Math.round((100 * gammaVariate(random, p! * count)) / rate)) / 100
}

/** The shop of these customers. */
export function shopOf(buyers: Buyers): BenchShop {
  const { x, spent } = buyers
  const returned = [...x.keys()].filter((at) => x[at]! > 0 && spent[at]! > 0)
  return {
    buyers,
    histories: distinct(buyers),
    spending: {
      x: Float64Array.from(returned, (at) => x[at]!),
      m: Float64Array.from(returned, (at) => spent[at]! / x[at]!),
      n: new Float64Array(returned.length).fill(1),
    },
  }
}

/** Equal histories as one, in the order in which the page asks for them; days are whole. */
function distinct({ x, tx, T }: Buyers): Histories {
  const counts = new Map<number, number>()
  const most = 1 + 7 * T.reduce((highest, time) => Math.max(highest, time), 0)
  const base = 2 ** Math.ceil(Math.log2(most + 1))
  for (let at = 0; at < x.length; at++) {
    const key = (x[at]! * base + Math.round(T[at]! * 7)) * base + Math.round(tx[at]! * 7)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = Float64Array.from(counts.keys()).sort()
  return {
    x: keys.map((key) => Math.floor(key / base / base)),
    tx: keys.map((key) => (key % base) / 7),
    T: keys.map((key) => (Math.floor(key / base) % base) / 7),
    n: keys.map((key) => counts.get(key)!),
  }
}

/** The shop of the CDNOW customers, from the rows of its file: customer, ISO day, CDs, dollars. It ends on 1998-06-30. */
export function cdnowShop(csv: string): BenchShop {
  const days = new Map<string, Map<number, number>>()
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [customer, date, , dollars] = line.split(',') as [string, string, string, string]
    const day = Date.parse(date) / 86_400_000
    const own = days.get(customer) ?? new Map<number, number>()
    days.set(customer, own.set(day, (own.get(day) ?? 0) + Number(dollars)))
  }
  const end = Date.parse('1998-06-30') / 86_400_000
  const lives = [...days.values()].map((own) => {
    const bought = [...own.keys()].sort((a, b) => a - b)
    const spent = bought.slice(1).reduce((sum, day) => sum + own.get(day)!, 0)
    return { x: bought.length - 1, tx: (bought.at(-1)! - bought[0]!) / 7, T: (end - bought[0]!) / 7, spent }
  })
  const column = (name: 'x' | 'tx' | 'T' | 'spent') => Float64Array.from(lives, (life) => life[name])
  return shopOf({ x: column('x'), tx: column('tx'), T: column('T'), spent: column('spent') })
}
