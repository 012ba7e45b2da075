import type { ChartContext } from '../charts/chart.ts'
import { formatOf } from '../i18n/format.ts'
import type { Language } from '../i18n/locale.ts'
import type { Report } from '../report/report.ts'

/** What a chart may know of a report, in a language. */
export function contextOf(report: Report, language: Language): ChartContext {
  return {
    language,
    report,
    format: formatOf(language, report.currency),
    t: (word) => word[language],
    rows: (id) => {
      const result = report.metrics[id]
      return result?.status === 'ready' ? result.rows : []
    },
  }
}

/** Columns that say when a row is from. */
const TIMES = ['month', 'cohort', 'at'] as const

/**
 * The same report with only the last months of what is drawn by month: what is computed, and what headlines say, stays.
 * `months` null: all of it.
 */
export function lastMonths(context: ChartContext, months: number | null): ChartContext {
  if (months === null) return context
  const last = new Date(Date.parse(`${context.report.asOf}T00:00:00Z`) - 86_400_000)
  const first = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1 - months, 1)).toISOString().slice(0, 10)
  return {
    ...context,
    rows: (id) =>
      context.rows(id).filter((row) =>
        TIMES.every((name) => {
          const time = (row as Readonly<Record<string, unknown>>)[name]
          return typeof time !== 'string' || time >= first
        }),
      ),
  }
}
