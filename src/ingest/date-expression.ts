import { byOrder, compact, epochDigits, PIVOT, serial, yearFirst, type DatePart, type DatePattern } from './dates.ts'
import type { DateOrder } from './mapping.ts'
import { quoteText } from './sql.ts'
import { wallClock } from './time-zones.ts'

/** Names of lambda parameters: a column of the file with such a name would hide them, so they are none that a file has. */
const PARTS = 'dangol_date_parts'
const UTC = 'dangol_utc'

/** The parts of a date as `DatePattern` names them, inside the lambda. */
const part = Object.fromEntries([...'ymdphisqz'].map((name) => [name, `${PARTS}.${name}`])) as Record<DatePart, string>

/** Only years of four digits: `22-11-26` and `infinity` are timestamps to the engine. */
function inFourDigitYears(timestamp: string): string {
  return `case when ${timestamp} between timestamp '1000-01-01' and timestamp '9999-12-31 23:59:59.999999' then ${timestamp} end`
}

/** A text that ends so carries an offset or the name of a zone. */
const OFFSET_AT_END = '(?:[A-Za-z]|:\\d\\d(?:\\.\\d+)? ?[-+]\\d\\d:?(?:\\d\\d)?)$'

/** SQL of a TIMESTAMP from a text; a value in no known shape is null. With a zone, texts with an offset are moved into it. */
export function timestampFromText(column: string, order: DateOrder, timeZone: string | null): string {
  // The engine takes the word `epoch` for 1970-01-01; a date that says so is read by the patterns.
  const iso = `nullif(${inFourDigitYears(`try_cast(${column} as timestamp)`)}, timestamp '1970-01-01')`
  const plain = timeZone === null ? iso : `case when not regexp_matches(${column}, '${OFFSET_AT_END}') then ${iso} end`
  const patterns = (order === 'ymd' ? [yearFirst, compact, byOrder.ymd] : [byOrder[order], yearFirst, compact]).map(
    (pattern) => byPattern(column, pattern, timeZone),
  )
  return `coalesce(${[plain, ...patterns, withMonthName(column), fromNumber(column, timeZone)].join(', ')})`
}

/**
 * A number among dates: days since 1899-12-30, as spreadsheets count them (to the nearest second), else seconds or
 * milliseconds since 1970.
 */
function fromNumber(column: string, timeZone: string | null): string {
  const seconds = `cast(round(cast(trim(${column}) as decimal(20, 12)) * 86400) as bigint)`
  const epoch = (unit: 's' | 'ms') => `when regexp_full_match(${column}, ${quoteText(`\\s*${epochDigits[unit]}\\s*`)}) then ${timestampFromEpoch(column, unit, timeZone)}` // prettier-ignore
  const isSerial = `regexp_full_match(${column}, ${quoteText(`\\s*${serial}\\s*`)})`
  return `case when ${isSerial} then timestamp '1899-12-30' + to_seconds(${seconds}) ${epoch('s')} ${epoch('ms')} end`
}

/** SQL of a TIMESTAMP from seconds or milliseconds since 1970, moved from UTC into the zone. */
export function timestampFromEpoch(column: string, unit: 's' | 'ms', timeZone: string | null): string {
  const number = `try_cast(${column} as decimal(20, 6))`
  const [limit, factor] = unit === 's' ? ['253402300800', '1000000'] : ['253402300800000', '1000']
  const utc = `case when ${number} >= 0 and ${number} < ${limit} then make_timestamp(cast(${number} * ${factor} as bigint)) end`
  return timeZone === null ? utc : `list_transform([${utc}], lambda ${UTC}: ${wallClock(UTC, timeZone)})[1]`
}

/** SQL of a TIMESTAMP from a date or a timestamp without zone. */
export function timestampFromTimestamp(column: string): string {
  return inFourDigitYears(`try_cast(${column} as timestamp)`)
}

/** SQL of a TIMESTAMP from a timestamp with zone: in UTC, or moved into the zone. */
export function timestampFromInstant(column: string, timeZone: string | null): string {
  const utc = inFourDigitYears(`case when isfinite(${column}) then make_timestamp(epoch_us(${column})) end`)
  return timeZone === null ? utc : `list_transform([${utc}], lambda ${UTC}: ${wallClock(UTC, timeZone)})[1]`
}

/** Takes a text apart by one pattern and puts it together as the engine reads it; one match a value, by way of lambdas. */
function byPattern(column: string, { source, groups }: DatePattern, timeZone: string | null): string {
  const names = groups.map(quoteText).join(', ')
  const match = `regexp_extract(${column}, ${quoteText(source)}, [${names}])`
  const pivoted = `case when ${part.y} < '${PIVOT}' then '20' else '19' end || ${part.y}`
  const year = `case when strlen(${part.y}) = 4 then ${part.y} else ${pivoted} end`
  const minutes = `case when ${part.i} = '' then '0' else ${part.i} end || ':' || case when ${part.s} = '' then '0' else replace(${part.s}, ',', '.') end`
  const time = `case when ${part.h} = '' then '' else ' ' || ${part.h} || ':' || ${minutes} end`
  const written = `try_cast(${year} || '-' || ${part.m} || '-' || ${part.d} || ${time} as timestamp)`
  const half = `lower(${part.p} || ${part.q})`
  const shift =
    `case when ${half} = '' then 0 when ${half} = '오후' or starts_with(${half}, 'p') ` +
    `then case when cast(${part.h} as integer) < 12 then 43200 else 0 end when cast(${part.h} as integer) = 12 then -43200 else 0 end`
  const local = `case when ${part.y} <> '' then ${written} + to_seconds(${shift}) end`
  const moved = timeZone === null ? local : intoZone(local, timeZone)
  return `list_transform([${match}], lambda ${PARTS}: ${moved})[1]`
}

/** Moves a local time with its offset into the zone; without an offset it stays. */
function intoZone(local: string, timeZone: string): string {
  const sign = `case when contains(${part.z}, '-') then -1 else 1 end`
  const digits = `regexp_extract(${part.z}, '(\\d\\d):?(\\d\\d)?$', ['h', 'm'])`
  const ahead =
    `case when ${part.z} = 'KST' then 32400 else ${sign} * (coalesce(try_cast(${digits}.h as integer), 0) * 3600 + ` +
    `coalesce(try_cast(${digits}.m as integer), 0) * 60) end`
  const utc = `${local} - to_seconds(${ahead})`
  return `case when ${part.z} = '' then ${local} else list_transform([${utc}], lambda ${UTC}: ${wallClock(UTC, timeZone)})[1] end`
}

/** 22 Nov 2026, 22-Nov-26, November 22, 2026 9:30 PM. Two-digit years come first: `%Y` would take 26 for the year 26. */
function withMonthName(column: string): string {
  const days = [
    '%d %b %y',
    '%d-%b-%y',
    '%d %b %Y',
    '%d-%b-%Y',
    '%d %B %Y',
    '%b %d, %Y',
    '%b %d %Y',
    '%B %d, %Y',
    '%B %d %Y',
  ]
  const times = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p']
  const formats = days.flatMap((day) => times.map((time) => quoteText(day + time)))
  return `case when regexp_matches(${column}, '\\d.*[A-Za-z]{3}|[A-Za-z]{3}.*\\d') then try_strptime(${column}, [${formats.join(', ')}]) end`
}
