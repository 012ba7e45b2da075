import { expect, test } from 'vitest'
import { rfmSegments } from '../../src/metrics/rfm-segments.ts'
import { schemeSegments } from '../../src/metrics/segment-schemes.ts'
import type { Settings } from '../../src/metrics/settings.ts'
import { ask, cells, given, onNative, testOnReference } from '../support/given.ts'
import { orderSql, published } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const orders = given(`
  a 2026-01-31 6
  a 2026-01-30 24
  b 2026-01-31 29
  b 2026-01-01 1
  c 2026-01-20 10
  d 2026-01-20 10
  e 2026-01-10 4
  e 2026-01-11 -4
`)

test('all segments of the scheme are there, shares of customers and value', async () => {
  const rows = await ask(rfmSegments, { orders, settings: { as_of: '2026-02-01' } })
  const nobody = (segment: string) => [segment, 0, 0, 0, 0, 0]
  expect(cells(rows, 'segment', 'customers', 'value', 'orders', 'customer_share', 'value_share')).toEqual([
    ['about_to_sleep', 2, 20, 2, 0.4, 0.25],
    nobody('at_risk'),
    nobody('cant_lose'),
    ['champion', 2, 60, 4, 0.4, 0.75],
    nobody('hibernating'),
    nobody('loyal'),
    nobody('needs_attention'),
    ['one_and_gone', 1, 0, 1, 0.2, 0],
    nobody('potential_loyalist'),
    nobody('promising'),
    nobody('recent_first'),
  ])
})

const halves = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((r) => [1, 2, 3, 4, 5].map((f) => [`${r}${f}`, r > 2 ? 'recent' : 'quiet'])),
)

test.each<[Partial<Settings>, unknown[][]]>([
  [{ scheme: 'three-level' }, [['high', 2], ['low', 3], ['medium', 0]]],
  [{ scheme: 'custom', custom_scheme: halves }, [['quiet', 1], ['recent', 4]]],
])('%o', async (scheme, expected) => {
  const settings = { as_of: '2026-02-01', ...scheme }
  const rows = await ask(rfmSegments, { orders, settings })
  expect(cells(rows, 'segment', 'customers')).toEqual(expected)
}) // prettier-ignore

testOnReference('R rfm 0.3.0: the ten published segments, to the customer', () =>
  onNative(async (database) => {
    const sql = await orderSql(database, 'rfm_orders.csv', 'order_date', 'revenue', 'customer_id')
    const settings = { as_of: '2006-12-31', scorer: 'r-rfm', scheme: 'r-rfm' } as const
    const answer = await openShop(database, { orders: [], sql, settings })
    const rows = await answer(rfmSegments)
    const ids = {
      Champions: 'champions',
      'Potential Loyalist': 'rfm_potential_loyalist',
      'Loyal Customers': 'loyal_customers',
      Promising: 'rfm_promising',
      'New Customers': 'new_customers',
      "Can't Lose Them": 'cant_lose_them',
      'At Risk': 'rfm_at_risk',
      'Need Attention': 'need_attention',
      'About To Sleep': 'rfm_about_to_sleep',
      Lost: 'lost',
    }
    const expected =
      await published<Record<keyof typeof ids, [customers: number, orders: number, revenue: number]>>(
        'rfm-orders-segments-10',
      )
    for (const [name, id] of Object.entries(ids))
      expect([id, ...cells([rows.find((row) => row['segment'] === id)!], 'customers', 'orders', 'value')[0]!]).toEqual([
        id,
        ...expected[name as keyof typeof ids],
      ])
    expect(rows.find((row) => row['segment'] === 'others')).toMatchObject({ customers: 0 })
    expect(rows.map((row) => row['segment']).sort()).toEqual(
      schemeSegments({ scheme: 'r-rfm', custom_scheme: null }).sort(),
    )
  }),
)
