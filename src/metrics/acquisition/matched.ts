import { meanInterval } from '../../statistics/mean-interval.ts'
import { endOf, addMonths, daysBetween } from '../months.ts'
import type { Group } from './groups.ts'
import { WINDOWS, type ChannelMonth, type Tallies } from './tallies.ts'

/** At most so many cohorts are matched, the latest: the figure is about the shop as it is. */
const COHORTS = 12
/** A horizon needs so many cohorts and customers that were seen through it. */
const FEWEST_COHORTS = 3
const FEWEST_CUSTOMERS = 100
const FEWEST_REPEATERS = 30

/** The months whose first-time buyers' value and cost are compared, and the days through which all of them were seen. */
export interface Horizon {
  readonly days: number
  /** In order. */
  readonly cohorts: readonly string[]
}

/**
 * - `above`: the value's interval lies above the cost; `below`: it lies below it, after a year at least; `unsure`: the cost
 *   lies inside;
 * - `too_early`: not paid back yet, and less than a year was seen;
 * - `too_few`: under 100 customers, or 30 who came back; `no_customers`: spend without a new customer.
 */
export type Verdict = 'above' | 'unsure' | 'below' | 'too_early' | 'too_few' | 'no_customers'

/** What a group's customers were worth within the horizon, and what they had cost. */
export interface Comparison {
  readonly group: Group
  readonly horizon: Horizon
  readonly customers: number
  readonly ltv: number | null
  readonly low: number | null
  readonly high: number | null
  readonly spend: number
  readonly cac: number | null
  /** Cost of a new customer over the three months that end with the judged one; null where spend was not recorded through them. */
  readonly recentCac: number | null
  readonly recentSpend: number
  readonly recentCustomers: number
  readonly verdict: Verdict
}

/**
 * The longest window that at least three cohorts with recorded spend, and 100 customers, had completed by the end of the
 * month; null where there is none.
 */
export function horizonAt(tallies: Tallies, month: string): Horizon | null {
  for (const days of WINDOWS) {
    const cohorts = tallies.months
      .filter((cohort) => tallies.known.has(cohort) && tallies.covered.has(cohort))
      .filter((cohort) => cohort <= month && daysBetween(endOf(cohort), endOf(month)) >= days)
      .slice(-COHORTS)
    if (cohorts.length < FEWEST_COHORTS) continue
    const inside = new Set(cohorts)
    const customers = sum(tallies.newCustomers, (row) => (inside.has(row.month) ? row.amount : 0))
    if (customers >= FEWEST_CUSTOMERS) return { days, cohorts }
  }
  return null
}

/** Compares value and cost of one group at the end of a month. */
export function compare(tallies: Tallies, group: Group, horizon: Horizon, month: string): Comparison {
  const inside = new Set(horizon.cohorts)
  const moments = tallies.cohorts.filter(
    (row) => row.days === horizon.days && inside.has(row.cohort) && group.holds(row.channel),
  )
  const customers = sum(moments, (row) => row.customers)
  const repeaters = sum(moments, (row) => row.repeaters)
  const interval = meanInterval(
    customers,
    sum(moments, (row) => row.margin),
    sum(moments, (row) => row.squares),
    sum(moments, (row) => row.cubes),
  )
  const spend = total(tallies.spend, group, inside)
  const lastThree = [addMonths(month, -2), addMonths(month, -1), month]
  const lately = new Set(lastThree.every((one) => tallies.covered.has(one)) ? lastThree : [])
  const recentSpend = total(tallies.spend, group, lately)
  const recentCustomers = total(tallies.newCustomers, group, lately)
  const cac = customers > 0 ? spend / customers : null
  const isEnough = customers >= FEWEST_CUSTOMERS && repeaters >= FEWEST_REPEATERS
  return {
    group,
    horizon,
    customers,
    ltv: interval?.mean ?? null,
    low: isEnough ? interval!.low : null,
    high: isEnough ? interval!.high : null,
    spend,
    cac,
    recentCac: recentCustomers > 0 ? recentSpend / recentCustomers : null,
    recentSpend,
    recentCustomers,
    verdict: verdictOf({ customers, spend, recentSpend, recentCustomers, cac, interval, isEnough, days: horizon.days }),
  }
}

function verdictOf(found: {
  readonly customers: number
  readonly spend: number
  readonly recentSpend: number
  readonly recentCustomers: number
  readonly cac: number | null
  readonly interval: { readonly low: number; readonly high: number } | null
  readonly isEnough: boolean
  readonly days: number
}): Verdict {
  const { customers, spend, recentSpend, recentCustomers, cac, interval, isEnough, days } = found
  if ((customers === 0 && spend > 0) || (recentCustomers === 0 && recentSpend > 0)) return 'no_customers'
  if (!isEnough || cac === null || interval === null) return 'too_few'
  if (interval.low > cac) return 'above'
  if (days < 365) return 'too_early'
  return interval.high < cac ? 'below' : 'unsure'
}

/** The sum of a group's amounts in some months. */
export function total(rows: readonly ChannelMonth[], group: Group, months: ReadonlySet<string>): number {
  return sum(rows, (row) => (months.has(row.month) && group.holds(row.channel) ? row.amount : 0))
}

function sum<T>(rows: readonly T[], read: (row: T) => number): number {
  return rows.reduce((result, row) => result + read(row), 0)
}
