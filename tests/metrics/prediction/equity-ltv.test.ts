import { describe, expect, test } from 'vitest'
import type { ColumnTable, Row } from '../../../src/engine/database.ts'
import { NodeDatabase } from '../../../src/engine/duckdb-node.ts'
import type { Group } from '../../../src/metrics/acquisition/groups.ts'
import { backtestSummary } from '../../../src/metrics/backtest-summary.ts'
import { customerEquity } from '../../../src/metrics/customer-equity.ts'
import { ltvToCac } from '../../../src/metrics/ltv-to-cac.ts'
import type { AnyMetric } from '../../../src/metrics/metric.ts'
import { equityStudy } from '../../../src/metrics/prediction/equity-study.ts'
import type { Forecast, SpendForecast } from '../../../src/metrics/prediction/forecast.ts'
import { ltvAhead } from '../../../src/metrics/prediction/ltv-study.ts'
import type { PredictedMargin } from '../../../src/metrics/prediction/margin-study.ts'
import type { People } from '../../../src/metrics/prediction/people.ts'
import { predictedValue } from '../../../src/metrics/predicted-value.ts'
import type { Settings } from '../../../src/metrics/settings.ts'
import type { Fit } from '../../../src/statistics/maximum-likelihood.ts'
import { cells } from '../../support/given.ts'
import { openShop, type GivenTables } from '../../support/shop.ts'
import { fromCsv, simulatedOrders, truth } from '../../support/simulated-buyers.ts'

const sure = (estimates: readonly number[]): Fit => ({
  estimates,
  standardErrors: estimates.map(() => 0),
  logCovariance: estimates.map(() => estimates.map(() => 0)),
  logLikelihood: 0,
  converged: true,
  reason: null,
  iterations: 0,
})
const list = (...values: readonly number[]) => Float64Array.from(values)

/** Five customers: 1 and 2 came by ads in January 2025, 3 by himself, 4 by ads in February, of 5 nobody knows when and how. */
function predicted(): PredictedMargin {
  const zeros = () => new Float64Array(5)
  const people: People = {
    key: list(1, 2, 3, 4, 5),
    x: zeros(),
    tx: zeros(),
    T: zeros(),
    spent: zeros(),
    cell: zeros(),
    channel: list(0, 0, 1, 0, NaN),
    cohort: list(24300, 24300, 24300, 24301, NaN),
  }
  const forecast: Forecast = {
    horizon: { months: 12, discountRate: 0.1 },
    purchases: sure([1, 1, 1, 1]),
    alive: list(0.5, 0.5, 0.5, 0.5, 0.5),
    orders: list(2, 1, 4, 0.5, 8),
    discounted: list(2, 1, 4, 0.5, 8),
    variance: list(2, 1, 4, 0.5, 8),
    slopes: [zeros(), zeros(), zeros(), zeros()],
  }
  const spend: SpendForecast = {
    spending: sure([5, 3, 10]),
    mean: list(10, 10, 10, 20, 1),
    square: list(100, 100, 100, 400, 1),
    slopes: [zeros(), zeros(), zeros()],
  }
  const channels = new Map([
    [0, 'ad'],
    [1, 'own'],
  ])
  return { people, channels, earned: list(100, 50, 30, 7, 1000), forecast, spend }
}

const none: ColumnTable = { length: 0, columns: {} }
const conclude = (found: PredictedMargin | null, answers: { quadrants: ColumnTable; referrers: ColumnTable }) =>
  equityStudy.conclude(answers, { settings: {}, columns: null } as never, [found], {
    pause: () => Promise.resolve(),
    progress: () => {},
  }) as readonly Row[]

describe('equity by hand', () => {
  test('predicted margin at its lower median or above, and referrals', () => {
    // CLV 20, 10, 40, 10, 8: the median is 10, which two customers have. 2 and 5 refer; nobody knows 9.
    const referrers = { length: 3, columns: { customer_key: list(2, 5, 9), crv: list(30, 4, 500) } }
    const rows = conclude(predicted(), { quadrants: none, referrers })
    expect(cells(rows, 'quadrant', 'customers', 'clv', 'crv', 'clv_median', 'basis')).toEqual([
      ['champions', 1, 10, 30, 10, 'predicted'],
      ['affluents', 3, 70, 0, 10, 'predicted'],
      ['advocates', 1, 8, 4, 10, 'predicted'],
      ['misers', 0, 0, 0, 10, 'predicted'],
    ])
  })

  test('referrals that cost more than they bring are no value', () => {
    const referrers = { length: 1, columns: { customer_key: list(1), crv: list(-3) } }
    const rows = conclude(predicted(), { quadrants: none, referrers })
    expect(cells(rows, 'quadrant', 'customers', 'crv')).toEqual([
      ['champions', 0, 0],
      ['affluents', 4, -3],
      ['advocates', 0, 0],
      ['misers', 1, 0],
    ])
  })

  test('without a prediction, what was observed stays as it was asked', () => {
    const quadrants = {
      length: 1,
      columns: { quadrant: ['misers'], customers: list(3), clv: list(7), crv: list(0), clv_median: list(2) },
    }
    expect(conclude(null, { quadrants, referrers: none })).toEqual([
      { quadrant: 'misers', customers: 3, clv: 7, crv: 0, clv_median: 2, basis: 'observed' },
    ])
  })
})

describe('margin ahead by hand', () => {
  const all: Group = { kind: 'blended', channel: null, holds: () => true }
  const ads: Group = { kind: 'channel', channel: 'ad', holds: (channel) => channel === 'ad' }
  const [january, february] = ['2025-01-01', '2025-02-01'] as const

  test('earned so far and expected, per customer of the months that count', () => {
    // January: 100 + 50 + 30 earned, 20 + 10 + 40 expected.
    expect(ltvAhead(predicted(), all, [january])!.ltv).toBeCloseTo(250 / 3, 12)
    expect(ltvAhead(predicted(), ads, [january])!.ltv).toBeCloseTo(180 / 2, 12)
    expect(ltvAhead(predicted(), ads, [january, february])!.ltv).toBeCloseTo((157 + 40) / 3, 12)
    expect(ltvAhead(predicted(), ads, ['2025-03-01'])).toBeNull()
  })

  test('what was earned is certain; the interval is that of what is expected', () => {
    const { ltv, low, high } = ltvAhead(predicted(), ads, [february])!
    // One customer: Var = E[Y²]E[ζ²] + E[Y]E[ζ²]/p − (E[Y]E[ζ])² = 0.75·400 + 0.5·400/5 − 100 = 240 around 10.
    // The quantiles of a gamma number of shape 100 ÷ 240 and scale 24 are 0.00257 and 54.59323.
    expect([ltv, low, high].map(Number)).toEqual(
      [17, 7.00257, 61.59323].map((value) => expect.closeTo(value, 4) as number),
    )
  })
})

describe('only where the back-test says trust', () => {
  const as_of = '2025-06-19'
  const orders = (customers: number) =>
    simulatedOrders({ ...truth, customers, from: '2023-01-01', days: 900, seed: 21, channels: ['ad', 'own'] }).map(
      (order) => ({ ...order, cost: (Number(order.amount) * 0.6).toFixed(2) }),
    )
  const spend: GivenTables['spend'] = Array.from({ length: 30 }, (_, month) => ({
    date: new Date(Date.UTC(2023, month)).toISOString().slice(0, 10),
    period: 'month',
    amount: 1000,
    channel: 'ad',
  }))

  async function found(customers: number, settings: Partial<Settings>, ...metrics: readonly AnyMetric[]) {
    const database = await NodeDatabase.open({ threads: 1 })
    try {
      const shop = await fromCsv(database, orders(customers), { as_of, history: 'complete', ...settings })
      const answer = await openShop(database, { ...shop, spend })
      const rows: (readonly Row[])[] = []
      for (const metric of metrics) rows.push(await answer(metric))
      return rows
    } finally {
      await database.close()
    }
  }
  const verdict = (rows: readonly Row[]) => rows.find((row) => row['model'] === 'mbg_nbd')!['verdict']
  const observed = (row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('predicted_')))
  const predictedCells = (row: Row) => Object.entries(row).filter(([name]) => name.startsWith('predicted_'))

  test('trust: equity and the ratio look ahead; not under a segment filter', async () => {
    const [summary, equity, ratio, values] = await found(
      1500,
      {},
      backtestSummary,
      customerEquity,
      ltvToCac,
      predictedValue,
    )
    expect(verdict(summary!)).toBe('trust')
    expect(equity!.map((row) => row['basis'])).toEqual(Array.from({ length: 4 }, () => 'predicted'))
    expect(equity!.reduce((sum, row) => sum + Number(row['customers']), 0)).toBe(1500)
    // Costs are 60% of every amount, and a model of spending does not mind the unit.
    const total = values!.find((row) => row['kind'] === 'total')!
    const clv = equity!.reduce((sum, row) => sum + Number(row['clv']), 0)
    expect(clv / Number(total['expected_value'])).toBeCloseTo(0.4, 3)
    expect(ratio!.length).toBeGreaterThan(1)
    for (const row of ratio!) {
      const [ltv, low, high, cac] = ['predicted_ltv', 'predicted_low', 'predicted_high', 'cac'].map((name) =>
        Number(row[name]),
      ) as [number, number, number, number]
      expect(ltv).toBeGreaterThan(Number(row['ltv']))
      expect(low < ltv && ltv < high).toBe(true)
      expect(Number(row['predicted_ratio'])).toBeCloseTo(ltv / cac, 9)
      expect(row['predicted_verdict']).toBe(low > cac ? 'above' : high < cac ? 'below' : 'unsure')
    }
    const [under] = await found(1500, { segment: 'champion' }, ltvToCac)
    for (const row of under!) for (const [, cell] of predictedCells(row)) expect(cell).toBeNull()
  })

  test('care or no: both stay with what was observed', async () => {
    const [summary, equity, ratio] = await found(
      1500,
      { as_of: '2024-02-01' },
      backtestSummary,
      customerEquity,
      ltvToCac,
    )
    expect(verdict(summary!)).toBe('care')
    expect(new Set(equity!.map((row) => row['basis']))).toEqual(new Set(['observed']))
    expect(ratio!.length).toBeGreaterThan(1)
    for (const row of ratio!) {
      expect(predictedCells(row).map(([, cell]) => cell)).toEqual([null, null, null, null, null])
      expect(observed(row)['ltv']).not.toBeNull()
    }
  })
})
