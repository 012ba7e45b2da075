import { signs, type Sign, type SignStatus } from '../../src/metrics/signs/sign.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import type { GivenRows } from './chart-context.ts'
import { customerRows } from './customer-rows.ts'

type EvidenceRow = MetricRows['warning_evidence']
type SignRow = MetricRows['warning_signs']

/** The month `index` months after July 2024. */
export const month = (index: number): string => {
  const count = 2024 * 12 + 6 + index
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

/** A row of evidence; what is not told is null and not flagged. */
export const evidence = (sign: Sign, series: string, row: Partial<EvidenceRow>): EvidenceRow => ({
  sign, series, label: null, at: null, value: null, low: null, high: null, n: null, is_flagged: false, ...row,
}) // prettier-ignore

/** A sign's row, judged at the end of June 2026. */
export const sign = (id: Sign, status: SignStatus, row: Partial<SignRow> = {}): SignRow => ({
  sign: id, status, reason: null, statistic: null, limit: null, n: null, month: '2026-06-01', since: '2026-03-01',
  missing: null, ...row,
}) // prettier-ignore

const months = customerRows.customers_monthly!
const mean3 = (index: number, read: (row: (typeof months)[number]) => number) =>
  [0, 1, 2].reduce((sum, back) => sum + read(months[index - back]!), 0) / 3

const crossover = months.flatMap((_, index) => {
  if (index < 5) return []
  const [left, came] = [mean3(index, (row) => row.churned!), mean3(index, (row) => row.new! + row.reactivated!)]
  const row = { at: month(index), is_flagged: left >= 1.1 * came }
  return [
    evidence('new_churned_crossover', 'churned', { ...row, value: left, n: Math.round(left * 3) }),
    evidence('new_churned_crossover', 'arrived', { ...row, value: came, n: Math.round(came * 3) }),
  ]
})

const sizes = months.map((row) => row.new!)
/** Cohorts 1, 2 or 3 months old: rates near the usual one, the newest as told; those tested have a limit. */
const after = (period: number, usual: number, newest: readonly number[]) =>
  Array.from({ length: 24 - period }, (_, index) => {
    const age = 23 - index
    const value = newest[3 - age] ?? usual + 0.022 * Math.sin(index * 1.7 + period)
    return evidence('retention_anomaly', `after_${period}`, {
      at: month(index),
      value: age <= 3 ? value : usual + 0.022 * Math.sin(index * 1.7 + period),
      low: age <= 3 ? usual - 0.055 : null,
      high: usual,
      n: sizes[index]!,
      is_flagged: age === 2,
    })
  })
const retention = [
  ...after(1, 0.406, [0.398, 0.334, 0.391]),
  ...after(2, 0.31, [0.3, 0.246]),
  ...after(3, 0.27, [0.265]),
]

const ageing = [
  ...Array.from({ length: 8 }, (_, index) =>
    evidence('ageing_buyers', 'median_age', {
      at: month(index * 3),
      value: 38.4 + 0.24 * index + 0.2 * Math.sin(index * 2.1),
      n: 0.86,
    }),
  ),
  evidence('ageing_buyers', 'trend', { at: month(0), value: 38.4, low: 0.61, high: 1.24 }),
  evidence('ageing_buyers', 'trend', { at: month(21), value: 40.1, low: 0.61, high: 1.24 }),
  ...Array.from({ length: 8 }, (_, index) =>
    evidence('ageing_buyers', 'youngest_share', { at: month(index * 3), value: 0.34 - 0.007 * index }),
  ),
  evidence('ageing_buyers', 'same_people', { value: 1 }),
  evidence('ageing_buyers', 'mix', { value: -0.03 }),
]

const ranged = (series: 'gap' | 'basket', usual: number, spread: number, last: number) =>
  Array.from({ length: 19 }, (_, index) => {
    const value = index === 18 ? last : usual + spread * Math.sin(index * 2.3)
    const [low, high] = [usual - 4 * spread, usual + 4 * spread]
    const is_flagged = value < low || value > high
    return evidence('abnormal_cycle_or_basket', series, { at: month(index + 5), value, low, high, n: 2000 + 40 * index, is_flagged })
  }) // prettier-ignore
const cycle = [...ranged('gap', 21, 0.8, 22), ...ranged('basket', 31000, 420, 30600)]
const longGap = [...ranged('gap', 21, 0.8, 29), ...ranged('basket', 31000, 420, 30600)]

const oneTime = [
  ...Array.from({ length: 21 }, (_, index) => {
    const newest = index > 17
    const value = newest ? [0.4785, 0.486, 0.4795][index - 18]! : 0.437 + 0.018 * Math.sin(index * 1.9)
    return evidence('one_time_rising', 'one_time', {
      at: month(index), value, low: value - 0.042, high: value + 0.043, n: sizes[index]!, is_flagged: newest,
    }) // prettier-ignore
  }),
  evidence('one_time_rising', 'before', { value: 0.4382, n: 10300 }),
  evidence('one_time_rising', 'window', { value: 90 }),
]

const channels: readonly (readonly [string, number, number, number, number])[] = [
  ['검색', 2.41, 2.08, 2.79, 3120],
  ['추천', 2.02, 1.61, 2.44, 1204],
  ['제휴', 1.22, 0.93, 1.51, 1467],
  ['소셜 광고', 0.79, 0.67, 0.92, 2815],
]
const ltv = [
  ...channels.map(([label, value, low, high, n]) =>
    evidence('ltv_below_cac', 'ratio', { label, value, low, high, n, is_flagged: value < 1 }),
  ),
  evidence('ltv_below_cac', 'ratio', { value: 1.46, low: 1.31, high: 1.62, n: 8606 }),
  evidence('ltv_below_cac', 'horizon', { value: 365 }),
]

/** The evidence of each sign of the made-up shop. */
export const evidenceOf: Readonly<Record<Sign, readonly EvidenceRow[]>> = {
  new_churned_crossover: crossover,
  retention_anomaly: retention,
  ageing_buyers: ageing,
  abnormal_cycle_or_basket: cycle,
  one_time_rising: oneTime,
  ltv_below_cac: ltv,
}

/** The gap between orders well above its usual range. */
export const longGapEvidence = longGap

/** The six lights of the made-up shop: two alarms, two watches, one OK, one without its column. */
export const signRows: readonly SignRow[] = [
  sign('new_churned_crossover', 'alarm', { statistic: 2139 / 1803, limit: 1, n: 3942 }),
  sign('retention_anomaly', 'watch', { statistic: 0.29, limit: 0.303, n: 440, since: '2026-05-01' }),
  sign('ageing_buyers', 'unknown', { reason: 'missing_column', missing: 'customers.birth_year', since: null }),
  sign('abnormal_cycle_or_basket', 'ok', { statistic: -1.1, limit: 3.5, n: 2720, since: '2025-12-01' }),
  sign('one_time_rising', 'watch', { statistic: 0.0431, limit: 0.02, n: 1530 }),
  sign('ltv_below_cac', 'alarm', { statistic: 0.79, limit: 1, n: 2815 }),
]

const statuses: Readonly<Record<Sign, (index: number) => SignStatus>> = {
  new_churned_crossover: (m) => (m < 5 ? 'unknown' : m >= 20 ? 'alarm' : 'ok'),
  retention_anomaly: (m) => (m < 4 ? 'unknown' : m >= 22 ? 'watch' : 'ok'),
  ageing_buyers: () => 'unknown',
  abnormal_cycle_or_basket: (m) => (m < 6 ? 'unknown' : m === 17 ? 'watch' : 'ok'),
  one_time_rising: (m) => (m < 6 ? 'unknown' : m >= 20 ? 'watch' : 'ok'),
  ltv_below_cac: (m) => (m < 8 ? 'unknown' : m >= 20 ? 'alarm' : m >= 17 ? 'watch' : 'ok'),
}

const history = signs.flatMap((id) =>
  Array.from({ length: 24 }, (_, index) => {
    const status = statuses[id](index)
    const isUnknown = status === 'unknown'
    const reason = !isUnknown ? null : id === 'ageing_buyers' ? 'missing_column' : 'too_early'
    return { sign: id, month: month(index), status, reason, statistic: isUnknown ? null : 0.8, limit: isUnknown ? null : 1, n: 400 }
  }),
) // prettier-ignore

/** Rows of the made-up shop with its lights. */
export const lightRows: GivenRows = {
  ...customerRows,
  warning_signs: signRows,
  warning_history: history,
  warning_evidence: signs.flatMap((id) => evidenceOf[id]),
}

/** The made-up shop with one light set to a status of its own, the others out of sight. */
export function withSign(row: SignRow, rows: readonly EvidenceRow[] = evidenceOf[row.sign as Sign]): GivenRows {
  return { ...customerRows, warning_signs: [row], warning_evidence: rows }
}
