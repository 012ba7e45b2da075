import { fieldsOf, type FieldName, type SideTable } from './canonical.ts'
import type { ColumnProfile } from './column-profile.ts'
import { dateEvidence, type DateEvidence } from './dates.ts'
import type { SideMapping } from './mapping.ts'
import { periodWords, rewardWords } from './side-expressions.ts'
import { noWords, yesWords } from './statuses.ts'

/** The column of a table that says when its rows happened. */
export const timeField: Readonly<Record<SideTable, FieldName>> = {
  customers: 'signed_up_at',
  spend: 'date',
  events: 'occurred_at',
  sends: 'sent_at',
  surveys: 'answered_at',
  rewards: 'occurred_at',
}

/** The dates of an ad report, with ranges and months read by their first day. */
export function daysOf({ type, values, dates }: ColumnProfile): DateEvidence {
  return type !== 'string' || dates.share === 1 ? dates : dateEvidence(daysIn(values))
}

/** Dates of an ad report as they are read: of a range or a month the first day, as `rangeText` writes it in SQL. */
export function daysIn(values: readonly string[]): string[] {
  return values.map((value) =>
    value
      .split('~')[0]!
      .trim()
      .replace(MONTH, (_, year: string, month: string) => `${year}-${month}-01`),
  )
}

const MONTH = /^(\d{4})[-./년 ]+(\d{1,2})[월.]?$/

/** What a row of spend covers, by the header and the values of its date. */
export function periodOf({ values }: ColumnProfile, header: string): NonNullable<SideMapping['period']> {
  if (/^(week|주|주차|weekof|weekbeginning|weekstart|weekstarting)/.test(header)) return 'week'
  if (/^(month|월|년월|연월)/.test(header) || (values.length > 0 && values.every((value) => MONTH.test(value))))
    return 'month'
  return 'day'
}

const bare = (text: string) => text.toLowerCase().replace(/[\s._-]/g, '')
const among = (values: readonly string[], words: readonly string[]) =>
  values.filter((value) => words.includes(bare(value))).length / values.length

/** How well values suit a field whose header fits, from 0 (not at all) to 1; an empty column is left open. */
export function fitOf(table: SideTable, field: FieldName, profile: ColumnProfile): number {
  const { type, values, distinct, dates, numberShare, numbers } = profile
  if (values.length === 0) return 0.1
  const isTime = dates.share >= 0.5
  switch (field) {
    case 'customer_id':
    case 'visitor_id':
    case 'session_id':
      return isTime && dates.unit === 'text' && numberShare < 0.5 ? 0 : 1
    case 'date':
    case 'until':
      return daysOf(profile).share < 0.5 ? 0 : 1
    case 'birth_year':
      return birthShare(values) >= 0.5 || type === 'date' ? 1 : 0
    case 'age':
      return numbers.filter((number) => number > 0 && number < 120).length >= 0.5 * values.length ||
        /세$/.test(values[0]!)
        ? 1
        : 0
    case 'opened_at':
    case 'clicked_at':
      return isTime || type === 'boolean' || among(values, [...yesWords, ...noWords]) > 0.8 ? 1 : 0
    case 'period':
      return among(values, Object.values(periodWords).flat()) > 0.5 ? 1 : 0
    case 'kind':
      return among(distinct, Object.values(rewardWords).flat()) > 0.3 ? 1 : distinct.length <= 50 && !isTime ? 0.5 : 0
    case 'reason':
      return numberShare > 0.9 ? 0.2 : 1
  }
  switch (fieldsOf(table)[field]) {
    case 'timestamp':
      return isTime ? dates.share : 0
    case 'boolean':
      return type === 'boolean' || among(values, [...yesWords, ...noWords]) > 0.8 ? 1 : 0
    case 'decimal(18, 4)':
      return numberOrScore(table, profile)
    default:
      return dates.share > 0.8 && numberShare < 0.5 ? 0 : 1
  }
}

function numberOrScore(table: SideTable, { values, numberShare, dates }: ColumnProfile): number {
  const scored =
    table === 'surveys'
      ? values.filter((value) => /^\d{1,2}(\.\d+)?\s*([점(/.:–-]|$)/.test(value)).length / values.length
      : 0
  const share = Math.max(numberShare, scored)
  return share < 0.5 || (dates.share > 0.9 && numberShare < 0.9) ? 0 : share
}

function birthShare(values: readonly string[]): number {
  const fits = (text: string) =>
    /^(1[89]|20)\d{2}(\D|$)|^(1[89]|20)\d{6}$|^\d{5,6}(-?[1-8].*)?$|[-./ ](1[89]|20)\d{2}$|^\d{2}[-./년]|^\d{1,2}[-./]\d{1,2}[-./]\d{2}$/.test(
      text,
    )
  return values.filter(fits).length / values.length
}
