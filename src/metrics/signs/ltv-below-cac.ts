import { compare, horizonAt, type Comparison } from '../acquisition/matched.ts'
import { groupsOf } from '../acquisition/groups.ts'
import type { Tallies } from '../acquisition/tallies.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'

/**
 * Do customers bring less than they cost (metrics.md §5, sign 6)? Alarm: in one paid channel or in all together the upper
 * end of the year's margin per customer lies below what they had cost, or money was spent on a channel that once brought
 * customers and brings none. Watch: the cost lies inside the interval, or above it before a year was seen, or the cost of
 * the last three months lies above the value.
 *
 * `statistic`: the lowest value ÷ cost among the groups that can be judged; `limit` 1; `n`: its customers. Evidence
 * `ratio`: one row a channel (null: all together) with its interval; `horizon`: days through which customers were seen.
 */
export function judgeLtvBelowCac(tallies: Tallies, months: readonly string[], only: string | null = null): Judged {
  const groups = groupsOf(tallies, only).filter(({ kind }) => kind !== 'paid')
  const compared = (month: string): readonly Comparison[] | null => {
    const horizon = horizonAt(tallies, month)
    return horizon && groups.map((group) => compare(tallies, group, horizon, month))
  }
  return {
    judgements: months.map((month) => judge(month, compared(month), tallies)),
    evidenceAt: (month) => evidenceOf(compared(month) ?? []),
  }
}

function judge(month: string, found: readonly Comparison[] | null, tallies: Tallies): Judgement {
  const unknown = (reason: 'too_early' | 'too_few'): Judgement => ({
    month,
    status: 'unknown',
    reason,
    statistic: null,
    limit: null,
    n: null,
  })
  if (found === null) return unknown('too_early')
  const judged = found.filter((one) => one.ltv !== null && one.cac !== null && one.cac > 0 && one.low !== null)
  const deserted = found.filter((one) => isDeserted(one, tallies, month))
  if (judged.length === 0 && deserted.length === 0) return unknown('too_few')
  const lowest = judged.toSorted((a, b) => ratioOf(a) - ratioOf(b))[0] ?? null
  const isAlarm = deserted.length > 0 || judged.some(({ verdict }) => verdict === 'below')
  const isWatch = judged.some(
    ({ verdict, recentCac, ltv }) =>
      verdict === 'unsure' || verdict === 'too_early' || (recentCac !== null && recentCac > ltv!),
  )
  return {
    month,
    status: isAlarm ? 'alarm' : isWatch ? 'watch' : 'ok',
    reason: null,
    statistic: lowest && ratioOf(lowest),
    limit: 1,
    n: lowest?.customers ?? 0,
  }
}

/** Money goes to a channel that brought customers before, and none came in three months. */
function isDeserted(
  { group, recentSpend, recentCustomers }: Comparison,
  { newCustomers }: Tallies,
  by: string,
): boolean {
  const hadCustomers = newCustomers.some(({ channel, month }) => month <= by && group.holds(channel))
  return recentSpend > 0 && recentCustomers === 0 && hadCustomers
}

const ratioOf = ({ ltv, cac }: Comparison) => ltv! / cac!

function evidenceOf(found: readonly Comparison[]): Evidence[] {
  const [first] = found
  if (!first) return []
  const ratios = found
    .filter(({ cac }) => cac !== null && cac > 0)
    .map(({ group, ltv, low, high, cac, customers, verdict }): Evidence => ({
      series: 'ratio',
      label: group.channel,
      at: null,
      value: ltv === null ? null : ltv / cac!,
      low: low === null ? null : low / cac!,
      high: high === null ? null : high / cac!,
      n: customers,
      is_flagged: verdict === 'below' || verdict === 'no_customers',
    }))
  const horizon: Evidence = {
    series: 'horizon',
    label: null,
    at: first.horizon.cohorts[0]!,
    value: first.horizon.days,
    low: null,
    high: null,
    n: null,
    is_flagged: false,
  }
  return [...ratios, horizon]
}
