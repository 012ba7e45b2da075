import { MONTHS, monthStart } from './calendar.ts'
import { channels, MARGIN_RATE } from './channels.ts'
import { plantings, type Faults } from './faults.ts'
import type { SimulatedShop } from './shop.ts'

/** What one channel cost on the seven days from a day on. */
export interface SpendRow {
  readonly day: number
  readonly channel: number
  readonly amount: number
}

/** What a customer costs, as a share of the margin that customers bring in their first year. */
const HEALTHY_COST = 1 / 3
const FAULTY_COST = 1.5
const FAULTY_CHANNEL = 2

/** Weekly spend of the channels that cost something, in proportion to the customers that the week brought. */
export function spendRows(shop: Pick<SimulatedShop, 'customers' | 'orders'>, faults: Faults): SpendRow[] {
  const value = firstYearMargin(shop)
  const weeks = Math.ceil(monthStart(MONTHS) / 7)
  const newcomers = channels.map(() => new Float64Array(weeks))
  for (const { firstDay, channel } of shop.customers) newcomers[channel]![Math.floor(firstDay / 7)]!++
  return newcomers.flatMap((counts, channel) => {
    if (channel === 0) return []
    const isFaulty = faults.has('channel_cost') && channel === FAULTY_CHANNEL
    return Array.from(counts, (count, week) => {
      const share = isFaulty && 7 * week >= monthStart(plantings.channel_cost.from) ? FAULTY_COST : HEALTHY_COST
      return { day: 7 * week, channel, amount: Math.round(count * value * share) }
    })
  })
}

/** Mean margin within 365 days of those seen that long. */
function firstYearMargin({ customers, orders }: Pick<SimulatedShop, 'customers' | 'orders'>): number {
  const seenFrom = monthStart(MONTHS) - 366
  const seen = customers.filter(({ firstDay }) => firstDay <= seenFrom).length
  let sum = 0
  for (const [index, customer] of orders.customer.entries()) {
    const { firstDay } = customers[customer]!
    if (firstDay <= seenFrom && orders.day[index]! <= firstDay + 365) sum += orders.amount[index]!
  }
  return (MARGIN_RATE * sum) / seen
}
