import { distributionColumns } from './prediction/columns.ts'
import { predictionStudy } from './prediction/study.ts'
import { studyMetric } from './metric.ts'

/** Chosen customers by tenths of P(alive), by each model. */
export const aliveDistribution = studyMetric({
  id: 'alive_distribution',
  study: predictionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: distributionColumns,
  key: ['model', 'alive_from'],
  rows: ({ distribution }) => distribution,
})
