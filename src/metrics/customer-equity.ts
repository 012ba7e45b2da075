import { metric } from './metric.ts'
import sql from './customer-equity.sql?raw'

/**
 * Customers by their own value (CLV, at its median or above) and the value of their referrals (CRV at p = 50%, above zero):
 * champions (both), affluents (value alone), advocates (referrals alone), misers (neither). Until a prediction may stand in,
 * CLV is the margin they have brought before as_of. The two are not added: a referred customer would count twice.
 */
export const customerEquity = metric({
  id: 'customer_equity',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'customers.referred_by'],
  columns: {
    quadrant: 'string',
    customers: 'number',
    clv: 'number',
    crv: 'number',
    clv_median: 'number',
  },
  key: ['quadrant'],
})
