import { metric } from './metric.ts'
import sql from './overview.sql?raw'
import { ratio } from './ratio.ts'

/** The shop in one row: value net of refunds; `repeat_share` is customers with two or more orders ÷ customers. */
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
  question: {
    customers: 'number',
    orders: 'number',
    value: 'number',
    repeat_customers: 'number',
    refunded_value: 'number',
    first_day: 'timestamp',
    last_day: 'timestamp',
  },
  compute: (rows) =>
    rows.map((row) => ({
      ...row,
      average_order_value: ratio(row.value, row.orders),
      value_per_customer: ratio(row.value, row.customers),
      orders_per_customer: ratio(row.orders, row.customers),
      repeat_share: ratio(row.repeat_customers, row.customers),
    })),
})
