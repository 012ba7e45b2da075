import { churnLimit } from '../../src/metrics/churn-limits-model.ts'
import { gapSurvival } from '../../src/metrics/gap-survival.ts'
import { repeatRate } from '../../src/metrics/repeat-rate.ts'
import { secondOrderByCohort } from '../../src/metrics/second-order-by-cohort.ts'
import { secondOrderSurvival } from '../../src/metrics/second-order-survival.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import type { GivenRows } from './chart-context.ts'

const DAY = 86_400_000

/** The day the made-up shop is seen from: its last month is still running. */
export const AS_OF_DATE = '2026-06-21'

const settings: Settings = { ...defaultSettings, as_of: AS_OF_DATE }
const dayOf = (iso: string) => Date.parse(iso) / DAY
const isoOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
const AS_OF = dayOf(settings.as_of)
const CATEGORIES = ['원두', '드립백', '캡슐', '원두 정기배송 선물 세트', '용품']
/** How much longer than usual the waits after buying a category are. */
const PACE = [0.7, 0.9, 1.2, 2.4, 4]

/** First-time buyers of each month from July 2024; the first cohort is too small to judge. */
const SIZES = [
  24, 455, 470, 510, 640, 690, 560, 530, 590, 610, 640, 600, 585, 570, 600, 625, 720, 740, 560, 500, 470, 440, 405, 372,
]

/** mulberry32: the same shop at every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const cohortDay = (index: number) => Date.UTC(2024, 6 + index, 1) / DAY
const monthOf = (day: number) => {
  const date = new Date(day * DAY)
  return (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth() - 6
}

/** The purchase days of every customer of a made-up coffee shop; those who first came in April 2026 return less. */
function purchaseDays(): number[][] {
  const next = random(20260701)
  return SIZES.flatMap((size, cohort) =>
    Array.from({ length: size }, () => {
      const length = cohortDay(cohort + 1) - cohortDay(cohort)
      const days = [cohortDay(cohort) + Math.floor(next() * length)]
      let stays = cohort === 21 ? 0.34 : 0.5 + 0.06 * Math.sin(cohort / 2)
      while (next() < stays) {
        const gap =
          1 + Math.floor(Math.exp(3.45 + 1.05 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())))
        if (days.at(-1)! + gap >= AS_OF) break
        days.push(days.at(-1)! + gap)
        stays = Math.min(0.88, 0.72 + 0.05 * days.length)
      }
      return days
    }),
  )
}

const shop = purchaseDays()

/** The waits after each purchase day, of customers as `select` takes them: days, ended or open. */
function waits(select: (customer: number, number: number) => boolean) {
  return shop.flatMap((days, customer) =>
    days.flatMap((day, index) => {
      if (!select(customer, index + 1)) return []
      const after = days[index + 1]
      return [
        {
          days: (after ?? AS_OF - 1) - day,
          events: after === undefined ? 0 : 1,
          censored: after === undefined ? 1 : 0,
        },
      ]
    }),
  )
}

function cohortRows(leftEdge: number): MetricRows['cohort_retention'][] {
  return SIZES.flatMap((size, cohort) => {
    const members = shop.filter((days) => monthOf(days[0]!) === cohort)
    return Array.from({ length: SIZES.length - cohort }, (_, period) => {
      const activeMonths = members.map((days) => days.map((day) => monthOf(day) - cohort))
      const share = (test: (months: number[]) => boolean) => activeMonths.filter(test).length
      const active = share((months) => months.includes(period))
      const later = share((months) => months.some((month) => month >= period))
      const ever = period === 0 ? active : share((months) => months.some((month) => month > 0 && month <= period))
      const isOpen = cohortDay(cohort + period + 1) > AS_OF
      const rate = (count: number) => (isOpen ? null : count / size)
      return {
        cohort: isoOf(cohortDay(cohort)),
        period,
        is_left_edge: cohort < leftEdge,
        eligible: size,
        active,
        rate: rate(active),
        active_or_later: later,
        rate_or_later: rate(later),
        active_ever: ever,
        rate_ever: rate(ever),
      }
    })
  })
}

/** The pooled means of cohort rows, as the metric weighs them. */
export function meansOf(rows: readonly MetricRows['cohort_retention'][]): MetricRows['cohort_retention_mean'][] {
  const periods = [...new Set(rows.map((row) => row.period!))].sort((a, b) => a - b)
  return periods.flatMap((period) => {
    const complete = rows.filter((row) => row.period === period && row.rate !== null && !row.is_left_edge)
    if (complete.length === 0) return []
    const sum = (name: 'eligible' | 'active' | 'active_or_later' | 'active_ever') =>
      complete.reduce((total, row) => total + row[name]!, 0)
    const eligible = sum('eligible')
    return [
      {
        period,
        cohorts: complete.length,
        eligible,
        active: sum('active'),
        rate: sum('active') / eligible,
        rate_or_later: sum('active_or_later') / eligible,
        rate_ever: sum('active_ever') / eligible,
      },
    ]
  })
}

/** Every retention metric of the made-up shop; the first `leftEdge` cohorts may have bought before the file begins. */
export function retentionRows({ leftEdge = 0 } = {}): GivenRows {
  const cohorts = cohortRows(leftEdge)
  const first = waits((_, number) => number === 1)
  const later = waits((_, number) => number > 1)
  const split = (name: string, value: string, rows: typeof first) => rows.map((row) => ({ split: name, value, ...row }))
  const limit = (wait: string, rows: typeof first): MetricRows['churn_limits'] => {
    const found = churnLimit(rows, settings.churn_quantile)
    return {
      wait,
      limit_days: found.limitDays,
      status: found.status,
      horizon_days: found.horizonDays,
      waits: found.waits,
      reordered: found.reordered,
      share_at_horizon: found.shareAtHorizon,
      median_days: found.medianDays,
    }
  }
  const ages = shop.map((days) => ({
    age: AS_OF - 1 - days[0]!,
    wait: days[1] === undefined ? Infinity : days[1] - days[0]!,
  }))
  return {
    cohort_retention: cohorts,
    cohort_retention_mean: meansOf(cohorts),
    second_order_survival: secondOrderSurvival.compute!(first, settings),
    second_order_by_cohort: secondOrderByCohort.compute!(
      SIZES.flatMap((_, cohort) =>
        waits((customer, number) => number === 1 && monthOf(shop[customer]![0]!) === cohort).map((row) => ({
          cohort: isoOf(cohortDay(cohort)),
          is_left_edge: cohort < leftEdge,
          ...row,
        })),
      ),
      settings,
    ),
    gap_survival: gapSurvival.compute!(
      [
        ...split('all', 'all', later),
        ...['1', '2', '3', '4+'].flatMap((value, index) =>
          split(
            'order_number',
            value,
            waits((_, number) => Math.min(4, number) === index + 1),
          ),
        ),
        ...CATEGORIES.flatMap((name, index) =>
          split(
            'category',
            name,
            waits((customer, number) => number > 1 && customer % CATEGORIES.length === index).map((row) => ({
              ...row,
              days: Math.round(row.days * PACE[index]!),
            })),
          ),
        ),
      ],
      settings,
    ),
    churn_limits: [limit('first', first), limit('later', later)],
    repeat_rate: repeatRate.compute!(
      [30, 60, 90, 180, 365].map((days) => ({
        days,
        eligible: ages.filter(({ age }) => age >= days).length,
        repeated: ages.filter(({ age, wait }) => age >= days && wait <= days).length,
      })),
      settings,
    ),
  }
}
