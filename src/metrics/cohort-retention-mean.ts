import { metric } from './metric.ts'
import sql from './cohort-retention-mean.sql?raw'

/** Cohort retention over all cohorts, weighted by their customers: complete cells only, without the left edge. */
export const cohortRetentionMean = metric({
  id: 'cohort_retention_mean',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: {
    period: 'number',
    cohorts: 'number',
    eligible: 'number',
    active: 'number',
    active_or_later: 'number',
    active_ever: 'number',
  },
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
  compute: (rows) =>
    rows.map(({ active_or_later, active_ever, ...row }) => ({
      ...row,
      rate: row.active! / row.eligible!,
      rate_or_later: active_or_later! / row.eligible!,
      rate_ever: active_ever! / row.eligible!,
    })),
})
