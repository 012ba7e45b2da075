import { describe, expect, test } from 'vitest'
import { expectingPurchases } from '../../../src/metrics/prediction/expected-purchases.ts'
import {
  forecasting,
  forecastSpend,
  GroupSum,
  WEEKS_A_MONTH,
  type Buyers,
} from '../../../src/metrics/prediction/forecast.ts'
import { mbgNbd } from '../../../src/statistics/beta-geometric-nbd.ts'
import { fitPurchases, fitSpending } from '../../../src/statistics/fit-models.ts'
import { gammaGamma } from '../../../src/statistics/gamma-gamma.ts'
import type { Fit } from '../../../src/statistics/maximum-likelihood.ts'
import { Random } from '../../../src/statistics/random.ts'
import { finish } from '../../../src/statistics/steps.ts'
import { betaVariate, gammaVariate, normalVariate } from '../../../src/statistics/variates.ts'
import { repeatPurchases, truth } from '../../support/simulated-buyers.ts'

const THETA = truth.purchases
const SPEND = truth.spend

/** A fit that is sure of its parameters, or as unsure as told. */
function known(estimates: readonly number[], logCovariance?: readonly (readonly number[])[]): Fit {
  return {
    estimates,
    standardErrors: estimates.map(() => 0),
    logCovariance: logCovariance ?? estimates.map(() => estimates.map(() => 0)),
    logLikelihood: 0,
    converged: true,
    reason: null,
    iterations: 0,
  }
}

const buyers = (...rows: readonly (readonly [x: number, tx: number, T: number, spent: number])[]): Buyers => ({
  x: Float64Array.from(rows, ([x]) => x),
  tx: Float64Array.from(rows, ([, tx]) => tx),
  T: Float64Array.from(rows, ([, , T]) => T),
  spent: Float64Array.from(rows, ([, , , spent]) => spent),
})

function sumOf(group: Buyers, purchases: Fit, spending: Fit, horizon: { months: number; discountRate: number }) {
  const expected = finish(forecasting(mbgNbd, purchases, group, horizon))
  const sum = new GroupSum(expected, forecastSpend(spending, group))
  for (const at of group.x.keys()) sum.add(at)
  return sum.result()
}

describe('means', () => {
  const year = { months: 12, discountRate: 0.1 }

  test('one customer by hand: twelve months, each discounted at its end', () => {
    const [x, tx, T, spent] = [3, 20, 30, 150] as const
    const { customers, alive, orders, value } = sumOf(buyers([x, tx, T, spent]), known(THETA), known(SPEND), year)
    const upTo = (month: number) => mbgNbd.future(THETA, (month * 365.25) / 12 / 7, x, tx, T)
    let discounted = 0
    for (let month = 1; month <= 12; month++) discounted += (upTo(month) - upTo(month - 1)) / 1.1 ** (month / 12)
    const [p, q, v] = SPEND as [number, number, number]
    const spend = (p * (v + 150)) / (p * 3 + q - 1)
    expect(customers).toBe(1)
    expect(alive).toBeCloseTo(mbgNbd.alive(THETA, x, tx, T), 12)
    expect(orders).toBeCloseTo(upTo(12), 10)
    expect(value).toBeCloseTo(discounted * spend, 8)
    expect(spend).toBe(gammaGamma.expectedSpend(SPEND, 3, 50))
  })

  test('a one-time buyer spends as the population; losses after the first day count as nothing', () => {
    const [p, q, v] = SPEND as [number, number, number]
    const { mean } = forecastSpend(known(SPEND), buyers([0, 0, 10, 0], [0, 0, 10, -30], [2, 5, 10, -30]))
    expect([...mean]).toEqual([(p * v) / (q - 1), (p * v) / (q - 1), (p * v) / (2 * p + q - 1)])
  })

  test('sums of customers are the sums of their own, and of the histories together', () => {
    const group = buyers([0, 0, 10, 0], [3, 20, 30, 150], [3, 20, 30, 90], [1, 2, 40, 30])
    const whole = sumOf(group, known(THETA), known(SPEND), year)
    const alone = [0, 1, 2, 3].map((at) => {
      const one = buyers([group.x[at]!, group.tx[at]!, group.T[at]!, group.spent[at]!])
      return sumOf(one, known(THETA), known(SPEND), year)
    })
    expect(whole.value).toBeCloseTo(
      alone.reduce((sum, { value }) => sum + value!, 0),
      8,
    )
    const [orders] = finish(
      expectingPurchases(mbgNbd, THETA, { ...group, n: new Float64Array(4).fill(1) }, [12 * WEEKS_A_MONTH]),
    )
    expect(whole.orders).toBeCloseTo(orders!, 10)
  })

  test.each([3, 6, 24, 36])('without a discount %i months are worth what they bring', (months) => {
    const group = buyers([3, 20, 30, 150])
    const { orders, value } = sumOf(group, known(THETA), known(SPEND), { months, discountRate: 0 })
    expect(value).toBeCloseTo(orders * gammaGamma.expectedSpend(SPEND, 3, 50), 9)
  })

  test('a discount of 100% halves what comes after a year', () => {
    const { discounted, orders } = finish(
      forecasting(mbgNbd, known(THETA), buyers([3, 20, 30, 150]), {
        months: 12,
        discountRate: 1,
      }),
    )
    expect(discounted[0]!).toBeGreaterThan(orders[0]! / 2)
    expect(discounted[0]!).toBeLessThan(orders[0]!)
  })
})

/** Purchases and their value within t weeks of a customer whose history and parameters are given, drawn from what these leave open. */
function draw(
  random: Random,
  theta: readonly number[],
  spend: readonly number[],
  group: Buyers,
  at: number,
  t: number,
) {
  const [r, alpha, a, b] = theta as [number, number, number, number]
  const [p, q, v] = spend as [number, number, number]
  const [x, tx, T, spent] = [group.x[at]!, group.tx[at]!, group.T[at]!, group.spent[at]!]
  if (!random.chance(mbgNbd.alive(theta, x, tx, T))) return { orders: 0, value: 0 }
  const rate = gammaVariate(random, r + x) / (alpha + T)
  const leaves = betaVariate(random, a, b + x + 1)
  const scale = (v + spent) / gammaVariate(random, p * x + q)
  let orders = 0
  let value = 0
  for (let week = random.exponential() / rate; week < t; week += random.exponential() / rate) {
    orders++
    value += gammaVariate(random, p) * scale
    if (random.chance(leaves)) break
  }
  return { orders, value }
}

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) }
}

describe('chance: one customer with known parameters, drawn 40,000 times', () => {
  const months = 6
  test.each<[x: number, tx: number, T: number, spent: number]>([
    [0, 0, 10, 0],
    [2, 20, 30, 90],
    [8, 50, 52, 700],
  ])('x = %i, tx = %i, T = %i', (...row) => {
    const random = new Random(3, row[0])
    const group = buyers(row)
    const drawn = Array.from({ length: 40_000 }, () => draw(random, THETA, SPEND, group, 0, months * WEEKS_A_MONTH))
    const horizon = { months, discountRate: 0 }
    const expected = finish(forecasting(mbgNbd, known(THETA), group, horizon))
    const orders = moments(drawn.map((each) => each.orders))
    expect(orders.mean / expected.orders[0]!).toBeCloseTo(1, 1)
    expect(orders.variance / expected.variance[0]!).toBeCloseTo(1, 1)
    // Of many equal customers the sum is as good as normal: the interval's width gives the variance back.
    const many = 4_000
    const { value, low, high } = sumOf(buyers(...Array(many).fill(row)), known(THETA), known(SPEND), horizon)
    const variance = ((high! - low!) / (2 * 1.959964)) ** 2
    const values = moments(drawn.map((each) => each.value))
    expect((many * values.mean) / value!).toBeCloseTo(1, 1)
    expect((many * values.variance) / variance).toBeGreaterThan(0.85)
    expect((many * values.variance) / variance).toBeLessThan(1.15)
  })
})

/** Simulated customers who came within the first year of two and were seen for `seen` weeks: what a file knows, and what came after. */
function simulated(customers: number, seed: number, seen: number, ahead: number) {
  const rows: (readonly [number, number, number, number])[] = []
  const later: number[] = []
  for (let number = 0; number < customers; number++) {
    const random = new Random(seed, number)
    const T = seen - (random.uniform() * seen) / 2
    const bought = repeatPurchases(random, truth, T + ahead)
    const before = bought.filter(({ week }) => week < T)
    const sum = (of: typeof bought) => of.reduce((total, { value }) => total + value, 0)
    rows.push([before.length, before.at(-1)?.week ?? 0, T, sum(before)])
    later.push(sum(bought) - sum(before))
  }
  return { group: buyers(...rows), later }
}

/** Both models fitted on what a file knows. */
function fitted({ x, tx, T, spent }: Buyers): { readonly purchases: Fit; readonly spending: Fit } {
  const ones = (length: number) => new Float64Array(length).fill(1)
  const again = [...x.keys()].filter((at) => x[at]! > 0)
  return {
    purchases: fitPurchases(mbgNbd, { x, tx, T, n: ones(x.length) }),
    spending: fitSpending({
      x: Float64Array.from(again, (at) => x[at]!),
      m: Float64Array.from(again, (at) => spent[at]! / x[at]!),
      n: ones(again.length),
    }),
  }
}

const part = (group: Buyers, from: number, to: number): Buyers => ({
  x: group.x.slice(from, to),
  tx: group.tx.slice(from, to),
  T: group.T.slice(from, to),
  spent: group.spent.slice(from, to),
})

/** The lower triangle L of a covariance L·Lᵀ. */
function triangle(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!
      lower[i]![j] = i === j ? Math.sqrt(rest) : rest / lower[j]![j]!
    }
  return lower
}

/** Parameters drawn from the normal distribution of their logarithms. */
function drawParameters(random: Random, { estimates, logCovariance }: Fit): number[] {
  const normal = estimates.map(() => normalVariate(random))
  return triangle(logCovariance!).map((row, at) =>
    Math.exp(Math.log(estimates[at]!) + row.reduce((sum, value, index) => sum + value * normal[index]!, 0)),
  )
}

describe('interval against a parametric bootstrap that draws parameters, purchases and values', () => {
  const months = 12
  const { group } = simulated(1000, 11, 104, 0)
  const fits = fitted(group)

  const bootstrap = (customers: number, draws: number) => {
    const chosen = part(group, 0, customers)
    const random = new Random(5, customers)
    const totals = Array.from({ length: draws }, () => {
      const theta = drawParameters(random, fits.purchases)
      const spend = drawParameters(random, fits.spending)
      let total = 0
      for (const at of chosen.x.keys()) total += draw(random, theta, spend, chosen, at, months * WEEKS_A_MONTH).value
      return total
    }).sort((a, b) => a - b)
    const { value, low, high } = sumOf(chosen, fits.purchases, fits.spending, { months, discountRate: 0 })
    const isInside = (total: number) => total >= low! && total <= high!
    return {
      mean: value! / moments(totals).mean,
      low: low! / totals[Math.floor(0.025 * draws)]!,
      high: high! / totals[Math.floor(0.975 * draws)]!,
      inside: totals.filter(isInside).length / draws,
    }
  }

  test('1,000 customers: the ends within 3%', () => {
    const { mean, low, high, inside } = bootstrap(1000, 1000)
    for (const found of [mean, low, high]) expect(Math.abs(found - 1)).toBeLessThan(0.03)
    expect(inside).toBeCloseTo(0.95, 1)
  })

  // A sum of few is skewed less than a lognormal number: both ends lie too high, the lower one by more.
  test('30 customers: 95% inside, the ends roughly', () => {
    const { mean, low, high, inside } = bootstrap(30, 8000)
    expect(Math.abs(mean - 1)).toBeLessThan(0.02)
    expect(Math.abs(inside - 0.95)).toBeLessThan(0.03)
    expect(Math.abs(low - 1)).toBeLessThan(0.4)
    expect(Math.abs(high - 1)).toBeLessThan(0.1)
  })
})

test('about 95 of 100 shops bring a sum inside the interval, and so do groups of 30', () => {
  const inside = { shop: 0, group: 0 }
  const months = 6
  for (let seed = 1; seed <= 100; seed++) {
    const { group, later } = simulated(400, 100 + seed, 78, months * WEEKS_A_MONTH)
    const { purchases, spending } = fitted(group)
    expect([purchases.reason, spending.reason]).toEqual([null, null])
    const came = (customers: number) => later.slice(0, customers).reduce((sum, value) => sum + value, 0)
    for (const [name, customers] of [
      ['shop', 400],
      ['group', 30],
    ] as const) {
      const { low, high } = sumOf(part(group, 0, customers), purchases, spending, { months, discountRate: 0 })
      if (came(customers) >= low! && came(customers) <= high!) inside[name]++
    }
  }
  expect(inside.shop).toBeGreaterThanOrEqual(90)
  expect(inside.group).toBeGreaterThanOrEqual(88)
})

test('an infinite variance leaves the mean without an interval', () => {
  const unbounded = known([6, 1.5, 45])
  const { value, low, high } = sumOf(buyers([0, 0, 10, 0]), known(THETA), unbounded, { months: 12, discountRate: 0.1 })
  expect([value! > 0, low, high]).toEqual([true, null, null])
})

test('nobody, or nothing known of spending: sums without value', () => {
  const expected = finish(forecasting(mbgNbd, known(THETA), buyers([2, 5, 10, 20]), { months: 12, discountRate: 0.1 }))
  const nobody = new GroupSum(expected, forecastSpend(known(SPEND), buyers([2, 5, 10, 20])))
  expect(nobody.result()).toEqual({ customers: 0, alive: 0, orders: 0, value: 0, low: null, high: null })
  const unpriced = new GroupSum(expected, null)
  unpriced.add(0)
  expect(unpriced.result()).toMatchObject({
    customers: 1,
    orders: expected.orders[0],
    value: null,
    low: null,
    high: null,
  })
})
