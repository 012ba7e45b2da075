import { metric } from './metric.ts'
import sql from './rfm-cutoffs.sql?raw'

export const rfmCutoffs = metric({
  id: 'rfm_cutoffs',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    dimension: 'string',
    score: 'number',
    low: 'number',
    high: 'number',
    customers: 'number',
  },
  key: ['dimension', 'score'],
})
