import { expect, test } from 'vitest'
import { customersMonthly } from '../../src/metrics/customers-monthly.ts'
import { ask, cells, given, onNative, testOnReference } from '../support/given.ts'
import { cdnow, published } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const orders = given(`
  a 2026-01-05 10 1
  b 2026-01-31 20 2
  a 2026-02-10 10 3
  e 2026-02-28 50 4
  c 2026-03-10 30 5
  c 2026-03-10 5  6
  a 2026-03-15 10 7
  b 2026-04-02 -4 2
  e 2026-04-10 50 8
  c 2026-04-19 30 9
  d 2026-05-01 7  10
`)

test('who came, returned, came back and left; 40 days after a first order, 20 after a later one', async () => {
  const rows = await ask(customersMonthly, { orders, settings: { as_of: '2026-05-16' } }, [40, 20])
  expect(
    cells(rows, 'month', 'buyers', 'orders', 'value', 'new', 'returning', 'reactivated', 'churned', 'active'),
  ).toEqual([
    ['2026-01-01', 2, 2, 30, 2, 0, 0, 0, 2],
    ['2026-02-01', 2, 2, 60, 1, 1, 0, 0, 3],
    ['2026-03-01', 2, 3, 45, 1, 0, 1, 2, 3],
    ['2026-04-01', 2, 2, 76, 0, 1, 1, 3, 1],
    ['2026-05-01', 1, 1, 7, 1, 0, 0, 1, 1],
  ])
  expect(cells(rows, 'is_complete', 'is_settled')).toEqual([
    [true, false],
    [true, true],
    [true, true],
    [true, true],
    [false, true],
  ])
})

test('a churn limit shorter than a month: events may repeat within it, buyers may not', async () => {
  const quick = given(`
    a 2026-01-01 1
    a 2026-01-10 1
    a 2026-01-20 1
  `)
  expect(await ask(customersMonthly, { orders: quick, settings: { as_of: '2026-02-01' } }, [5, 5])).toMatchObject([
    { buyers: 1, new: 1, returning: 0, reactivated: 2, churned: 3, active: 0, is_complete: true },
  ])
})

test('months without an order stand there, to the day before as_of', async () => {
  const rows = await ask(
    customersMonthly,
    {
      orders: given(`
        a 2025-12-31 1
        b 2026-03-01 1
      `),
      settings: { as_of: '2026-05-01' },
    },
    [60, 60],
  )
  expect(cells(rows, 'month', 'buyers', 'churned', 'active')).toEqual([
    ['2025-12-01', 1, 0, 1],
    ['2026-01-01', 0, 0, 1],
    ['2026-02-01', 0, 0, 1],
    ['2026-03-01', 1, 1, 1],
    ['2026-04-01', 0, 1, 0],
  ])
})

test.each([
  ['no churn limit', [null, null]],
  ['only the later churn limit', [null, 20]],
  ['only the first churn limit', [20, null]],
] as const)('where %s is known, who left and who is active is null', async (_name, limits) => {
  const rows = await ask(customersMonthly, { orders, settings: { as_of: '2026-05-16' } }, limits)
  expect(cells(rows, 'new', 'returning', 'reactivated', 'churned', 'active', 'is_settled')).toEqual([
    [2, 0, null, null, null, false],
    [1, 1, null, null, null, false],
    [1, 1, null, null, null, false],
    [0, 2, null, null, null, false],
    [1, 0, null, null, null, false],
  ])
})

testOnReference('CDNOW: published revenue, buyers and new customers; the last stock is who has not churned', () =>
  onNative(async (database) => {
    const answer = await openShop(database, await cdnow(database))
    const rows = await answer(customersMonthly)
    const expected = await published<[string, number, number, number, number, number][]>('cdnow-master-monthly')
    expect(cells(rows, 'month', 'value', 'buyers', 'new')).toEqual(
      expected.map(([month, value, , buyers, newcomers]) => [`${month}-01`, value, buyers, newcomers]),
    )
    expect(rows.at(-1)!['active']).toBe(23570 - 18148)
  }),
)
