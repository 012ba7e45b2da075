import type { DateOrder } from './mapping.ts'

/** Words for the first and the second half of the day, as patterns that RE2 and JavaScript read alike. */
const MERIDIEM = '오전|오후|[AaPp]\\.?[Mm]\\.?'
const TIME =
  `(?:[T ,]*(?:\\((?:[월화수목금토일]|[A-Za-z]{3})\\)|[월화수목금토일]요일)?[ ,]*(${MERIDIEM})? ?(\\d{1,2})[ ]?(?:[:시hH][ ]?)` +
  `(?:(\\d{1,2})[ ]?(?:[:분][ ]?(\\d{1,2}(?:[.,]\\d{1,9})?)?초?)?)?[ \u00a0\u202f]?(${MERIDIEM})?)?`
const ZONE = '(?: ?(Z|z|UTC|GMT|KST|(?:UTC|GMT)?[-+]\\d{2}:?(?:\\d{2})?))?'
const WEEKDAY = '(?:[ .,]*(?:\\((?:[월화수목금토일]|[A-Za-z]{3})\\)|[월화수목금토일]요일))?'
const SEPARATOR = '(?: ?[-./,년월] ?| )'
const dated = (first: string, second: string, third: string) =>
  `^\\s*${first}${SEPARATOR}${second}${SEPARATOR}${third}[ ]?일?[.]?${WEEKDAY}${TIME}${ZONE}\\s*$`

const TWO = '(\\d{1,2})'
const COMPACT = `^\\s*(\\d{4})(\\d{2})(\\d{2})[T ]?()(?:(\\d{2}):?(\\d{2}):?(\\d{2}(?:[.,]\\d{1,9})?)?)?()${ZONE}\\s*$`

/** Year, month, day, hour, minute (i), second; p and q are a meridiem before or after the time, z is the offset. */
export type DatePart = 'y' | 'm' | 'd' | 'p' | 'h' | 'i' | 's' | 'q' | 'z'

/** A pattern of a text date with the names of its nine groups. */
export interface DatePattern {
  readonly source: string
  readonly groups: readonly DatePart[]
}

const groups = (first: DatePart, second: DatePart, third: DatePart): DatePart[] => [first, second, third, 'p', 'h', 'i', 's', 'q', 'z'] // prettier-ignore

/** A year of four digits first: 2026-11-22, 2026. 11. 22. 오전 9:30, 2026년 11월 22일, in whatever order the rest is. */
export const yearFirst: DatePattern = { source: dated('(\\d{4})', TWO, TWO), groups: groups('y', 'm', 'd') }
/** 20261122, 20261122093000, 20261122T093000Z. */
export const compact: DatePattern = { source: COMPACT, groups: groups('y', 'm', 'd') }
/** The pattern of a date whose year does not stand first in four digits, for each order. */
export const byOrder: Readonly<Record<DateOrder, DatePattern>> = {
  ymd: { source: dated('(\\d{2})', TWO, TWO), groups: groups('y', 'm', 'd') },
  dmy: { source: dated(TWO, TWO, '(\\d{4}|\\d{2})'), groups: groups('d', 'm', 'y') },
  mdy: { source: dated(TWO, TWO, '(\\d{4}|\\d{2})'), groups: groups('m', 'd', 'y') },
}
/** 22 Nov 2026, 22-Nov-26, November 22, 2026 9:30 PM: read by the engine's `strptime`, so that names must be English. */
const NAMED =
  /^\s*(?:\d{1,2}[ -](?:[a-z]{3}|[a-z]{4,9})[ -,]+(?:\d{4}|\d{2})|(?:[a-z]{3}|[a-z]{4,9}) \d{1,2},? \d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: [ap]m)?)?$/i

/** A year from 2 digits: 69–99 are of the 1900s, as POSIX has it. */
export const PIVOT = 69

/** Seconds and milliseconds of 1990-01-01 and 2100-01-01: numbers between them can be times. */
const EPOCH = { from: 631_152_000, to: 4_102_444_800 }

/** Days since 1899-12-30 in spreadsheets, with the time as a fraction, from 1954 to 2064: a number between them can be a date. */
export const serial = '[2-5]\\d{4}(?:\\.\\d{1,15})?'
/** Seconds and milliseconds since 1970, from 2001 on: digits of a number that stands alone among other dates. */
export const epochDigits = { s: '[1-3]\\d{9}(?:\\.\\d{1,6})?', ms: '[1-3]\\d{12}' } as const
const SERIAL = new RegExp(`^\\s*${serial}\\s*$`)
const NUMBERED = new RegExp(`^\\s*(?:${serial}|${epochDigits.s}|${epochDigits.ms})\\s*$`)

/** What the dates of a column look like. */
export interface DateEvidence {
  /** Share of the values that are dates in the order or unit chosen. */
  readonly share: number
  /** Orders that the values do not rule out; the first is the guess, several must be asked. */
  readonly orders: readonly DateOrder[]
  readonly unit: 'text' | 's' | 'ms'
  /** Offsets from UTC in the values, `Z` written as `+00:00`; `''`: a value without. */
  readonly offsets: readonly string[]
  /** Has any value a time of day? */
  readonly hasTime: boolean
}

const compiled = new Map<string, RegExp>()
function match(pattern: DatePattern, text: string): Map<string, string> | null {
  let regex = compiled.get(pattern.source)
  if (!regex) compiled.set(pattern.source, (regex = new RegExp(pattern.source)))
  const found = regex.exec(text)
  return found && new Map(pattern.groups.map((name, index) => [name, found[index + 1] ?? '']))
}

function isDay(parts: Map<string, string>): boolean {
  const [year, month, day] = ['y', 'm', 'd'].map((name) => Number(parts.get(name))) as [number, number, number]
  const full = parts.get('y')!.length === 4 ? year : year < PIVOT ? 2000 + year : 1900 + year
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(full, month, 0)).getUTCDate()
}

/**
 * Looks at the values of a column as dates: `values` are text without empty ones. Numbers of a spreadsheet or since 1970
 * count where most of the others are written as dates, or where the header says that it is a date (`isSaid`).
 */
export function dateEvidence(values: readonly string[], isSaid = false): DateEvidence {
  const none: DateEvidence = { share: 0, orders: [], unit: 'text', offsets: [], hasTime: false }
  if (values.length === 0) return none
  const epoch = epochUnit(values)
  if (epoch) return { share: 1, orders: ['ymd'], unit: epoch, offsets: ['+00:00'], hasTime: true }
  const numbered = values.filter((value) => NUMBERED.test(value)).length
  const readsNumbers = numbered > 0 && (isSaid || numbered <= values.length / 2)
  let certain = 0
  let numbers = 0
  const open = { ymd: 0, dmy: 0, mdy: 0 }
  const ambiguous: Map<string, string>[][] = []
  const offsets = new Set<string>()
  let hasTime = false
  for (const value of values) {
    if (readsNumbers && NUMBERED.test(value)) {
      numbers++
      if (!SERIAL.test(value)) offsets.add('+00:00')
      else offsets.add('')
      if (!/^\s*\d{5}\s*$/.test(value)) hasTime = true
      continue
    }
    const plain = match(yearFirst, value) ?? match(compact, value)
    const read = plain ? [plain] : orders.map((order) => match(byOrder[order], value) ?? new Map<string, string>())
    const time = read.find((parts) => parts.size > 0)
    if (plain ? isDay(plain) : NAMED.test(value)) certain++
    else if (!plain && time) {
      ambiguous.push(read)
      orders.forEach((order, index) => (open[order] += read[index]!.size > 0 && isDay(read[index]!) ? 1 : 0))
    } else continue
    if (time?.get('h')) hasTime = true
    offsets.add(normalOffset(time?.get('z') ?? ''))
  }
  const most = Math.max(...Object.values(open))
  // Numbers alone say nothing, unless the header does.
  if (certain + most === 0 && !isSaid) return none
  const share = (certain + most + numbers) / values.length
  const found = { share, unit: 'text', offsets: [...offsets].sort(), hasTime } as const
  if (most === 0) return certain + numbers > 0 ? { ...found, orders: ['ymd'] } : none
  return { ...found, orders: openOrders(open, ambiguous) }
}

const orders = ['ymd', 'dmy', 'mdy'] as const

/** The orders that fit best; where some values speak for one and others for another, all that any value speaks for. */
function openOrders(fits: Readonly<Record<DateOrder, number>>, values: readonly Map<string, string>[][]): DateOrder[] {
  const spokenFor = new Set<DateOrder>()
  for (const read of values) {
    const valid = orders.filter((_, index) => read[index]!.size > 0 && isDay(read[index]!))
    if (valid.length === 1) spokenFor.add(valid[0]!)
  }
  const byFit = orders.toSorted((a, b) => fits[b] - fits[a])
  if (spokenFor.size > 1) return byFit.filter((order) => spokenFor.has(order))
  return byFit.filter((order) => fits[order] === fits[byFit[0]!])
}

function epochUnit(values: readonly string[]): 's' | 'ms' | null {
  if (!values.every((value) => /^\s*[1-9]\d{8,12}(\.\d+)?\s*$/.test(value))) return null
  const numbers = values.map(Number)
  const within = (factor: number) => numbers.every((n) => n >= EPOCH.from * factor && n < EPOCH.to * factor)
  return within(1) ? 's' : within(1000) ? 'ms' : null
}

function normalOffset(zone: string): string {
  if (zone === '') return ''
  if (zone === 'KST') return '+09:00'
  const [, sign, hours, minutes] = /([-+])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  return sign ? `${sign}${hours}:${minutes ?? '00'}` : '+00:00'
}
