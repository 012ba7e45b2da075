import { Random } from '../../src/statistics/random.ts'
import { isoDay, MONTHS, monthStart, monthStarts, season } from './calendar.ts'
import { CHANNEL_SHARES } from './channels.ts'
import { plantings, type Faults } from './faults.ts'
import { spendRows, type SpendRow } from './spend.ts'

/** Which shop to make: the same for the same three. */
export interface Plan {
  readonly seed: number
  /** New customers a month. */
  readonly size: number
  /** None: a healthy shop. */
  readonly faults: Faults
}

/** One customer; what a channel is called stands in `channels`. */
export interface SimulatedCustomer {
  readonly firstDay: number
  readonly birthYear: number
  readonly channel: number
}

/** A shop's files. Orders are in no particular order. */
export interface SimulatedShop {
  readonly customers: readonly SimulatedCustomer[]
  readonly orders: {
    readonly customer: readonly number[]
    readonly day: readonly number[]
    readonly amount: readonly number[]
  }
  readonly spend: readonly SpendRow[]
}

const RETURNING_SHARE = 0.65
const STAYING = 0.93
const ONE_TIME_SD = 0.02
/** With the one-time share's part it makes 2 points of the 35% who buy in the month after their first. */
const ACTIVITY_SD = 0.0485

/** What one monthly cohort is like. */
interface Cohort {
  readonly month: number
  readonly newcomers: number
  readonly returningShare: number
  /** How much likelier than usual its returning customers buy in a month. */
  readonly activity: number
}

/**
 * A shop from its opening on: customers come at a steady rate, two thirds return, each in a month with a probability of
 * their own between 30% and 85%, and 7% of those leave for good each month. Everything breathes by ±20% over the year
 * (the seed says in which month it peaks), and cohorts differ: retention in the month after the first order and the
 * one-time share have a standard deviation of 2 points each.
 */
export function simulateShop({ seed, size, faults }: Plan): SimulatedShop {
  const shift = seed % 12
  const planner = new Random(seed, 1)
  const random = new Random(seed, 2)
  const customers: SimulatedCustomer[] = []
  const orders = { customer: [] as number[], day: [] as number[], amount: [] as number[] }
  for (let month = 0; month < MONTHS; month++) {
    const cohort = planCohort(planner, month, size * season(month, shift), faults)
    for (let newcomer = 0; newcomer < cohort.newcomers; newcomer++) {
      const level = (random.exponential() + random.exponential() + random.exponential() + random.exponential()) / 4
      const days = purchaseDays(random, cohort, shift)
      for (const day of days) {
        orders.customer.push(customers.length)
        orders.day.push(day)
        orders.amount.push(basket(random, level, day, faults))
      }
      customers.push({
        firstDay: days[0]!,
        birthYear: birthYear(random, days[0]!, faults),
        channel: random.weighted(CHANNEL_SHARES),
      })
    }
  }
  return { customers, orders, spend: spendRows({ customers, orders }, faults) }
}

function planCohort(random: Random, month: number, expected: number, faults: Faults): Cohort {
  const isHalved = faults.has('acquisition_halved') && month >= plantings.acquisition_halved.from
  const mean = isHalved ? expected / 2 : expected
  const newcomers = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.bell()))
  const oneTime = 1 - RETURNING_SHARE + ONE_TIME_SD * random.bell() + moreOneTimers(month, faults)
  const isUnhappy = faults.has('cohort_retention') && month === plantings.cohort_retention.from
  const activity = (1 + ACTIVITY_SD * random.bell()) * (isUnhappy ? 0.75 : 1)
  return { month, newcomers, returningShare: 1 - oneTime, activity }
}

/** Eight points more, reached in six equal steps. */
function moreOneTimers(month: number, faults: Faults): number {
  if (!faults.has('one_timers')) return 0
  return (0.08 * Math.min(6, Math.max(0, month - plantings.one_timers.from + 1))) / 6
}

function purchaseDays(random: Random, { month, returningShare, activity }: Cohort, shift: number): number[] {
  const length = monthStarts[month + 1]! - monthStarts[month]!
  const first = random.between(0, length - 1)
  const days = [monthStarts[month]! + first]
  if (!random.chance(returningShare)) return days
  const zeal = 0.3 + 0.55 * random.uniform()
  for (let at = month; at < MONTHS; at++) {
    if (at > month && !random.chance(STAYING)) break
    const from = at === month ? days[0]! + 1 : monthStarts[at]!
    const left = monthStarts[at + 1]! - from
    const share = at === month ? left / length : activity
    if (!random.chance(zeal * share * season(at, shift))) continue
    days.push(random.between(from, from + left - 1))
    if (random.chance(0.2)) days.push(random.between(from, from + left - 1))
  }
  return days
}

/** Won, to the hundred. */
function basket(random: Random, level: number, day: number, faults: Faults): number {
  const isSmaller = faults.has('basket') && day >= monthStart(plantings.basket.from)
  const amount = 40_000 * (isSmaller ? 0.7 : 1) * (0.4 + 0.6 * level) * (0.4 + 0.6 * random.exponential())
  return 100 * Math.ceil(amount / 100)
}

/** People come at an age of 38 ± 10; where the shop ages, at one year more each year. */
function birthYear(random: Random, firstDay: number, faults: Faults): number {
  const ageing = faults.has('ageing') ? firstDay / 365.25 : 0
  const age = Math.max(16, Math.min(80, 38 + 10 * random.bell())) + ageing
  return Math.floor(Number(isoDay(firstDay).slice(0, 4)) + (firstDay % 365) / 365 - age)
}
