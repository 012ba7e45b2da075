import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Row } from '../../../src/engine/database.ts'
import type { MetricId, MetricRows } from '../../../src/metrics/index.ts'
import type { MetricResult, Report } from '../../../src/report/report.ts'

const text = readFileSync(resolve(import.meta.dirname, '../../../sample-data/report.json'), 'utf8')

/** The sample's report, each time another copy. */
export function sampleReport(): Report {
  return JSON.parse(text) as Report
}

/** The sample's report with every metric missing but these, which have just these rows; what a row does not say is null. */
export function reportOf(given: { readonly [Id in MetricId]?: readonly Partial<MetricRows[Id]>[] }): Report {
  const report = sampleReport()
  const metrics = Object.entries(report.metrics).map(([id, metric]: [string, MetricResult]) => {
    const rows = given[id as MetricId] as readonly Row[] | undefined
    const nothing = Object.fromEntries(Object.keys(metric.columns).map((column) => [column, null]))
    return [id, { ...metric, status: rows ? 'ready' : 'missing', rows: (rows ?? []).map((row) => ({ ...nothing, ...row })) }] // prettier-ignore
  })
  return { ...report, metrics: Object.fromEntries(metrics) as Report['metrics'] }
}

/** The report with the rows of every metric changed. */
export function withRows(report: Report, change: (rows: readonly Row[], id: MetricId) => readonly Row[]): Report {
  const metrics = Object.entries(report.metrics).map(([id, metric]: [string, MetricResult]) => [
    id,
    { ...metric, rows: change(metric.rows, id as MetricId) },
  ])
  return { ...report, metrics: Object.fromEntries(metrics) as Report['metrics'] }
}
