import { metric } from './metric.ts'
import sql from './repeat-rate.sql?raw'

export const repeatRate = metric({
  id: 'repeat_rate',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    days: 'number',
    eligible: 'number',
    repeated: 'number',
    rate: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['days'],
})
