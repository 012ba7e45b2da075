import { channels } from './channels.ts'
import { DAY_COUNT, dayOf, monthOf, seasonWeight, timeOf } from './calendar.ts'
import { Random } from '../../src/statistics/random.ts'
import type { RowOf } from './tables.ts'

/** What advertising cost: one row a week (its Monday), paid channel and campaign. Money in KRW, to the hundred. */
export function spendRows(seed: number): RowOf<'spend'>[] {
  const random = new Random(seed, 3)
  const rows: RowOf<'spend'>[] = []
  for (let monday = dayOf('2023-06-26'); monday < DAY_COUNT; monday += 7)
    for (const { name, cost, newBuyers, campaigns } of channels) {
      if (!cost) continue
      let planned = 0
      for (let day = Math.max(0, monday); day < Math.min(monday + 7, DAY_COUNT); day++) {
        const quarter = Math.floor(monthOf(day) / 3)
        planned += (newBuyers[quarter]! / 30.4) * cost[quarter]! * seasonWeight(day)
      }
      const shares = campaigns.map((_, index) => (1 + 0.15 * random.bell()) / (1 + index))
      const whole = shares.reduce((sum, share) => sum + share, 0)
      for (const [index, campaign] of campaigns.entries()) {
        const amount = Math.round((planned * (1 + 0.08 * random.bell()) * shares[index]!) / whole / 100) * 100
        if (amount > 0) rows.push({ date: timeOf(monday), period: 'week', channel: name, campaign, amount })
      }
    }
  return rows
}
