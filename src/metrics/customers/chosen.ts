import { mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import type { Verdict } from '../prediction/badge.ts'
import { forecastSpend, type Forecast } from '../prediction/forecast.ts'
import type { People } from '../prediction/people.ts'
import type { Prediction } from '../prediction/study.ts'
import { segmentsByCell } from '../segment-schemes.ts'
import type { Settings } from '../settings.ts'
import { largest } from './largest.ts'

/** By what a list of customers is ordered: the most expected value, purchase days or P(alive), or the last purchase day. */
export type CustomerOrder = 'value' | 'orders' | 'alive' | 'recent'

/** What is expected of a customer within the horizon; null where that may not be said, value also where no spending could be fitted. */
export interface Expectation {
  readonly p_alive: number | null
  /** Purchase days. */
  readonly expected_orders: number | null
  /** Value of one of them. */
  readonly expected_spend: number | null
  /** Value of all of them, discounted. */
  readonly expected_value: number | null
}

/** A customer without their id. */
export interface CustomerFigures extends Expectation {
  readonly segment: string | null
  /** Purchase days before as_of. */
  readonly purchases: number
  /** ISO day. */
  readonly last_on: string
}

const DAY = 86_400_000
const NOTHING: Expectation = { p_alive: null, expected_orders: null, expected_spend: null, expected_value: null }

/**
 * The customers that the filters choose, one by one, with what is expected of each; places count from 0 in the order of their
 * keys. Where the back-test says that the prediction is not to be used, nothing is expected of anybody.
 */
export class ChosenCustomers {
  readonly verdict: Verdict
  readonly horizonMonths: number
  /** Null where nothing may be predicted. */
  readonly forecast: Forecast | null
  readonly #people: People
  readonly #spend: Float64Array | null
  readonly #segments: ReadonlyMap<number, string>
  readonly #lastObserved: number
  readonly #ranked = new Map<CustomerOrder, { readonly values: Float64Array; readonly ascending: Float64Array }>()

  constructor(prediction: Prediction, settings: Pick<Settings, 'as_of' | 'scheme' | 'custom_scheme'>) {
    const { people, badges, horizon, forecast, fits } = prediction
    this.verdict = badges[mbgNbd.id]!.verdict
    this.horizonMonths = horizon.months
    this.forecast = this.verdict === 'no' ? null : forecast
    this.#people = people
    const { fit, reason } = fits.spending
    this.#spend = this.forecast && fit && reason === null ? forecastSpend(fit, people).mean : null
    this.#segments = segmentsByCell(settings)
    this.#lastObserved = Date.parse(`${settings.as_of}T00:00:00Z`) / DAY - 1
  }

  get length(): number {
    return this.#people.key.length
  }

  /** The number of the customer at a place. */
  keyAt(at: number): number {
    return this.#people.key[at]!
  }

  /** The place of a customer's number; null where the filters do not choose them. */
  placeOf(key: number): number | null {
    const keys = this.#people.key
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return keys[low] === key ? low : null
  }

  /** Repeat purchase days, and the weeks from the first day to the last and to the last observed one. */
  historyAt(at: number): { readonly x: number; readonly tx: number; readonly T: number } {
    return { x: this.#people.x[at]!, tx: this.#people.tx[at]!, T: this.#people.T[at]! }
  }

  figuresAt(at: number): CustomerFigures {
    const { x, tx, T } = this.historyAt(at)
    return {
      segment: this.#segments.get(this.#people.cell[at]!) ?? null,
      purchases: x + 1,
      last_on: isoOf(this.#lastObserved - Math.round((T - tx) * 7)),
      ...this.#expectationAt(at),
    }
  }

  #expectationAt(at: number): Expectation {
    const { forecast } = this
    if (!forecast) return NOTHING
    const spend = this.#spend
    return {
      p_alive: forecast.alive[at]!,
      expected_orders: forecast.orders[at]!,
      expected_spend: spend && spend[at]!,
      expected_value: spend && forecast.discounted[at]! * spend[at]!,
    }
  }

  /** The wanted order, or the next best where what it goes by is not known. */
  orderFor(wanted: CustomerOrder): CustomerOrder {
    if (!this.forecast) return 'recent'
    return wanted === 'value' && !this.#spend ? 'orders' : wanted
  }

  /** Places in an order, without the first `offset`; ties in the order of the keys. */
  page(order: CustomerOrder, offset: number, limit: number): number[] {
    const { values, ascending } = this.#rank(this.orderFor(order))
    return largest(values, ascending, offset, limit)
  }

  /** The given places in an order. */
  sorted(places: readonly number[], order: CustomerOrder): number[] {
    const { values } = this.#rank(this.orderFor(order))
    return [...places].sort((left, right) => values[right]! - values[left]! || left - right)
  }

  /** The tenth of the customers (rounded up) of whom most value is expected, and their share of it. Null where none is. */
  topTenth(): { readonly customers: number; readonly share: number } | null {
    if (!this.#spend || this.length === 0) return null
    const { ascending } = this.#rank('value')
    const customers = Math.ceil(this.length / 10)
    const all = ascending.reduce((sum, value) => sum + value, 0)
    const top = ascending.subarray(this.length - customers).reduce((sum, value) => sum + value, 0)
    return all > 0 ? { customers, share: top / all } : null
  }

  #rank(order: CustomerOrder) {
    const known = this.#ranked.get(order)
    if (known) return known
    const values = this.#valuesOf(order)
    const ranked = { values, ascending: values.slice().sort() }
    this.#ranked.set(order, ranked)
    return ranked
  }

  #valuesOf(order: CustomerOrder): Float64Array {
    const { tx, T } = this.#people
    if (order === 'recent') return tx.map((last, at) => -Math.round((T[at]! - last) * 7))
    const { alive, orders, discounted } = this.forecast!
    if (order === 'alive') return alive
    return order === 'orders' ? orders : discounted.map((count, at) => count * this.#spend![at]!)
  }
}

/** The ISO day of a day of the epoch. */
export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
