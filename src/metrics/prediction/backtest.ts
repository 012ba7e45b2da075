import type { ColumnTable } from '../../engine/database.ts'
import type { PurchaseModel } from '../../statistics/buy-till-you-die.ts'
import { expectingPurchases } from './expected-purchases.ts'
import { countsOf, drive, fitHistories, foretells, historiesOf, purchaseModels, type Fitted } from './fits.ts'

/** Days of the epoch: the first one, the one (exclusive) that ends the calibration, and as_of. */
export interface Span {
  readonly firstDay: number
  readonly cutDay: number
  readonly asOfDay: number
}

/** What a model foretold for the weeks that it did not see. */
export interface Foretold {
  readonly model: PurchaseModel
  readonly fitted: Fitted
  /** Cumulated purchase days by week; null where the model could not be fitted. */
  readonly predicted: readonly number[] | null
}

/** Purchases after the calibration, as they came and as they were foretold from it. */
export interface Backtest {
  readonly span: Span
  readonly customers: number
  readonly repeaters: number
  /** Cumulated purchase days by week. */
  readonly actual: readonly number[]
  readonly models: readonly Foretold[]
}

/** A hold-out of fewer weeks shows nothing. */
const FEWEST_WEEKS = 4

/** Fits the models on the calibration, and predicts the whole weeks after it. None where there are fewer than four. */
export async function backtestOf(
  span: Span,
  calibration: ColumnTable,
  holdout: ColumnTable,
  pause: () => Promise<void>,
): Promise<Backtest> {
  const histories = historiesOf(calibration)
  const whole = Math.floor((span.asOfDay - span.cutDay) / 7)
  const weeks = whole < FEWEST_WEEKS ? 0 : whole
  const spans = Array.from({ length: weeks }, (_, index) => index + 1)
  const models: Foretold[] = []
  for (const model of purchaseModels) {
    const fitted = weeks === 0 ? { fit: null, customers: 0, reason: null } : await fitHistories(model, histories, pause)
    await pause()
    const predicted = foretells(fitted)
      ? await drive(expectingPurchases(model, fitted.fit.estimates, histories, spans), pause)
      : null
    models.push({ model, fitted, predicted })
  }
  return { span, ...countsOf(histories), actual: cumulated(holdout, weeks), models }
}

function cumulated({ columns, length }: ColumnTable, weeks: number): number[] {
  const counts = new Array<number>(weeks).fill(0)
  for (let at = 0; at < length; at++) {
    const week = (columns['week'] as Float64Array)[at]!
    if (week <= weeks) counts[week - 1]! += (columns['purchases'] as Float64Array)[at]!
  }
  let sum = 0
  return counts.map((count) => (sum += count))
}

/** Mean absolute error of the weeks, as a share of what had come by each; weeks before the first purchase say nothing. */
export function meanError(actual: readonly number[], predicted: readonly number[]): number | null {
  const errors = actual.flatMap((came, week) => (came > 0 ? [Math.abs(predicted[week]! / came - 1)] : []))
  return errors.length > 0 ? errors.reduce((sum, error) => sum + error, 0) / errors.length : null
}
