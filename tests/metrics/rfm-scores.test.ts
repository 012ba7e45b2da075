import { expect, test } from 'vitest'
import { rfmScores } from '../../src/metrics/rfm-scores.ts'
import { ask, cells, given, onNative, testOnReference } from '../support/given.ts'
import { orderSql, published } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

test('cells with customers, their value and segment', async () => {
  const orders = given(`
    a 2026-01-31 6
    a 2026-01-30 24
    b 2026-01-31 29
    b 2026-01-01 1
    c 2026-01-20 10
    d 2026-01-20 10
    e 2026-01-10 4
  `)
  const rows = await ask(rfmScores, { orders, settings: { as_of: '2026-02-01' } })
  expect(cells(rows, 'r', 'f', 'm', 'segment', 'customers', 'value')).toEqual([
    [1, 1, 1, 'one_and_gone', 1, 4],
    [3, 1, 3, 'about_to_sleep', 2, 20],
    [5, 4, 5, 'champion', 2, 60],
  ])
})

testOnReference('R rfm 0.3.0: the published scores of the first customers', () =>
  onNative(async (database) => {
    const sql = await orderSql(database, 'rfm_orders.csv', 'order_date', 'revenue', 'customer_id')
    const answer = await openShop(database, {
      orders: [],
      sql,
      isBuilt: true,
      settings: { as_of: '2006-12-31', scorer: 'r-rfm' },
    })
    const expected =
      await published<Record<string, [days: number, orders: number, amount: number, score: number]>>(
        'rfm-orders-first-rows',
      )
    const scored = await database.query(
      `select customer_keys.customer_id, cast(customers.recency_days as double) as days, cast(s.order_count as double) as orders,
         cast(s.value as double) as amount, cast(100 * s.r + 10 * s.f + s.m as double) as score
       from int_customer_scores as s
       inner join customers on s.customer_key = customers.customer_key
       inner join customer_keys on s.customer_key = customer_keys.customer_key
       where s.days_before = 0`,
    )
    const found = new Map(scored.map(({ customer_id, ...rest }) => [customer_id, Object.values(rest)]))
    expect(Object.keys(expected)).toHaveLength(10)
    for (const [customer, row] of Object.entries(expected)) expect(found.get(customer)).toEqual(row)
    const customers = (await answer(rfmScores)).reduce((sum, row) => sum + (row['customers'] as number), 0)
    expect(customers).toBe(995)
  }),
)
