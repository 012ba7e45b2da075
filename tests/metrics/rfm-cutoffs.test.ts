import { expect, test } from 'vitest'
import { rfmCutoffs } from '../../src/metrics/rfm-cutoffs.ts'
import { ask, cells, given, onNative, testOnReference } from '../support/given.ts'
import { orderSql } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

/** Days 1 to 6; orders 5, 2, 2, 1, 1, 1; value 30, 30, 30, 20, 10, 10. */
const sixCustomers = given(`
  a 2026-01-31 6
  a 2026-01-30 6
  a 2026-01-29 6
  a 2026-01-28 6
  a 2026-01-27 6
  b 2026-01-30 29
  b 2026-01-01 1
  c 2026-01-29 15
  c 2026-01-02 15
  d 2026-01-28 20
  e 2026-01-27 10
  f 2026-01-26 10
`)

test('average ranks: ties share a score, a single order is 1, a score may be empty', async () => {
  const rows = await ask(rfmCutoffs, { orders: sixCustomers, settings: { as_of: '2026-02-01' } })
  expect(cells(rows, 'dimension', 'score', 'low', 'high', 'customers')).toEqual([
    ['f', 1, 1, 1, 3],
    ['f', 2, null, null, 0],
    ['f', 3, 2, 2, 2],
    ['f', 4, null, null, 0],
    ['f', 5, 5, 5, 1],
    ['m', 1, 10, 10, 2],
    ['m', 2, null, null, 0],
    ['m', 3, 20, 20, 1],
    ['m', 4, 30, 30, 3],
    ['m', 5, null, null, 0],
    ['r', 1, 6, 6, 1],
    ['r', 2, 5, 5, 1],
    ['r', 3, 3, 4, 2],
    ['r', 4, 2, 2, 1],
    ['r', 5, 1, 1, 1],
  ])
})

test('fixed cut-offs: the most days, the fewest orders, the least value that earn a score', async () => {
  const rows = await ask(rfmCutoffs, {
    orders: sixCustomers,
    settings: {
      as_of: '2026-02-01',
      scorer: 'cutoffs',
      cutoffs: { r: [5, 4, 2, 1], f: [2, 3, 4, 6], m: [10.01, 20, 29.99, 30] },
    },
  })
  expect(cells(rows, 'dimension', 'score', 'low', 'high', 'customers')).toEqual([
    ['f', 1, 1, 1, 3],
    ['f', 2, 2, 2, 2],
    ['f', 3, null, null, 0],
    ['f', 4, 5, 5, 1],
    ['f', 5, null, null, 0],
    ['m', 1, 10, 10, 2],
    ['m', 2, null, null, 0],
    ['m', 3, 20, 20, 1],
    ['m', 4, null, null, 0],
    ['m', 5, 30, 30, 3],
    ['r', 1, 6, 6, 1],
    ['r', 2, 5, 5, 1],
    ['r', 3, 3, 4, 2],
    ['r', 4, 2, 2, 1],
    ['r', 5, 1, 1, 1],
  ])
})

test('without customers there are no cut-offs', async () => {
  expect(await ask(rfmCutoffs, { orders: sixCustomers, settings: { as_of: '2026-01-01' } })).toEqual([])
})

testOnReference('the edges that R rfm publishes lie between the ranges', () =>
  onNative(async (database) => {
    const sql = await orderSql(database, 'rfm_orders.csv', 'order_date', 'revenue', 'customer_id')
    const answer = await openShop(database, {
      orders: [],
      sql,
      settings: { as_of: '2006-12-31', scorer: 'r-rfm', scheme: 'r-rfm' },
    })
    const rows = await answer(rfmCutoffs)
    const lows = (dimension: string, edges: readonly number[]) =>
      edges.every((edge, index) => {
        const bin = dimension === 'r' ? [5 - index, 4 - index] : [index + 1, index + 2]
        const [below, above] = bin.map((score) =>
          rows.find((row) => row['dimension'] === dimension && row['score'] === score)!,
        )
        return (below!['high'] as number) < edge && edge <= (above!['low'] as number)
      })
    expect(lows('r', [115, 181, 297.4, 482])).toBe(true)
    expect(lows('f', [4, 5, 6, 8])).toBe(true)
    expect(lows('m', [255.8, 382, 506.4, 666])).toBe(true)
  }),
)
