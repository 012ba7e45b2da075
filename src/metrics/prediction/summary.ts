import type { Histories } from '../../statistics/buy-till-you-die.ts'
import type { Fit } from '../../statistics/maximum-likelihood.ts'
import { dertIfAlive, paretoNbd } from '../../statistics/pareto-nbd.ts'
import type { RowOf } from '../metric.ts'
import { meanError } from './backtest.ts'
import { badgeOf, type Badge } from './badge.ts'
import type { summaryColumns } from './columns.ts'
import { addingUpLiving, expectingPurchases } from './expected-purchases.ts'
import type { Fits } from './fit-study.ts'
import { drive, foretells } from './fits.ts'
import { WEEKS_A_MONTH, type Horizon } from './forecast.ts'
import { log1p } from '../../statistics/portable.ts'

/** The badge of each purchase model by its id, and the rows of `backtest_summary`. */
export interface Summary {
  readonly badges: Readonly<Record<string, Badge>>
  readonly rows: readonly RowOf<typeof summaryColumns>[]
}

/** How well each model foretold, with its badge. */
export async function summaryOf(
  { histories, purchases, backtest }: Fits,
  { months, discountRate }: Horizon,
  pause: () => Promise<void>,
): Promise<Summary> {
  const span = months * WEEKS_A_MONTH
  const ahead: (number | null)[] = []
  for (const each of purchases)
    ahead.push(
      foretells(each)
        ? (await drive(expectingPurchases(each.model, each.fit.estimates, histories, [span]), pause))[0]!
        : null,
    )
  const pareto = purchases.find(({ model }) => model === paretoNbd)!
  const forEver =
    discountRate > 0 && foretells(pareto) ? await lifetimeOrders(pareto.fit, histories, discountRate, pause) : null
  const totals = purchases.map(
    ({ model }) => backtest?.models.find((each) => each.model === model)?.predicted?.at(-1) ?? null,
  )
  const spread = largest([spreadOf(ahead), spreadOf(totals)])
  const hasConverged = purchases.map(
    ({ model, reason }) =>
      reason === null && backtest?.models.find((each) => each.model === model)?.fitted.reason === null,
  )
  const foretold = purchases.every((_, at) => ahead[at] !== null && totals[at] !== null)
  const weeks = backtest?.actual.length ?? 0
  const actual = backtest?.actual.at(-1) ?? null
  const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10)
  const badges: Record<string, Badge> = {}
  const rows = purchases.map(({ model }, at): RowOf<typeof summaryColumns> => {
    const predicted = backtest?.models.find((each) => each.model === model)?.predicted ?? null
    // Infinite where nothing came of what was foretold: no row shows that, but the badge must know.
    const totalError = predicted && actual !== null ? predicted.at(-1)! / actual - 1 : null
    const mape = predicted && backtest ? meanError(backtest.actual, predicted) : null
    const badge = badgeOf({
      span: backtest?.span ?? { firstDay: 0, cutDay: 0, asOfDay: 0 },
      weeks,
      repeaters: backtest?.repeaters ?? 0,
      hasConverged: hasConverged[at]!,
      haveOthersForetold: foretold,
      totalError,
      mape,
      spread,
    })
    badges[model.id] = badge
    return {
      model: model.id,
      calibration_from: backtest && day(backtest.span.firstDay),
      calibration_to: backtest && day(backtest.span.cutDay - 1),
      holdout_from: backtest && weeks > 0 ? day(backtest.span.cutDay) : null,
      holdout_to: backtest && weeks > 0 ? day(backtest.span.cutDay + 7 * weeks - 1) : null,
      customers: backtest?.customers ?? 0,
      repeaters: backtest?.repeaters ?? 0,
      actual,
      predicted: totals[at]!,
      total_error: actual ? totalError : null,
      mape,
      expected_orders: ahead[at]!,
      lifetime_orders: model === paretoNbd ? forEver : null,
      spread,
      verdict: badge.verdict,
      reasons: badge.reasons.join(','),
      months_needed: badge.monthsNeeded,
    }
  })
  return { badges, rows }
}

/** DERT of all customers together. */
async function lifetimeOrders(
  { estimates }: Fit,
  histories: Histories,
  discountRate: number,
  pause: () => Promise<void>,
): Promise<number> {
  const delta = log1p(discountRate) / (12 * WEEKS_A_MONTH)
  const steps = addingUpLiving(paretoNbd, estimates, histories, [(x, T) => dertIfAlive(estimates, delta, x, T)])
  return (await drive(steps, pause))[0]!
}

/** Largest ÷ smallest − 1 of what is known; null where that is less than two figures, or one is nothing. */
function spreadOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2 || !(Math.min(...known) > 0)) return null
  return Math.max(...known) / Math.min(...known) - 1
}

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? Math.max(...known) : null
}
