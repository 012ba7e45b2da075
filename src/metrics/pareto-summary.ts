import { metric } from './metric.ts'
import sql from './pareto-summary.sql?raw'

export const paretoSummary = metric({
  id: 'pareto_summary',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    customers: 'number',
    value: 'number',
    top20_customers: 'number',
    top20_value_share: 'number',
    customers_for_80: 'number',
    customers_for_80_share: 'number',
    gini: 'number',
    customers_without_value: 'number',
  },
  key: ['customers'],
})
