import { equityColumns, equityStudy } from './prediction/equity-study.ts'
import { studyMetric } from './metric.ts'

/**
 * Customers by their own value (CLV, at its median or above) and the value of their referrals (CRV at p = 50%, above zero):
 * champions (both), affluents (value alone), advocates (referrals alone), misers (neither). CLV is the margin predicted for the
 * horizon where the back-test says trust, else the margin they have brought before as_of; `basis` says which. The two are not
 * added: a referred customer would count twice.
 */
export const customerEquity = studyMetric({
  id: 'customer_equity',
  study: equityStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'customers.referred_by'],
  columns: equityColumns,
  key: ['quadrant'],
  rows: (rows) => rows,
})
