import { wilson } from '../statistics/proportions.ts'
import { metric } from './metric.ts'
import sql from './repeat-rate.sql?raw'

/** The share with a second purchase day within a window, of those whose first lies at least that long back; Wilson's 95% interval. */
export const repeatRate = metric({
  id: 'repeat_rate',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: { days: 'number', eligible: 'number', repeated: 'number' },
  columns: {
    days: 'number',
    eligible: 'number',
    repeated: 'number',
    rate: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['days'],
  compute: (rows) =>
    rows.map((row) => {
      const { share: rate, low, high } = wilson(row.repeated!, row.eligible!)
      return { ...row, rate, low, high }
    }),
})
