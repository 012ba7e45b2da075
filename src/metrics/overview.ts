import { metric } from './metric.ts'
import sql from './overview.sql?raw'

export const overview = metric({
  id: 'overview',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    customers: 'number',
    orders: 'number',
    value: 'number',
    average_order_value: 'number',
    value_per_customer: 'number',
    orders_per_customer: 'number',
    repeat_customers: 'number',
    repeat_share: 'number',
    refunded_value: 'number',
    first_day: 'timestamp',
    last_day: 'timestamp',
  },
  key: ['first_day'],
})
