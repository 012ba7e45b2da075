import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row } from '../../../src/engine/database.ts'
import { NodeDatabase } from '../../../src/engine/duckdb-node.ts'
import { churnLimits } from '../../../src/metrics/churn-limits.ts'
import { customersMonthly } from '../../../src/metrics/customers-monthly.ts'
import { cohortRetention } from '../../../src/metrics/cohort-retention.ts'
import { warningStudy } from '../../../src/metrics/signs/study.ts'
import { ordersOn } from '../../support/ask.ts'
import { generatedOrders } from '../../support/generated-shop.ts'
import { cells } from '../../support/given.ts'
import { openShop } from '../../support/shop.ts'

const orders = generatedOrders(6000, 4).filter(({ customer_id }) => customer_id !== null)

let database: NodeDatabase
beforeAll(async () => {
  database = await NodeDatabase.open({ threads: 1 })
})
afterAll(() => database.close())

const asked = (question: keyof typeof warningStudy.questions): Promise<Row[]> =>
  database.query(warningStudy.questions[question])

test('the limits and flows of a month end are those that the page shows as of the next day', async () => {
  const answer = await openShop(database, {
    isBuilt: true,
    orders,
    cancelled: ['취소'],
    settings: { as_of: '2026-04-01', history: 'complete' },
  })
  const limits = await answer(churnLimits)
  const [then] = await database.query(
    `select cast(first_limit_days as double) as first, cast(later_limit_days as double) as later from month_limits where month_on = date '2026-03-01'`,
  )
  expect(limits.map((row) => row['limit_days'])).toEqual([then!['first'], then!['later']])
  const months = (await answer(customersMonthly)).filter((row) => row['month']! >= '2026-01-01')
  const sum = (column: string) => months.reduce((total, row) => total + Number(row[column]), 0)
  const flow = (await asked('crossover')).find((row) => row['month'] === '2026-03-01')!
  expect(flow['churned']).toBe(sum('churned'))
  expect(flow['arrived']).toBe(sum('new') + sum('reactivated'))
  expect(sum('churned')).toBeGreaterThan(20)
})

test('the cells of the retention light are those of the cohort grid', async () => {
  const answer = await openShop(database, {
    isBuilt: true,
    orders,
    cancelled: ['취소'],
    settings: { as_of: '2026-07-01', history: 'complete' },
  })
  const grid = new Map((await answer(cohortRetention)).map((row) => [`${row['cohort']} ${row['period']}`, row]))
  const tallies = await asked('retention')
  expect(tallies.length).toBeGreaterThan(100)
  for (const { cohort, k, customers, active } of tallies)
    expect(grid.get(`${cohort} ${k}`)).toMatchObject({ eligible: customers, active })
})

test('silent for just the limit is not churned; one day longer is', async () => {
  const days = { a: ['2025-01-10'], b: ['2025-03-10', '2025-04-09'], c: ['2025-03-10', '2025-04-10'] }
  // Others keep the file open to the end of June.
  const last = { z: ['2025-06-30'] }
  await openShop(database, {
    isBuilt: true,
    orders: ordersOn({ ...days, ...last }),
    settings: { as_of: '2025-07-01', history: 'complete' },
  })
  const flows = async (limit: number) => {
    await database.execute(`create or replace table month_limits as
      select month_on, ${limit} as first_limit_days, ${limit} as later_limit_days, cast(null as integer) as one_time_days from month_ends`)
    return cells(await asked('crossover'), 'month', 'churned', 'arrived')
  }
  // A limit of 30 days. b came back on day 30, in time; c on day 31: churned on 9 April and reactivated on the 10th. After
  // that b is silent for too long from 9 May, c from 10 May. a fell silent on 9 February, before anything is judged.
  expect(await flows(30)).toEqual([
    ['2025-01-01', null, null],
    ['2025-02-01', null, null],
    ['2025-03-01', null, null],
    ['2025-04-01', null, null],
    ['2025-05-01', 3, 3],
    ['2025-06-01', 3, 2],
  ])
})
