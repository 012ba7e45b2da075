import { metric } from './metric.ts'
import sql from './cohort-retention-mean.sql?raw'

export const cohortRetentionMean = metric({
  id: 'cohort_retention_mean',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    period: 'number',
    cohorts: 'number',
    eligible: 'number',
    active: 'number',
    rate: 'number',
    rate_or_later: 'number',
    rate_ever: 'number',
  },
  key: ['period'],
})
