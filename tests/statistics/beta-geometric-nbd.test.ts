import { expect, test } from 'vitest'
import { bgNbd, mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import { fitPurchases } from '../../src/statistics/fit-models.ts'
import { exactValues, expectExact, type Comparison } from '../support/exact-values.ts'
import { historiesOf } from '../support/histories.ts'
import { cdnowHistories, cdnowSummary, expectPublished } from '../support/published-numbers.ts'
import { referenceTest } from '../support/reference.ts'

const models = [bgNbd, mbgNbd] as const

/** Every exact value of a function: `column` counts from the model's log-likelihood. */
function comparisons(
  model: (typeof models)[number],
  column: 0 | 1 | 2 | 3,
  actual: (theta: number[], history: [number, number, number], t: number) => number,
): Comparison[] {
  return exactValues.betaGeometric.map((row) => {
    const theta = row.slice(0, 4)
    const history = row.slice(4, 7) as [number, number, number]
    return [
      `${theta} | ${history} | ${row[7]}`,
      () => actual(theta, history, row[7]!),
      row[8 + 4 * models.indexOf(model) + column]!,
    ]
  })
}

test.each(models)('$id: log-likelihoods to many digits', (model) => {
  const one = comparisons(model, 0, (theta, history) => model.logLikelihood(theta, historiesOf([history])))
  expectExact(one, 1e-11, 1)
})

test.each(models)('$id: P(alive) to many digits', (model) => {
  expectExact(
    comparisons(model, 1, (theta, history) => model.alive(theta, ...history)),
    1e-10,
  )
})

test.each(models)('$id: E[X(t)] to many digits', (model) => {
  expectExact(
    comparisons(model, 2, (theta, _history, t) => model.expected(theta, t)),
    1e-10,
  )
})

test.each(models)('$id: E[Y(t)] to many digits', (model) => {
  expectExact(
    comparisons(model, 3, (theta, history, t) => model.future(theta, t, ...history)),
    1e-10,
  )
})

test('the log-likelihood of many is the sum over their counts', () => {
  const theta = [0.25, 4, 0.8, 2.5]
  const rows = [
    [0, 0, 30, 12],
    [2, 10, 30, 3.5],
    [2, 10, 31],
  ] as const
  for (const model of models) {
    const each = rows.map(([x, tx, T]) => model.logLikelihood(theta, historiesOf([[x, tx, T]])))
    const sum = 12 * each[0]! + 3.5 * each[1]! + each[2]!
    expect(model.logLikelihood(theta, historiesOf(rows))).toBeCloseTo(sum, 10)
  }
})

test('a one-time buyer is alive for certain in the BG/NBD, and by the coin of the start in the MBG/NBD', () => {
  expect(bgNbd.alive([0.25, 4, 0.8, 2.5], 0, 0, 500)).toBe(1)
  // a/b·((α + T)/α)^r = 1/3·(1 + 60/4)^(1/4) = 2/3
  expect(mbgNbd.alive([0.25, 4, 1, 3], 0, 0, 60)).toBeCloseTo(0.6, 14)
  expect(mbgNbd.alive([0.25, 4, 1, 3], 0, 0, 0)).toBeCloseTo(0.75, 14)
})

test('a through 1: nothing jumps', () => {
  for (const model of models)
    for (const step of [1e-3, 1e-6, 1e-9, 1e-12, 1e-15]) {
      const at = (a: number) => [model.expected([0.3, 5, a, 2], 52), model.future([0.3, 5, a, 2], 52, 3, 20, 30)]
      for (const side of [1 - step, 1 + step])
        for (const [index, value] of at(side).entries())
          expect(Math.abs(value / at(1)[index]! - 1)).toBeLessThan(2 * step + 1e-13)
    }
})

referenceTest('one customer: the log-likelihood as Hardie prints it, without overflow', async () => {
  const at = (x: number, tx: number) => bgNbd.logLikelihood([0.25, 4, 0.8, 2.5], historiesOf([[x, tx, 40]]))
  await expectPublished('bgnbd-single-loglik', { '0,0': at(0, 0), '200,38': at(200, 38) })
})

referenceTest('CDNOW: BG/NBD as Fader, Hardie and Lee print it', async () => {
  const { ids, histories } = await cdnowHistories('cdnow_sample.csv')
  expect(ids.length).toBe(2357)
  const { estimates, logLikelihood, converged } = fitPurchases(bgNbd, histories)
  expect(converged).toBe(true)
  const figures = { ...nameEstimates(estimates), loglik: logLikelihood }
  await expectPublished('cdnow-bgnbd-fit', figures, 0.005)
  await expectPublished('cdnow-bgnbd-fit-fine', figures, 0.005)
  expect(logLikelihood).toBeGreaterThan(-9582.429 - 0.001)
  await expectPublished('cdnow-bgnbd-expected-52', bgNbd.expected(estimates, 52), 0.001)
  const at = ids.indexOf('1516')
  const [x, tx, T] = [histories.x[at]!, histories.tx[at]!, histories.T[at]!]
  expect([x, tx, T].map((value) => value.toFixed(3))).toEqual(['26.000', '30.857', '31.000'])
  const customer = { expected_52w: bgNbd.future(estimates, 52, x, tx, T), p_alive: bgNbd.alive(estimates, x, tx, T) }
  await expectPublished('cdnow-bgnbd-customer-1516', customer, 0.001)
  const paradox = [10, 15, 20, 25].map((count) => [count, bgNbd.future(estimates, 52, count, 20, 39)])
  await expectPublished('cdnow-bgnbd-frequency-paradox', Object.fromEntries(paradox))
})

referenceTest('CDNOW, times of two decimals: BG/NBD as lifetimes prints it', async () => {
  const { ids, histories } = await cdnowSummary()
  const { estimates, standardErrors } = fitPurchases(bgNbd, histories)
  await expectPublished('cdnow-bgnbd-fit-lifetimes', nameEstimates(estimates), 0.005)
  await expectPublished('cdnow-bgnbd-se-lifetimes', nameEstimates(standardErrors.map((error) => error!)), 0.01)
  const times = ['0.1429', '1', '3', '31.8571', '32', '78']
  const expected = times.map((time) => [time, bgNbd.expected(estimates, Number(time))])
  await expectPublished('cdnow-bgnbd-expected-repeat', Object.fromEntries(expected))
  await expectPublished('cdnow-bgnbd-condexp-hardie', bgNbd.future(estimates, 39, 2, 30.43, 38.86), 0.001)
  const nextWeek = ids
    .map((id, at) => [id, bgNbd.future(estimates, 1, histories.x[at]!, histories.tx[at]!, histories.T[at]!)] as const)
    .sort(([, left], [, right]) => left - right)
    .slice(-5)
  expect(nextWeek.map(([id]) => id)).toEqual(['509', '841', '1981', '157', '1516'])
  await expectPublished('cdnow-bgnbd-top5', Object.fromEntries(nextWeek), 0.001)
})

function nameEstimates(values: readonly number[]): Record<string, number> {
  return Object.fromEntries(bgNbd.parameters.map((name, at) => [name, values[at]!]))
}
