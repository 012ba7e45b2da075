import type { ColumnTable } from '../../engine/database.ts'
import type { Buyers } from './forecast.ts'

/** Customers that the filters choose, one by one, in the order of their keys. */
export interface People extends Buyers {
  readonly key: Float64Array
  readonly cell: Float64Array
  /** NaN where it is not known; so is the cohort, in months since year 0. */
  readonly channel: Float64Array
  readonly cohort: Float64Array
}

/** Puts the customers in the order of their keys, so that sums do not depend on the engine's order of rows. */
export function peopleOf({ columns, length }: ColumnTable): People {
  const keys = columns['customer_key'] as Float64Array
  const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!)
  const sorted = (name: string, unit = 1) => {
    const from = columns[name] as Float64Array
    const to = new Float64Array(length)
    for (let at = 0; at < length; at++) to[at] = from[order[at]!]! / unit
    return to
  }
  return {
    key: sorted('customer_key'),
    x: sorted('x'),
    tx: sorted('last_days', 7),
    T: sorted('age_days', 7),
    spent: sorted('repeat_value'),
    cell: sorted('cell'),
    channel: sorted('channel_no'),
    cohort: sorted('cohort'),
  }
}
