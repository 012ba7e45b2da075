import { metric } from './metric.ts'
import sql from './lifecycle.sql?raw'
import { ratio, total } from './ratio.ts'

/** The stages of a customer's life, in the order they are passed. */
export const stages = ['potential', 'new', 'existing', 'core', 'churned'] as const

/**
 * Customers by the one stage each is in at as_of, all stages listed.
 *
 * Where a churn limit is unknown nobody can be judged: numbers are null. So they are for `potential`, people without an
 * order, whom no order file shows.
 */
export const lifecycle = metric({
  id: 'lifecycle',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    stage: 'string',
    customers: 'number',
    value: 'number',
    customer_share: 'number',
    value_share: 'number',
  },
  key: ['stage'],
  question: { stage: 'string', customers: 'number', value: 'number' },
  compute: (rows) => {
    const isJudged = rows.length > 0 && rows.every((row) => row.stage !== null)
    const customers = total(rows, 'customers')
    const value = total(rows, 'value')
    return stages.map((stage) => {
      if (!isJudged || stage === 'potential')
        return { stage, customers: null, value: null, customer_share: null, value_share: null }
      const found = rows.find((row) => row.stage === stage)
      const row = { stage, customers: found?.customers ?? 0, value: found?.value ?? 0 }
      return { ...row, customer_share: ratio(row.customers, customers), value_share: ratio(row.value, value) }
    })
  },
})
