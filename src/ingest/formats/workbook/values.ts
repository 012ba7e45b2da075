/** What a number format makes of a number: a plain one, a date with or without time, a time of day, a stretch of time. */
export type NumberKind = 'number' | 'date' | 'time' | 'duration'

const DAY = 86_400_000
/** 1899-12-30, from which dates behind the leap day that 1900 did not have are counted; and 1904-01-01. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** Days up to 9999-12-31. */
const LAST_DAY = { 1900: 2_958_466, 1904: 2_957_004 }

/** The shortest decimal that gives the same double, without exponent below 10²¹; what is no number is empty. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (value === 0) return '0'
  const text = String(value)
  const at = text.indexOf('e-')
  if (at < 0) return text
  const sign = value < 0 ? '-' : ''
  const digits = text.slice(sign.length, at).replace('.', '')
  return `${sign}0.${'0'.repeat(Number(text.slice(at + 2)) - 1)}${digits}`
}

/** A number as its format means it: `2024-03-01`, `2024-03-01 09:30:00`, `09:30:00`, `27:30:00`, or a plain number. */
export function numericText(value: number, kind: NumberKind, is1904: boolean): string {
  if (kind === 'number' || !Number.isFinite(value)) return numberText(value)
  if (kind === 'duration') return durationText(value)
  const milliseconds = Math.round(value * DAY)
  if (value < 0 || milliseconds >= LAST_DAY[is1904 ? 1904 : 1900] * DAY) return numberText(value)
  const day = Math.floor(milliseconds / DAY)
  const time = milliseconds - day * DAY
  if (kind === 'time' ? day === 0 : day === 0 && !is1904 && time > 0) return clockText(time)
  return time === 0 ? dayText(day, is1904) : `${dayText(day, is1904)} ${clockText(time)}`
}

/** Excel counts 1900 as a leap year, and a day before its first. */
function dayText(day: number, is1904: boolean): string {
  if (is1904) return isoDay(EPOCH_1904 + day * DAY)
  if (day === 0) return '1900-01-00'
  if (day === 60) return '1900-02-29'
  return isoDay(EPOCH_1900 + (day < 60 ? day + 1 : day) * DAY)
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

/** Milliseconds of a day or more as hours, minutes, seconds. */
function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const rest = milliseconds % 1000
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return (
    parts.map((part) => String(part).padStart(2, '0')).join(':') + (rest ? `.${String(rest).padStart(3, '0')}` : '')
  )
}

function durationText(days: number): string {
  return (days < 0 ? '-' : '') + clockText(Math.round(Math.abs(days) * DAY))
}

/** A date as ISO 8601 writes it, as numbers of dates are written; what is none stays as it is. */
export function isoText(text: string): string {
  const match = /^(-?\d{4,}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text.trim())
  if (!match) return text
  const [, day, time, zone] = match
  if (time === undefined) return day!
  const [clock, fraction = ''] = (time.length === 5 ? `${time}:00` : time).split('.')
  const milliseconds = Math.round(Number(`0.${fraction || '0'}`) * 1000)
  if (clock === '00:00:00' && milliseconds === 0) return day!
  const rest = milliseconds > 0 && milliseconds < 1000 ? `.${String(milliseconds).padStart(3, '0')}` : ''
  return `${day} ${clock}${rest}${zone && zone !== 'Z' ? zone : ''}`
}

/** Excel writes characters that XML cannot hold as `_x000D_`, and `_x005F_` for an underscore that would begin one. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** What Excel's error codes are shown as. */
export function errorText(code: number): string {
  return ERRORS[code] ?? '#ERROR!'
}

const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
}

/** A number that binary workbooks pack into 30 bits: the upper ones of a double, or an integer; maybe of hundredths. */
export function packedNumber(bits: number): number {
  const value = bits & 2 ? bits >> 2 : upperBits(bits & ~3)
  return bits & 1 ? value / 100 : value
}

const scratch = new DataView(new ArrayBuffer(8))

function upperBits(bits: number): number {
  scratch.setInt32(0, bits)
  scratch.setInt32(4, 0)
  return scratch.getFloat64(0)
}
