import { metric } from './metric.ts'
import sql from './cohort-retention.sql?raw'

export const cohortRetention = metric({
  id: 'cohort_retention',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    cohort: 'timestamp',
    period: 'number',
    is_left_edge: 'boolean',
    eligible: 'number',
    active: 'number',
    rate: 'number',
    active_or_later: 'number',
    rate_or_later: 'number',
    active_ever: 'number',
    rate_ever: 'number',
  },
  key: ['cohort', 'period'],
})
