import { expect, test } from 'vitest'
import { columnHead } from '../../src/components/cell-text.ts'
import { queryOf } from '../../src/components/queries.ts'
import { metrics } from '../../src/metrics/index.ts'
import { questionsOf } from '../../src/metrics/metric.ts'
import { signs } from '../../src/metrics/signs/sign.ts'
import { warningStudy } from '../../src/metrics/signs/study.ts'

test('every column of every metric has a head in both languages', () => {
  for (const { id, columns } of metrics)
    for (const column of Object.keys(columns)) {
      const { ko, en } = columnHead(id, column)
      expect([ko.length, en.length], `${id}.${column}`).not.toContain(0)
      if (!['r', 'f', 'm'].includes(column)) expect(en, `${id}.${column}`).not.toBe(column)
    }
})

test('every metric shows the SQL it is asked with', async () => {
  for (const metric of metrics.filter(({ id }) => !id.startsWith('warning_'))) {
    const shown = await queryOf(metric.id)
    for (const { sql } of questionsOf(metric, null)) expect(shown, metric.id).toContain(sql)
  }
})

test('every sign shows the SQL it is judged by', async () => {
  const shown = await Promise.all(signs.map(queryOf))
  for (const sql of Object.values(warningStudy.questions)) expect(shown.join('\n')).toContain(sql)
})
