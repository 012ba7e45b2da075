import { metric } from './metric.ts'
import sql from './cohort-retention.sql?raw'

/** The share of each cohort that bought again, by calendar period since the first order. A rate is null until its period has ended. */
export const cohortRetention = metric({
  id: 'cohort_retention',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: {
    cohort: 'timestamp',
    period: 'number',
    is_left_edge: 'boolean',
    is_complete: 'boolean',
    eligible: 'number',
    active: 'number',
    active_or_later: 'number',
    active_ever: 'number',
  },
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
  compute: (rows) =>
    rows.map(({ is_complete, ...row }) => {
      const rate = (count: number | null) => (is_complete ? count! / row.eligible! : null)
      return {
        ...row,
        rate: rate(row.active),
        rate_or_later: rate(row.active_or_later),
        rate_ever: rate(row.active_ever),
      }
    }),
})
