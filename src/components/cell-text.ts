import type { ChartContext } from '../charts/chart.ts'
import { cohortName } from '../charts/cohort-names.ts'
import { segmentOf } from '../charts/segments.ts'
import type { Cell } from '../engine/database.ts'
import { columnWords, valueWords } from '../i18n/column-words.ts'
import { cardWords } from '../i18n/page-words.ts'
import type { Word } from '../i18n/locale.ts'
import type { MetricId, MetricRows } from '../metrics/index.ts'
import { fieldName } from './field-names.ts'

type ColumnName = { [Id in MetricId]: keyof MetricRows[Id] }[MetricId]
const heads: Readonly<Record<ColumnName, Word>> = columnWords

const SHARES = /(^|_)(share|rate)(_|$)|^(mean_alive|alive_from|alive_to|mape|total_error|spread)$/
const MONEY =
  /^(value|value_before|value_after|refunded_value|average_order_value|value_per_customer|margin_per_customer|spend|cac|recent_cac|ltv|ltv_low|ltv_high|clv|clv_median|crv|crv_low|crv_high|referred_value|referred_margin|expected_value|predicted_ltv|predicted_low|predicted_high)$/
const IDS =
  /^(dimension|stage|outcome|split|wait|status|topic|sign|reason|series|kind|verdict|predicted_verdict|scope|quadrant|model|basis)$/
const MONTHS = /^(month|at|since|cohort_from|cohort_to)$/
/** Metrics whose cohorts are months whatever the grain of the retention table is. */
const MONTHLY_COHORTS: readonly MetricId[] = ['second_order_by_cohort', 'cohort_value', 'payback']

/** A metric's column as a table head. */
export function columnHead(id: MetricId, column: string): Word {
  if (id === 'gap_survival' && column === 'value') return { ko: '값', en: 'Group' }
  if (id === 'warning_evidence' && column === 'value') return { ko: '값', en: 'Value' }
  return heads[column as ColumnName] ?? { ko: column, en: column }
}

/** A metric's value as a person of the language reads it. */
export function cellText(id: MetricId, column: string, cell: Cell, { format, report, t }: ChartContext): string {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return t(cell ? cardWords.yes : cardWords.no)
  if (typeof cell === 'string') {
    if (MONTHS.test(column)) return format.month(cell)
    if (column === 'cohort')
      return cohortName(cell, MONTHLY_COHORTS.includes(id) ? 'month' : report.settings.grain, format)
    if (column === 'missing')
      return cell
        .split(',')
        .map((need) => t(fieldName(need)))
        .join(', ')
    if (column === 'reasons')
      return cell
        .split(',')
        .map((reason) => (valueWords[reason] ? t(valueWords[reason]) : reason))
        .join(', ')
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(cell)
    if (id === 'predicted_value' && column === 'name') return isDay ? format.month(cell) : t(segmentOf(cell).name)
    if (isDay) return format.date(cell)
    if (column.endsWith('segment')) return t(segmentOf(cell).name)
    const named = IDS.test(column) || (column === 'value' && cell === 'all') ? valueWords[cell] : undefined
    return named ? t(named) : cell
  }
  if (id === 'warning_evidence') return format.number(cell, 3)
  if (id === 'predicted_models' && /^(estimate|standard_error)$/.test(column)) return format.number(cell, 4)
  const isBound = column === 'low' || column === 'high'
  if (isBound && id === 'predicted_value') return format.money(cell)
  if (SHARES.test(column) || (isBound && id !== 'rfm_cutoffs')) return format.percent(cell)
  if (MONEY.test(column)) return format.money(cell)
  return format.number(cell, 3)
}
