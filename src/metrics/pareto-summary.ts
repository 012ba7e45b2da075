import { metric } from './metric.ts'
import sql from './pareto-summary.sql?raw'
import { ratio } from './ratio.ts'

/**
 * How unequal customers are: the share of the best ⌈n/5⌉, the fewest who hold 80%, and
 * Gini = 2 Σ k·x₍k₎ / (n Σ x) − (n + 1)/n with x ascending.
 *
 * A value below zero counts as zero, so `value` is the sum of those above it; where that is zero, shares are null.
 * `largest_value` is the best customer's own: what is shared hides money that one customer may hold more than half of.
 */
export const paretoSummary = metric({
  id: 'pareto_summary',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    customers: 'number',
    value: 'number',
    top20_customers: 'number',
    top20_value_share: 'number',
    customers_for_80: 'number',
    customers_for_80_share: 'number',
    gini: 'number',
    customers_without_value: 'number',
    largest_value: 'number',
  },
  key: ['customers'],
  question: {
    customers: 'number',
    value: 'number',
    top20_customers: 'number',
    top20_value: 'number',
    customers_for_80: 'number',
    gini_times_value_and_customers: 'number',
    customers_without_value: 'number',
    largest_value: 'number',
  },
  compute: (rows) =>
    rows.map((row) => ({
      ...row,
      top20_value_share: ratio(row.top20_value, row.value),
      customers_for_80_share: ratio(row.customers_for_80, row.customers),
      gini: ratio(row.gini_times_value_and_customers, (row.customers ?? 0) * (row.value ?? 0)),
    })),
})
