import { expect, test } from 'vitest'
import { monthStart } from '../scripts/simulate/calendar.ts'
import { openJudge, type History } from '../scripts/simulate/history.ts'
import { simulateShop, type SimulatedShop } from '../scripts/simulate/shop.ts'
import { NodeDatabase } from '../src/engine/duckdb-node.ts'
import type { Settings } from '../src/metrics/settings.ts'
import { signs, type Sign } from '../src/metrics/signs/sign.ts'

/** The same shop with files that begin a year after it opened. */
function cut({ customers, orders, spend }: SimulatedShop): SimulatedShop {
  const begin = monthStart(12)
  const kept = orders.day.flatMap((day, index) => (day >= begin ? [index] : []))
  const pick = (values: readonly number[]) => kept.map((index) => values[index]!)
  return {
    customers,
    orders: { customer: pick(orders.customer), day: pick(orders.day), amount: pick(orders.amount) },
    spend: spend.filter(({ day }) => day >= begin),
  }
}

const healthy = [1, 2, 3, 4, 5, 6].map((seed) => simulateShop({ seed, size: 300, faults: new Set() }))
const alarmsOf = (history: History) => signs.filter((sign) => history[sign].at(-1) === 'alarm')

/** Of each shop, the lights that alarm at the last month end. */
async function alarms(shops: readonly SimulatedShop[], history: Settings['history']): Promise<readonly Sign[][]> {
  const database = await NodeDatabase.open({ threads: 1 })
  const judge = await openJudge(database, history)
  const found: Sign[][] = []
  for (const shop of shops) found.push(alarmsOf(await judge(shop)))
  await database.close()
  return found
}

test.each(['partial', 'unanswered'] as const)(
  'files that begin mid-life (history %s) raise no light that the whole files do not',
  async (history) => {
    const whole = await alarms(healthy, 'complete')
    const begun = await alarms(healthy.map(cut), history)
    expect(whole.flat().length).toBeLessThanOrEqual(2)
    begun.forEach((lights, index) => expect(whole[index]).toEqual(expect.arrayContaining(lights)))
  },
)
