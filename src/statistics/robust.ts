/** The middle of the values, halfway between the two middle ones where their number is even; null of none. */
export function median(values: ArrayLike<number>): number | null {
  return medianOfSorted(Float64Array.from(values).sort())
}

/** The same of values that stand in order already. */
export function medianOfSorted(sorted: ArrayLike<number>): number | null {
  if (sorted.length === 0) return null
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Where values lie and how far they commonly stray: their median, and the median absolute deviation from it. */
export interface Spread {
  readonly median: number
  readonly mad: number
}

/** Median and MAD; null of no values. */
export function spread(values: readonly number[]): Spread | null {
  const middle = median(values)
  if (middle === null) return null
  return { median: middle, mad: median(values.map((value) => Math.abs(value - middle)))! }
}

/** The factor that turns a MAD into a normal distribution's standard deviation: Φ⁻¹(¾). */
export const MAD_TO_SD = 0.6745

/** How many robust standard deviations a value lies from the median (Iglewicz and Hoaglin, 1993). */
export function robustZ(value: number, { median: middle, mad }: Spread): number {
  return (MAD_TO_SD * (value - middle)) / mad
}
