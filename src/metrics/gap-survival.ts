import { metric } from './metric.ts'
import sql from './gap-survival.sql?raw'

export const gapSurvival = metric({
  id: 'gap_survival',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  columns: {
    split: 'string',
    value: 'string',
    day: 'number',
    at_risk: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['split', 'value', 'day'],
})
