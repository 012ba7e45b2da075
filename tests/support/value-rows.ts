import type { MetricRows } from '../../src/metrics/index.ts'
import type { GivenRows } from './chart-context.ts'
import { customerRows } from './customer-rows.ts'
import { month } from './sign-rows.ts'

type Ltv = MetricRows['ltv_to_cac']

const sizes = customerRows.customers_monthly!.map((row) => row.new!)
const WINDOWS = [30, 60, 90, 180, 365] as const

/** Value of a customer by day: quick at first, slower later. */
const valueBy = (day: number, size: number) => Math.round(size * (1 - Math.exp(-day / 160)) + size * 0.22)

const cohorts = sizes.flatMap((customers, index) =>
  WINDOWS.map((window) => {
    const isOpen = (24 - index) * 30.4 < window + 30
    const each = valueBy(window, 118000 + 9000 * Math.sin(index * 1.3) - 900 * index)
    return {
      cohort: month(index), window, is_left_edge: false, customers, value: isOpen ? null : each * customers,
      value_per_customer: isOpen ? null : each,
    } // prettier-ignore
  }),
)

/** Name, margin at a year, cost, customers, interval as a share of the ratio. */
const channels = [
  ['검색', 41200, 17100, 3120, 0.15],
  ['추천', 38800, 19200, 1204, 0.21],
  ['제휴', 30500, 25000, 1467, 0.24],
  ['소셜 광고', 26100, 33000, 2815, 0.16],
] as const

const matched = { cohort_from: '2024-07-01', cohort_to: '2025-05-01', horizon_days: 365 }
const ltvRow = (
  kind: string,
  channel: string | null,
  ltv: number,
  cac: number,
  customers: number,
  spread: number,
): Ltv => {
  const ratio = ltv / cac
  const [low, high] = [ratio * (1 - spread), ratio * (1 + spread)]
  return {
    kind, channel, ...matched, customers, ltv, ltv_low: ltv * (1 - spread), ltv_high: ltv * (1 + spread),
    spend: cac * customers, cac, recent_cac: cac * 1.12, ratio, ratio_low: low, ratio_high: high,
    verdict: high < 1 ? 'below' : low > 1 ? 'above' : 'unsure',
    predicted_ltv: null, predicted_low: null, predicted_high: null, predicted_ratio: null, predicted_verdict: null,
  } // prettier-ignore
}

/** The curve of a channel in 30-day steps through a year. */
const curve = (kind: string, channel: string | null, year: number, cac: number, customers: number) =>
  Array.from({ length: 13 }, (_, step) => ({
    kind, channel, day: step * 30, ...{ cohort_from: matched.cohort_from, cohort_to: matched.cohort_to }, customers,
    margin_per_customer: Math.round((year * (0.3 + 0.7 * (1 - Math.exp(-step / 5)))) / (0.3 + 0.7 * (1 - Math.exp(-12 / 5)))), cac,
  })) // prettier-ignore

const cost = (kind: string, channel: string | null, base: number, share: number) =>
  sizes.map((size, index) => {
    const customers = Math.round(size * share)
    const cac = Math.round(base * (1 + 0.012 * index + 0.05 * Math.sin(index * 1.1 + base)))
    return { month: month(index), kind, channel, spend: cac * customers, new_customers: customers, cac }
  })

const back = (kind: string, channel: string | null, cohort: string | null, cac: number, periods: number | null) => ({
  kind, channel, cohort, customers: cohort === null ? 2400 : 120, cac, periods_to_payback: periods, beyond: periods === null ? 12 : null,
}) // prettier-ignore

const referred = (rank: number | null, referrers: number, count: number, margin: number) => ({
  scope: rank === null ? 'all' : 'top', rank, referrers, referred: count, referred_value: margin * 3, referred_margin: margin,
  crv_low: margin * 0.6, crv: margin * 0.72, crv_high: margin * 0.84,
}) // prettier-ignore

const equity = (quadrant: string, customers: number, clv: number, crv: number) => ({
  quadrant,
  customers,
  clv,
  crv,
  clv_median: 42300,
  basis: 'observed',
})

/** Every row that the Value page reads, of the made-up shop. */
export const valueRows: GivenRows = {
  ...customerRows,
  cohort_value: cohorts,
  value_curve: [
    ...curve('blended', null, 33900, 23300, 8606),
    ...channels.flatMap(([channel, ltv, cac, customers]) => curve('channel', channel, ltv, cac, customers)),
  ],
  acquisition_cost: [
    ...cost('blended', null, 21300, 1),
    ...cost('paid', null, 25100, 0.82),
    ...cost('channel', '검색', 15200, 0.3),
    ...cost('channel', '제휴', 23400, 0.14),
    ...cost('channel', '소셜 광고', 30100, 0.38),
  ],
  ltv_to_cac: [
    ...channels.map(([channel, ltv, cac, customers, spread]) =>
      ltvRow('channel', channel, ltv, cac, customers, spread),
    ),
    ltvRow('blended', null, 33900, 23300, 8606, 0.11),
    ltvRow('paid', null, 31800, 26900, 7402, 0.12),
  ],
  payback: [
    back('channel', '검색', null, 17100, 4),
    back('channel', '추천', null, 19200, 6),
    back('channel', '제휴', null, 25000, 9),
    back('channel', '소셜 광고', null, 33000, null),
    back('blended', null, null, 23300, 7),
    ...[3, 4, 4, 5, 6].map((periods, index) => back('channel', '검색', month(index), 17000, periods)),
    ...[6, 7, 8].map((periods, index) => back('blended', null, month(index), 23000, periods)),
  ],
  referral_value: [
    referred(null, 312, 478, 12400000),
    ...[9, 7, 6, 6, 5, 5, 4, 4, 4, 3].map((count, index) => referred(index + 1, 1, count, count * 27000)),
  ],
  customer_equity: [
    equity('champions', 214, 98400000, 9100000),
    equity('affluents', 6437, 692000000, 0),
    equity('advocates', 98, 2100000, 3300000),
    equity('misers', 6553, 71000000, 0),
  ],
}

/** The same rows where predictions may be trusted: ratios with the next 12 months, and predicted lifetime values. */
export const valueAheadRows: GivenRows = {
  ...valueRows,
  ltv_to_cac: valueRows.ltv_to_cac!.map((row) => {
    const ltv = row.ltv! * (row.channel === '소셜 광고' ? 1.19 : 1.42)
    const [low, high] = [ltv * 0.91, ltv * 1.1]
    return {
      ...row, predicted_ltv: ltv, predicted_low: low, predicted_high: high, predicted_ratio: ltv / row.cac!,
      predicted_verdict: high < row.cac! ? 'below' : low > row.cac! ? 'above' : 'unsure',
    } // prettier-ignore
  }),
  customer_equity: valueRows.customer_equity!.map((row) => ({ ...row, clv: Math.round(row.clv! * 0.38), clv_median: 9800, basis: 'predicted' })),
} // prettier-ignore
