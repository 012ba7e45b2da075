import { expect, test } from 'vitest'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { openShop } from '../support/shop.ts'

test.each([
  ['native', () => NodeDatabase.open({ threads: 1 })],
  ['wasm', openWasmInNode],
])('a shop is built from its rows, %s', async (_name, open) => {
  const database = await open()
  await openShop(database, {
    isBuilt: true,
    settings: { as_of: '2026-02-01' },
    cancelled: ['취소'],
    orders: [
      { customer_id: 'a', ordered_at: '2026-01-01 10:00:00', amount: 10, order_id: '1' },
      { customer_id: 'a', ordered_at: '2026-01-01 10:00:00', amount: '5.25', order_id: '1' },
      { customer_id: 'a', ordered_at: '2026-01-05 00:00:00', amount: 7, order_id: '2' },
      { customer_id: 'a', ordered_at: '2026-01-06 00:00:00', amount: -2, order_id: '2' },
      { customer_id: 'b', ordered_at: '2026-01-03 00:00:00', amount: 9, order_id: '3' },
      { customer_id: 'b', ordered_at: '2026-01-04 00:00:00', amount: -9, order_id: '3' },
      { customer_id: 'c', ordered_at: '2026-01-03 00:00:00', amount: 9, order_id: '4', status: '취소' },
      { customer_id: null, ordered_at: '2026-01-03 00:00:00', amount: 9, order_id: '5' },
      { customer_id: 'd', ordered_at: '2026-02-01 00:00:00', amount: 9, order_id: '6' },
    ],
  })
  expect(
    await database.query(
      `select customer_id, cast(first_on as timestamp) as first_on, cast(second_on as timestamp) as second_on, cast(recency_days as double) as r, cast(order_count as double) as f, cast(value as double) as m from customers join customer_keys using (customer_key)`,
    ),
  ).toEqual([{ customer_id: 'a', first_on: '2026-01-01', second_on: '2026-01-05', r: 27, f: 2, m: 20.25 }])
  expect(
    await database.query(
      `select left_out_reason as reason, cast(row_count as double) as n from row_counts order by reason nulls first`,
    ),
  ).toEqual([
    { reason: null, n: 5 },
    { reason: 'cancelled', n: 3 },
    { reason: 'no_customer', n: 1 },
  ])
  await database.close()
})
