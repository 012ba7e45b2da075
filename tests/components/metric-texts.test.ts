import { expect, test } from 'vitest'
import { columnHead } from '../../src/components/cell-text.ts'
import { queryOf } from '../../src/components/queries.ts'
import { metrics } from '../../src/metrics/index.ts'

test('every column of every metric has a head in both languages', () => {
  for (const { id, columns } of metrics)
    for (const column of Object.keys(columns)) {
      const { ko, en } = columnHead(id, column)
      expect([ko.length, en.length], `${id}.${column}`).not.toContain(0)
      if (!['r', 'f', 'm'].includes(column)) expect(en, `${id}.${column}`).not.toBe(column)
    }
})

test('every metric shows the SQL it is asked with', async () => {
  for (const { id, sql } of metrics) expect(await queryOf(id), id).toBe(sql)
})
