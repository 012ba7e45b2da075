import { metric } from './metric.ts'
import { ratio } from './ratio.ts'
import sql from './cohort-value.sql?raw'

/**
 * Historic LTV of each cohort: what its customers bought within n days of their first order ÷ all its customers, on the
 * page's basis. Null until the window has ended for every one of them.
 */
export const cohortValue = metric({
  id: 'cohort_value',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  question: {
    cohort: 'timestamp',
    window: 'number',
    is_left_edge: 'boolean',
    customers: 'number',
    value: 'number',
    is_complete: 'boolean',
  },
  columns: {
    cohort: 'timestamp',
    window: 'number',
    is_left_edge: 'boolean',
    customers: 'number',
    value: 'number',
    value_per_customer: 'number',
  },
  key: ['cohort', 'window'],
  compute: (rows) =>
    rows.map(({ is_complete, ...row }) => ({
      ...row,
      value: is_complete ? row.value : null,
      value_per_customer: is_complete ? ratio(row.value, row.customers) : null,
    })),
})
