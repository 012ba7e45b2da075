import type { RowOf } from '../metric.ts'
import type { distributionColumns } from './columns.ts'
import type { Fits } from './fit-study.ts'
import { foretells } from './fits.ts'
import type { Buyers } from './forecast.ts'

/** Counts customers by tenths of P(alive), by each model that foretells. Yields now and then, so that a caller may pause. */
export function* countingAlive(
  { purchases }: Fits,
  { x, tx, T }: Buyers,
): Generator<void, RowOf<typeof distributionColumns>[]> {
  const rows: RowOf<typeof distributionColumns>[] = []
  for (const each of purchases) {
    if (!foretells(each)) continue
    const { model, fit } = each
    const customers = new Array<number>(10).fill(0)
    for (let at = 0; at < x.length; at++) {
      if (at % 8192 === 0) yield
      customers[Math.min(9, Math.floor(model.alive(fit.estimates, x[at]!, tx[at]!, T[at]!) * 10))]!++
    }
    for (const [tenth, count] of customers.entries())
      rows.push({ model: model.id, alive_from: tenth / 10, alive_to: (tenth + 1) / 10, customers: count })
  }
  return rows
}
