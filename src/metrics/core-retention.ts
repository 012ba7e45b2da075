import { metric } from './metric.ts'
import sql from './core-retention.sql?raw'

export const coreRetention = metric({
  id: 'core_retention',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    outcome: 'string',
    customers: 'number',
    share: 'number',
    value_before: 'number',
    value_after: 'number',
  },
  key: ['outcome'],
})
