import { total } from './acquisition/matched.ts'
import { acquisitionStudy } from './acquisition/study.ts'
import { studyMetric } from './metric.ts'

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
  rows: ({ tallies, months, groups }) =>
    months
      .filter((month) => tallies.covered.has(month) && tallies.known.has(month))
      .flatMap((month) =>
        groups.map((group) => {
          const only = new Set([month])
          const spend = total(tallies.spend, group, only)
          const customers = total(tallies.newCustomers, group, only)
          return {
            month,
            kind: group.kind,
            channel: group.channel,
            spend,
            new_customers: customers,
            cac: customers > 0 ? spend / customers : null,
          }
        }),
      ),
})
