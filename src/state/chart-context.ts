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
