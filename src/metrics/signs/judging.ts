import type { Judgement, UnknownReason } from './sign.ts'

/** Months from year 0 of an ISO day: months apart are numbers apart. */
export function monthNumber(iso: string): number {
  return 12 * Number(iso.slice(0, 4)) + Number(iso.slice(5, 7)) - 1
}

/** The ISO first day of a month by its number. */
export function monthOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}-01`
}

/** The ISO first day of the month so many months later. */
export function addMonths(iso: string, months: number): string {
  return monthOf(monthNumber(iso) + months)
}

/** A light that cannot be judged; what could be worked out all the same may be given. */
export function unknown(
  month: string,
  reason: UnknownReason,
  known: Partial<Pick<Judgement, 'statistic' | 'limit' | 'n'>> = {},
): Judgement {
  return { month, status: 'unknown', reason, statistic: null, limit: null, n: null, ...known }
}

/** The items by the ISO day that the key gives, each group in the order given. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
