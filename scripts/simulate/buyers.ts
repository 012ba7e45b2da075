import type { Histories, PurchaseModel, Theta } from '../../src/statistics/buy-till-you-die.ts'
import type { Spending } from '../../src/statistics/gamma-gamma.ts'
import { Random } from '../../src/statistics/random.ts'
import { betaVariate, gammaVariate } from '../../src/statistics/variates.ts'

/** Which buyers to make: the same for the same three. */
export interface BuyersPlan {
  readonly customers: number
  readonly seed: number
  /** How long the shop is watched; the first third of it brings the customers, evenly. */
  readonly weeks: number
}

/**
 * Buyers who do what a purchase model says, one entry each (n = 1), in exact time, not whole days: every customer's rate and
 * way of leaving are drawn from the model's distributions, then the purchases one after the other. Parameters as the model's.
 */
export function simulateBuyers(model: Pick<PurchaseModel, 'id'>, theta: Theta, plan: BuyersPlan): Histories {
  const { customers, seed, weeks } = plan
  const histories = {
    x: new Float64Array(customers),
    tx: new Float64Array(customers),
    T: new Float64Array(customers),
    n: new Float64Array(customers).fill(1),
  }
  for (let customer = 0; customer < customers; customer++) {
    const random = new Random(seed, customer)
    const watched = weeks * (1 - random.uniform() / 3)
    const [x, tx] =
      model.id === 'pareto_nbd' ? untilDeath(random, theta, watched) : untilCoin(random, theta, watched, model.id)
    histories.x[customer] = x
    histories.tx[customer] = tx
    histories.T[customer] = watched
  }
  return histories
}

/** Purchases at a gamma rate until an exponential death with a gamma rate. */
function untilDeath(random: Random, theta: Theta, watched: number): [x: number, tx: number] {
  const [r, alpha, s, beta] = theta as [number, number, number, number]
  const rate = gammaVariate(random, r) / alpha
  const death = random.exponential() / (gammaVariate(random, s) / beta)
  return purchases(random, rate, Math.min(watched, death), () => true)
}

/** Purchases at a gamma rate, after each of which a coin with a beta probability says whether it was the last. */
function untilCoin(random: Random, theta: Theta, watched: number, id: PurchaseModel['id']): [x: number, tx: number] {
  const [r, alpha, a, b] = theta as [number, number, number, number]
  const rate = gammaVariate(random, r) / alpha
  const leaving = betaVariate(random, a, b)
  if (id === 'mbg_nbd' && random.chance(leaving)) return [0, 0]
  return purchases(random, rate, watched, () => !random.chance(leaving))
}

function purchases(random: Random, rate: number, end: number, stays: () => boolean): [x: number, tx: number] {
  let x = 0
  let tx = 0
  for (;;) {
    const next = tx + random.exponential() / rate
    if (!(next <= end)) return [x, tx]
    tx = next
    x++
    if (!stays()) return [x, tx]
  }
}

/** Repeat buyers with values as the Gamma–Gamma model says, one entry each; x is 1 and a Poisson count of mean 2 more. */
export function simulateSpending(theta: Theta, { customers, seed }: Omit<BuyersPlan, 'weeks'>): Spending {
  const [p, q, v] = theta as [number, number, number]
  const spending = {
    x: new Float64Array(customers),
    m: new Float64Array(customers),
    n: new Float64Array(customers).fill(1),
  }
  for (let customer = 0; customer < customers; customer++) {
    const random = new Random(seed, customer)
    const x = 1 + random.count(2)
    const scale = gammaVariate(random, q) / v
    spending.x[customer] = x
    spending.m[customer] = gammaVariate(random, p * x) / (scale * x)
  }
  return spending
}
