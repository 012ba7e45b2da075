import type { Judgement, UnknownReason } from './sign.ts'

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
