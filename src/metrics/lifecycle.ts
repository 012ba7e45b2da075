import { metric } from './metric.ts'
import sql from './lifecycle.sql?raw'

export const lifecycle = metric({
  id: 'lifecycle',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    stage: 'string',
    customers: 'number',
    value: 'number',
    customer_share: 'number',
    value_share: 'number',
  },
  key: ['stage'],
})
