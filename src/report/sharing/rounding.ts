/** What counts are rounded to. */
export const STEP = 5

/** A count as it is told: to the nearest 5. */
export function toStep(count: number): number {
  return Math.round(count / STEP) * STEP
}

/** A number to so many significant digits; 3 unless told. */
export function significant(value: number, digits = 3): number {
  return value === 0 ? 0 : Number(value.toPrecision(digits))
}

/** As `significant`, or null for null. */
export function significantOrNull(value: number | null, digits = 3): number | null {
  return value === null ? null : significant(value, digits)
}

/** A share to a tenth of a percent. */
export function toTenth(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1000) / 1000
}

/** A quotient of told figures; null where either is hidden or there is nothing to divide by. */
export function quotient(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}
