import { metric } from './metric.ts'
import sql from './rfm-cutoffs.sql?raw'

/** What each score stands for: the range of values that has it; null where nobody has. */
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
