import { metric } from './metric.ts'
import sql from './second-order-by-cohort.sql?raw'

export const secondOrderByCohort = metric({
  id: 'second_order_by_cohort',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    cohort: 'timestamp',
    day: 'number',
    is_left_edge: 'boolean',
    customers: 'number',
    at_risk: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['cohort', 'day'],
})
