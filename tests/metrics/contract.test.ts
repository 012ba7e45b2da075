import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ColumnType, Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { metrics } from '../../src/metrics/index.ts'
import type { AnyMetric } from '../../src/metrics/metric.ts'
import { openShop } from '../support/shop.ts'

const TYPES: Readonly<Record<string, ColumnType>> = {
  VARCHAR: 'string',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
}

let database: Database
beforeAll(async () => {
  database = await NodeDatabase.open({ threads: 1 })
  await openShop(database, {
    isBuilt: true,
    settings: { as_of: '2026-02-01' },
    orders: [{ customer_id: 'a', ordered_at: '2026-01-01', amount: 1 }],
  })
})
afterAll(() => database.close())

test.each(metrics.map((metric: AnyMetric) => [metric.id, metric] as const))(
  '%s asks what it declares',
  async (_id, metric) => {
    if (!metric.sql) return
    const described = await database.describe(metric.sql)
    const types = Object.fromEntries(Object.entries(described).map(([name, type]) => [name, TYPES[type] ?? type]))
    expect(types).toEqual(metric.question ?? metric.columns)
    expect(metric.key.every((name) => name in metric.columns)).toBe(true)
    expect(Object.keys(metric.columns).every((name) => /^[a-z][a-z0-9_]*$/.test(name))).toBe(true)
  },
)

test('ids are unique', () => {
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length)
})
