import type { ColumnTable } from '../../engine/database.ts'
import type { Histories } from '../../statistics/buy-till-you-die.ts'
import { bgNbd, mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import type { ColumnStudy, RowOf } from '../metric.ts'
import { monthOf } from '../months.ts'
import { segmentCells } from '../segment-schemes.ts'
import type { Settings } from '../settings.ts'
import { meanError } from './backtest.ts'
import { badgeOf, type Badge } from './badge.ts'
import channelsSql from './channels.sql?raw'
import type * as shown from './columns.ts'
import { expectedPurchases } from './expected-purchases.ts'
import { fitStudy, type Fits } from './fit-study.ts'
import { foretells } from './fits.ts'
import {
  forecast,
  forecastSpend,
  GroupSum,
  WEEKS_A_MONTH,
  type Buyers,
  type Forecast,
  type Horizon,
} from './forecast.ts'
import { gridOf } from './grid.ts'
import peopleSql from './people.sql?raw'

/** Customers that the filters choose, one by one, in the order of their keys. */
export interface People extends Buyers {
  readonly key: Float64Array
  readonly cell: Float64Array
  /** NaN where it is not known; so is the cohort, in months since year 0. */
  readonly channel: Float64Array
  readonly cohort: Float64Array
}

/** What is expected of the chosen customers, and how far that may be trusted. */
export interface Prediction {
  readonly fits: Fits
  readonly people: People
  readonly channels: ReadonlyMap<number, string>
  /** Null where the MBG/NBD could not be fitted. */
  readonly forecast: Forecast | null
  readonly horizon: Horizon
  /** Of each purchase model, by its id. */
  readonly badges: Readonly<Record<string, Badge>>
  readonly summary: readonly RowOf<typeof shown.summaryColumns>[]
  readonly values: readonly RowOf<typeof shown.valueColumns>[]
  readonly distribution: readonly RowOf<typeof shown.distributionColumns>[]
  readonly grid: readonly RowOf<typeof shown.gridColumns>[]
}

type Read = 'horizon_months' | 'discount_rate' | 'scheme' | 'custom_scheme'

/** Predicts what the chosen customers will buy within the horizon, with the models of the whole shop. */
export const predictionStudy: ColumnStudy<Prediction, 'people' | 'channels', readonly [Fits], Read> = {
  name: 'prediction',
  ask: 'columns',
  uses: [fitStudy],
  reads: ['horizon_months', 'discount_rate', 'scheme', 'custom_scheme'],
  questions: { people: peopleSql, channels: channelsSql },
  conclude: async (answers, { settings }, [fits], { pause }) => {
    const horizon: Horizon = { months: settings.horizon_months, discountRate: settings.discount_rate }
    const people = peopleOf(answers.people)
    await pause()
    const usual = fits.purchases.find(({ model }) => model.id === mbgNbd.id)!
    const expected = usual.fit && usual.reason === null ? forecast(mbgNbd, usual.fit, people, horizon) : null
    await pause()
    const channels = channelNames(answers.channels)
    const summary = summaryOf(fits, horizon)
    const badge = summary.badges[mbgNbd.id]!
    return {
      fits,
      people,
      channels,
      forecast: expected,
      horizon,
      badges: summary.badges,
      summary: summary.rows,
      values: valuesOf(fits, people, expected, horizon, badge, channels, settings),
      distribution: distributionOf(fits, people, expected),
      grid: expected ? gridOf(people, expected) : [],
    }
  },
}

/** Puts the customers in the order of their keys, so that sums do not depend on the engine's order of rows. */
function peopleOf({ columns, length }: ColumnTable): People {
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

function channelNames({ columns, length }: ColumnTable): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (let at = 0; at < length; at++)
    names.set((columns['channel_no'] as Float64Array)[at]!, (columns['channel'] as readonly string[])[at]!)
  return names
}

/** How well each model foretold, with its badge. */
function summaryOf({ histories, purchases, backtest }: Fits, { months }: Horizon) {
  const span = months * WEEKS_A_MONTH
  const ahead = purchases.map((each) =>
    foretells(each) ? expectedPurchases(each.model, each.fit.estimates, histories, [span])[0]! : null,
  )
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
  const rows = purchases.map(({ model }, at): RowOf<typeof shown.summaryColumns> => {
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
      spread,
      verdict: badge.verdict,
      reasons: badge.reasons.join(','),
      months_needed: badge.monthsNeeded,
    }
  })
  return { badges, rows }
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

function valuesOf(
  { spending }: Fits,
  people: People,
  expected: Forecast | null,
  horizon: Horizon,
  badge: Badge,
  channels: ReadonlyMap<number, string>,
  settings: Pick<Settings, 'scheme' | 'custom_scheme'>,
): RowOf<typeof shown.valueColumns>[] {
  const ending = { horizon_months: horizon.months, verdict: badge.verdict }
  const nothing = { alive: null, expected_orders: null, expected_value: null, low: null, high: null }
  if (!expected) return [{ kind: 'total', name: null, customers: people.x.length, ...nothing, ...ending }]
  const spend = spending.fit && spending.reason === null ? forecastSpend(spending.fit, people) : null
  const groups = new Map<string, { kind: string; name: string | null; sum: GroupSum }>()
  const segments = new Map(
    segmentCells(settings).map(([r, f, m, segment]) => [100 * Number(r) + 10 * Number(f) + Number(m), String(segment)]),
  )
  const add = (kind: string, name: string | null, at: number) => {
    const id = `${kind} ${name ?? ''}`
    const group = groups.get(id) ?? { kind, name, sum: new GroupSum(expected, spend) }
    groups.set(id, group)
    group.sum.add(at)
  }
  const total = new GroupSum(expected, spend)
  for (let at = 0; at < people.x.length; at++) {
    total.add(at)
    add('segment', segments.get(people.cell[at]!) ?? null, at)
    if (!Number.isNaN(people.cohort[at]!)) add('cohort', monthOf(people.cohort[at]!), at)
    if (channels.size > 0) add('channel', channels.get(people.channel[at]!) ?? null, at)
  }
  return [{ kind: 'total', name: null, sum: total }, ...groups.values()].map(({ kind, name, sum }) => {
    const { customers, alive, orders, value, low, high } = sum.result()
    return { kind, name, customers, alive, expected_orders: orders, expected_value: value, low, high, ...ending }
  })
}

/** Customers by tenths of P(alive), by each model that could be fitted. */
function distributionOf(
  { purchases }: Fits,
  { x, tx, T }: Histories | People,
  expected: Forecast | null,
): RowOf<typeof shown.distributionColumns>[] {
  return purchases.flatMap((each) => {
    if (!foretells(each)) return []
    const { model, fit } = each
    const customers = new Array<number>(10).fill(0)
    for (let at = 0; at < x.length; at++) {
      const alive =
        model.id === mbgNbd.id && expected
          ? expected.alive[at]!
          : model.id === bgNbd.id && x[at] === 0
            ? 1
            : model.alive(fit.estimates, x[at]!, tx[at]!, T[at]!)
      customers[Math.min(9, Math.floor(alive * 10))]!++
    }
    return customers.map((count, tenth) => ({
      model: model.id,
      alive_from: tenth / 10,
      alive_to: (tenth + 1) / 10,
      customers: count,
    }))
  })
}
