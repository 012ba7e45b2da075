import { metric } from './metric.ts'
import { ratio, total } from './ratio.ts'
import sql from './rfm-segments.sql?raw'

/** Every segment of the scheme in force, those without customers too. */
export const rfmSegments = metric({
  id: 'rfm_segments',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    segment: 'string',
    customers: 'number',
    value: 'number',
    orders: 'number',
    customer_share: 'number',
    value_share: 'number',
  },
  key: ['segment'],
  question: { segment: 'string', customers: 'number', value: 'number', orders: 'number' },
  compute: (rows) => {
    const customers = total(rows, 'customers')
    const value = total(rows, 'value')
    return rows.map((row) => ({
      ...row,
      customer_share: ratio(row.customers, customers),
      value_share: ratio(row.value, value),
    }))
  },
})
