import { defaultSettings, type Settings } from '../metrics/settings.ts'
import type { Dataset } from '../report/build.ts'
import { REPORT_SCHEMA, type Report } from '../report/report.ts'

/** The report of freshly loaded files before its first metric is ready. */
export function partialReport(dataset: Dataset, chosen: Partial<Settings>): Report {
  const nextDay = new Date(Date.parse(`${dataset.to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const settings: Settings = {
    as_of: nextDay,
    ...defaultSettings,
    history: dataset.history,
    amount_is: dataset.amountIs,
    ...chosen,
  }
  const { from, to, tables, currency } = dataset
  return {
    schema: REPORT_SCHEMA,
    asOf: settings.as_of,
    currency,
    basis: settings.basis,
    dataset: { from, to, tables },
    settings,
    metrics: {} as Report['metrics'],
  }
}
