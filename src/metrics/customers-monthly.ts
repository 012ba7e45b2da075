import { metric } from './metric.ts'
import sql from './customers-monthly.sql?raw'

/**
 * Months of the shop. `active` = the month before + `new` + `reactivated` − `churned`, exactly; the three that need a churn
 * limit are null where either limit is unknown, and `returning` is then every buyer who is not new. `new`, `reactivated` and
 * `churned` count events, `buyers` and `returning` customers.
 * A month is settled if it begins after the first τ days of the file, which can show no churn.
 */
export const customersMonthly = metric({
  id: 'customers_monthly',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    month: 'timestamp',
    is_complete: 'boolean',
    is_settled: 'boolean',
    buyers: 'number',
    orders: 'number',
    value: 'number',
    new: 'number',
    returning: 'number',
    reactivated: 'number',
    churned: 'number',
    active: 'number',
  },
  key: ['month'],
})
