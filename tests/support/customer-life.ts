import { courseOf } from '../../src/metrics/customers/course.ts'
import type { CustomerLife } from '../../src/metrics/customers/life.ts'
import { mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'

const THETA = [0.8, 6, 0.9, 2.5]
const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** A customer who bought on these days, seen through 30 June 2026, as the desk tells of them. */
export function customerLife(days: readonly string[], given: Partial<CustomerLife> = {}): CustomerLife {
  const first = dayOf(days[0]!)
  const [x, tx, T] = [days.length - 1, (dayOf(days.at(-1)!) - first) / 7, (dayOf('2026-06-30') - first) / 7]
  const orders = mbgNbd.future(THETA, 365.25 / 7, x, tx, T)
  return {
    customer_id: 'M-000042',
    segment: 'loyal',
    purchases: days.length,
    first_on: days[0]!,
    last_on: days.at(-1)!,
    recencyDays: dayOf('2026-07-01') - dayOf(days.at(-1)!),
    orders: days.length,
    value: 38000 * days.length,
    r: 5,
    f: 4,
    m: 3,
    stage: 'core',
    days: days.map((on) => ({ on, orders: 1, value: 38000 })),
    p_alive: mbgNbd.alive(THETA, x, tx, T),
    expected_orders: orders,
    expected_spend: 38000,
    expected_value: 36300 * orders,
    horizonMonths: 12,
    verdict: 'trust',
    asOf: '2026-07-01',
    course: courseOf(mbgNbd, THETA, days.map(dayOf), dayOf('2026-06-30'), 12),
    ...given,
  }
}
