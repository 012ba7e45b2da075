import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { buildModels, limitChurn, offences } from '../support/given.ts'

const FIRST_DAY = Date.UTC(2025, 11, 20)
const LAST_DAY = 130
const iso = (day: number): string => new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10)

let database: NodeDatabase
beforeAll(async () => {
  database = await NodeDatabase.open({ threads: 1 })
  await database.execute(`create table parameters as select date '${iso(LAST_DAY + 1)}' as as_of`)
  await database.execute(
    'create table int_chosen_refunds (customer_key integer, refunded_on date, value decimal(18, 4))',
  )
})
afterAll(() => database.close())

/** Lives as lists of purchase days, counted from the first day. */
async function build(lives: readonly (readonly number[])[], first: number, later: number): Promise<void> {
  await database.execute(
    `create or replace table int_purchase_days (customer_key integer, purchased_on date, order_count integer,
      value decimal(18, 4), purchase_number integer, previous_on date, next_on date)`,
  )
  await database.insert(
    'int_purchase_days',
    lives.flatMap((days, key) =>
      days.map((day, index) => [
        key, iso(day), 1, 1, index + 1, index > 0 ? iso(days[index - 1]!) : null,
        index + 1 < days.length ? iso(days[index + 1]!) : null,
      ]),
    ),
  ) // prettier-ignore
  await database.execute('create or replace view int_chosen_purchase_days as select * from int_purchase_days')
  await limitChurn(database, first, later)
}

type Month = { new: number; reactivated: number; churned: number; active: number; buyers: number; returning: number }

/** The same, lived through day by day. */
function replay(lives: readonly (readonly number[])[], first: number, later: number): Map<string, Month> {
  const months = new Map<string, Month>()
  const active = new Set<number>()
  const start = Math.min(...lives.flat())
  let buyers = new Set<number>()
  let arrived = new Set<number>()
  for (let day = start; day <= LAST_DAY; day++) {
    const name = `${iso(day).slice(0, 7)}-01`
    if (!months.has(name)) {
      months.set(name, { new: 0, reactivated: 0, churned: 0, active: 0, buyers: 0, returning: 0 })
      buyers = new Set()
      arrived = new Set()
    }
    const month = months.get(name)!
    for (const [key, days] of lives.entries()) {
      const before = days.filter((bought) => bought < day)
      if (days.includes(day)) {
        buyers.add(key)
        if (!active.has(key)) {
          arrived.add(key)
          if (before.length === 0) month.new++
          else month.reactivated++
        }
        active.add(key)
      } else if (active.has(key) && day - before.at(-1)! >= (before.length === 1 ? first : later)) {
        active.delete(key)
        month.churned++
      }
    }
    month.active = active.size
    month.buyers = buyers.size
    month.returning = [...buyers].filter((key) => !arrived.has(key)).length
  }
  return months
}

const life = fc.uniqueArray(fc.integer({ min: 0, max: LAST_DAY }), { minLength: 1, maxLength: 8 })
const lives = fc.array(
  life.map((days) => days.toSorted((a, b) => a - b)),
  { minLength: 1, maxLength: 12 },
)
const limit = fc.integer({ min: 1, max: 90 })

test('the months add up as they do when lived through day by day', () =>
  fc.assert(
    fc.asyncProperty(lives, limit, limit, async (histories, first, later) => {
      await build(histories, first, later)
      const rows = await database.query(
        `select strftime(month_on, '%Y-%m-%d') as month, cast(new_count as double) as new,
           cast(reactivated_count as double) as reactivated, cast(churned_count as double) as churned,
           cast(active_count as double) as active, cast(buyer_count as double) as buyers,
           cast(returning_count as double) as returning
         from monthly_flows order by month_on`,
      )
      expect(new Map(rows.map(({ month, ...rest }) => [month, rest]))).toEqual(replay(histories, first, later))
      expect(await offences(database, 'stock_and_flow')).toBe(0)
    }),
    { numRuns: 100, seed: 1 },
  ))

test('the check sees a customer too many', async () => {
  await build([[0, 30], [5]], 40, 40)
  await database.execute(`update monthly_flows set active_count = active_count + 1 where month_on = '2026-01-01'`)
  expect(await offences(database, 'stock_and_flow')).toBe(2)
  await buildModels(database, ['monthly_flows'])
  expect(await offences(database, 'stock_and_flow')).toBe(0)
  await database.execute('delete from int_purchase_days where customer_key = 1')
  expect(await offences(database, 'stock_and_flow')).toBe(2)
})
