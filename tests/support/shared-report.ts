import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { MetricId } from '../../src/metrics/index.ts'
import type { Report } from '../../src/report/report.ts'
import { shareReport } from '../../src/report/sharing/share.ts'
import type { SharedReport } from '../../src/report/sharing/shared-report.ts'

/** The sample's report as it is shared: with these metrics, or all of them. */
export function sharedSample(metrics?: readonly MetricId[]): SharedReport {
  const file = resolve(import.meta.dirname, '../../sample-data/report.json')
  const sample = JSON.parse(readFileSync(file, 'utf8')) as Report
  return shareReport(sample, { madeOn: '2026-07-02', threshold: 10, ...(metrics && { metrics }) })
}
