import type { Tallies } from './tallies.ts'

/** All channels together, those that cost something, or one. */
export type GroupKind = 'blended' | 'paid' | 'channel'

/** The customers and the spend that a cost or a value is worked out for. */
export interface Group {
  readonly kind: GroupKind
  /** Null unless the group is one channel. */
  readonly channel: string | null
  holds(channel: string | null): boolean
}

/**
 * Blended, paid, and each channel with spend, in the order of their names. Under a channel filter that channel alone.
 * Paid is left out where no channel with spend has a name.
 */
export function groupsOf({ spend }: Tallies, only: string | null): Group[] {
  const paid = [...new Set(spend.filter(({ amount }) => amount > 0).flatMap(({ channel }) => channel ?? []))].sort()
  const one = (channel: string): Group => ({ kind: 'channel', channel, holds: (other) => other === channel })
  if (only !== null) return [one(only)]
  const blended: Group = { kind: 'blended', channel: null, holds: () => true }
  const together: Group = { kind: 'paid', channel: null, holds: (other) => other !== null && paid.includes(other) }
  return [blended, ...(paid.length > 0 ? [together] : []), ...paid.map(one)]
}
