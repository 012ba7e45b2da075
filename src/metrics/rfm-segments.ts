import { metric } from './metric.ts'
import sql from './rfm-segments.sql?raw'

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
})
