import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ColumnType, Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { metrics } from '../../src/metrics/index.ts'
import { questionsOf, type AnyMetric } from '../../src/metrics/metric.ts'
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
    expect(metric.key.every((name) => name in metric.columns)).toBe(true)
    expect(Object.keys(metric.columns).every((name) => /^[a-z][a-z0-9_]*$/.test(name))).toBe(true)
    if (!metric.sql) return
    const described = await database.describe(metric.sql)
    const types = Object.fromEntries(Object.entries(described).map(([name, type]) => [name, TYPES[type] ?? type]))
    expect(types).toEqual(metric.question ?? metric.columns)
  },
)

const byColumn = new Map(
  metrics.flatMap((metric: AnyMetric) => questionsOf(metric, null).map(({ name, sql }) => [name, sql] as const)),
)
const studies = metrics.flatMap((metric: AnyMetric) => (metric.study?.ask === 'columns' ? [metric.study] : []))

test.each([...new Set(studies)].map((study) => [study.name, study] as const))(
  'the study of %s is answered in numbers, names and yes or no',
  async (name, study) => {
    for (const question of Object.keys(study.questions)) {
      const described = await database.describe(byColumn.get(`study ${name} ${question}`)!)
      expect(Object.values(described).filter((type) => !['DOUBLE', 'VARCHAR', 'BOOLEAN'].includes(type))).toEqual([])
    }
  },
)

test('ids are unique', () => {
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length)
})
