import type { ChartContext } from '../charts/chart.ts'
import { cohortName } from '../charts/cohort-names.ts'
import { segmentOf } from '../charts/segments.ts'
import type { Cell } from '../engine/database.ts'
import { columnWords, valueWords } from '../i18n/column-words.ts'
import { cardWords } from '../i18n/page-words.ts'
import type { Word } from '../i18n/locale.ts'
import type { MetricId, MetricRows } from '../metrics/index.ts'

type ColumnName = { [Id in MetricId]: keyof MetricRows[Id] }[MetricId]
const heads: Readonly<Record<ColumnName, Word>> = columnWords

const SHARES = /(^|_)(share|rate)(_|$)/
const MONEY = /^(value|value_before|value_after|refunded_value|average_order_value|value_per_customer)$/
const IDS = /^(dimension|stage|outcome|split|wait|status|topic)$/

/** A metric's column as a table head. */
export function columnHead(id: MetricId, column: string): Word {
  if (id === 'gap_survival' && column === 'value') return { ko: '값', en: 'Group' }
  return heads[column as ColumnName] ?? { ko: column, en: column }
}

/** A metric's value as a person of the language reads it. */
export function cellText(id: MetricId, column: string, cell: Cell, { format, report, t }: ChartContext): string {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return t(cell ? cardWords.yes : cardWords.no)
  if (typeof cell === 'string') {
    if (column === 'month') return format.month(cell)
    if (column === 'cohort')
      return cohortName(cell, id === 'second_order_by_cohort' ? 'month' : report.settings.grain, format)
    if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return format.date(cell)
    if (column.endsWith('segment')) return t(segmentOf(cell).name)
    const named = IDS.test(column) || (column === 'value' && cell === 'all') ? valueWords[cell] : undefined
    return named ? t(named) : cell
  }
  const isBound = column === 'low' || column === 'high'
  if (SHARES.test(column) || (isBound && id !== 'rfm_cutoffs')) return format.percent(cell)
  if (MONEY.test(column)) return format.money(cell)
  return format.number(cell, 3)
}
