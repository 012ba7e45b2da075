import type { ColumnTable } from '../../engine/database.ts'
import type { Histories, PurchaseModel } from '../../statistics/buy-till-you-die.ts'
import { bgNbd, mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import { fittingPurchases, fittingSpending } from '../../statistics/fit-models.ts'
import type { Spending } from '../../statistics/gamma-gamma.ts'
import type { Fit, FitFailure } from '../../statistics/maximum-likelihood.ts'
import { paretoNbd } from '../../statistics/pareto-nbd.ts'
import { square } from '../../statistics/portable.ts'

/** The purchase models in the order in which they are shown; the MBG/NBD predicts. */
export const purchaseModels: readonly PurchaseModel[] = [mbgNbd, bgNbd, paretoNbd]

/** Fewer customers, or customers who came back, say too little. */
const FEWEST_CUSTOMERS = 100
const FEWEST_REPEATERS = 30

/** Why a model could not be fitted, or may not be used. */
export type FitReason =
  FitFailure | 'too_few_customers' | 'too_few_repeaters' | 'nobody_returns' | 'one_day' | 'infinite_mean'

/** A model as far as it could be fitted. `fit` is null where that was not tried; `reason` is null where it may be used. */
export interface Fitted {
  readonly fit: Fit | null
  readonly customers: number
  readonly reason: FitReason | null
}

/**
 * Can the model foretell? One at the edge can, with all customers alike in what ran off: its likelihood is as good as at its
 * limit, and only the parameters' errors are unknown.
 */
export function foretells(fitted: Fitted): fitted is Fitted & { readonly fit: Fit } {
  return fitted.fit !== null && (fitted.reason === null || fitted.reason === 'at_the_edge')
}

/** Runs the steps of a fit, and lets others have their turn in between. */
export async function drive<T>(steps: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - since < 40) continue
    await pause()
    since = performance.now()
  }
}

/** The histories of a question's answer; days become weeks. */
export function historiesOf({ columns }: ColumnTable): Histories {
  const weeks = (name: string) => (columns[name] as Float64Array).map((days) => days / 7)
  return {
    x: columns['x'] as Float64Array,
    tx: weeks('last_days'),
    T: weeks('age_days'),
    n: columns['customers'] as Float64Array,
  }
}

/** Customers, and those among them who came back. */
export function countsOf({ x, n }: Histories): { readonly customers: number; readonly repeaters: number } {
  let customers = 0
  let repeaters = 0
  for (let at = 0; at < n.length; at++) {
    customers += n[at]!
    if (x[at]! > 0) repeaters += n[at]!
  }
  return { customers, repeaters }
}

/** Fits a purchase model, unless the histories say too little. */
export async function fitHistories(
  model: PurchaseModel,
  histories: Histories,
  pause: () => Promise<void>,
): Promise<Fitted> {
  const { customers, repeaters } = countsOf(histories)
  const tooLittle = (reason: FitReason): Fitted => ({ fit: null, customers, reason })
  if (customers < FEWEST_CUSTOMERS) return tooLittle('too_few_customers')
  if (histories.T.every((age) => age === 0)) return tooLittle('one_day')
  if (repeaters === 0) return tooLittle('nobody_returns')
  if (repeaters < FEWEST_REPEATERS) return tooLittle('too_few_repeaters')
  const fit = await drive(fittingPurchases(model, histories), pause)
  return { fit, customers, reason: fit.reason }
}

/** The mean values of repeat purchase days of a question's answer. */
export function spendingOf({ columns }: ColumnTable): Spending {
  const x = columns['x'] as Float64Array
  return {
    x,
    m: (columns['value'] as Float64Array).map((sum, at) => sum / x[at]!),
    n: columns['customers'] as Float64Array,
  }
}

/** Fits the Gamma–Gamma model, unless the spending says too little. */
export async function fitValues(spending: Spending, pause: () => Promise<void>): Promise<Fitted> {
  const customers = spending.n.reduce((sum, count) => sum + count, 0)
  if (customers < FEWEST_REPEATERS) return { fit: null, customers, reason: 'too_few_repeaters' }
  const fit = await drive(fittingSpending(spending), pause)
  return { fit, customers, reason: fit.reason ?? (fit.estimates[1]! > 1 ? null : 'infinite_mean') }
}

/** Pearson's correlation of mean value and repeat purchase days; null where one of them does not vary. */
export function correlationOf({ x, m, n }: Spending): number | null {
  const customers = n.reduce((sum, count) => sum + count, 0)
  const mean = (values: Float64Array) => values.reduce((sum, value, at) => sum + value * n[at]!, 0) / customers
  const meanX = mean(x)
  const meanM = mean(m)
  let both = 0
  let squaresX = 0
  let squaresM = 0
  for (let at = 0; at < n.length; at++) {
    both += n[at]! * (x[at]! - meanX) * (m[at]! - meanM)
    squaresX += n[at]! * square(x[at]! - meanX)
    squaresM += n[at]! * square(m[at]! - meanM)
  }
  return squaresX > 0 && squaresM > 0 ? both / Math.sqrt(squaresX * squaresM) : null
}

/** Mean P(alive) of the customers. */
export function meanAlive(model: PurchaseModel, theta: readonly number[], { x, tx, T, n }: Histories): number {
  let sum = 0
  let customers = 0
  for (let at = 0; at < n.length; at++) {
    sum += n[at]! * model.alive(theta, x[at]!, tx[at]!, T[at]!)
    customers += n[at]!
  }
  return sum / customers
}
