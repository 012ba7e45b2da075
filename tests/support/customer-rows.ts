import type { GivenRows } from './chart-context.ts'

/** Months from July 2024: new, returning, reactivated, churned, buyers, orders, value of one made-up shop. */
const months = [
  [420, 0, 0, 0, 420, 490, 18453600], [455, 177, 0, 0, 632, 800, 29369700], [470, 355, 0, 0, 825, 1101, 38415000],
  [510, 511, 4, 163, 1025, 1414, 50466300], [640, 621, 16, 223, 1277, 1699, 61326300],
  [690, 845, 36, 274, 1571, 2092, 73740800], [560, 1032, 43, 344, 1635, 2225, 79281900],
  [530, 1076, 34, 345, 1640, 2119, 75536000], [590, 1214, 59, 485, 1863, 2540, 92282200],
  [610, 1292, 80, 478, 1982, 2613, 94498700], [640, 1422, 94, 491, 2156, 2858, 104330900],
  [600, 1510, 115, 492, 2225, 3013, 108237900], [585, 1567, 110, 585, 2262, 3084, 110530300],
  [570, 1687, 140, 631, 2397, 3238, 118124800], [600, 1646, 143, 581, 2389, 3139, 113470300],
  [625, 1773, 152, 624, 2550, 3408, 123082100], [720, 1765, 161, 635, 2646, 3537, 128411200],
  [740, 1923, 188, 702, 2851, 3846, 140525700], [560, 2009, 172, 678, 2741, 3769, 136550100],
  [500, 1936, 161, 660, 2597, 3420, 122022500], [470, 2029, 192, 815, 2691, 3616, 132144800],
  [440, 1982, 186, 717, 2608, 3459, 125350000], [405, 1910, 200, 744, 2515, 3344, 120717800],
  [372, 1850, 200, 678, 2422, 3210, 115172900],
] as const // prettier-ignore

const ids = [
  'champion', 'loyal', 'potential_loyalist', 'recent_first', 'promising', 'needs_attention', 'about_to_sleep', 'at_risk',
  'cant_lose', 'hibernating', 'one_and_gone',
] as const // prettier-ignore

/** Cells of the grid: r, f, place of the segment in `ids`, customers, value. */
const cells = [
  [5, 1, 3, 360, 12303300], [5, 2, 2, 405, 33720300], [5, 3, 2, 375, 60443800], [5, 4, 0, 628, 167124400],
  [5, 5, 0, 880, 500596000], [4, 1, 4, 774, 27883100], [4, 2, 2, 500, 43021000], [4, 3, 2, 381, 63000600],
  [4, 4, 1, 464, 126042700], [4, 5, 1, 559, 299445900], [3, 1, 6, 1158, 41708900], [3, 2, 6, 526, 43881000],
  [3, 3, 5, 246, 41589700], [3, 4, 1, 372, 99643900], [3, 5, 1, 355, 182611900], [2, 1, 9, 1242, 45896500],
  [2, 2, 9, 536, 47536400], [2, 3, 7, 267, 41158100], [2, 4, 7, 344, 91230200], [2, 5, 8, 278, 131631500],
  [1, 1, 10, 1694, 61763000], [1, 2, 9, 482, 40445300], [1, 3, 7, 244, 38312100], [1, 4, 7, 178, 46981900],
  [1, 5, 8, 54, 24070300],
] as const // prettier-ignore

/** From each segment 90 days ago (rows) to each segment now (columns), and those who first bought since (last row). */
const moves = [
  [654, 559, 0, 0, 0, 0, 0, 0, 0, 0, 0], [329, 1052, 0, 0, 0, 0, 0, 85, 58, 0, 0],
  [440, 123, 826, 0, 0, 97, 209, 0, 0, 0, 0], [18, 2, 141, 0, 183, 0, 0, 0, 0, 0, 0],
  [2, 0, 123, 0, 153, 0, 425, 0, 0, 0, 0], [25, 10, 36, 0, 0, 149, 93, 52, 0, 27, 0],
  [2, 1, 116, 0, 0, 0, 957, 0, 0, 308, 0], [11, 2, 4, 0, 0, 0, 0, 896, 0, 329, 0],
  [3, 1, 0, 0, 0, 0, 0, 0, 274, 0, 0], [1, 0, 32, 0, 0, 0, 0, 0, 0, 1596, 113],
  [0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1581], [23, 0, 377, 360, 438, 0, 0, 0, 0, 0, 0],
] as const // prettier-ignore

const month = (index: number) => {
  const count = 2024 * 12 + 6 + index
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

let stock = 0
const monthly = months.map(([first, returning, reactivated, churned, buyers, orders, value], index) => {
  stock += first + reactivated - churned
  const isSettled = index >= 4
  return {
    month: month(index), is_complete: true, is_settled: isSettled, buyers, orders, value, new: first, returning, reactivated,
    churned, active: stock,
  } // prettier-ignore
})

const customers = cells.reduce((sum, [, , , count]) => sum + count, 0)
const value = cells.reduce((sum, [, , , , money]) => sum + money, 0)
const orders = months.reduce((sum, row) => sum + row[5], 0)

const scores = cells.flatMap(([r, f, segment, count, money]) => {
  const low = Math.max(1, f - 1)
  const high = Math.min(5, f + 1)
  const few = Math.floor(count / 5)
  const parts = [low, f, high].filter((m, index, all) => all.indexOf(m) === index)
  return parts.map((m) => {
    const part = m === f ? count - few * (parts.length - 1) : few
    return { r, f, m, segment: ids[segment], customers: part, value: Math.round((money * part) / count) }
  })
})

const segments = ids.map((segment, place) => {
  const own = cells.filter(([, , index]) => index === place)
  const count = own.reduce((sum, cell) => sum + cell[3], 0)
  const money = own.reduce((sum, cell) => sum + cell[4], 0)
  return {
    segment, customers: count, value: money, orders: count * 4, customer_share: count / customers, value_share: money / value,
  } // prettier-ignore
})

const movement = moves.flatMap((row, from) =>
  row.flatMap((count, to) =>
    count === 0
      ? []
      : [
          {
            days: 90,
            from_segment: ids[from] ?? 'not_yet_a_customer',
            to_segment: ids[to]!,
            customers: count,
            value: count * 170000,
          },
        ],
  ),
)

const range = (dimension: string, score: number, low: number, high: number) => ({
  dimension,
  score,
  low,
  high,
  customers: 2660,
})

const stage = (name: string, count: number, money: number) => ({
  stage: name, customers: count, value: money, customer_share: count / customers, value_share: money / value,
}) // prettier-ignore

/** The value share of the top customers of the made-up shop: a power curve through its measured pair. */
const topShare = (share: number) => 1 - (1 - share) ** 4.2

/** Every row that the Health and Customers pages read, of one made-up shop. */
export const customerRows: GivenRows = {
  overview: [
    {
      customers, orders, value, average_order_value: value / orders, value_per_customer: value / customers,
      orders_per_customer: orders / customers, repeat_customers: 8074, repeat_share: 8074 / customers, refunded_value: 18200000,
      first_day: '2024-07-01', last_day: '2026-06-30',
    }, // prettier-ignore
  ],
  customers_monthly: monthly,
  rfm_cutoffs: [
    range('r', 1, 450, 730), range('r', 2, 276, 449), range('r', 3, 138, 275), range('r', 4, 36, 137), range('r', 5, 1, 35),
    range('f', 1, 1, 1), range('f', 2, 2, 3), range('f', 3, 4, 5), range('f', 4, 6, 9), range('f', 5, 10, 46),
  ], // prettier-ignore
  rfm_scores: scores,
  rfm_segments: segments,
  segment_movement: movement,
  lifecycle: [
    stage('new', 918, 41200000),
    stage('existing', 2734, 312400000),
    stage('core', 2012, 1318600000),
    stage('churned', customers - 918 - 2734 - 2012, value - 41200000 - 312400000 - 1318600000),
  ],
  core_retention: [
    { outcome: 'core', customers: 874, share: 874 / 1204, value_before: 402000000, value_after: 391000000 },
    { outcome: 'active', customers: 146, share: 146 / 1204, value_before: 48100000, value_after: 21900000 },
    { outcome: 'churned', customers: 184, share: 184 / 1204, value_before: 67300000, value_after: 12400000 },
  ],
  pareto_summary: [
    {
      customers, value, top20_customers: Math.ceil(customers / 5), top20_value_share: topShare(0.2), customers_for_80: 4235,
      customers_for_80_share: 4235 / customers, gini: 0.5764, customers_without_value: 12, largest_value: 4_200_000,
    }, // prettier-ignore
  ],
  pareto_curve: Array.from({ length: 101 }, (_, index) => ({
    customer_share: index / 100,
    customers: Math.ceil((customers * index) / 100),
    value_share: topShare(index / 100),
  })),
  churn_limits: [
    {
      wait: 'first', limit_days: 128, status: 'measured', horizon_days: 365, waits: customers, reordered: 8074,
      share_at_horizon: 0.61, median_days: 44,
    },
    {
      wait: 'later', limit_days: 96, status: 'measured', horizon_days: 365, waits: 50732, reordered: 41210,
      share_at_horizon: 0.86, median_days: 22,
    },
  ], // prettier-ignore
  repeat_rate: [
    { days: 30, eligible: 12930, repeated: 4616, rate: 0.357, low: 0.3487, high: 0.3653 },
    { days: 90, eligible: 12085, repeated: 6538, rate: 0.541, low: 0.5321, high: 0.5499 },
  ],
  second_order_by_cohort: Array.from({ length: 21 }, (_, index) => {
    const share = 0.56 - 0.003 * index + 0.02 * Math.sin(index * 1.9)
    return {
      cohort: month(index), day: 90, is_left_edge: false, customers: months[index]![0], at_risk: Math.round(months[index]![0] * (1 - share)),
      share, low: share - 0.04, high: share + 0.04,
    } // prettier-ignore
  }),
}
