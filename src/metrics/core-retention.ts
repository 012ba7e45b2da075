import { metric } from './metric.ts'
import { ratio, total } from './ratio.ts'
import sql from './core-retention.sql?raw'

const outcomes = ['core', 'active', 'churned'] as const

/**
 * What became of the core customers of 365 days ago: still core, active (new or existing), churned.
 *
 * Core is judged by the values and recencies of that day, with the churn limits of as_of: limits that moved would show
 * as customers who moved. No rows where nobody was core then. `value_before` is null where the file is partial and does
 * not hold the whole year before.
 */
export const coreRetention = metric({
  id: 'core_retention',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    outcome: 'string',
    customers: 'number',
    share: 'number',
    value_before: 'number',
    value_after: 'number',
  },
  key: ['outcome'],
  question: { outcome: 'string', customers: 'number', value_before: 'number', value_after: 'number' },
  compute: (rows) => {
    const customers = total(rows, 'customers')
    if (customers === 0) return []
    const isYearKnown = rows.every((row) => row.value_before !== null)
    return outcomes.map((outcome) => {
      const row = rows.find((found) => found.outcome === outcome)
      return {
        outcome,
        customers: row?.customers ?? 0,
        share: ratio(row?.customers ?? 0, customers),
        value_before: isYearKnown ? (row?.value_before ?? 0) : null,
        value_after: row?.value_after ?? 0,
      }
    })
  },
})
