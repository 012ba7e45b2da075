import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { coreRetention } from '../../src/charts/core-retention.ts'
import { customersMonthly } from '../../src/charts/customers-monthly.ts'
import { rfmSegments, segmentRows } from '../../src/charts/rfm-segments.ts'
import { signCharts } from '../../src/charts/signs/index.ts'
import { plain } from '../../src/i18n/sentence.ts'
import type { Report } from '../../src/report/report.ts'
import { contextOf } from '../../src/state/chart-context.ts'
import { draw } from '../support/chart-context.ts'

const sample = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../sample-data/report.json'), 'utf8')) as Report

/** The sample as somebody shared it: marked so, and with some rows of a metric changed or left out. */
function sharedWith(id: keyof Report['metrics'], change: (row: Record<string, unknown>) => Record<string, unknown>[]) {
  const metric = sample.metrics[id]
  const rows = (metric.rows as unknown as Record<string, unknown>[]).flatMap(change)
  const shared = { ...sample, shared: {}, metrics: { ...sample.metrics, [id]: { ...metric, rows } } }
  return contextOf(shared as unknown as Report, 'en')
}

test('core customers: a hidden outcome is not nobody', () => {
  const context = sharedWith('core_retention', (row) => [
    row['outcome'] === 'churned' ? { ...row, customers: null } : row,
  ])
  expect(coreRetention.headline(context)).toBeNull()
  expect(coreRetention.plot?.(context, 640)).toBeNull()
  expect(coreRetention.unknown?.(context)).toMatch(/small counts are hidden/)
})

test('segments: no change is told where moves are hidden', () => {
  const context = sharedWith('segment_movement', (row) => ((row['customers'] as number) < 30 ? [] : [row]))
  expect(segmentRows(context)).toMatchObject({ days: null })
  expect(plain(rfmSegments.headline(context)!)).not.toMatch(/grew|fell/)
})

test('retention anomaly: no other cohort stands in for the one that is hidden', () => {
  const chart = signCharts.retention_anomaly
  const march = sharedWith('warning_evidence', (row) =>
    row['sign'] === 'retention_anomaly' && row['is_flagged'] === true ? [] : [row],
  )
  expect(chart.headline(march)).toBeNull()
  expect(chart.plot?.(march, 640)).toBeNull()
  expect(plain(chart.headline(sharedWith('warning_evidence', (row) => [row]))!)).toMatch(/^Only 6\.7% of March/)
})

test('customers by month: buyers of whom it is hidden what they were are not called returning', () => {
  const last = sample.metrics.customers_monthly.rows.at(-1)!
  const context = sharedWith('customers_monthly', (row) => [
    row['month'] === last.month ? { ...row, new: null, returning: null, reactivated: null } : row,
  ])
  const svg = draw(customersMonthly, context, 640)
  expect(svg).toContain(`hidden which ${last.buyers}`)
  expect(svg).not.toContain(`returning ${last.buyers}`)
  expect(customersMonthly.headline(context)).toBeNull()
})
