import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { bgNbd, mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import { checkHistories, type Histories } from '../../src/statistics/buy-till-you-die.ts'
import { logGamma } from '../../src/statistics/gamma.ts'
import { paretoNbd } from '../../src/statistics/pareto-nbd.ts'
import { historiesOf } from '../support/histories.ts'

const models = [bgNbd, mbgNbd, paretoNbd] as const
const good = { x: [0, 2], tx: [0, 10], T: [30, 31], n: [5, 1] }

describe.each<[string, Partial<Record<keyof Histories, number[]>>]>([
  ['columns of different lengths', { tx: [0] }],
  ['a negative x', { x: [-1, 2] }],
  ['x that is no number', { x: [NaN, 2] }],
  ['x without end', { x: [0, Infinity] }],
  ['a negative tx', { tx: [0, -1] }],
  ['tx that is no number', { tx: [0, NaN] }],
  ['a negative T', { T: [-1, 31] }],
  ['T that is no number', { T: [NaN, 31] }],
  ['T without end', { T: [Infinity, 31] }],
  ['tx after T', { tx: [0, 31.01] }],
  ['tx > 0 without a repeat purchase', { tx: [1, 10] }],
  ['tx = 0 after repeat purchases', { tx: [0, 0] }],
  ['n = 0', { n: [0, 1] }],
  ['a negative n', { n: [5, -1] }],
  ['n that is no number', { n: [5, NaN] }],
])('%s', (_name, wrong) => {
  const given = Object.entries({ ...good, ...wrong }).map(([name, values]) => [name, Float64Array.from(values)])
  const histories = Object.fromEntries(given) as Histories

  test('is refused, with a reason', () => {
    expect(() => checkHistories(histories)).toThrow(RangeError)
    expect(() => checkHistories(histories)).toThrow(/\w+ \w+/)
  })

  test.each(models)('is refused by $id', (model) => {
    expect(() => model.logLikelihood([0.3, 5, 0.8, 2.5], histories)).toThrow(RangeError)
  })
})

test('possible histories are let through', () => {
  const rows = [
    [0, 0, 0],
    [0, 0, 40],
    [1, 40, 40],
    [5000, 39.9, 40, 0.5],
  ] as const
  expect(() => checkHistories(historiesOf(rows))).not.toThrow()
})

test.each(models)('$id: impossible arguments are refused', (model) => {
  const theta = [0.3, 5, 0.8, 2.5]
  const histories = historiesOf([[2, 10, 30]])
  for (let at = 0; at < 4; at++)
    for (const wrong of [0, -1, NaN, Infinity]) {
      const bad = theta.with(at, wrong)
      expect(() => model.logLikelihood(bad, histories)).toThrow(RangeError)
      expect(() => model.alive(bad, 2, 10, 30)).toThrow(RangeError)
      expect(() => model.expected(bad, 52)).toThrow(RangeError)
      expect(() => model.future(bad, 52, 2, 10, 30)).toThrow(RangeError)
    }
  for (const t of [-1, NaN, Infinity]) {
    expect(() => model.expected(theta, t)).toThrow(RangeError)
    expect(() => model.future(theta, t, 2, 10, 30)).toThrow(RangeError)
  }
  for (const [x, tx, T] of [
    [-1, 0, 30],
    [2, 31, 30],
    [0, 5, 30],
    [2, 0, 30],
    [2, 10, NaN],
    [NaN, 10, 30],
  ] as const) {
    expect(() => model.alive(theta, x, tx, T)).toThrow(RangeError)
    expect(() => model.future(theta, 52, x, tx, T)).toThrow(RangeError)
  }
})

/** Nodes and weights of Gauss and Legendre on (0, 1), each node by Newton's method. */
function gauss(count: number): [node: number, weight: number][] {
  return Array.from({ length: count }, (_, at) => {
    let x = Math.cos((Math.PI * (at + 0.75)) / (count + 0.5))
    let slope = 1
    for (let round = 0; round < 20; round++) {
      let [before, value] = [1, x]
      for (let degree = 2; degree <= count; degree++)
        [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree]
      slope = (count * (x * value - before)) / (x * x - 1)
      x -= value / slope
    }
    return [(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)]
  })
}

/**
 * Every possible history of T weeks with its probability: the likelihood is the density of the purchase times, of which all but
 * the last are integrated out, tx^(x−1)/(x−1)!. More than `most` purchases are impossible but for 1e-10.
 */
function outcomes(model: (typeof models)[number], theta: readonly number[], T: number, most: number) {
  const likelihood = (x: number, tx: number) => model.logLikelihood(theta, historiesOf([[x, tx, T]]))
  const all = [{ x: 0, tx: 0, share: Math.exp(likelihood(0, 0)) }]
  const nodes = gauss(32)
  for (let x = 1; x <= most; x++)
    for (const [node, weight] of nodes) {
      const tx = node * T
      all.push({ x, tx, share: weight * T * Math.exp(likelihood(x, tx) + (x - 1) * Math.log(tx) - logGamma(x)) })
    }
  return all
}

describe.each([
  [[0.8, 9, 0.7, 2.5], 6],
  [[2.5, 12, 1, 1], 4],
  [[1.2, 10, 6, 10], 6],
])('all that can happen, at parameters %j within %d weeks', (theta, T) => {
  test.each(models)('$id: adds up to 1, to E[X(T)], and to what E[X] gains later', (model) => {
    const all = outcomes(model, theta, T, 45)
    const mean = (value: (outcome: (typeof all)[number]) => number) =>
      all.reduce((sum, outcome) => sum + outcome.share * value(outcome), 0)
    expect(mean(() => 1)).toBeCloseTo(1, 9)
    expect(mean(({ x }) => x)).toBeCloseTo(model.expected(theta, T), 8)
    for (const t of [1, 30])
      expect(mean(({ x, tx }) => model.future(theta, t, x, tx, T))).toBeCloseTo(
        model.expected(theta, T + t) - model.expected(theta, T),
        8,
      )
  })

  test('pareto_nbd: the mean P(alive) is the share that stays for T weeks', () => {
    const mean = outcomes(paretoNbd, theta, T, 45).reduce(
      (sum, { x, tx, share }) => sum + share * paretoNbd.alive(theta, x, tx, T),
      0,
    )
    expect(mean).toBeCloseTo((theta[3]! / (theta[3]! + T)) ** theta[2]!, 9)
  })
})

/** Numbers of every size between two, as likely in each order of magnitude. */
function size(low: number, high: number): fc.Arbitrary<number> {
  return fc.nat(1_000_000).map((step) => low * (high / low) ** (step / 1_000_000))
}

/** Any history of up to ten years, with the last purchase anywhere. */
const anyHistory = fc
  .record({
    x: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 5000 })),
    T: size(1 / 7, 520),
    share: fc.oneof(fc.constant(1), size(1e-3, 1)),
  })
  .map(({ x, T, share }) => ({ x, tx: x === 0 ? 0 : T * share, T }))

describe.each(models)('$id, for any customer', (model) => {
  const anyTheta = (low: number, high: number) => fc.tuple(...Array.from({ length: 4 }, () => size(low, high)))

  test('P(alive) is a probability and falls with silence; so does E[Y(t)]', () => {
    const silent = fc.property(anyTheta(0.01, 100), anyHistory, size(0.1, 100), (theta, { x, tx, T }, longer) => {
      const now = model.alive(theta, x, tx, T)
      const later = model.alive(theta, x, tx, T + longer)
      expect(now >= 0 && now <= 1).toBe(true)
      expect(later).toBeLessThanOrEqual(now * (1 + 1e-12))
      if (now > 1e-200 && now < 1 - 1e-9) expect(later).toBeLessThan(now)
    })
    fc.assert(silent, { seed: 1, numRuns: 500, endOnFailure: true })
  })

  test('E[X] and E[Y] start at 0 and rise, E[Y] not above what a living customer buys', () => {
    const rising = fc.property(anyTheta(0.01, 100), anyHistory, size(1e-3, 500), (theta, { x, tx, T }, t) => {
      expect(model.expected(theta, 0)).toBe(0)
      expect(model.future(theta, 0, x, tx, T)).toBe(0)
      const counts = [t, 1.5 * t].map((time) => model.expected(theta, time))
      const next = [t, 1.5 * t].map((time) => model.future(theta, time, x, tx, T))
      // Where all have left there is nothing to be gained but the last digits.
      expect(counts[1]).toBeGreaterThan(counts[0]! * (1 - 1e-12))
      expect(next[1]).toBeGreaterThanOrEqual(next[0]! * (1 - 1e-12))
      // Rates are gamma(r, α), after x purchases gamma(r + x, α + T).
      expect(counts[0]).toBeLessThanOrEqual(((theta[0]! * t) / theta[1]!) * (1 + 1e-9))
      const living = model.alive(theta, x, tx, T) * ((theta[0]! + x) / (theta[1]! + T)) * t
      expect(next[0]).toBeLessThanOrEqual(living * (1 + 1e-9))
    })
    fc.assert(rising, { seed: 2, numRuns: 50, endOnFailure: true })
  })

  test('nothing is NaN or infinite, whatever the parameters', () => {
    const finite = fc.property(anyTheta(1e-3, 1e3), anyHistory, size(1e-6, 1e4), (theta, { x, tx, T }, t) => {
      for (const value of [
        model.logLikelihood(theta, historiesOf([[x, tx, T]])),
        model.alive(theta, x, tx, T),
        model.expected(theta, t),
        model.future(theta, t, x, tx, T),
      ])
        expect(Number.isFinite(value)).toBe(true)
    })
    fc.assert(finite, { seed: 3, numRuns: 200, endOnFailure: true })
  })
})
