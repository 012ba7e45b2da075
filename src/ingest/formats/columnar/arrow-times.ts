const SECONDS_PER_DAY = 86_400n
/** Days from 1970 that a JavaScript date reaches. */
const DAYS_MOST = 100_000_000n

/** A date from days since 1970. */
export function dateText(days: bigint): string {
  if (days > DAYS_MOST || days < -DAYS_MOST) return String(days)
  return new Date(Number(days) * 86_400_000).toISOString().replace(/T.*/, '')
}

/** A time since 1970 in units of 10^(−3 × `unit`) seconds: date alone at midnight, decimals to the last that is not 0. */
export function timestampText(value: bigint, unit: number): string {
  const { seconds, decimals } = parts(value, unit)
  const days = floor(seconds, SECONDS_PER_DAY)
  if (days > DAYS_MOST || days < -DAYS_MOST) return String(value)
  const time = seconds - days * SECONDS_PER_DAY
  return time === 0n && decimals === '' ? dateText(days) : `${dateText(days)} ${clock(time)}${decimals}`
}

/** A time of day, in such units since midnight. */
export function timeOfDayText(value: bigint, unit: number): string {
  const { seconds, decimals } = parts(value, unit)
  return clock(seconds) + decimals
}

/** A duration in seconds, as a decimal number. */
export function durationText(value: bigint, unit: number): string {
  const { seconds, decimals } = parts(value < 0n ? -value : value, unit)
  return (value < 0n ? '-' : '') + String(seconds) + decimals
}

/** Rounded down to whole seconds, and what is left with its point. */
function parts(value: bigint, unit: number): { readonly seconds: bigint; readonly decimals: string } {
  const per = 10n ** BigInt(3 * unit)
  const seconds = floor(value, per)
  const rest = value - seconds * per
  const digits =
    rest === 0n
      ? ''
      : `.${String(rest)
          .padStart(3 * unit, '0')
          .replace(/0+$/, '')}`
  return { seconds, decimals: digits }
}

function clock(seconds: bigint): string {
  const two = (value: bigint) => String(value).padStart(2, '0')
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
}

function floor(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}
