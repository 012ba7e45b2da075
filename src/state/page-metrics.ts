import type { MetricId } from '../metrics/index.ts'
import type { PageId } from './address.ts'
import { cardsOf, metricOfCard } from './cards.ts'

/** What the headlines and figures of each page rest on besides its cards. */
const beside: Readonly<Record<PageId, readonly MetricId[]>> = {
  health: ['warning_signs', 'churn_limits', 'repeat_rate', 'second_order_by_cohort'],
  customers: ['overview', 'rfm_cutoffs', 'churn_limits', 'backtest_summary', 'predicted_models', 'pareto_summary'],
  retention: ['overview', 'cohort_retention_mean'],
  value: ['overview', 'backtest_summary', 'alive_distribution'],
  data: ['overview', 'data_quality', 'rfm_cutoffs', 'rfm_segments', 'channel_names'],
  trust: [],
}

/** The metrics that a page shows, so that they are computed first. */
export function metricsOf(page: PageId): readonly MetricId[] {
  return [...new Set([...cardsOf(page).map(metricOfCard), ...beside[page]])]
}
