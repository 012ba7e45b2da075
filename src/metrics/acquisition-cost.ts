import { total } from './acquisition/matched.ts'
import { acquisitionStudy, asOf } from './acquisition/study.ts'
import { studyMetric } from './metric.ts'
import { ratio } from './ratio.ts'

/**
 * Cost of a new customer by month: `blended` is all spend ÷ all new customers, `paid` spend ÷ new customers of channels
 * with spend, `channel` one channel's. `cac` is null where nobody came: the spend then stands alone. Whole months with
 * recorded spend only.
 */
export const acquisitionCost = studyMetric({
  id: 'acquisition_cost',
  study: acquisitionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'spend.amount'],
  columns: {
    month: 'timestamp',
    kind: 'string',
    channel: 'string',
    spend: 'number',
    new_customers: 'number',
    cac: 'number',
  },
  key: ['month', 'kind', 'channel'],
  rows: (found, { as_of }) => {
    const { tallies, months, groups } = asOf(found, as_of)
    return months
      .filter((month) => tallies.covered.has(month) && tallies.known.has(month))
      .flatMap((month) => {
        const only = new Set([month])
        return groups.map((group) => {
          const spend = total(tallies.spend, group, only)
          const customers = total(tallies.newCustomers, group, only)
          const { kind, channel } = group
          return { month, kind, channel, spend, new_customers: customers, cac: ratio(spend, customers) }
        })
      })
  },
})
