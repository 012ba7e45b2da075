import type { MetricId } from '../metrics/index.ts'
import type { Sign } from '../metrics/signs/sign.ts'
import type { PageId } from '../state/address.ts'

/** The page and card that explain a light. */
export const lookNext: Readonly<Record<Sign, { readonly page: PageId; readonly card: MetricId }>> = {
  new_churned_crossover: { page: 'customers', card: 'lifecycle' },
  retention_anomaly: { page: 'retention', card: 'cohort_retention' },
  ageing_buyers: { page: 'customers', card: 'rfm_segments' },
  abnormal_cycle_or_basket: { page: 'retention', card: 'gap_survival' },
  one_time_rising: { page: 'retention', card: 'second_order_survival' },
  ltv_below_cac: { page: 'value', card: 'ltv_to_cac' },
}
