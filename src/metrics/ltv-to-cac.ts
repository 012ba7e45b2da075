import { compare } from './acquisition/matched.ts'
import { asOf } from './acquisition/study.ts'
import { ltvAhead, ltvStudy, type LtvAhead } from './prediction/ltv-study.ts'
import { studyMetric } from './metric.ts'
import { ratio } from './ratio.ts'

/**
 * What acquired customers brought within a common, fully observed horizon against what they had cost: margin per customer
 * with its 95% interval, spend of the very months in which they came, and the cost of the last three months beside it. The
 * latest 12 cohorts that were seen through the longest horizon count. Where the back-test says trust, what the same customers
 * brought so far and will bring within the predicted months stands beside it; not under a segment filter, which chooses by
 * outcome.
 */
export const ltvToCac = studyMetric({
  id: 'ltv_to_cac',
  study: ltvStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'spend.amount'],
  columns: {
    kind: 'string',
    channel: 'string',
    cohort_from: 'timestamp',
    cohort_to: 'timestamp',
    horizon_days: 'number',
    customers: 'number',
    ltv: 'number',
    ltv_low: 'number',
    ltv_high: 'number',
    spend: 'number',
    cac: 'number',
    recent_cac: 'number',
    ratio: 'number',
    ratio_low: 'number',
    ratio_high: 'number',
    verdict: 'string',
    predicted_ltv: 'number',
    predicted_low: 'number',
    predicted_high: 'number',
    predicted_ratio: 'number',
    predicted_verdict: 'string',
  },
  key: ['kind', 'channel'],
  rows: ({ acquisition, margin }, { as_of, segment }) => {
    const { tallies, groups, horizon, month } = asOf(acquisition, as_of)
    if (horizon === null) return []
    return groups.map((group) => {
      const found = compare(tallies, group, horizon, month!)
      const ahead = margin && segment === null ? ltvAhead(margin, group, horizon.cohorts) : null
      return {
        kind: group.kind,
        channel: group.channel,
        cohort_from: horizon.cohorts[0]!,
        cohort_to: horizon.cohorts.at(-1)!,
        horizon_days: horizon.days,
        customers: found.customers,
        ltv: found.ltv,
        ltv_low: found.low,
        ltv_high: found.high,
        spend: found.spend,
        cac: found.cac,
        recent_cac: found.recentCac,
        ratio: ratio(found.ltv, found.cac),
        ratio_low: ratio(found.low, found.cac),
        ratio_high: ratio(found.high, found.cac),
        verdict: found.verdict,
        predicted_ltv: ahead?.ltv ?? null,
        predicted_low: ahead?.low ?? null,
        predicted_high: ahead?.high ?? null,
        predicted_ratio: ratio(ahead?.ltv ?? null, found.cac),
        predicted_verdict: ahead && verdictAhead(ahead, found.cac),
      }
    })
  },
})

/** `above`: the predicted interval lies above the cost; `below`: it lies below; `unsure`: the cost lies inside. */
function verdictAhead({ low, high }: LtvAhead, cac: number | null): 'above' | 'unsure' | 'below' | null {
  if (low === null || high === null || cac === null) return null
  if (low > cac) return 'above'
  return high < cac ? 'below' : 'unsure'
}
