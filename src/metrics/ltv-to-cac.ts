import { compare } from './acquisition/matched.ts'
import { acquisitionStudy, asOf } from './acquisition/study.ts'
import { studyMetric } from './metric.ts'
import { ratio } from './ratio.ts'

/**
 * What acquired customers brought within a common, fully observed horizon against what they had cost: margin per customer
 * with its 95% interval, spend of the very months in which they came, and the cost of the last three months beside it. The
 * latest 12 cohorts that were seen through the longest horizon count.
 */
export const ltvToCac = studyMetric({
  id: 'ltv_to_cac',
  study: acquisitionStudy,
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
  },
  key: ['kind', 'channel'],
  rows: (acquisition, { as_of }) => {
    const { tallies, groups, horizon, month } = asOf(acquisition, as_of)
    if (horizon === null) return []
    return groups.map((group) => {
      const found = compare(tallies, group, horizon, month!)
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
      }
    })
  },
})
