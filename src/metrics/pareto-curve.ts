import { metric } from './metric.ts'
import sql from './pareto-curve.sql?raw'
import { ratio } from './ratio.ts'

/**
 * What the most valuable customers hold, at every whole percent from 0 to 100: the first ⌈share · n⌉ customers by value.
 *
 * A value below zero counts as zero; without any value above zero the shares are null. No rows without customers.
 */
export const paretoCurve = metric({
  id: 'pareto_curve',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    customer_share: 'number',
    customers: 'number',
    value_share: 'number',
  },
  key: ['customer_share'],
  question: { percent: 'number', customers: 'number', value: 'number', all_value: 'number' },
  compute: (rows) => {
    const first = rows[0]
    if (!first) return []
    return [{ percent: 0, customers: 0, value: 0, all_value: first.all_value }, ...rows].map((row) => ({
      customer_share: ratio(row.percent, 100),
      customers: row.customers,
      value_share: ratio(row.value, row.all_value),
    }))
  },
})
