import { noPhone, phoneMarks, phoneOfKorea, safetyNumber } from './customer-keys.ts'
import type { KeyKind } from './mapping.ts'
import { quoteText } from './sql.ts'

/** What stands in the place of an id where there is none: null markers of other programs, and guests. */
const NO_ID = ['', '-', 'NULL', 'Null', 'null', 'NA', 'N/A', '#N/A', 'n/a', 'NaN', 'nan', 'None', 'none', '\\N', '비회원', '비회원주문', 'guest', 'Guest', 'GUEST', '(guest)'] // prettier-ignore
const NO_ID_PATTERN = `^(?:${NO_ID.map((text) => text.replaceAll(/[\\()]/g, '\\$&')).join('|')})$`

const trimmed = (column: string) => `trim(${column}, e' \\t\\r\\n')`

/** SQL of whether blanks may stand around a text. */
export const mayNeedTrim = (column: string) => `${column} < '!' or ends_with(${column}, ' ')`

/** SQL of a text without blanks around it; an empty one is null. */
export function trimmedText(column: string): string {
  return `case when ${mayNeedTrim(column)} then nullif(${trimmed(column)}, '') else ${column} end`
}

/**
 * SQL of an id from a text. Nearly every value passes as it is. The trimmed text stands here once only: the engine works
 * out an expression that is repeated beforehand, for every row.
 */
export function idFromText(column: string): string {
  return (
    `case when ${column} in (${NO_ID.map(quoteText).join(', ')}) then null ` +
    `when ${mayNeedTrim(column)} then nullif(regexp_replace(${trimmed(column)}, ${quoteText(NO_ID_PATTERN)}, ''), '') ` +
    `else ${column} end`
  )
}

/** SQL of the key of a customer from a text, as `keyOf` has it; one-time safety numbers (050…) are none. */
export function keyFromText(column: string, kind: KeyKind): string {
  const isSafety = `starts_with(${column}, '050') and regexp_full_match(${column}, '${safetyNumber}')`
  if (kind === 'phone') return phoneFromText(column)
  const id = idFromText(column)
  const key = kind === 'email' ? `lower(${id})` : kind === 'name' ? `nfc_normalize(${id})` : id
  return `case when ${isSafety} then null else ${key} end`
}

/** Digits alone and numbers in the usual groups are most of what there is; the rest takes the way through two patterns. */
function phoneFromText(column: string): string {
  const bare = `regexp_replace(${column}, ${quoteText(phoneMarks)}, '', 'g')`
  const number = `regexp_replace(${bare}, ${quoteText(phoneOfKorea)}, '0\\1\\2')`
  const key =
    `case when regexp_full_match(${column}, '0[1-9]\\d{7,9}') then ${column} ` +
    `when regexp_full_match(${column}, '0\\d{1,2}-\\d{3,4}-\\d{4}') then replace(${column}, '-', '') ` +
    `when contains(${column}, '*') then ${trimmed(column)} else ${number} end`
  const none = `starts_with(dangol_key, '050') or regexp_full_match(dangol_key, ${quoteText(noPhone)})`
  return `list_transform([${key}], lambda dangol_key: case when ${none} then null else dangol_key end)[1]`
}

/** SQL of the first key of several that is one: a masked value is none, though where there is no better it is kept. */
export function firstKey(keys: readonly string[]): string {
  const open = keys.map((key) => `case when not contains(${key}, '*') then ${key} end`)
  return `coalesce(${[...open, ...keys].join(', ')})`
}
