import { metric } from './metric.ts'
import sql from './segment-movement.sql?raw'

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
