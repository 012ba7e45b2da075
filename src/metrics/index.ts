import type { AnyMetric, RowOf } from './metric.ts'
import { channelNames } from './channel-names.ts'
import { churnLimits } from './churn-limits.ts'
import { cohortRetention } from './cohort-retention.ts'
import { cohortRetentionMean } from './cohort-retention-mean.ts'
import { coreRetention } from './core-retention.ts'
import { customersMonthly } from './customers-monthly.ts'
import { dataQuality } from './data-quality.ts'
import { filterOptions } from './filter-options.ts'
import { gapSurvival } from './gap-survival.ts'
import { lifecycle } from './lifecycle.ts'
import { overview } from './overview.ts'
import { paretoCurve } from './pareto-curve.ts'
import { paretoSummary } from './pareto-summary.ts'
import { repeatRate } from './repeat-rate.ts'
import { rfmCutoffs } from './rfm-cutoffs.ts'
import { rfmScores } from './rfm-scores.ts'
import { rfmSegments } from './rfm-segments.ts'
import { secondOrderByCohort } from './second-order-by-cohort.ts'
import { secondOrderSurvival } from './second-order-survival.ts'
import { segmentMovement } from './segment-movement.ts'
import { cohortValue } from './cohort-value.ts'
import { valueCurve } from './value-curve.ts'
import { acquisitionCost } from './acquisition-cost.ts'
import { ltvToCac } from './ltv-to-cac.ts'
import { payback } from './payback.ts'
import { referralValue } from './referral-value.ts'
import { customerEquity } from './customer-equity.ts'
import { predictedModels } from './predicted-models.ts'
import { backtest } from './backtest.ts'
import { backtestSummary } from './backtest-summary.ts'
import { predictedValue } from './predicted-value.ts'
import { aliveDistribution } from './alive-distribution.ts'
import { aliveGrid } from './alive-grid.ts'
import { warningSigns } from './warning-signs.ts'
import { warningHistory } from './warning-history.ts'
import { warningEvidence } from './warning-evidence.ts'

/** Every metric of the report, in the order they are computed. */
export const metrics = [
  overview,
  customersMonthly,
  rfmCutoffs,
  rfmScores,
  rfmSegments,
  segmentMovement,
  lifecycle,
  coreRetention,
  paretoSummary,
  paretoCurve,
  cohortRetention,
  cohortRetentionMean,
  secondOrderSurvival,
  secondOrderByCohort,
  gapSurvival,
  churnLimits,
  repeatRate,
  cohortValue,
  valueCurve,
  acquisitionCost,
  ltvToCac,
  payback,
  referralValue,
  customerEquity,
  predictedModels,
  backtest,
  backtestSummary,
  predictedValue,
  aliveDistribution,
  aliveGrid,
  warningSigns,
  warningHistory,
  warningEvidence,
  filterOptions,
  channelNames,
  dataQuality,
] as const satisfies readonly AnyMetric[]

/** The ids of all metrics. */
export type MetricId = (typeof metrics)[number]['id']

/** The row type of each metric. */
export type MetricRows = { [M in (typeof metrics)[number] as M['id']]: RowOf<M['columns']> }
