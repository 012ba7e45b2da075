import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Row } from '../../../src/engine/database.ts'
import { NodeDatabase } from '../../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../../src/engine/duckdb-wasm-node.ts'
import { aliveDistribution } from '../../../src/metrics/alive-distribution.ts'
import { aliveGrid } from '../../../src/metrics/alive-grid.ts'
import { backtest } from '../../../src/metrics/backtest.ts'
import { backtestSummary } from '../../../src/metrics/backtest-summary.ts'
import type { AnyMetric } from '../../../src/metrics/metric.ts'
import { overview } from '../../../src/metrics/overview.ts'
import { predictedModels } from '../../../src/metrics/predicted-models.ts'
import { predictedValue } from '../../../src/metrics/predicted-value.ts'
import { rfmSegments } from '../../../src/metrics/rfm-segments.ts'
import type { Settings } from '../../../src/metrics/settings.ts'
import { shuffled } from '../../support/generated-shop.ts'
import { openShop, type GivenOrder } from '../../support/shop.ts'
import { fromCsv, simulatedOrders, truth } from '../../support/simulated-buyers.ts'

const six = [predictedModels, backtest, backtestSummary, predictedValue, aliveDistribution, aliveGrid]
const shop = { ...truth, customers: 480, from: '2023-01-01', days: 900, seed: 4, channels: ['ad', 'own', 'shop', ''] }
const orders = simulatedOrders(shop).map((order, at) => ({ ...order, category: at % 3 ? 'tea' : 'cup' }))
const as_of = '2025-06-19'

/** Metrics of the simulated shop as they are on a database, under changed settings. */
async function ask(
  database: Database,
  given: readonly GivenOrder[],
  settings: Partial<Settings>,
  metrics: readonly AnyMetric[] = six,
): Promise<Record<string, readonly Row[]>> {
  const answer = await openShop(database, await fromCsv(database, given, { as_of, ...settings }))
  const found: Record<string, readonly Row[]> = {}
  for (const metric of metrics) found[metric.id] = await answer(metric)
  return found
}

let native: NodeDatabase
let whole: Record<string, readonly Row[]>
beforeAll(async () => {
  native = await NodeDatabase.open({ threads: 1 })
  whole = await ask(native, orders, {}, [...six, rfmSegments])
})
afterAll(() => native.close())

const six_of = (found: Record<string, readonly Row[]>) =>
  Object.fromEntries(six.map(({ id }) => [id, JSON.stringify(found[id])]))
const total = (found: Record<string, readonly Row[]>) =>
  found['predicted_value']!.find((row) => row['kind'] === 'total')!
const sum = (rows: readonly Row[], name: string) => rows.reduce((all, row) => all + Number(row[name]), 0)

test('the shop is rich enough to say something', () => {
  for (const { id } of six) expect(whole[id]!.length).toBeGreaterThan(1)
  expect(whole['predicted_models']!.map((row) => row['reason'])).toEqual(Array.from({ length: 15 }, () => null))
  expect(Number(total(whole)['expected_value'])).toBeGreaterThan(1000)
})

describe('the same bytes', () => {
  test('for rows in another order, in two files', async () => {
    const other = await ask(
      native,
      shuffled(orders, 5).map((order, at) => ({ ...order, file_no: 1 + (at % 2) })),
      {},
    )
    expect(six_of(other)).toEqual(six_of(whole))
  })

  test('in WebAssembly', async () => {
    const database = await openWasmInNode()
    const found = await ask(database, shuffled(orders, 6), {})
    await database.close()
    expect(six_of(found)).toEqual(six_of(whole))
  })

  test('on two threads', async () => {
    const database = await NodeDatabase.open({ threads: 2 })
    const found = await ask(database, shuffled(orders, 7), {})
    await database.close()
    expect(six_of(found)).toEqual(six_of(whole))
  })
})

describe('parts and wholes', () => {
  test.each(['segment', 'cohort', 'channel'])('each %s sums up to the total', (kind) => {
    const parts = whole['predicted_value']!.filter((row) => row['kind'] === kind)
    expect(parts.length).toBeGreaterThan(1)
    for (const name of ['customers', 'alive', 'expected_orders', 'expected_value'])
      expect(sum(parts, name) / Number(total(whole)[name])).toBeCloseTo(1, 9)
  })

  test('an interval holds its value; those of parts are wider than that of the whole', () => {
    const width = (row: Row) => Math.log(Number(row['high']) / Number(row['low']))
    for (const row of whole['predicted_value']!) {
      expect(Number(row['low'])).toBeLessThan(Number(row['expected_value']))
      expect(Number(row['high'])).toBeGreaterThanOrEqual(Number(row['expected_value']))
      if (row['kind'] !== 'total') expect(width(row)).toBeGreaterThan(width(total(whole)))
    }
  })

  test('segments hold as many customers as elsewhere, and channels those who came through them', () => {
    const segments = whole['predicted_value']!.filter((row) => row['kind'] === 'segment')
    const elsewhere = whole['rfm_segments']!.filter((row) => row['customers'] !== 0)
    expect(segments.map((row) => [row['name'], row['customers']])).toEqual(
      elsewhere.map((row) => [row['segment'], row['customers']]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
    )
    const channels = whole['predicted_value']!.filter((row) => row['kind'] === 'channel')
    expect(channels.map((row) => [row['name'], row['customers']])).toEqual([
      ['ad', 120],
      ['own', 120],
      ['shop', 120],
      [null, 120],
    ])
  })

  test('tenths and cells hold every customer once, and the same shares alive', () => {
    for (const model of ['mbg_nbd', 'bg_nbd', 'pareto_nbd']) {
      const tenths = whole['alive_distribution']!.filter((row) => row['model'] === model)
      expect(tenths.map((row) => row['alive_from'])).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
      expect(tenths.map((row) => row['alive_to'])).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
      expect(sum(tenths, 'customers')).toBe(480)
    }
    const cells = whole['alive_grid']!
    expect(sum(cells, 'customers')).toBe(480)
    expect(sum(cells, 'expected_orders') / Number(total(whole)['expected_orders'])).toBeCloseTo(1, 9)
    const alive = cells.reduce((all, row) => all + Number(row['mean_alive']) * Number(row['customers']), 0)
    expect(alive / Number(total(whole)['alive'])).toBeCloseTo(1, 9)
    const mean = whole['predicted_models']!.find((row) => row['model'] === 'mbg_nbd')!['mean_alive']
    expect(alive / 480).toBeCloseTo(Number(mean), 9)
    const expected = whole['backtest_summary']!.find((row) => row['model'] === 'mbg_nbd')!['expected_orders']
    expect(Number(total(whole)['expected_orders']) / Number(expected)).toBeCloseTo(1, 9)
  })

  test('the bands of the grid follow each other without a gap', () => {
    const bands = new Map(whole['alive_grid']!.map((row) => [row['purchases_from'], row['purchases_to']]))
    expect([...bands].sort(([a], [b]) => Number(a) - Number(b))).toEqual(
      [
        [1, 1],
        [2, 2],
        [3, 4],
        [5, 9],
        [10, null],
      ].filter(([from]) => bands.has(from!)),
    )
    const silences = new Map(whole['alive_grid']!.map((row) => [row['silent_from'], row['silent_to']]))
    expect([...silences].sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [0, 29],
      [30, 59],
      [60, 89],
      [90, 179],
      [180, 364],
      [365, 729],
      [730, null],
    ])
  })
})

describe('filters choose customers; the models are the whole shop’s', () => {
  const same = (found: Record<string, readonly Row[]>, ...ids: string[]) => {
    for (const id of ids) expect(found[id]).toEqual(whole[id])
  }

  test('a channel', async () => {
    const found = await ask(native, orders, { channel: 'own' })
    same(found, 'predicted_models', 'backtest', 'backtest_summary')
    const row = whole['predicted_value']!.find((each) => each['name'] === 'own')!
    expect(total(found)).toEqual({ ...row, kind: 'total', name: null })
    expect(sum(found['alive_grid']!, 'customers')).toBe(120)
  })

  test('a segment', async () => {
    const row = whole['predicted_value']!.find((each) => each['kind'] === 'segment')!
    const found = await ask(native, orders, { segment: String(row['name']) })
    same(found, 'predicted_models', 'backtest', 'backtest_summary')
    expect(total(found)).toEqual({ ...row, kind: 'total', name: null })
    expect(sum(found['alive_distribution']!, 'customers')).toBe(3 * Number(row['customers']))
  })

  test('a name that nobody has chooses nobody', async () => {
    const found = await ask(native, orders, { channel: 'nobody' })
    same(found, 'predicted_models', 'backtest', 'backtest_summary')
    expect(found['predicted_value']).toEqual([
      { ...total(whole), customers: 0, alive: 0, expected_orders: 0, expected_value: 0, low: null, high: null },
    ])
    expect(found['alive_grid']).toEqual([])
  })

  test('a category changes nothing', async () => {
    const found = await ask(native, orders, { category: 'tea' })
    same(found, ...six.map(({ id }) => id))
  })
})

describe('settings', () => {
  test('a margin rate on the basis of margin scales value and its interval, and nothing else', async () => {
    const found = await ask(native, orders, { basis: 'margin', margin_rate: 0.5 }, [...six, overview])
    for (const id of ['backtest', 'backtest_summary', 'alive_distribution', 'alive_grid'])
      expect(found[id]).toEqual(whole[id])
    for (const name of ['expected_value', 'low', 'high'])
      expect(Number(total(found)[name]) / Number(total(whole)[name])).toBeCloseTo(0.5, 4)
    for (const name of ['alive', 'expected_orders']) expect(total(found)[name]).toBe(total(whole)[name])
  })

  test('a longer horizon and a smaller discount bring more, and move no fit', async () => {
    const values = [Number(total(whole)['expected_value'])]
    for (const settings of [{ discount_rate: 0 }, { discount_rate: 0, horizon_months: 36 }] as const) {
      const found = await ask(native, orders, settings, [predictedModels, predictedValue])
      expect(found['predicted_models']).toEqual(whole['predicted_models'])
      expect(total(found)['horizon_months']).toBe('horizon_months' in settings ? settings.horizon_months : 12)
      values.push(Number(total(found)['expected_value']))
    }
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(values[2]! / values[1]!).toBeGreaterThan(1.5)
  })
})
