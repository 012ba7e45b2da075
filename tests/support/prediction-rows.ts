import type { MetricRows } from '../../src/metrics/index.ts'
import type { GivenRows } from './chart-context.ts'
import { month } from './sign-rows.ts'

type Value = MetricRows['predicted_value']
type Summary = MetricRows['backtest_summary']
type Model = MetricRows['predicted_models']

const horizon = { horizon_months: 12, verdict: 'trust' }

/** What some customers will buy: n, share still to buy, purchase days of one of those, value of a purchase, interval. */
const value = (
  kind: string,
  name: string | null,
  customers: number,
  alive: number,
  orders: number,
  spend: number,
  spread: number,
): Value => {
  const expected_orders = customers * alive * orders
  const expected_value = Math.round(expected_orders * spend)
  return {
    kind, name, customers, alive: customers * alive, expected_orders, expected_value,
    low: Math.round(expected_value * (1 - spread)), high: Math.round(expected_value * (1 + spread * 1.1)), ...horizon,
  } // prettier-ignore
}

const segments = [
  value('segment', 'champion', 1508, 0.94, 6.1, 45100, 0.05),
  value('segment', 'loyal', 1750, 0.81, 3.6, 43800, 0.06),
  value('segment', 'potential_loyalist', 1661, 0.74, 1.7, 42200, 0.08),
  value('segment', 'recent_first', 360, 0.55, 0.9, 39800, 0.16),
  value('segment', 'promising', 774, 0.47, 0.8, 38900, 0.14),
  value('segment', 'needs_attention', 246, 0.52, 1.1, 40100, 0.19),
  value('segment', 'about_to_sleep', 1684, 0.33, 0.6, 38200, 0.13),
  value('segment', 'at_risk', 1033, 0.21, 0.9, 40600, 0.17),
  value('segment', 'cant_lose', 332, 0.24, 1.7, 45900, 0.22),
  value('segment', 'hibernating', 2260, 0.11, 0.4, 37700, 0.21),
  value('segment', 'one_and_gone', 1694, 0.05, 0.3, 37100, 0.35),
]

const channels = [
  value('channel', '검색', 4320, 0.46, 2.9, 43900, 0.05),
  value('channel', '추천', 1804, 0.51, 3.2, 44600, 0.07),
  value('channel', '제휴', 2067, 0.41, 2.2, 42500, 0.08),
  value('channel', '소셜 광고', 3815, 0.34, 1.9, 40200, 0.07),
  value('channel', '박람회', 21, 0.4, 2.1, 41000, 0.6),
  value('channel', null, 1275, 0.42, 2.4, 42000, 0.1),
]

const sizes = [
  420, 455, 470, 510, 640, 690, 560, 530, 590, 610, 640, 600, 585, 570, 600, 625, 720, 740, 560, 500, 470, 440, 405,
  372,
]
const cohorts = sizes.map((size, index) =>
  value('cohort', month(index), size, 0.28 + 0.018 * index, 3.1 - 0.035 * index, 42000 + 120 * (index % 5), 0.14),
)

const sum = (rows: readonly Value[], of: (row: Value) => number | null) =>
  rows.reduce((total, row) => total + (of(row) ?? 0), 0)
const total: Value = {
  kind: 'total',
  name: null,
  customers: sum(segments, (row) => row.customers),
  alive: sum(segments, (row) => row.alive),
  expected_orders: sum(segments, (row) => row.expected_orders),
  expected_value: sum(segments, (row) => row.expected_value),
  low: Math.round(sum(segments, (row) => row.expected_value) * 0.96),
  high: Math.round(sum(segments, (row) => row.expected_value) * 1.04),
  ...horizon,
}

const WEEKS = 34
const endsOn = (week: number) => new Date(Date.UTC(2025, 9, 31) + week * 7 * 86_400_000).toISOString().slice(0, 10)
/** Purchase days up to a week: quick at first, slower as customers leave; `bend` turns it, `size` stretches it. */
const upTo = (week: number, size: number, bend: number) => size * (1 - Math.exp(-week / bend))
const actualUpTo = (week: number) => Math.round(upTo(week, 19800, 38) + 70 * Math.sin(week * 0.9))
const foretold = { bg_nbd: [21900, 37], mbg_nbd: [18900, 37], pareto_nbd: [19300, 37.5] } as const

const weeks = (Object.keys(foretold) as (keyof typeof foretold)[]).flatMap((model) =>
  Array.from({ length: WEEKS }, (_, index) => {
    const [size, bend] = foretold[model]
    return {
      model,
      week: index + 1,
      ends_on: endsOn(index + 1),
      actual: actualUpTo(index + 1),
      predicted: upTo(index + 1, size, bend),
    }
  }),
)

const test = {
  calibration_from: '2024-07-01',
  calibration_to: '2025-10-31',
  holdout_from: '2025-11-01',
  holdout_to: '2026-06-26',
  customers: 9035,
  repeaters: 4212,
}

const summary = (model: keyof typeof foretold, mape: number, expected_orders: number): Summary => {
  const [size, bend] = foretold[model]
  const [actual, predicted] = [actualUpTo(WEEKS), upTo(WEEKS, size, bend)]
  return {
    model, ...test, actual, predicted, total_error: predicted / actual - 1, mape, expected_orders,
    lifetime_orders: model === 'pareto_nbd' ? 88_140 : null, spread: 0.127,
    verdict: 'trust', reasons: '', months_needed: 0,
  } // prettier-ignore
}

const summaries = [
  summary('bg_nbd', 0.119, 24610),
  summary('mbg_nbd', 0.034, 22980),
  summary('pareto_nbd', 0.031, 23240),
]

const model = (
  id: string,
  fit: { readonly log_likelihood: number; readonly mean_alive: number | null; readonly customers: number },
  parameters: Readonly<Record<string, readonly [number, number]>>,
  correlation: number | null = null,
): readonly Model[] =>
  Object.entries(parameters).map(([parameter, [estimate, standard_error]]) => ({
    model: id, parameter, estimate, standard_error, ...fit, converged: true, correlation, reason: null,
  })) // prettier-ignore

const models = [
  ...model('bg_nbd', { log_likelihood: -61204.8, mean_alive: 0.812, customers: 13302 }, {
    r: [0.2426, 0.0126], alpha: [4.4136, 0.3782], a: [0.7929, 0.1861], b: [2.4259, 0.7053],
  }),
  ...model('gamma_gamma', { log_likelihood: -82510.2, mean_alive: null, customers: 6214 }, {
    p: [6.2499, 1.1891], q: [3.7445, 0.2879], v: [15447.3, 4110.9],
  }, 0.11),
  ...model('mbg_nbd', { log_likelihood: -61190.3, mean_alive: 0.447, customers: 13302 }, {
    r: [0.5247, 0.0425], alpha: [6.1829, 0.5084], a: [0.8905, 0.1416], b: [1.6142, 0.3719],
  }),
  ...model('pareto_nbd', { log_likelihood: -61188.9, mean_alive: 0.438, customers: 13302 }, {
    r: [0.5534, 0.0476], alpha: [10.578, 0.8447], s: [0.6063, 0.1872], beta: [11.669, 5.4217],
  }),
] // prettier-ignore

/** Customers of each tenth of the chance to buy again. */
const tenths = {
  bg_nbd: [210, 254, 301, 339, 372, 401, 446, 588, 1207, 9184],
  mbg_nbd: [2818, 1690, 1242, 1031, 940, 902, 934, 1018, 1209, 1518],
  pareto_nbd: [3204, 1611, 1150, 961, 898, 870, 905, 1003, 1188, 1512],
} as const

const distribution = (Object.keys(tenths) as (keyof typeof tenths)[]).flatMap((id) =>
  tenths[id].map((customers, index) => ({
    model: id, alive_from: index / 10, alive_to: (index + 1) / 10, customers,
  })),
) // prettier-ignore

/** Customers and their mean chance to buy again, a row a number of purchase days, a pair a span of silence. */
const grid = [
  [1, 1, [[372, 0.62], [405, 0.55], [440, 0.49], [1390, 0.37], [1890, 0.22], [2210, 0.08]]],
  [2, 2, [[401, 0.83], [312, 0.76], [268, 0.68], [590, 0.47], [702, 0.24], [388, 0.07]]],
  [3, 4, [[588, 0.9], [395, 0.83], [301, 0.72], [561, 0.44], [480, 0.17], [170, 0.04]]],
  [5, 9, [[604, 0.95], [322, 0.87], [190, 0.7], [288, 0.33], [140, 0.07], [28, 0.01]]],
  [10, null, [[301, 0.98], [101, 0.88], [44, 0.6], [41, 0.14], [12, 0.02]]],
] as const // prettier-ignore

const silences = [[0, 29], [30, 59], [60, 89], [90, 179], [180, 364], [365, null]] as const // prettier-ignore
const gridRows = grid.flatMap(([purchases_from, purchases_to, cells]) =>
  cells.map(([customers, mean_alive], index) => ({
    purchases_from, purchases_to, silent_from: silences[index]![0], silent_to: silences[index]![1], customers, mean_alive,
    expected_orders: customers * mean_alive * purchases_from * 0.7,
  })),
) // prettier-ignore

/** Every row of the predictions of the made-up shop, which may be trusted. */
export const predictionRows: GivenRows = {
  predicted_models: models,
  backtest: weeks,
  backtest_summary: summaries,
  predicted_value: [total, ...segments, ...channels, ...cohorts],
  alive_distribution: distribution,
  alive_grid: gridRows,
}

/** The same predictions with another verdict on MBG/NBD and what led to it. */
export function judged(verdict: 'care' | 'no', change: Partial<Summary>): GivenRows {
  return {
    ...predictionRows,
    backtest: weeks.map((row) =>
      row.model === 'mbg_nbd' && change.total_error
        ? { ...row, predicted: row.predicted * ((1 + change.total_error) / 0.9746) }
        : row,
    ),
    backtest_summary: summaries.map((row) => (row.model === 'mbg_nbd' ? { ...row, verdict, ...change } : row)),
    predicted_value: predictionRows.predicted_value!.map((row) => ({ ...row, verdict })),
  }
}

const judgedNothing = {
  calibration_from: null, calibration_to: null, holdout_from: null, holdout_to: null, actual: null, predicted: null,
  total_error: null, mape: null, spread: null, expected_orders: null,
} as const // prettier-ignore

/** A file too short to test: fitted to all of it, but nothing held out. */
export const untestedRows: GivenRows = {
  ...judged('no', {}),
  backtest: [],
  backtest_summary: summaries.map((row) => ({
    ...row, ...judgedNothing, repeaters: null, verdict: 'no', reasons: 'too_short,under_a_year', months_needed: 16, expected_orders: row.expected_orders, spread: 0.04,
  })),
} // prettier-ignore

/** No model could be fitted. */
export const unfittedRows: GivenRows = {
  predicted_models: models.map((row) => ({
    ...row, estimate: null, standard_error: null, log_likelihood: null, mean_alive: null, converged: false, customers: 62, correlation: null,
    reason: row.model === 'gamma_gamma' ? 'too_few_repeaters' : 'too_few_customers',
  })),
  backtest: [],
  backtest_summary: summaries.map((row) => ({
    ...row, ...judgedNothing, customers: 40, repeaters: 11, verdict: 'no', reasons: 'not_converged,few_repeaters', months_needed: null,
  })),
  predicted_value: [
    { kind: 'total', name: null, customers: 62, alive: null, expected_orders: null, expected_value: null, low: null, high: null, horizon_months: 12, verdict: 'no' },
  ],
  alive_distribution: [],
  alive_grid: [],
} // prettier-ignore
