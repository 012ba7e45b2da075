import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import { cohortName, periodName, periodUnit } from './cohort-names.ts'

/** What a cell of the heat map counts: bought in the period, in it or later, or has come back by its end. */
export type CohortMode = 'rate' | 'rate_or_later' | 'rate_ever'

/** The head above the periods: 몇 개월 뒤에 산 고객(%) / Months later: % who bought. */
export function acrossTitle({ format, report }: ChartContext, mode: CohortMode): string {
  const { grain } = report.settings
  const unit = periodUnit(grain, format)
  const [ko, en] = {
    rate: ['뒤에 산 고객(%)', 'bought'],
    rate_or_later: ['뒤나 그 뒤에 산 고객(%)', 'bought then or after'],
    rate_ever: ['안에 돌아온 고객(%)', 'had come back'],
  }[mode] as [string, string]
  return format.language === 'ko' ? `몇 ${unit} ${ko}` : `${unit[0]!.toUpperCase()}${unit.slice(1)} later: % who ${en}`
}

/** The line under a heat map that does not show every cohort or period. */
export function cutNote({ format, report }: ChartContext, cohorts: number, periods: number): string {
  const unit = periodUnit(report.settings.grain, format)
  return format.language === 'ko'
    ? `최근 코호트 ${cohorts}개, ${periods}${unit} 뒤까지. 나머지는 표에 있습니다.`
    : `Newest ${cohorts} cohorts, ${periods} ${unit}; rest in the table.`
}

/** A cell read aloud: 2026년 4월 · 다음 달: 16.6% (n 440). */
export function cellReading(context: ChartContext, row: MetricRows['cohort_retention'], mode: CohortMode): string {
  const { format, report } = context
  const { grain } = report.settings
  const rate = row[mode]
  const unknown = context.t({ ko: '아직 모름', en: 'not known yet' })
  const value = rate === null ? unknown : format.percent(rate)
  return `${cohortName(row.cohort!, grain, format)} · ${periodName(row.period!, grain, format)}: ${value} (n ${format.count(row.eligible ?? 0)})`
}
