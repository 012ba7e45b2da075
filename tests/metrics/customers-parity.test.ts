import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { coreRetention } from '../../src/metrics/core-retention.ts'
import { customersMonthly } from '../../src/metrics/customers-monthly.ts'
import { lifecycle } from '../../src/metrics/lifecycle.ts'
import { overview } from '../../src/metrics/overview.ts'
import { paretoCurve } from '../../src/metrics/pareto-curve.ts'
import { paretoSummary } from '../../src/metrics/pareto-summary.ts'
import { rfmCutoffs } from '../../src/metrics/rfm-cutoffs.ts'
import { rfmScores } from '../../src/metrics/rfm-scores.ts'
import { rfmSegments } from '../../src/metrics/rfm-segments.ts'
import { segmentMovement } from '../../src/metrics/segment-movement.ts'
import type { Settings } from '../../src/metrics/settings.ts'
import { fillSql, generatedOrders, shuffled } from '../support/generated-shop.ts'
import { offences } from '../support/given.ts'
import { openShop, type GivenOrder } from '../support/shop.ts'

const metrics = [
  overview,
  customersMonthly,
  rfmCutoffs,
  rfmScores,
  rfmSegments,
  segmentMovement,
  lifecycle,
  coreRetention,
  paretoSummary,
  paretoCurve,
]

const openNative = () => NodeDatabase.open({ threads: 1 })
const inOrder = generatedOrders(5000)
const otherOrder = shuffled(inOrder, 7)

/** Every metric's rows as JSON, and what the checks complain of. */
async function answers(
  open: () => Promise<Database>,
  orders: readonly GivenOrder[],
  settings: Partial<Settings>,
): Promise<Record<string, string>> {
  const database = await open()
  try {
    const sql = await fillSql(database, orders)
    const shop = { orders: [], sql, cancelled: ['취소'], settings: { as_of: '2026-07-01', ...settings } }
    const answer = await openShop(database, shop)
    const found: Record<string, string> = {}
    for (const metric of metrics) found[metric.id] = JSON.stringify(await answer(metric))
    for (const check of ['stock_and_flow', 'score_ranges', 'segment_coverage'])
      found[check] = String(await offences(database, check))
    return found
  } finally {
    await database.close()
  }
}

describe.each<Partial<Settings>>([{}, { scorer: 'r-rfm', scheme: 'r-rfm', history: 'partial', as_of: '2026-03-10' }])(
  '%o',
  (settings) => {
    let native: Record<string, string>
    beforeAll(async () => {
      native = await answers(openNative, inOrder, settings)
    })

    test('the shop is rich enough to say something', () => {
      for (const { id } of metrics) expect(JSON.parse(native[id]!)).not.toEqual([])
      expect(JSON.parse(native['lifecycle']!)).toContainEqual(
        expect.objectContaining({ stage: 'core', customers: expect.any(Number) }),
      )
      const movement = JSON.parse(native['segment_movement']!) as { days: number }[]
      expect(new Set(movement.map(({ days }) => days))).toEqual(new Set([30, 90, 365]))
    })

    test('checks find nothing', () => {
      expect(native).toMatchObject({ stock_and_flow: '0', score_ranges: '0', segment_coverage: '0' })
    })

    test('in another order, byte for byte', async () => {
      expect(await answers(openNative, otherOrder, settings)).toEqual(native)
    })

    test('in WebAssembly, in another order still, byte for byte', async () => {
      expect(await answers(openWasmInNode, shuffled(inOrder, 8), settings)).toEqual(native)
    })
  },
)

test('the stock at as_of is who has not churned', async () => {
  const found = await answers(openNative, inOrder, {})
  const stages = JSON.parse(found['lifecycle']!) as { stage: string; customers: number }[]
  const months = JSON.parse(found['customers_monthly']!) as { active: number; value: number }[]
  const alive = stages.filter(({ stage }) => ['new', 'existing', 'core'].includes(stage))
  expect(months.at(-1)!.active).toBe(alive.reduce((sum, { customers }) => sum + customers, 0))
  const [whole] = JSON.parse(found['overview']!) as { value: number }[]
  expect(months.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(whole!.value, 2)
})
