import loadHighs, { type Highs } from 'highs'
import type { MetricId } from '../../metrics/index.ts'
import type { MetricResult, Report } from '../report.ts'
import { Amounts } from './amounts.ts'
import { columnsOfVersion1 } from './columns-1.ts'
import { Counts } from './counts.ts'
import { protect } from './protect.ts'
import type { Rule, Sharing } from './rule.ts'
import * as customers from './rules/customers.ts'
import * as months from './rules/months.ts'
import * as prediction from './rules/prediction.ts'
import * as retention from './rules/retention.ts'
import * as value from './rules/value.ts'
import {
  SHARED_VERSION,
  sharedMetrics,
  type SharedMetricId,
  type SharedReport,
  type Threshold,
} from './shared-report.ts'

/** What a person chooses of a report that leaves the tab. */
export interface ShareChoices {
  /** Today, ISO. */
  readonly madeOn: string
  readonly threshold: Threshold
  /** The metrics that go along; all that may, unless told. */
  readonly metrics?: readonly MetricId[]
  /** Channels and categories by other names; null leaves one out. */
  readonly names?: Readonly<Record<string, string | null>>
  /** The report that this one follows, at the same place: what it hides of months that were over stays hidden, and of the rest the same is hidden where something must be. */
  readonly before?: SharedReport
}

const rules: Readonly<Record<SharedMetricId, Rule>> = {
  overview: customers.overview,
  customers_monthly: months.customersMonthly,
  rfm_cutoffs: customers.rfmCutoffs,
  rfm_scores: customers.rfmScores,
  rfm_segments: customers.rfmSegments,
  segment_movement: customers.segmentMovement,
  lifecycle: customers.lifecycle,
  core_retention: customers.coreRetention,
  pareto_summary: customers.paretoSummary,
  pareto_curve: customers.paretoCurve,
  cohort_retention: retention.cohortRetention,
  cohort_retention_mean: retention.cohortRetentionMean,
  second_order_survival: retention.secondOrderSurvival,
  second_order_by_cohort: retention.secondOrderByCohort,
  gap_survival: retention.gapSurvival,
  churn_limits: retention.churnLimits,
  repeat_rate: retention.repeatRate,
  cohort_value: value.cohortValue,
  value_curve: value.valueCurve,
  acquisition_cost: value.acquisitionCost,
  ltv_to_cac: value.ltvToCac,
  payback: value.payback,
  referral_value: value.referralValue,
  customer_equity: value.customerEquity,
  predicted_models: prediction.predictedModels,
  backtest: prediction.backtest,
  backtest_summary: prediction.backtestSummary,
  predicted_value: prediction.predictedValue,
  alive_distribution: prediction.aliveDistribution,
  alive_grid: prediction.aliveGrid,
  warning_signs: months.warningSigns,
  warning_history: months.warningHistory,
  warning_evidence: months.warningEvidence,
}

/**
 * The report as it may leave the tab (metrics.md §0): counts under the threshold hidden, and as many others as keep them from
 * being worked out from everything together (`protect`), whatever of it goes along; counts rounded to 5, money to three
 * digits, rates made anew from what is told; no ids, no single customers, no text of the data besides channels and
 * categories. Money that one customer may hold more than half of is hidden.
 */
export async function shareReport(report: Report, choices: ShareChoices, solver = loadHighs()): Promise<SharedReport> {
  const { counts, write } = prepare(report, choices, await solver)
  const wanted: readonly string[] = choices.metrics ?? sharedMetrics
  const metrics = sharedMetrics.filter((id) => wanted.includes(id) && report.metrics[id]).map((id) => [id, write(id)])
  const { asOf, currency, basis, schema, dataset } = report
  const nameOf = namesFrom(choices)
  const filter = (name: string | null) => (name === null ? null : nameOf(name))
  const { settings } = report
  return {
    schema,
    asOf,
    currency,
    basis,
    dataset: { from: dataset.from, to: dataset.to, tables: [] },
    settings: {
      ...settings,
      channel: filter(settings.channel),
      category: filter(settings.category),
      channel_names: null,
    },
    metrics: Object.fromEntries(metrics) as Report['metrics'],
    shared: {
      version: SHARED_VERSION,
      madeOn: choices.madeOn,
      threshold: choices.threshold,
      customers: counts.of('customers', report.metrics.overview?.rows[0]?.customers ?? null)?.told ?? null,
      hidden: counts.all.filter(({ isImplied, isHidden, value }) => isHidden && !isImplied && value > 0).length,
    },
  }
}

/** The counts of a report as they are before and after they are told, for those who check what can be worked out. */
export function prepare(report: Report, choices: ShareChoices, highs: Highs) {
  const { counts, amounts, writers } = ask(report, choices)
  const { before } = choices
  const hidden = before ? ask(before, choices).counts.missing : new Set<string>()
  if (before) for (const count of counts.all) if (hidden.has(count.id) && isOver(count.id, before.asOf)) count.hide()
  counts.hideParts()
  protect(counts.all, highs, { isBetter: ({ id }) => hidden.has(id) })
  protect(amounts.all, highs, { unit: amounts.unit })
  const write = (id: SharedMetricId): MetricResult => {
    const { status, missing } = report.metrics[id]
    const names = Object.keys(columnsOfVersion1[id])
    const rows = status === 'ready' ? writers.get(id)!() : []
    const inOrder = rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])))
    return { status, missing, columns: columnsOfVersion1[id], rows: inOrder }
  }
  return { counts, amounts, write }
}

/** What every rule says of a report. */
function ask(report: Report, choices: ShareChoices) {
  const counts = new Counts(choices.threshold)
  const amounts = new Amounts(report.metrics.pareto_summary?.rows[0]?.largest_value ?? null)
  const rowsOf = (id: MetricId) => {
    const result = report.metrics[id]
    return result?.status === 'ready' ? result.rows : []
  }
  const sharing: Sharing = { report, counts, amounts, rows: rowsOf as Sharing['rows'], nameOf: namesFrom(choices) }
  return { counts, amounts, writers: new Map(sharedMetrics.map((id) => [id, rules[id](sharing)])) }
}

/** Is a count that of a month, or of a cohort so many months later, that had ended by a day? */
function isOver(id: string, day: string): boolean {
  const [, year, month, later = '0'] = /(\d{4})-(\d{2})-01(?: (\d+))?/.exec(id) ?? []
  if (year === undefined) return false
  return new Date(Date.UTC(Number(year), Number(month) + Number(later), 1)).toISOString().slice(0, 10) <= day
}

/** What a channel or category is called outside. */
function namesFrom({ names = {} }: ShareChoices): (name: string) => string | null {
  return (name) => (Object.hasOwn(names, name) ? names[name]! : name)
}
