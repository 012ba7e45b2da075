import { metric } from './metric.ts'
import sql from './churn-limits.sql?raw'

export const churnLimits = metric({
  id: 'churn_limits',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    wait: 'string',
    limit_days: 'number',
    status: 'string',
    horizon_days: 'number',
    waits: 'number',
    reordered: 'number',
    share_at_horizon: 'number',
    median_days: 'number',
  },
  key: ['wait'],
})
