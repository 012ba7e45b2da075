import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { columnsOfVersion1 } from '../../src/report/sharing/columns-1.ts'
import { parseSharedReport, type SharedReport } from '../../src/report/sharing/shared-report.ts'
import type { Report } from '../../src/report/report.ts'

const sample = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../sample-data/report.json'), 'utf8'),
) as Report

/** The sample's report in the shape of a shared one, with these metrics alone (all of them unless told); nothing in it is hidden. */
export function sharedSample(only?: readonly string[]): SharedReport {
  const metrics = Object.entries(columnsOfVersion1).flatMap(([id, columns]) => {
    if (only && !only.includes(id)) return []
    const { status, missing, rows } = sample.metrics[id as keyof Report['metrics']]
    const days = Object.entries(columns).flatMap(([name, type]) => (type === 'timestamp' ? [name] : []))
    const shared = (rows as readonly Record<string, unknown>[]).map((row) => ({
      ...Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] ?? null])),
      ...Object.fromEntries(days.map((name) => [name, (row[name] as string | null)?.slice(0, 10) ?? null])),
    }))
    return [[id, { status, missing, columns, rows: shared }]]
  })
  return parseSharedReport({
    ...sample,
    dataset: { ...sample.dataset, tables: [] },
    metrics: Object.fromEntries(metrics),
    shared: { version: 1, madeOn: '2026-07-02', threshold: 10, customers: 4200, hidden: 37 },
  })
}
