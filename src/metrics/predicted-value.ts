import { valueColumns } from './prediction/columns.ts'
import { predictionStudy } from './prediction/study.ts'
import { studyMetric } from './metric.ts'

/**
 * What the chosen customers will buy within the horizon, in total and by segment, cohort and channel: purchase days, and their
 * discounted value with a 95% interval. MBG/NBD and Gamma–Gamma.
 */
export const predictedValue = studyMetric({
  id: 'predicted_value',
  study: predictionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: valueColumns,
  key: ['kind', 'name'],
  rows: ({ values }) => values,
})
