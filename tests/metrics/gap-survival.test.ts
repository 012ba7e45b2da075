import { expect, test } from 'vitest'
import type { Row } from '../../src/engine/database.ts'
import { gapSurvival } from '../../src/metrics/gap-survival.ts'
import { alike, ask, ordersOn } from '../support/ask.ts'
import type { GivenOrder } from '../support/shop.ts'

// Purchases on days 0, 3 and, by half of them, 10; as_of leaves 13 days after the third, 20 after the second.
const orders = ordersOn({
  ...alike('back', 6, ['2026-01-01', '2026-01-04', '2026-01-11']),
  ...alike('gone', 6, ['2026-01-01', '2026-01-04']),
})

const gaps = async (given: readonly GivenOrder[], history?: 'partial') => {
  const settings = { as_of: '2026-01-25', ...(history ? { history } : {}) }
  const [rows] = await ask({ orders: given, settings }, gapSurvival)
  const of = (split: string, value: string) =>
    rows!
      .filter((row) => row['split'] === split && row['value'] === value)
      .map((row) => [row['day'], row['at_risk'], row['share']])
  return { rows: rows!, of }
}

test('all: every wait after a second or later purchase day, day by day', async () => {
  const { of } = await gaps(orders)
  const all = of('all', 'all')
  expect(all.length).toBe(14)
  expect([6, 7, 8, 13].map((day) => all[day])).toEqual([
    [6, 18, 0],
    [7, 18, 0.333333333333],
    [8, 12, 0.333333333333],
    [13, 12, 0.333333333333],
  ])
})

test('by order number: a row a week, while ten are at risk', async () => {
  const { of } = await gaps(orders)
  expect(of('order_number', '1')).toEqual([[0, 12, 0]])
  expect(of('order_number', '2')).toEqual([
    [0, 12, 0],
    [7, 12, 0.5],
  ])
  expect(of('order_number', '3')).toEqual([])
})

test('fourth and later purchase days are one value', async () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05']
  const { of } = await gaps(ordersOn(alike('often', 10, days)))
  expect(of('order_number', '4+')).toEqual([
    [0, 20, 0],
    [7, 10, 0.5],
    [14, 10, 0.5],
  ])
})

test('by category: what was bought on a later day, once however many rows it took', async () => {
  const given = orders.flatMap((order) =>
    order.ordered_at === '2026-01-01'
      ? [{ ...order, category: 'starter' }]
      : [
          { ...order, category: 'coffee' },
          { ...order, category: 'coffee' },
          { ...order, category: 'filters' },
        ],
  )
  const { rows, of } = await gaps(given)
  expect([...new Set(rows.filter((row) => row['split'] === 'category').map((row) => row['value']))]).toEqual([
    'coffee',
    'filters',
  ])
  for (const value of ['coffee', 'filters'])
    expect(of('category', value)).toEqual([
      [0, 18, 0],
      [7, 18, 0.333333333333],
    ])
  expect(rows.some((row) => row['split'] === 'product')).toBe(false)
})

test('at most the eight products of the most rows', async () => {
  const given = Array.from({ length: 10 }, (_, product) =>
    orders.map((order) => ({ ...order, product: `p${product}` })),
  ).flat()
  const more = [...given, ...ordersOn({ x: ['2026-01-01'], y: ['2026-01-01'] }, { product: 'p9' })]
  const values = (rows: readonly Row[]) => [
    ...new Set(rows.filter((row) => row['split'] === 'product').map((row) => row['value'])),
  ]
  expect(values((await gaps(more)).rows)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p9'])
})

test('customers of the left edge are left out', async () => {
  const given = orders.map((order) => ({ ...order, category: 'coffee' }))
  const late = ordersOn(alike('late', 10, ['2027-01-05', '2027-01-06', '2027-01-20']), { category: 'tea' })
  const [rows] = await ask(
    { orders: [...given, ...late], settings: { as_of: '2027-01-25', history: 'partial' } },
    gapSurvival,
  )
  expect(rows!.filter((row) => row['day'] === 0).map((row) => [row['split'], row['value'], row['at_risk']])).toEqual([
    ['all', 'all', 20],
    ['category', 'tea', 20],
    ['order_number', '1', 10],
    ['order_number', '2', 10],
    ['order_number', '3', 10],
  ])
})
