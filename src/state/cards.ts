import type { MetricId } from '../metrics/index.ts'
import { isSign, signs, type Sign } from '../metrics/signs/sign.ts'
import { pages, type PageId } from './address.ts'

/** What names a card, in an address too: mostly its metric, else its light. `staff`: the lights since when. */
export type CardId = MetricId | Sign | 'staff'

const cards: Readonly<Partial<Record<PageId, readonly CardId[]>>> = {
  health: ['staff', ...signs, 'overview', 'customers_monthly'],
  customers: [
    'rfm_scores',
    'rfm_segments',
    'segment_movement',
    'lifecycle',
    'core_retention',
    'alive_grid',
    'pareto_curve',
  ],
  retention: [
    'cohort_retention',
    'second_order_survival',
    'second_order_by_cohort',
    'gap_survival',
    'churn_limits',
    'repeat_rate',
  ],
  value: [
    'ltv_to_cac',
    'value_curve',
    'predicted_value',
    'backtest',
    'predicted_models',
    'payback',
    'acquisition_cost',
    'cohort_value',
    'customer_equity',
    'referral_value',
  ],
}

/** The cards of a page that can be shared, from the top. */
export function cardsOf(page: PageId): readonly CardId[] {
  return cards[page] ?? []
}

/** The metric without which a card cannot be drawn. */
export function metricOfCard(card: CardId): MetricId {
  if (card === 'staff') return 'warning_history'
  return isSign(card) ? 'warning_evidence' : card
}

/** Is this the name of a page? */
export function isPage(text: string): text is PageId {
  return pages.some((page) => page === text)
}

/** The page that a card, or a page, named by an address is on; null where there is none. */
export function pageOf(embed: string): PageId | null {
  return pages.find((page) => page === embed || cardsOf(page).some((card) => card === embed)) ?? null
}
