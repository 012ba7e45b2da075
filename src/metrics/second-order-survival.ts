import { metric } from './metric.ts'
import sql from './second-order-survival.sql?raw'

export const secondOrderSurvival = metric({
  id: 'second_order_survival',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    day: 'number',
    at_risk: 'number',
    reordered: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['day'],
})
