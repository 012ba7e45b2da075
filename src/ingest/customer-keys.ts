import type { ColumnProfile } from './column-profile.ts'
import type { KeyKind } from './mapping.ts'

/** Marks in phone numbers, and the country code of Korea before them; the SQL reads the same patterns. */
export const phoneMarks = '[^0-9+]+'
/** +82 10…, 0082 10…, 82 10…, and a 10… that lost its zero in a spreadsheet. */
export const phoneOfKorea = '^(?:(?:\\+|00)82\\+?0?([1-9]\\d{7,9})|(?:82)?0?(1[016789]\\d{7,8}))$'
/** Too short for a phone number, or nothing but zeros: filled in for want of one. */
export const noPhone = '^\\+?(?:\\d{0,6}|0(?:1[016789])?0+)$'
/** One-time safety numbers: the next order of the same person would carry another. */
export const safetyNumber = '050\\d[- ]?\\d{3,4}[- ]?\\d{4}'

/**
 * The key that a value of a customer column stands for, as the casts of a load make it (words for guests aside); null:
 * it is none. A masked value (`hon****`, `010-****-1234`) comes back as it stands: staging leaves its row out and says so.
 */
export function keyOf(text: string, kind: KeyKind): string | null {
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  if (trimmed === '' || new RegExp(`^${safetyNumber}$`).test(trimmed)) return null
  if (trimmed.includes('*')) return trimmed
  if (kind === 'email') return trimmed.toLowerCase()
  if (kind === 'name') return trimmed.normalize('NFC')
  if (kind === 'id') return trimmed
  const number = trimmed.replace(new RegExp(phoneMarks, 'g'), '').replace(new RegExp(phoneOfKorea), '0$1$2')
  return number.startsWith('050') || new RegExp(noPhone).test(number) ? null : number
}

const EMAIL = /^[^@\s]+@[^@\s]+$/
const PHONE = /^\+?\d(?:[-. ()]*\d){6,14}$/
const MOST = 0.9

/** How a column that may tell customers apart is read, from its header and its values. */
export function keyKindOf({ meaning, values }: Pick<ColumnProfile, 'meaning' | 'values'>): KeyKind {
  const open = values.filter((value) => !value.includes('*'))
  const most = (pattern: RegExp) => open.filter((value) => pattern.test(value)).length >= MOST * open.length
  const isSaid = (role: 'phone' | 'email') => meaning?.role === role
  if (open.length === 0) return isSaid('phone') ? 'phone' : isSaid('email') ? 'email' : 'id'
  if (most(EMAIL)) return 'email'
  const isMobile = open.every((value) => /^(?:\+?82[- ]?|0)1\d/.test(value))
  if (most(PHONE) && (isSaid('phone') || isMobile)) return 'phone'
  return open.some((value) => /[^\0-\x7f]/.test(value)) ? 'name' : 'id'
}

const KEYS: readonly unknown[] = ['customer_id', 'referrer_id', 'phone', 'email', 'person_name']

/** Kinds by header, of the columns whose header or choice makes them keys; ids as they stand are not named. */
export function keyKindsOf(
  profiles: readonly ColumnProfile[],
  chosen: readonly (ColumnProfile | null)[],
): { readonly customer_key?: { readonly [header: string]: KeyKind } } {
  const keys = profiles.filter((profile) => chosen.includes(profile) || KEYS.includes(profile.meaning?.role))
  const kinds = keys.map((profile) => [profile.name, keyKindOf(profile)] as const).filter(([, kind]) => kind !== 'id')
  return kinds.length > 0 ? { customer_key: Object.fromEntries(kinds) } : {}
}
