import { describe, expect, test } from 'vitest'
import { simulateBuyers } from '../../scripts/simulate/buyers.ts'
import { bgNbd, mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import type { Histories, PurchaseModel, Theta } from '../../src/statistics/buy-till-you-die.ts'
import { fitPurchases } from '../../src/statistics/fit-models.ts'
import { paretoNbd } from '../../src/statistics/pareto-nbd.ts'
import { expectMaximum, expectSameFit, expectSoundFit, historiesOf, shuffled, splitRows } from '../support/histories.ts'
import { cdnowHistories } from '../support/published-numbers.ts'
import { referenceTest } from '../support/reference.ts'

const models = [bgNbd, mbgNbd, paretoNbd] as const

/** What the models make of the CDNOW sample. */
const truths: Readonly<Record<PurchaseModel['id'], Theta>> = {
  bg_nbd: [0.2426, 4.4136, 0.7929, 2.4259],
  mbg_nbd: [0.5247, 6.1826, 0.8914, 1.6136],
  pareto_nbd: [0.5533, 10.5777, 0.6062, 11.6687],
}

/** Buyers who come twice a week, and leave within weeks. */
const young: Readonly<Record<PurchaseModel['id'], Theta>> = {
  bg_nbd: [0.8, 1.5, 0.5, 3],
  mbg_nbd: [0.8, 1.5, 0.5, 3],
  pareto_nbd: [0.8, 1.5, 0.6, 3],
}

/** Histories as a shop keeps them: in whole days, at most one purchase a day, equal ones together. */
function inWholeDays({ x, tx, T }: Histories): Histories {
  const counts = new Map<string, number>()
  for (const [at, count] of x.entries()) {
    const [last, end] = [Math.ceil(tx[at]! * 7), Math.ceil(T[at]! * 7)]
    const key = `${Math.min(count, last)},${last},${end}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return historiesOf(
    [...counts].map(([key, n]) => {
      const [purchases, last, end] = key.split(',').map(Number) as [number, number, number]
      return [purchases, last / 7, end / 7, n] as const
    }),
  )
}

function sumOver(histories: Histories, value: (x: number, tx: number, T: number) => number): number {
  return histories.n.reduce((sum, n, at) => sum + n * value(histories.x[at]!, histories.tx[at]!, histories.T[at]!), 0)
}

describe.each(models)('$id', (model) => {
  const truth = truths[model.id]

  test.each([1, 2, 3])('seed %d: 10,000 simulated buyers give the parameters back', (seed) => {
    const histories = simulateBuyers(model, truth, { customers: 10_000, seed, weeks: 78 })
    const fit = fitPurchases(model, histories)
    expectSoundFit(fit)
    expect(fit.converged).toBe(true)
    for (const [at, estimate] of fit.estimates.entries()) {
      const error = Math.sqrt(fit.logCovariance![at]![at]!)
      expect(Math.abs(Math.log(estimate / truth[at]!)) / error).toBeLessThan(4)
    }
    // Twice the gain over the truth is chi-squared on 4 degrees of freedom: 23.5 once in ten thousand.
    const gain = fit.logLikelihood - model.logLikelihood(truth, histories)
    expect(gain).toBeGreaterThanOrEqual(0)
    expect(2 * gain).toBeLessThan(23.5)
    expect(fit.logLikelihood / model.logLikelihood(fit.estimates, histories)).toBeCloseTo(1, 12)
  })

  test('simulated buyers buy as often as E[X] says', () => {
    const histories = simulateBuyers(model, truth, { customers: 10_000, seed: 4, weeks: 78 })
    const bought = sumOver(histories, (x) => x)
    const squares = sumOver(histories, (x) => x * x)
    const expected = sumOver(histories, (_x, _tx, T) => model.expected(truth, T))
    expect(Math.abs(bought - expected)).toBeLessThan(4 * Math.sqrt(squares))
  })

  test('the fit is at the top: no slope, and the curvature that the errors say', () => {
    const histories = simulateBuyers(model, truth, { customers: 2000, seed: 11, weeks: 78 })
    const fit = fitPurchases(model, histories)
    expect(fit.converged).toBe(true)
    expectMaximum(fit, (theta) => model.logLikelihood(theta, histories))
  })

  test('order, rows of the same customers and the unit of time change nothing else', () => {
    const histories = simulateBuyers(model, truth, { customers: 1000, seed: 12, weeks: 78 })
    const fit = fitPurchases(model, histories)
    expect(fit.converged).toBe(true)
    expectSameFit(fit, fitPurchases(model, shuffled(histories, 1)))
    expectSameFit(fit, fitPurchases(model, splitRows(histories)))
    const purchases = sumOver(histories, (x) => x)
    for (const factor of [7, 1 / 52]) {
      const { x, tx, T, n } = histories
      const other = { x, tx: tx.map((time) => time * factor), T: T.map((time) => time * factor), n }
      const factors = model.parameters.map((name) => (name === 'alpha' || name === 'beta' ? factor : 1))
      expectSameFit(fit, fitPurchases(model, other), factors, -purchases * Math.log(factor))
    }
  })

  test('a young shop with many different histories: the same fit in days', () => {
    const histories = inWholeDays(simulateBuyers(model, young[model.id], { customers: 20_000, seed: 1, weeks: 6 }))
    const fit = fitPurchases(model, histories)
    expect(fit.converged).toBe(true)
    const { x, tx, T, n } = histories
    const days = { x, tx: tx.map((time) => time * 7), T: T.map((time) => time * 7), n }
    const inDays = fitPurchases(model, days)
    const factors = model.parameters.map((name) => (name === 'alpha' || name === 'beta' ? 7 : 1))
    expectSameFit(fit, inDays, factors, -sumOver(histories, (count) => count) * Math.log(7))
  })

  test('a thousand times the customers: the same parameters, errors smaller by √1000', () => {
    const histories = simulateBuyers(model, truth, { customers: 1000, seed: 12, weeks: 78 })
    const one = fitPurchases(model, histories)
    const many = fitPurchases(model, { ...histories, n: histories.n.map(() => 1000) })
    for (const [at, estimate] of one.estimates.entries()) {
      expect(many.estimates[at]! / estimate).toBeCloseTo(1, 3)
      expect((many.standardErrors[at]! * Math.sqrt(1000)) / one.standardErrors[at]!).toBeCloseTo(1, 2)
    }
  })
})

const weeks = Array.from({ length: 40 }, (_, week) => week + 1)
const DAY = 1 / 7

/** Shops that cannot tell a model's parameters: whether they may converge, null where either is an answer. */
const shops: readonly (readonly [name: string, histories: Histories, converges: false | null])[] = [
  ['nobody returns', historiesOf(weeks.map((T) => [0, 0, T, 10])), false],
  ['nobody returns to a shop of one day', historiesOf([[0, 0, 0, 500]]), false],
  [
    'all on one day but one',
    historiesOf([
      [0, 0, 0, 500],
      [1, DAY, DAY],
    ]),
    null,
  ],
  ['everybody returns every week', historiesOf(weeks.map((week) => [week, week, week, 5])), false],
  ['everybody is alike', historiesOf([[2, 10, 20, 300]]), false],
  ['one customer', historiesOf([[3, 10, 12]]), false],
  ['one customer who never returned', historiesOf([[0, 0, 12]]), false],
  ['one customer of today', historiesOf([[0, 0, 0]]), false],
  ['one customer who bought 5,000 times', historiesOf([[5000, 520, 520]]), false],
  [
    'five customers',
    historiesOf([
      [0, 0, 30],
      [2, 12, 28],
      [0, 0, 10],
      [7, 20, 21],
      [1, 3, 25],
    ]),
    null,
  ],
  [
    'two customers',
    historiesOf([
      [0, 0, 30],
      [9, 12, 28],
    ]),
    null,
  ],
  ['everybody buys today', historiesOf(weeks.map((week) => [1 + (week % 7), week, week, 20])), null],
  ['everybody is gone after two days', historiesOf(weeks.map((week) => [1, DAY, week + 1, 20])), null],
  [
    'half return the next day, half never',
    historiesOf(
      weeks.flatMap((week) => [
        [0, 0, week, 9],
        [1, DAY, week, 9],
      ]),
    ),
    null,
  ],
  [
    'a crowd and one who bought 5,000 times',
    historiesOf([...weeks.map((week) => [0, 0, week, 50] as const), [5000, 30, 40]]),
    null,
  ],
  ['millions of each', historiesOf(weeks.map((week) => [week % 4, week % 4 && week / 2, week, 1e7])), null],
  ['centuries', historiesOf(weeks.map((week) => [week % 4, week % 4 && week * 500, week * 1000, 3])), null],
]

describe.each(models)('$id of a shop that cannot tell', (model) => {
  test.each(shops)('%s: an answer that is one', (_name, histories, converges) => {
    const fit = fitPurchases(model, histories)
    expectSoundFit(fit)
    if (converges === false)
      expect([fit.converged, fit.reason]).toEqual([false, expect.stringMatching(/^(at_the_edge|no_maximum)$/)])
    const customers = sumOver(histories, () => 1)
    const alive = sumOver(histories, (...history) => model.alive(fit.estimates, ...history)) / customers
    const next = sumOver(histories, (...history) => model.future(fit.estimates, 52, ...history)) / customers
    expect(alive >= 0 && alive <= 1 + 1e-9, `${alive}`).toBe(true)
    expect(next >= 0 && next < Infinity, `${next}`).toBe(true)
  })

  test('impossible histories are refused', () => {
    for (const row of [
      [1, 31, 30],
      [0, 1, 30],
      [1, 0, 30],
      [-1, 1, 30],
      [1, NaN, 30],
      [1, 1, 30, 0],
    ] as const)
      expect(() => fitPurchases(model, historiesOf([[0, 0, 30], row]))).toThrow(RangeError)
  })
})

/**
 * MBG/NBD on the CDNOW data: what scipy's simplex search made of the same likelihood; then the mean P(alive) of all three
 * models, the BG/NBD's and MBG/NBD's from there too. The BG/NBD calls four of five alive, the other two less than half.
 */
referenceTest.each([
  {
    file: 'cdnow_sample.csv',
    customers: 2357,
    mbg: [0.52484318, 6.18308529, 0.89135934, 1.61400204],
    logLikelihood: -9582.135716,
    alive: [0.8134, 0.4487, 0.4463],
  },
  {
    file: 'cdnow_master.csv',
    customers: 23_570,
    mbg: [0.6371397, 7.31028949, 0.80747408, 1.22839399],
    logLikelihood: -95336.95832,
    alive: [0.8152, 0.4056, 0.4464],
  },
] as const)(
  '$file: the MBG/NBD, and who is alive by each model',
  async ({ file, customers, mbg, logLikelihood, alive }) => {
    const { histories } = await cdnowHistories(file)
    expect(histories.n.length).toBe(customers)
    for (const [index, model] of models.entries()) {
      const fit = fitPurchases(model, histories)
      expect(fit.converged).toBe(true)
      const share = sumOver(histories, (...history) => model.alive(fit.estimates, ...history)) / customers
      expect(Math.abs(share - alive[index]!)).toBeLessThan(2e-4)
      if (model !== mbgNbd) continue
      for (const [at, estimate] of fit.estimates.entries()) expect(Math.abs(estimate / mbg[at]! - 1)).toBeLessThan(1e-4)
      expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-4)
    }
  },
)
