import { metric } from './metric.ts'
import sql from './pareto-curve.sql?raw'

export const paretoCurve = metric({
  id: 'pareto_curve',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    customer_share: 'number',
    customers: 'number',
    value_share: 'number',
  },
  key: ['customer_share'],
})
