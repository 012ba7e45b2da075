import type { Group } from './groups.ts'
import { daysBetween, endOf } from '../months.ts'
import { total, type Horizon } from './matched.ts'
import type { Tallies } from './tallies.ts'

/** Length of a step of a value curve, in days. */
export const STEP = 30

/** Margin per acquired customer, cumulated by step, over cohorts that were seen through every step shown. */
export interface ValueCurve {
  readonly customers: number
  readonly cac: number | null
  /** One value a step of 30 days. */
  readonly values: readonly number[]
  /** The first step at which the value reaches the cost; null: not within the steps shown, or nothing to pay back. */
  readonly payback: number | null
}

/** The curve of a group over some cohorts, through the last step that all of them had completed by the end of the month. */
export function curveOf(tallies: Tallies, group: Group, cohorts: Horizon['cohorts'], month: string): ValueCurve {
  const inside = new Set(cohorts)
  const customers = total(tallies.newCustomers, group, inside)
  const spend = total(tallies.spend, group, inside)
  const cac = customers > 0 && spend > 0 ? spend / customers : null
  const seen = Math.min(...cohorts.map((cohort) => daysBetween(endOf(cohort), endOf(month))), 720)
  const steps = cohorts.length === 0 || customers === 0 ? 0 : Math.max(0, Math.floor(seen / STEP))
  const sums = new Array<number>(steps).fill(0)
  for (const { channel, cohort, days, margin } of tallies.steps)
    if (inside.has(cohort) && group.holds(channel) && days / STEP <= steps) sums[days / STEP - 1]! += margin
  let cumulated = 0
  const values = sums.map((margin) => (cumulated += margin) / customers)
  const reached = cac === null ? -1 : values.findIndex((value) => value >= cac)
  return { customers, cac, values, payback: reached < 0 ? null : reached + 1 }
}
