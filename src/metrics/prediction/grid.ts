import type { RowOf } from '../metric.ts'
import type { gridColumns } from './columns.ts'
import type { Buyers, Forecast } from './forecast.ts'

/** Lower bounds of the bands of purchase days, and of days since the last one. */
const PURCHASES = [1, 2, 3, 5, 10]
const SILENT_DAYS = [0, 30, 60, 90, 180, 365, 730]

/** Customers by purchase days and silence, with their mean P(alive); bands without customers are left out. */
export function gridOf(
  { x, tx, T }: Pick<Buyers, 'x' | 'tx' | 'T'>,
  { alive, orders }: Pick<Forecast, 'alive' | 'orders'>,
): RowOf<typeof gridColumns>[] {
  const cells = PURCHASES.map(() => SILENT_DAYS.map(() => ({ customers: 0, alive: 0, orders: 0 })))
  for (let at = 0; at < x.length; at++) {
    const row = PURCHASES.findLastIndex((bound) => bound <= x[at]! + 1)
    // The last observed day itself is day 0 of silence.
    const column = SILENT_DAYS.findLastIndex((bound) => bound <= Math.round((T[at]! - tx[at]!) * 7))
    const cell = cells[row]![column]!
    cell.customers++
    cell.alive += alive[at]!
    cell.orders += orders[at]!
  }
  return cells.flatMap((row, purchases) =>
    row.flatMap(({ customers, ...sums }, silence) =>
      customers === 0
        ? []
        : [
            {
              purchases_from: PURCHASES[purchases]!,
              purchases_to: upTo(PURCHASES, purchases),
              silent_from: SILENT_DAYS[silence]!,
              silent_to: upTo(SILENT_DAYS, silence),
              customers,
              mean_alive: sums.alive / customers,
              expected_orders: sums.orders,
            },
          ],
    ),
  )
}

/** The last value of a band; null for the last one. */
function upTo(bounds: readonly number[], at: number): number | null {
  const next = bounds[at + 1]
  return next === undefined ? null : next - 1
}
