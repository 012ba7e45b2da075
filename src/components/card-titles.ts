import { acquisitionCost } from '../charts/acquisition-cost.ts'
import { aliveGrid } from '../charts/alive-grid.ts'
import { backtest } from '../charts/backtest.ts'
import { churnLimits } from '../charts/churn-limits.ts'
import { cohortRetention } from '../charts/cohort-retention.ts'
import { cohortValue } from '../charts/cohort-value.ts'
import { coreRetention } from '../charts/core-retention.ts'
import { customerEquity } from '../charts/customer-equity.ts'
import { customersMonthly } from '../charts/customers-monthly.ts'
import { gapSurvival } from '../charts/gap-survival.ts'
import { lifecycle } from '../charts/lifecycle.ts'
import { ltvToCac } from '../charts/ltv-to-cac.ts'
import { overview } from '../charts/overview.ts'
import { paretoCurve } from '../charts/pareto-curve.ts'
import { payback } from '../charts/payback.ts'
import { predictedModels } from '../charts/predicted-models.ts'
import { predictedValue } from '../charts/predicted-value.ts'
import { referralValue } from '../charts/referral-value.ts'
import { repeatRate } from '../charts/repeat-rate.ts'
import { rfmScores } from '../charts/rfm-scores.ts'
import { rfmSegments } from '../charts/rfm-segments.ts'
import { secondOrderByCohort } from '../charts/second-order-by-cohort.ts'
import { secondOrderSurvival } from '../charts/second-order-survival.ts'
import { segmentMovement } from '../charts/segment-movement.ts'
import { signCharts } from '../charts/signs/index.ts'
import { valueCurve } from '../charts/value-curve.ts'
import type { Word } from '../i18n/locale.ts'
import { staffWords } from '../i18n/sign-words.ts'
import { isSign } from '../metrics/signs/sign.ts'

const charts: readonly { readonly id: string; readonly title: Word }[] = [
  acquisitionCost,
  aliveGrid,
  backtest,
  churnLimits,
  cohortRetention,
  cohortValue,
  coreRetention,
  customerEquity,
  customersMonthly,
  gapSurvival,
  lifecycle,
  ltvToCac,
  overview,
  paretoCurve,
  payback,
  predictedModels,
  predictedValue,
  referralValue,
  repeatRate,
  rfmScores,
  rfmSegments,
  secondOrderByCohort,
  secondOrderSurvival,
  segmentMovement,
  valueCurve,
]

/** What a card is called; its id where nobody knows. */
export function cardTitle(card: string): Word {
  if (card === 'staff') return staffWords.name
  if (isSign(card)) return signCharts[card].title
  return charts.find(({ id }) => id === card)?.title ?? { ko: card, en: card }
}
