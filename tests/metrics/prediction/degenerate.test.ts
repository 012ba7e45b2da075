import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '../../../src/engine/database.ts'
import { NodeDatabase } from '../../../src/engine/duckdb-node.ts'
import { aliveDistribution } from '../../../src/metrics/alive-distribution.ts'
import { aliveGrid } from '../../../src/metrics/alive-grid.ts'
import { backtest } from '../../../src/metrics/backtest.ts'
import { backtestSummary } from '../../../src/metrics/backtest-summary.ts'
import { customerEquity } from '../../../src/metrics/customer-equity.ts'
import { ltvToCac } from '../../../src/metrics/ltv-to-cac.ts'
import type { AnyMetric } from '../../../src/metrics/metric.ts'
import { predictedModels } from '../../../src/metrics/predicted-models.ts'
import { predictedValue } from '../../../src/metrics/predicted-value.ts'
import type { Settings } from '../../../src/metrics/settings.ts'
import { openShop, type GivenOrder } from '../../support/shop.ts'
import { simulatedOrders, truth } from '../../support/simulated-buyers.ts'

const metrics: readonly AnyMetric[] = [
  predictedModels,
  backtest,
  backtestSummary,
  predictedValue,
  aliveDistribution,
  aliveGrid,
  customerEquity,
  ltvToCac,
]
type Found = Record<string, readonly Row[]>

let database: NodeDatabase
beforeAll(async () => {
  database = await NodeDatabase.open({ threads: 1 })
})
afterAll(() => database.close())

/** Every metric of a shop as it was computed: not a cell is NaN or infinite before rows are rounded, either. */
async function everything(orders: readonly GivenOrder[], settings: Partial<Settings> & { as_of: string }) {
  const answer = await openShop(database, { orders, settings: { margin_rate: 0.5, ...settings } })
  const found: Found = {}
  for (const metric of metrics) found[metric.id] = await answer(metric)
  for (const rows of Object.values(found))
    for (const cell of rows.flatMap((row) => Object.values(row)))
      if (typeof cell === 'number') expect(cell).toSatisfy(Number.isFinite)
  expect(found['predicted_models']).toHaveLength(15)
  expect(found['backtest_summary']).toHaveLength(3)
  expect(found['customer_equity']).toHaveLength(4)
  return found
}

/** Why each model may not be used, in the order mbg_nbd, bg_nbd, pareto_nbd, gamma_gamma. */
const reasons = ({ predicted_models }: Found) =>
  ['mbg_nbd', 'bg_nbd', 'pareto_nbd', 'gamma_gamma'].map(
    (model) => predicted_models!.find((row) => row['model'] === model)!['reason'],
  )
const badge = ({ backtest_summary }: Found) => {
  const { verdict, reasons, months_needed } = backtest_summary!.find((row) => row['model'] === 'mbg_nbd')!
  return [verdict, reasons, months_needed]
}
const nothingForetold = (found: Found) => {
  expect(found['alive_distribution']).toEqual([])
  expect(found['alive_grid']).toEqual([])
  expect(found['predicted_value']).toHaveLength(1)
  expect(found['predicted_value']![0]).toMatchObject({
    kind: 'total',
    name: null,
    alive: null,
    expected_orders: null,
    expected_value: null,
    low: null,
    high: null,
    verdict: 'no',
  })
  expect(new Set(found['customer_equity']!.map((row) => row['basis']))).toEqual(new Set(['observed']))
}

const START = Date.parse('2023-01-01T00:00:00Z')
const iso = (day: number) => new Date(START + day * 86_400_000).toISOString().slice(0, 10)
/** Orders of customers who bought on such days since 2023-01-01, of such an amount. */
const bought = (
  count: number,
  days: (number: number) => readonly number[],
  amount: (number: number, day: number) => number = () => 10,
): GivenOrder[] =>
  Array.from({ length: count }, (_, number) =>
    days(number).map((day) => ({ customer_id: `c${number}`, ordered_at: iso(day), amount: amount(number, day) })),
  ).flat()
const as_of = iso(900)

describe('too little to fit', () => {
  const tooFew = ['too_few_customers', 'too_few_customers', 'too_few_customers', 'too_few_repeaters']
  test('no order before as_of', async () => {
    const found = await everything(
      bought(3, () => [10, 20]),
      { as_of: iso(5) },
    )
    expect(reasons(found)).toEqual(tooFew)
    expect(found['predicted_value']![0]).toMatchObject({ customers: 0, alive: null })
    expect(badge(found)).toEqual(['no', 'too_short,few_repeaters,under_a_year', null])
    expect(found['backtest_summary']![0]).toMatchObject({ calibration_from: null, holdout_to: null, customers: 0 })
  })

  test('one customer with one order', async () => {
    const found = await everything(
      bought(1, () => [0]),
      { as_of: iso(1) },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(tooFew)
    expect(found['predicted_value']![0]).toMatchObject({ customers: 1 })
  })

  test('as_of before the second order', async () => {
    const found = await everything(
      bought(40, () => [0, 7]),
      { as_of: iso(3) },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(tooFew)
  })

  test('five customers over years', async () => {
    const found = await everything(
      bought(5, (number) => [0, 100 + number, 800]),
      { as_of },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(tooFew)
    // Nothing is forecast, but what came is counted.
    expect(found['backtest']).toHaveLength(3 * 42)
    expect(found['backtest_summary']![0]).toMatchObject({ customers: 5, repeaters: 5, actual: 5, predicted: null })
    expect(badge(found)).toEqual(['no', 'not_converged,few_repeaters', Math.ceil((39 * 900) / (365.25 / 12))])
  })

  test('everything on one day', async () => {
    const found = await everything(
      bought(150, () => [0]),
      { as_of: iso(1) },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(['one_day', 'one_day', 'one_day', 'too_few_repeaters'])
    expect(badge(found)).toEqual(['no', 'too_short,few_repeaters,under_a_year', null])
  })

  test('two days of orders', async () => {
    const found = await everything(
      bought(150, (number) => (number % 3 === 0 ? [0, 1] : [number % 2])),
      {
        as_of: iso(2),
      },
    )
    expect(found['backtest']).toEqual([])
    expect(badge(found)[0]).toBe('no')
    expect(badge(found)[1]).toMatch(/^too_short,/)
    expect(found['backtest_summary']![0]).toMatchObject({ calibration_from: iso(0), holdout_from: null })
  })

  test('nobody returns', async () => {
    const found = await everything(
      bought(400, (number) => [2 * number]),
      { as_of },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(['nobody_returns', 'nobody_returns', 'nobody_returns', 'too_few_repeaters'])
    expect(badge(found)).toEqual(['no', 'not_converged,few_repeaters', null])
  })

  test('29 return', async () => {
    const found = await everything(
      bought(400, (number) => (number < 29 ? [0, 300 + number] : [2 * number])),
      { as_of },
    )
    nothingForetold(found)
    expect(new Set(reasons(found))).toEqual(new Set(['too_few_repeaters']))
  })

  test('history = partial leaves nobody known', async () => {
    const found = await everything(
      bought(200, (number) => [number, number + 30]),
      {
        as_of: iso(300),
        history: 'partial',
      },
    )
    nothingForetold(found)
    expect(reasons(found)).toEqual(tooFew)
    expect(found['backtest']).toEqual([])
    expect(found['predicted_value']![0]).toMatchObject({ customers: 200 })
    expect(badge(found)).toEqual(['no', 'too_short,few_repeaters,under_a_year', null])
    expect(found['backtest_summary']![0]).toMatchObject({ calibration_from: null, customers: 0, repeaters: 0 })
  })
})

describe('odd shops', () => {
  test('everybody returns every week', async () => {
    const weekly = (number: number) => Array.from({ length: 60 }, (_, week) => (number % 30) + 7 * week)
    const found = await everything(bought(150, weekly), { as_of: iso(420) })
    // Customers who are all alike and never leave: the parameters run off, but what they do is plain.
    for (const reason of reasons(found).slice(0, 3)) expect(['at_the_edge', 'no_maximum']).toContain(reason)
    expect(badge(found)[0]).toBe('no')
    expect(badge(found)[1]).toMatch(/not_converged/)
    for (const row of found['backtest_summary']!) {
      expect(row['actual']).toBe(150 * 20)
      expect(Math.abs(Number(row['total_error']))).toBeLessThan(0.05)
      expect(Number(row['expected_orders']) / (150 * 52.18)).toBeCloseTo(1, 1)
    }
    expect(found['alive_distribution']!.filter((row) => row['alive_from'] === 0.9)).toHaveLength(3)
    expect(found['predicted_value']).toHaveLength(1)
    expect(found['predicted_value']![0]).toMatchObject({ customers: 150, expected_orders: null, verdict: 'no' })
  })

  const orders = simulatedOrders({ ...truth, customers: 300, from: iso(0), days: 900, seed: 9 })
  const priced = (amount: (order: GivenOrder, at: number) => number | string) =>
    orders.map((order, at) => ({ ...order, amount: amount(order, at) }))

  test('all amounts equal: purchases are foretold, their value is not', async () => {
    const found = await everything(
      priced(() => 10),
      { as_of },
    )
    expect(reasons(found)).toEqual([null, null, null, 'at_the_edge'])
    const total = found['predicted_value']!.find((row) => row['kind'] === 'total')!
    expect(total).toMatchObject({ customers: 300, expected_value: null, low: null, high: null })
    expect(Number(total['expected_orders'])).toBeGreaterThan(50)
    expect(found['predicted_models']![0]).toMatchObject({ correlation: null })
    expect(new Set(found['customer_equity']!.map((row) => row['basis']))).toEqual(new Set(['observed']))
  })

  test('all amounts zero, or lost again', async () => {
    const refunds = orders.map((order) => ({ ...order, amount: -Number(order.amount) - 1, ordered_at: iso(899) }))
    for (const given of [priced(() => 0), [...orders, ...refunds]]) {
      const found = await everything(given, { as_of })
      expect(reasons(found)).toEqual([null, null, null, 'too_few_repeaters'])
      expect(found['predicted_models']!.find((row) => row['model'] === 'gamma_gamma')).toMatchObject({
        customers: 0,
        estimate: null,
        correlation: null,
      })
      expect(found['predicted_value']!.find((row) => row['kind'] === 'total')!['expected_value']).toBeNull()
    }
  })

  test('values without a finite mean are refused, and the orders stand', async () => {
    const wild = simulatedOrders({ ...truth, spend: [2, 0.7, 15], customers: 400, from: iso(0), days: 900, seed: 9 })
    const found = await everything(wild, { as_of })
    expect(reasons(found)).toEqual([null, null, null, 'infinite_mean'])
    const rows = found['predicted_models']!.filter((row) => row['model'] === 'gamma_gamma')
    expect(rows.map((row) => [row['parameter'], row['converged']])).toEqual([
      ['p', false],
      ['q', false],
      ['v', false],
    ])
    expect(rows[1]!['estimate']).toBeLessThanOrEqual(1)
    const total = found['predicted_value']!.find((row) => row['kind'] === 'total')!
    expect([total['expected_value'], Number(total['expected_orders']) > 50]).toEqual([null, true])
  })

  test('nobody of the hold-out was known before: nothing came of what was foretold, and that is no trust', async () => {
    const cut = iso(600)
    const renamed = orders.map((order) => ({
      ...order,
      customer_id: order.ordered_at! < cut ? order.customer_id : `new ${order.customer_id}`,
    }))
    const more = simulatedOrders({ ...truth, customers: 500, from: iso(0), days: 600, seed: 10 }).map((order) => ({
      ...order,
      customer_id: `more ${order.customer_id}`,
    }))
    const found = await everything([...renamed, ...more], { as_of })
    const row = found['backtest_summary']!.find((each) => each['model'] === 'mbg_nbd')!
    expect(row).toMatchObject({ actual: 0, total_error: null, mape: null })
    expect(Number(row['predicted'])).toBeGreaterThan(10)
    expect([row['verdict'], row['reasons']]).toEqual(['no', expect.stringMatching(/total_off/)])
  })
})
