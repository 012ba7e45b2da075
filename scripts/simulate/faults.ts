import type { Sign } from '../../src/metrics/signs/sign.ts'

/** What can be planted in a simulated shop. */
export const faults = [
  'acquisition_halved',
  'cohort_retention',
  'ageing',
  'basket',
  'one_timers',
  'channel_cost',
] as const

/** Id of a planted fault. */
export type Fault = (typeof faults)[number]

/** What is wrong with one shop; nothing with a healthy one. */
export type Faults = ReadonlySet<Fault>

/** Where a fault is planted, which light must find it, and in which months of the shop (from 0) that counts as in time. */
export interface Planting {
  readonly sign: Sign
  /** In words, for the table. */
  readonly name: string
  /** The month, or monthly cohort, in which it begins. */
  readonly from: number
  /** The first and the last month at whose end an alarm counts: two periods from when the fault can be seen. */
  readonly seen: readonly [number, number]
  /** Which periods these are. */
  readonly periods: string
}

/** Every fault's planting. */
export const plantings: Readonly<Record<Fault, Planting>> = {
  acquisition_halved: {
    sign: 'new_churned_crossover',
    name: 'acquisition halved',
    from: 28,
    seen: [28, 33],
    periods: 'two windows of three months',
  },
  cohort_retention: {
    sign: 'retention_anomaly',
    name: 'retention −25% in one cohort',
    from: 30,
    seen: [31, 32],
    periods: 'its first two months',
  },
  ageing: {
    sign: 'ageing_buyers',
    name: 'median age +1 year a year',
    from: 0,
    seen: [23, 29],
    periods: 'two quarters after the eighth',
  },
  basket: {
    sign: 'abnormal_cycle_or_basket',
    name: 'basket −30%',
    from: 30,
    seen: [30, 31],
    periods: 'two months',
  },
  one_timers: {
    sign: 'one_time_rising',
    name: 'one-timers +8 points over 6 cohorts',
    from: 20,
    seen: [25, 29],
    periods: 'two months after the sixth cohort is mature',
  },
  channel_cost: {
    sign: 'ltv_below_cac',
    name: 'CAC 1.5 × LTV in one channel',
    from: 0,
    seen: [14, 15],
    periods: 'two months from three cohorts seen for a year on',
  },
}

/** The shops of one seed and size: a healthy one, then faulty ones; faults that leave each other's lights alone share one. */
export const shops: readonly Faults[] = [
  new Set<Fault>(),
  new Set<Fault>(['cohort_retention', 'ageing', 'basket', 'channel_cost']),
  new Set<Fault>(['acquisition_halved']),
  new Set<Fault>(['one_timers']),
]
