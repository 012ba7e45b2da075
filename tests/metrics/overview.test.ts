import { expect, test } from 'vitest'
import { overview } from '../../src/metrics/overview.ts'
import { ask, given, onNative, testOnReference } from '../support/given.ts'
import { cdnow } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

test('value is net of refunds; a refund is no order, a zero amount is one', async () => {
  const orders = given(`
    a 2026-01-10 30   1
    a 2026-01-10 20   1
    a 2026-01-10 10   2
    a 2026-01-12 -5.5 2
    b 2026-01-03 0    3
    c 2026-01-20 25   4
    c 2026-01-25 -25  4
    d 2026-01-31 40.5 5
    d 2026-02-01 99   6
  `)
  expect(await ask(overview, { orders, settings: { as_of: '2026-02-01' } })).toEqual([
    {
      customers: 3,
      orders: 4,
      value: 95,
      average_order_value: 23.75,
      value_per_customer: 31.6666666667,
      orders_per_customer: 1.33333333333,
      repeat_customers: 1,
      repeat_share: 0.333333333333,
      refunded_value: 5.5,
      first_day: '2026-01-03',
      last_day: '2026-01-31',
    },
  ])
})

test('without an order before as_of there is one row, and no share', async () => {
  const orders = given('a 2026-01-10 30')
  expect(await ask(overview, { orders, settings: { as_of: '2026-01-10' } })).toMatchObject([
    { customers: 0, orders: 0, value: 0, repeat_share: null, average_order_value: null, first_day: null },
  ])
})

test('a margin rate changes values alone', async () => {
  const orders = given('a 2026-01-10 30')
  const settings = { as_of: '2026-02-01', basis: 'margin', margin_rate: 0.4 } as const
  expect(await ask(overview, { orders, settings })).toMatchObject([{ customers: 1, orders: 1, value: 12 }])
})

testOnReference('CDNOW', () =>
  onNative(async (database) => {
    const answer = await openShop(database, await cdnow(database))
    expect(await answer(overview)).toMatchObject([
      {
        customers: 23570,
        orders: 67591,
        value: 2500315.63,
        repeat_customers: 11516,
        repeat_share: 0.488587187102,
        first_day: '1997-01-01',
        last_day: '1998-06-30',
      },
    ])
  }),
)

test('sums of won beyond twelve digits are exact', async () => {
  const orders = given(`
    a 2026-01-10 1234567890123 1
    b 2026-01-11 1             2
    c 2026-01-12 7000000000009 3
  `)
  expect(await ask(overview, { orders, settings: { as_of: '2026-02-01' } })).toMatchObject([{ value: 8234567890133 }])
})
