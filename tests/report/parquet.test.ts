import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { arrowOf, arrowOfRows } from '../../src/report/parquet.ts'
import { writtenAndRead } from '../support/written-parquet.ts'

const report = JSON.parse(readFileSync('sample-data/report.json', 'utf8')) as Report
const TYPES = { string: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', timestamp: 'TIMESTAMP' } as const

describe('a card as Parquet, as native DuckDB reads it', () => {
  test.each(Object.entries(report.metrics))(
    '%s of the sample: every cell, in the declared types',
    async (_id, metric) => {
      const { types, rows } = await writtenAndRead([arrowOfRows(metric.columns, metric.rows)])
      expect(types).toEqual(
        Object.fromEntries(Object.entries(metric.columns).map(([name, type]) => [name, TYPES[type]])),
      )
      expect(rows).toEqual(metric.rows)
    },
  )

  test('nulls stay nulls, texts are as they were, times keep their seconds', async () => {
    const columns = { 'id "x"': 'string', 값: 'number', yes: 'boolean', at: 'timestamp' } as const
    const rows = [
      { 'id "x"': '=1+1', 값: 0.1, yes: true, at: '2026-11-22' },
      { 'id "x"': null, 값: null, yes: null, at: null },
      { 'id "x"': '달밤\n"상점" 🌙\u0001', 값: -1e300, yes: false, at: '1899-12-31T23:59:59' },
      { 'id "x"': '', 값: 0, yes: false, at: '1970-01-01' },
    ]
    const read = await writtenAndRead([arrowOfRows(columns, rows)])
    expect(read.rows).toEqual(rows)
    const empty = await writtenAndRead([arrowOfRows(columns, [])])
    expect([empty.rows, Object.values(empty.types)]).toEqual([[], ['VARCHAR', 'DOUBLE', 'BOOLEAN', 'TIMESTAMP']])
    const nulls = await writtenAndRead([arrowOfRows(columns, [rows[1]!])])
    expect([nulls.rows, nulls.types]).toEqual([[rows[1]], empty.types])
  })

  test('many rows come in several row groups, in their order', async () => {
    function* pieces() {
      for (let from = 0; from < 240_000; from += 20_000)
        yield arrowOf(
          { n: 'number' },
          Array.from({ length: 20_000 }, (_, at) => [from + at]),
        )
    }
    const { rows, rowGroups } = await writtenAndRead(pieces())
    expect(rows.length).toBe(240_000)
    expect(rows.findIndex(({ n }, at) => n !== at)).toBe(-1)
    expect(rowGroups).toBe(3)
  })
})
