import { summaryColumns } from './prediction/columns.ts'
import { predictionStudy } from './prediction/study.ts'
import { studyMetric } from './metric.ts'

/**
 * How well each model foretold the last third of the time, what the three expect of the whole shop within the horizon (the
 * Pareto/NBD also for ever, each purchase day discounted to today: DERT), and the
 * badge: trust, care or no, with the reasons and how many more months would do away with them.
 */
export const backtestSummary = studyMetric({
  id: 'backtest_summary',
  study: predictionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: summaryColumns,
  key: ['model'],
  rows: ({ summary }) => summary,
})
