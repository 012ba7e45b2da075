import { metric } from './metric.ts'
import sql from './rfm-scores.sql?raw'

/** The cells of the R × F × M grid that have customers. */
export const rfmScores = metric({
  id: 'rfm_scores',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    r: 'number',
    f: 'number',
    m: 'number',
    segment: 'string',
    customers: 'number',
    value: 'number',
  },
  key: ['r', 'f', 'm'],
})
