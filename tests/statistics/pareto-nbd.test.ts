import { expect, test } from 'vitest'
import { fitPurchases } from '../../src/statistics/fit-models.ts'
import { dert, paretoNbd } from '../../src/statistics/pareto-nbd.ts'
import { exactValues, expectExact, type Comparison } from '../support/exact-values.ts'
import { historiesOf } from '../support/histories.ts'
import { cdnowHistories, expectPublished } from '../support/published-numbers.ts'
import { referenceTest } from '../support/reference.ts'

type History = [x: number, tx: number, T: number]

/** Every exact value of a function: `column` counts from the log-likelihood. */
function comparisons(
  column: 0 | 1 | 2 | 3 | 4,
  actual: (theta: number[], history: History, t: number, delta: number) => number,
): Comparison[] {
  return exactValues.paretoNbd.map((row) => {
    const theta = row.slice(0, 4)
    const history = row.slice(4, 7) as History
    return [
      `${theta} | ${history} | ${row[7]}, ${row[8]}`,
      () => actual(theta, history, row[7]!, row[8]!),
      row[9 + column]!,
    ]
  })
}

test('log-likelihoods to many digits', () => {
  expectExact(
    comparisons(0, (theta, history) => paretoNbd.logLikelihood(theta, historiesOf([history]))),
    1e-11,
    1,
  )
})

test('P(alive) to many digits', () => {
  expectExact(
    comparisons(1, (theta, history) => paretoNbd.alive(theta, ...history)),
    1e-10,
  )
})

test('E[X(t)] to many digits', () => {
  expectExact(
    comparisons(2, (theta, _history, t) => paretoNbd.expected(theta, t)),
    1e-10,
  )
})

test('E[Y(t)] to many digits', () => {
  expectExact(
    comparisons(3, (theta, history, t) => paretoNbd.future(theta, t, ...history)),
    1e-10,
  )
})

test('DERT to many digits', () => {
  expectExact(
    comparisons(4, (theta, history, _t, delta) => dert(theta, delta, ...history)),
    1e-10,
  )
})

test('α = β worked by hand, and the same from either side', () => {
  // r = s = α = β = 1, x = 0, T = 1: 1/4 alive, ∫₀¹ (1 + u)^−3 du = 3/8 gone
  expect(paretoNbd.logLikelihood([1, 1, 1, 1], historiesOf([[0, 0, 1]]))).toBeCloseTo(Math.log(5 / 8), 14)
  expect(paretoNbd.alive([1, 1, 1, 1], 0, 0, 1)).toBeCloseTo(0.4, 14)
  const at = (beta: number) => [
    paretoNbd.logLikelihood([0.55, 10, 0.6, beta], historiesOf([[3, 20, 30]])),
    paretoNbd.alive([0.55, 10, 0.6, beta], 3, 20, 30),
    paretoNbd.future([0.55, 10, 0.6, beta], 52, 3, 20, 30),
  ]
  for (const step of [1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
    for (const side of [1 - step, 1 + step])
      for (const [index, value] of at(10 * side).entries())
        expect(Math.abs(value / at(10)[index]! - 1)).toBeLessThan(2 * step + 1e-13)
})

test('s through 1: nothing jumps', () => {
  const at = (s: number) => [
    paretoNbd.expected([0.55, 10, s, 12], 52),
    paretoNbd.future([0.55, 10, s, 12], 52, 3, 20, 30),
    dert([0.55, 10, s, 12], 0.002, 3, 20, 30),
  ]
  // At s = 1: r·β/α·ln(1 + t/β)
  expect(at(1)[0]).toBeCloseTo(0.66 * Math.log(1 + 52 / 12), 13)
  for (const step of [1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
    for (const side of [1 - step, 1 + step])
      for (const [index, value] of at(side).entries())
        expect(Math.abs(value / at(1)[index]! - 1)).toBeLessThan(10 * step + 1e-13)
})

test('DERT lies between the weekly sums discounted at the start and at the end of each week', () => {
  const theta = [0.55, 10, 0.6, 12]
  const delta = 0.05
  const weekly = Array.from({ length: 1200 }, (_, week) => {
    const made = paretoNbd.future(theta, week + 1, 3, 20, 30) - paretoNbd.future(theta, week, 3, 20, 30)
    return made * Math.exp(-delta * week)
  })
  const early = weekly.reduce((sum, value) => sum + value, 0)
  const value = dert(theta, delta, 3, 20, 30)
  expect(value).toBeLessThan(early)
  expect(value).toBeGreaterThan(early * Math.exp(-delta))
  expect(dert(theta, 0.06, 3, 20, 30)).toBeLessThan(value)
})

test.each([0, -0.1, NaN, Infinity])('DERT at a rate of %d is refused', (delta) => {
  expect(() => dert([0.55, 10, 0.6, 12], delta, 3, 20, 30)).toThrow(RangeError)
})

referenceTest('CDNOW: Pareto/NBD as Fader, Hardie and Lee print it', async () => {
  const { ids, histories } = await cdnowHistories('cdnow_sample.csv')
  const { estimates, logLikelihood, converged } = fitPurchases(paretoNbd, histories)
  expect(converged).toBe(true)
  const named = Object.fromEntries(paretoNbd.parameters.map((name, at) => [name, estimates[at]!]))
  await expectPublished('cdnow-pnbd-fit', { ...named, loglik: logLikelihood }, 0.005)
  await expectPublished('cdnow-pnbd-fit-fine', { ...named, loglik: logLikelihood }, 0.005)
  expect(logLikelihood).toBeGreaterThan(-9594.976 - 0.001)
  await expectPublished('cdnow-pnbd-expected-52', paretoNbd.expected(estimates, 52), 0.001)
  const at = ids.indexOf('1516')
  const history: History = [histories.x[at]!, histories.tx[at]!, histories.T[at]!]
  const customer = {
    expected_52w: paretoNbd.future(estimates, 52, ...history),
    p_alive: paretoNbd.alive(estimates, ...history),
  }
  await expectPublished('cdnow-pnbd-customer-1516', customer, 0.001)
  const paradox = [10, 15, 20, 25].map((count) => [count, paretoNbd.future(estimates, 52, count, 20, 39)])
  await expectPublished('cdnow-pnbd-frequency-paradox', Object.fromEntries(paradox))
})

// Integrals to 40 digits. Rates so far apart that the continued fraction would take millions of steps.
test.each([
  [[5370, 5780, 0.0133, 4.9e-10], 0, 0, 14, 6.81549414954177e-6],
  [[0.5, 10, 0.6, 1e-7], 0, 0, 39, 3.16425008566418e-6],
  [[0.5, 1e-7, 0.6, 10], 0, 0, 39, 0.159080018337432],
  [[2, 2e5, 0.3, 1], 3, 0.5, 39, 0.373249965279887],
])('P(alive) of %j at x = %d, tx = %d, T = %d', (theta, x, tx, T, expected) => {
  expect(paretoNbd.alive(theta, x, tx, T) / expected).toBeCloseTo(1, 10)
})
