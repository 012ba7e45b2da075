import type { MetricId } from '../metrics/index.ts'
import type { PageId } from './address.ts'

/** What each page shows, so that it is computed first: its cards, and what their headlines rest on. */
const shown: Readonly<Record<PageId, readonly MetricId[]>> = {
  health: [
    'warning_signs',
    'warning_history',
    'warning_evidence',
    'overview',
    'customers_monthly',
    'churn_limits',
    'repeat_rate',
    'second_order_by_cohort',
  ],
  customers: [
    'overview',
    'rfm_cutoffs',
    'rfm_scores',
    'rfm_segments',
    'segment_movement',
    'lifecycle',
    'core_retention',
    'churn_limits',
    'alive_grid',
    'backtest_summary',
    'predicted_models',
    'pareto_summary',
    'pareto_curve',
  ],
  retention: [
    'overview',
    'cohort_retention',
    'cohort_retention_mean',
    'second_order_survival',
    'second_order_by_cohort',
    'gap_survival',
    'churn_limits',
    'repeat_rate',
  ],
  value: [
    'overview',
    'cohort_value',
    'value_curve',
    'ltv_to_cac',
    'predicted_value',
    'backtest',
    'backtest_summary',
    'predicted_models',
    'alive_distribution',
    'acquisition_cost',
    'payback',
    'referral_value',
    'customer_equity',
  ],
  data: ['overview', 'data_quality', 'rfm_cutoffs', 'rfm_segments', 'channel_names'],
  trust: [],
}

/** The metrics that a page shows. */
export function metricsOf(page: PageId): readonly MetricId[] {
  return shown[page]
}
