import { curveOf, STEP } from './acquisition/curve.ts'
import { acquisitionStudy, asOf } from './acquisition/study.ts'
import { studyMetric } from './metric.ts'

/**
 * Cumulative margin per acquired customer by steps of 30 days, over the cohorts of LTV:CAC, all of them seen through every
 * step shown; beside the cost of acquiring one (null: nothing was spent on the channel).
 */
export const valueCurve = studyMetric({
  id: 'value_curve',
  study: acquisitionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'spend.amount'],
  columns: {
    kind: 'string',
    channel: 'string',
    day: 'number',
    cohort_from: 'timestamp',
    cohort_to: 'timestamp',
    customers: 'number',
    margin_per_customer: 'number',
    cac: 'number',
  },
  key: ['kind', 'channel', 'day'],
  rows: (found, { as_of }) => {
    const { tallies, groups, horizon, month } = asOf(found, as_of)
    if (horizon === null) return []
    return groups.flatMap((group) => {
      const { customers, cac, values } = curveOf(tallies, group, horizon.cohorts, month!)
      return values.map((margin, index) => ({
        kind: group.kind,
        channel: group.channel,
        day: (index + 1) * STEP,
        cohort_from: horizon.cohorts[0]!,
        cohort_to: horizon.cohorts.at(-1)!,
        customers,
        margin_per_customer: margin,
        cac,
      }))
    })
  },
})
