import type { ComputedModel } from '../engine/model-graph.ts'

/** The days of silence after which a customer counts as churned. TODO A2: compute by metrics.md §2. */
export const churnLimitsModel: ComputedModel = {
  name: 'churn_limits',
  kind: 'computed',
  from: 'wait_counts',
  query:
    'select wait, cast(days as double) as days, cast(event_count as double) as event_count, cast(censored_count as double) as censored_count from wait_counts order by wait, days',
  definition:
    'wait varchar, limit_days integer, status varchar, horizon_days integer, waits double, reordered double, share_at_horizon double, median_days integer',
  compute: () => [],
}
