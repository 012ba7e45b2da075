import { expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { churnLimits } from '../../src/metrics/churn-limits.ts'
import { cohortRetention } from '../../src/metrics/cohort-retention.ts'
import { cohortRetentionMean } from '../../src/metrics/cohort-retention-mean.ts'
import { dataQuality } from '../../src/metrics/data-quality.ts'
import { gapSurvival } from '../../src/metrics/gap-survival.ts'
import { repeatRate } from '../../src/metrics/repeat-rate.ts'
import { secondOrderByCohort } from '../../src/metrics/second-order-by-cohort.ts'
import { secondOrderSurvival } from '../../src/metrics/second-order-survival.ts'
import { openShop, type GivenOrder } from '../support/shop.ts'

/** Numbers in [0, 1) that are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function generatedOrders(count: number): GivenOrder[] {
  const random = seeded(7)
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  return Array.from({ length: count }, (_, index) => {
    const time = Date.UTC(2023, 0, 1) + Math.floor(random() ** 0.7 * 1000) * 86_400_000 + pick(0, 36_000_000)
    return {
      customer_id: random() < 0.01 ? pick(null, '홍**') : `c${Math.floor(random() ** 2 * 900)}`,
      ordered_at: random() < 0.002 ? null : new Date(time).toISOString().slice(0, 19).replace('T', ' '),
      amount: (random() < 0.03 ? -1 : 1) * Math.round(1000 + random() ** 3 * 90_000) * pick(1, 1, 1, 1, 0.01),
      order_id: random() < 0.05 ? null : `o${Math.floor(index / pick(1, 2))}`,
      status: pick('paid', 'paid', 'paid', 'paid', 'paid', 'void'),
      category: pick('차', '컵', 'book', null),
      product: `p${Math.floor(random() ** 3 * 30)}`,
    }
  })
}

function shuffled<T>(values: readonly T[]): T[] {
  const random = seeded(11)
  return values
    .map((value) => [random(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value)
}

const asked = [
  churnLimits,
  cohortRetention,
  cohortRetentionMean,
  secondOrderSurvival,
  secondOrderByCohort,
  gapSurvival,
  repeatRate,
  dataQuality,
]

/** All rows in one statement: five thousand prepared ones take their time. */
function insertion(orders: readonly GivenOrder[]): string {
  const names = ['customer_id', 'ordered_at', 'amount', 'order_id', 'status', 'category', 'product'] as const
  const rows = orders.map((order, index) => {
    const cells = names.map((name) => ((order[name] ?? null) === null ? 'null' : `'${order[name]}'`))
    return `(1, ${index + 1}, ${cells.join(', ')})`
  })
  return `insert into raw_orders (file_no, row_no, ${names.join(', ')}) values ${rows.join(', ')}`
}

async function answers(
  open: () => Promise<Database>,
  orders: readonly GivenOrder[],
  history: 'partial' | 'unanswered',
  grain: 'week' | 'month',
): Promise<string[]> {
  const database = await open()
  const answer = await openShop(database, {
    orders: [],
    sql: insertion(orders),
    cancelled: ['void'],
    settings: { as_of: '2025-09-01', history, grain },
  })
  const results: string[] = []
  for (const metric of asked) results.push(JSON.stringify(await answer(metric), null, 1))
  await database.close()
  return results
}

const native = () => NodeDatabase.open({ threads: 1 })

test.each([
  ['unanswered', 'month'],
  ['partial', 'week'],
] as const)('both engines and any order of the rows give the same bytes (%s, by %s)', async (history, grain) => {
  const orders = generatedOrders(5000)
  const expected = await answers(native, orders, history, grain)
  for (const text of expected) expect(JSON.parse(text).length).toBeGreaterThan(1)
  expect(await answers(native, shuffled(orders), history, grain)).toEqual(expected)
  expect(await answers(openWasmInNode, shuffled(orders), history, grain)).toEqual(expected)
})
