import type { PurchaseModel } from '../../statistics/buy-till-you-die.ts'
import { WEEKS_A_MONTH } from '../prediction/forecast.ts'
import { isoOf } from './chosen.ts'

/** P(alive) as it stood on an ISO day. */
export interface AlivePoint {
  readonly on: string
  readonly alive: number
}

/** Purchase days since the first one, expected by an ISO day. */
export interface PurchasePoint {
  readonly on: string
  readonly purchases: number
}

/** How a customer's chance to buy again went, and how what is expected of them goes on. */
export interface Course {
  /** From the first purchase day to the last observed one: it falls in silence, and each purchase day has a point before and one after it. */
  readonly past: readonly AlivePoint[]
  /** From the last observed day on, should they stay silent. */
  readonly silent: readonly AlivePoint[]
  /** Purchase days so far and expected ones, at the end of each month from now (0) to the horizon. */
  readonly expected: readonly PurchasePoint[]
}

/**
 * The course of a customer with purchases on these days of the epoch (at least one, ascending), observed through `lastDay`, as
 * the model with the parameters `theta` tells it: P(alive) week by week from what had been seen by then.
 */
export function courseOf(
  model: PurchaseModel,
  theta: readonly number[],
  days: readonly number[],
  lastDay: number,
  horizonMonths: number,
): Course {
  const first = days[0]!
  const weeks = (day: number) => (day - first) / 7
  const pointAt = (x: number, day: number): AlivePoint => ({
    on: isoOf(day),
    alive: model.alive(theta, x, weeks(days[x]!), weeks(day)),
  })
  const past = days.flatMap((day, x) => weekly(day, days[x + 1] ?? lastDay).map((at) => pointAt(x, at)))
  const last = days.length - 1
  const monthEnd = (month: number) => lastDay + Math.round(month * WEEKS_A_MONTH * 7)
  const expected = Array.from({ length: horizonMonths + 1 }, (_, month) => ({
    on: isoOf(monthEnd(month)),
    purchases: days.length + model.future(theta, month * WEEKS_A_MONTH, last, weeks(days[last]!), weeks(lastDay)),
  }))
  return { past, silent: weekly(lastDay, monthEnd(horizonMonths)).map((at) => pointAt(last, at)), expected }
}

/** Every seventh day from one day to another, and both. */
function weekly(from: number, to: number): number[] {
  const days: number[] = []
  for (let day = from; day < to; day += 7) days.push(day)
  return [...days, to]
}
