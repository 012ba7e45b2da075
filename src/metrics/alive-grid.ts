import { gridColumns } from './prediction/columns.ts'
import { predictionStudy } from './prediction/study.ts'
import { studyMetric } from './metric.ts'

/** P(alive) of the chosen customers by their purchase days and the days since the last one (MBG/NBD). */
export const aliveGrid = studyMetric({
  id: 'alive_grid',
  study: predictionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: gridColumns,
  key: ['purchases_from', 'silent_from'],
  rows: ({ grid }) => grid,
})
