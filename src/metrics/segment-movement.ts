import { metric } from './metric.ts'
import sql from './segment-movement.sql?raw'

/**
 * Where the customers of today stood 30, 90 and 365 days ago, by the cut-offs of that day; `not_yet_a_customer` where they
 * had not bought. `value` is that of as_of.
 */
export const segmentMovement = metric({
  id: 'segment_movement',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    days: 'number',
    from_segment: 'string',
    to_segment: 'string',
    customers: 'number',
    value: 'number',
  },
  key: ['days', 'from_segment', 'to_segment'],
})
