import { decimalMark, readAmount, type DecimalMark } from './amounts.ts'
import { dateEvidence, type DateEvidence } from './dates.ts'
import { headerMeaning, saysDate, type HeaderMeaning } from './header-words.ts'
import { sourceColumns, type SourceType } from './mapping.ts'
import type { TableSample } from './recognition.ts'

/** A column of a sample with what its header and its values tell. */
export interface ColumnProfile {
  /** Its `sourceColumns` name. */
  readonly name: string
  readonly index: number
  readonly type: SourceType
  readonly meaning: HeaderMeaning | null
  /** Its values, trimmed, without empty ones. */
  readonly values: readonly string[]
  readonly distinct: readonly string[]
  /** Share of the rows that have a value. */
  readonly filled: number
  readonly dates: DateEvidence
  readonly decimal: { readonly mark: DecimalMark; readonly isOpen: boolean }
  /** Share of the values that are numbers, and the numbers themselves. */
  readonly numberShare: number
  readonly numbers: readonly number[]
}

const NUMERIC: readonly SourceType[] = ['integer', 'decimal', 'float']

/** Profiles of all columns of a sample. */
export function profileColumns(sample: TableSample): ColumnProfile[] {
  return sourceColumns(sample.headers).map((name, index) => {
    const type = sample.types?.[index] ?? 'string'
    const values = sample.rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '')
    const decimal = NUMERIC.includes(type) ? ({ mark: '.', isOpen: false } as const) : decimalMark(values)
    const numbers = values.map((value) => readAmount(value, decimal.mark)).filter((number) => number !== null)
    return {
      name,
      index,
      type,
      meaning: headerMeaning(sample.headers[index]!),
      values,
      distinct: [...new Set(values)],
      filled: sample.rows.length === 0 ? 0 : values.length / sample.rows.length,
      dates: typedDates(type) ?? dateEvidence(values, saysDate(sample.headers[index]!)),
      decimal,
      numberShare: values.length === 0 ? 0 : numbers.length / values.length,
      numbers,
    }
  })
}

function typedDates(type: SourceType): DateEvidence | null {
  if (type !== 'date' && type !== 'timestamp' && type !== 'timestamptz') return null
  const offsets = type === 'timestamptz' ? ['+00:00'] : ['']
  return { share: 1, orders: ['ymd'], unit: 'text', offsets, hasTime: type !== 'date' }
}
