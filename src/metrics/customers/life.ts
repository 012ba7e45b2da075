import type { Cell, Row } from '../../engine/database.ts'
import { mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import type { Verdict } from '../prediction/badge.ts'
import type { ChosenCustomers, CustomerFigures } from './chosen.ts'
import { courseOf, type Course } from './course.ts'

/** A customer in a list. The id is for the tab and the owner's own files alone. */
export interface CustomerRow extends CustomerFigures {
  readonly customer_id: string
}

/** A day on which a customer bought. */
export interface PurchaseDay {
  /** ISO day. */
  readonly on: string
  readonly orders: number
  readonly value: number
}

/** A customer as the drawer shows them. */
export interface CustomerLife extends CustomerRow {
  /** ISO day. */
  readonly first_on: string
  /** Days from the last purchase day to as_of. */
  readonly recencyDays: number
  readonly orders: number
  /** Net of refunds, on the page's basis. */
  readonly value: number
  readonly r: number
  readonly f: number
  readonly m: number
  /** Null where the churn limits are unknown. */
  readonly stage: string | null
  /** The first one first. */
  readonly days: readonly PurchaseDay[]
  readonly horizonMonths: number
  readonly verdict: Verdict
  /** ISO day, exclusive. */
  readonly asOf: string
  /** Null where nothing may be predicted. */
  readonly course: Course | null
}

const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** A customer's life from the answers to `life.sql` and `days.sql`; `at` is their place among the chosen customers. */
export function lifeOf(
  id: string,
  row: Row,
  dayRows: readonly Row[],
  customers: ChosenCustomers,
  at: number,
  asOf: string,
): CustomerLife {
  const number = (name: string) => Number(row[name])
  const { forecast, horizonMonths, verdict } = customers
  const days = dayRows.map(purchaseDay)
  return {
    customer_id: id,
    ...customers.figuresAt(at),
    first_on: String(row['first_on']),
    recencyDays: number('recency_days'),
    orders: number('orders'),
    value: number('value'),
    r: number('r'),
    f: number('f'),
    m: number('m'),
    stage: textOf(row['stage']),
    days,
    horizonMonths,
    verdict,
    asOf,
    course:
      forecast &&
      courseOf(
        mbgNbd,
        forecast.purchases.estimates,
        days.map(({ on }) => dayOf(on)),
        dayOf(asOf) - 1,
        horizonMonths,
      ),
  }
}

function purchaseDay(row: Row): PurchaseDay {
  return { on: String(row['purchased_on']), orders: Number(row['orders']), value: Number(row['value']) }
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}
