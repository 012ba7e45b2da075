import { noWords, yesWords } from './statuses.ts'
import { quoteText } from './sql.ts'

const listed = (words: readonly string[]) => words.map(quoteText).join(', ')
const bare = (column: string) => `lower(regexp_replace(${column}, '[\\s._-]', '', 'g'))`

/** SQL of a BOOLEAN from a text that answers yes or no (Y, 동의, true, 1, O); null where it does neither. */
export function booleanFromText(column: string): string {
  return `case when ${bare(column)} in (${listed(yesWords)}) then true when ${bare(column)} in (${listed(noWords)}) then false end`
}

/** SQL that says whether a text answers yes. */
export function saysYes(column: string): string {
  return `coalesce(${bare(column)} in (${listed(yesWords)}), false)`
}

/**
 * SQL of the year of a birth from 1988, 1988-03-02, 19880302, 880302, 880302-1, 88.03.02 (also at the end: 02/03/1988);
 * null where no year can be seen. Two digits from 20 on are of the 1900s, unless a resident number's next digit says.
 */
export function birthYearFromText(column: string, yearIsLast: boolean): string {
  const digits = `case when regexp_full_match(trim(${column}), '\\d{5}') then '0' || trim(${column}) else trim(${column}) end`
  const two = (pattern: string) => `regexp_extract(dangol_birth, ${quoteText(pattern)}, 1)`
  const full = (pattern: string) => `try_cast(${two(pattern)} as integer)`
  const pivoted = (pattern: string) =>
    `try_cast(case when ${two(pattern)} = '' then null when ${two(pattern)} < '20' then '20' else '19' end || ${two(pattern)} as integer)`
  const short = yearIsLast
    ? '^\\d{1,2}[-./ ]\\d{1,2}[-./ ](\\d{2})$'
    : '^(\\d{2})[-./년 ]+\\d{1,2}[-./월 ]+\\d{1,2}[.일]?$'
  const century =
    `case when regexp_matches(dangol_birth, '^\\d{6}-?[1256]') then '19' ` +
    `when regexp_matches(dangol_birth, '^\\d{6}-?[3478]') and not regexp_full_match(dangol_birth, '\\d{6,8}') then '20' end`
  const readings = [
    full('^(\\d{4})(?:년|년생|\\.0)?$'),
    full('^(\\d{4})[-./년 ]'),
    `case when regexp_full_match(dangol_birth, '(?:1[89]|2[01])\\d{6}') then cast(dangol_birth[1:4] as integer) end`,
    `try_cast(case when not regexp_full_match(dangol_birth, '\\d{8}') then ${century} end || ${two('^(\\d{2})\\d{4}-?\\d')} as integer)`,
    pivoted('^(\\d{2})\\d{4}$'),
    pivoted(short),
    full('[-./ ](\\d{4})$'),
    pivoted('^(\\d{2})년생?$'),
  ]
  return `list_transform([${digits}], lambda dangol_birth: coalesce(${readings.join(', ')}))[1]`
}

/** SQL of an age from 35, 35세, 만 35세. */
export function ageFromText(column: string): string {
  return `try_cast(regexp_extract(${column}, '^\\s*(?:만 ?)?(\\d{1,3})(?:\\.0*)?\\s*(?:세|살)?\\s*$', 1) as integer)`
}

/** SQL of a score from what an amount could not be read of: 4점, 4 (만족), 10 - 매우 그렇다. */
export function scoreFromText(column: string): string {
  return `try_cast(nullif(regexp_extract(${column}, '^\\s*(\\d{1,2}(?:\\.\\d+)?)\\s*(?:점|[-–:(/.)])', 1), '') as decimal(18, 4))`
}

/** What a text date of an ad report is made of before it is read: a range's first or last day, a month's first day. */
export function rangeText(column: string, end: 'first' | 'last'): string {
  const side = end === 'first' ? `split_part(${column}, '~', 1)` : `split_part(${column}, '~', 2)`
  const part = `case when contains(${column}, '~') then trim(${side}) else ${column} end`
  return `regexp_replace(${part}, '^\\s*(\\d{4})[-./년 ]+(\\d{1,2})[월.]?\\s*$', '\\1-\\2-01')`
}

const oneOf = (column: string, words: Readonly<Record<string, readonly string[]>>, other: string) =>
  `case ${Object.entries(words)
    .map(([name, list]) => `when ${bare(column)} in (${listed(list)}) then ${quoteText(name)}`)
    .join(' ')} else ${other} end`

/** What a row of spend covers, as its file may say it. */
export const periodWords = {
  day: ['day', 'daily', 'date', '일', '일별', '일간', '하루'],
  week: ['week', 'weekly', '주', '주별', '주간'],
  month: ['month', 'monthly', '월', '월별', '월간'],
} as const

/** What happened to points, as a file may say it. */
export const rewardWords = {
  earn: ['earn', 'earned', 'credit', 'accrual', 'accrue', 'issue', 'issued', 'add', 'plus', '적립', '지급', '발급', '획득', '충전', '구매적립', '+'],
  redeem: ['redeem', 'redeemed', 'redemption', 'burn', 'use', 'used', 'spend', 'spent', 'debit', 'deduct', '사용', '차감', '사용차감', '구매사용', '결제사용'],
  expire: ['expire', 'expired', 'expiry', 'expiration', 'lapse', 'lapsed', '소멸', '만료', '유효기간만료', '기간만료', '자동소멸'],
} as const // prettier-ignore

/** SQL of `day`, `week` or `month` from the words of a file; another text as it is. */
export function periodFromText(column: string, text: string): string {
  return oneOf(column, periodWords, text)
}

/** SQL of `earn`, `redeem` or `expire` from the words of a file; another text as it is. */
export function rewardKindFromText(column: string, text: string): string {
  return oneOf(column, rewardWords, text)
}
