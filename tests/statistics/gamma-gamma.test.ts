import { expect, test } from 'vitest'
import { simulateSpending } from '../../scripts/simulate/buyers.ts'
import { bgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import { fitPurchases, fitSpending } from '../../src/statistics/fit-models.ts'
import { gammaGamma, type Spending } from '../../src/statistics/gamma-gamma.ts'
import { exactValues, expectExact } from '../support/exact-values.ts'
import { expectMaximum, expectSameFit, expectSoundFit, shuffled, spendingOf, splitRows } from '../support/histories.ts'
import { cdnowSummary, expectPublished, type Cdnow } from '../support/published-numbers.ts'
import { referenceTest } from '../support/reference.ts'

const cdnow = [6.2488, 3.7446, 15.4477]

test('log-likelihoods to many digits', () => {
  expectExact(
    exactValues.gammaGamma.map(([p, q, v, x, m, value]) => [
      `${[p, q, v]} | ${[x, m]}`,
      () => gammaGamma.logLikelihood([p!, q!, v!], spendingOf([[x!, m!]])),
      value!,
    ]),
    1e-9,
    1,
  )
})

test('expected spend to many digits', () => {
  expectExact(
    exactValues.gammaGamma
      .filter((row) => row[6] !== 0)
      .map(([p, q, v, x, m, , value]) => [
        `${[p, q, v]} | ${[x, m]}`,
        () => gammaGamma.expectedSpend([p!, q!, v!], x!, m!),
        value!,
      ]),
    1e-12,
  )
})

test('the population mean, worked by hand, and what few and many purchases make of it', () => {
  // p·v/(q − 1) = 6·15/3
  expect(gammaGamma.expectedSpend([6, 4, 15], 0, 0)).toBeCloseTo(30, 13)
  // (q − 1)/(p·x + q − 1) of it and the rest of the mean: 3/9·30 + 6/9·60
  expect(gammaGamma.expectedSpend([6, 4, 15], 1, 60)).toBeCloseTo(50, 13)
  expect(gammaGamma.expectedSpend([6, 4, 15], 5000, 60)).toBeCloseTo(60, 2)
})

test('an infinite mean is refused, a finite one after purchases is not', () => {
  for (const q of [0.5, 0.999, 1]) expect(() => gammaGamma.expectedSpend([6, q, 15], 0, 0)).toThrow(RangeError)
  expect(gammaGamma.expectedSpend([6, 0.5, 15], 1, 40)).toBeCloseTo((6 * 55) / 5.5, 12)
  // p·x + q ≤ 1
  expect(() => gammaGamma.expectedSpend([0.1, 0.5, 15], 1, 40)).toThrow(RangeError)
})

test('the density of one mean adds up to 1', () => {
  for (const x of [1, 4]) {
    const step = 0.01
    let sum = 0
    for (let y = -60; y < 25; y += step)
      sum += step * Math.exp(y + gammaGamma.logLikelihood([1.2, 2.5, 15], spendingOf([[x, Math.exp(y)]])))
    expect(sum).toBeCloseTo(1, 8)
  }
})

const good = { x: [1, 2], m: [20, 30], n: [1, 1] }

test.each<[string, Partial<Record<keyof Spending, number[]>>]>([
  ['x = 0', { x: [0, 2] }],
  ['a negative x', { x: [-1, 2] }],
  ['m = 0', { m: [0, 30] }],
  ['a negative m', { m: [-3, 30] }],
  ['m that is no number', { m: [NaN, 30] }],
  ['m without end', { m: [Infinity, 30] }],
  ['x that is no number', { x: [NaN, 2] }],
  ['n = 0', { n: [0, 1] }],
  ['n that is no number', { n: [NaN, 1] }],
  ['columns of different lengths', { m: [20] }],
])('%s is refused', (_name, wrong) => {
  const given = Object.entries({ ...good, ...wrong }).map(([name, values]) => [name, Float64Array.from(values)])
  const spending = Object.fromEntries(given) as Spending
  expect(() => gammaGamma.logLikelihood(cdnow, spending)).toThrow(RangeError)
  expect(() => fitSpending(spending)).toThrow(RangeError)
})

test.each([[[0, 4, 15]], [[6, -1, 15]], [[6, 4, NaN]], [[6, 4, Infinity]], [[6, 4]]])(
  'parameters %j are refused',
  (theta) => {
    expect(() => gammaGamma.logLikelihood(theta, spendingOf([[1, 20]]))).toThrow(RangeError)
    expect(() => gammaGamma.expectedSpend(theta, 1, 20)).toThrow(RangeError)
  },
)

test.each([
  [-1, 20],
  [NaN, 20],
  [2, -5],
  [2, NaN],
  [2, Infinity],
])('the expected spend of x = %d at m = %d is refused', (x, m) => {
  expect(() => gammaGamma.expectedSpend(cdnow, x, m)).toThrow(RangeError)
})

test.each([1, 2, 3])('seed %d: 10,000 simulated buyers give the parameters back, at the top', (seed) => {
  const spending = simulateSpending(cdnow, { customers: 10_000, seed })
  const fit = fitSpending(spending)
  expectSoundFit(fit)
  expect(fit.converged).toBe(true)
  for (const [at, estimate] of fit.estimates.entries()) {
    const error = Math.sqrt(fit.logCovariance![at]![at]!)
    expect(Math.abs(Math.log(estimate / cdnow[at]!)) / error).toBeLessThan(4)
  }
  expect(fit.logLikelihood).toBeGreaterThanOrEqual(gammaGamma.logLikelihood(cdnow, spending))
  expectMaximum(fit, (theta) => gammaGamma.logLikelihood(theta, spending))
})

test('order, rows of the same customers and the currency change nothing else', () => {
  const spending = simulateSpending(cdnow, { customers: 800, seed: 5 })
  const fit = fitSpending(spending)
  expectSameFit(fit, fitSpending(shuffled(spending, 1)))
  expectSameFit(fit, fitSpending(splitRows(spending)))
  for (const factor of [1e-3, 1350]) {
    const other = fitSpending({ ...spending, m: spending.m.map((value) => value * factor) })
    expectSameFit(fit, other, [1, 1, factor], -800 * Math.log(factor))
  }
})

const heavy = Array.from({ length: 400 }, (_, at) => [1 + (at % 5), 10 * ((at + 0.5) / 400) ** -2] as const)

test.each<[string, Spending, boolean | null]>([
  ['one customer', spendingOf([[3, 20]]), false],
  ['one price for all', spendingOf([1, 2, 3, 4, 5].map((x) => [x, 20, 50])), false],
  ['one price, one frequency', spendingOf([[2, 20, 300]]), false],
  ['five customers', spendingOf([1, 2, 3, 1, 2].map((x, at) => [x, 10 + 7 * at])), null],
  [
    'two customers',
    spendingOf([
      [1, 10],
      [4, 90],
    ]),
    null,
  ],
  ['a heavy tail', spendingOf(heavy), null],
  ['prices of a millionth', spendingOf(heavy.map(([x, m]) => [x, m * 1e-6])), null],
  ['prices of billions', spendingOf(heavy.map(([x, m]) => [x, m * 1e9])), null],
  ['one who bought 5,000 times', spendingOf([...heavy, [5000, 31]]), null],
  ['many of each', spendingOf(heavy.map(([x, m]) => [x, m, 1e6])), null],
])('%s: an answer that is one', (_name, spending, converges) => {
  const fit = fitSpending(spending)
  expectSoundFit(fit)
  if (converges !== null) expect(fit.converged).toBe(converges)
  if (fit.converged && spending.n.length > 100) expectMaximum(fit, (theta) => gammaGamma.logLikelihood(theta, spending))
})

referenceTest('CDNOW: Gamma–Gamma as lifetimes prints it', async () => {
  const sample = await cdnowSummary()
  const { estimates, converged } = fitSpending(spendingFrom(sample))
  expect(converged).toBe(true)
  const [p, q, v] = estimates as [number, number, number]
  await expectPublished('cdnow-gg-fit', { p, q, v, n: spendingFrom(sample).n.length }, 0.005)
  const spends = sample.means.map((mean, at) => gammaGamma.expectedSpend(estimates, sample.histories.x[at]!, mean))
  await expectPublished('cdnow-gg-expected-spend', spends.slice(0, 10), 0.001)
  const observed = spendingFrom(sample).m
  await expectPublished('cdnow-gg-means', { expected: average(spends), observed: average([...observed]) }, 0.001)
})

referenceTest('CDNOW: the discounted value of the first ten customers as lifetimes prints it', async () => {
  const sample = await cdnowSummary()
  const { x, tx, T } = sample.histories
  const purchases = fitPurchases(bgNbd, sample.histories).estimates
  const spending = fitSpending(spendingFrom(sample)).estimates
  const values = Array.from({ length: 10 }, (_, at) => {
    const bought = (period: number) => bgNbd.future(purchases, 30 * period, x[at]!, tx[at]!, T[at]!)
    let value = 0
    for (let period = 1; period <= 12; period++) value += (bought(period) - bought(period - 1)) / 1.01 ** period
    return value * gammaGamma.expectedSpend(spending, x[at]!, sample.means[at]!)
  })
  await expectPublished('cdnow-clv-dcf-lifetimes', values, 0.002)
})

/** The repeat buyers of the sample. */
function spendingFrom({ histories, means }: Cdnow): Spending {
  return spendingOf([...histories.x].flatMap((x, at) => (x > 0 ? [[x, means[at]!] as const] : [])))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
