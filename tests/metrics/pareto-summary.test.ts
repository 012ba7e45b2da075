import { expect, test } from 'vitest'
import { paretoSummary } from '../../src/metrics/pareto-summary.ts'
import { ask, given, onNative, testOnReference } from '../support/given.ts'
import { cdnow, published } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const settings = { as_of: '2026-02-01' }
const shop = (...values: number[]) => ({
  orders: given(values.map((value, index) => `c${index} 2026-01-01 ${value}`).join('\n')),
  settings,
})

test('what is below zero counts as zero', async () => {
  const { orders } = shop(10, 50, 0, 30, 10, 5)
  const refunded = [...orders, ...given('c5 2026-01-02 -10')]
  expect(await ask(paretoSummary, { orders: refunded, settings })).toEqual([
    {
      customers: 6,
      value: 100,
      top20_customers: 2,
      top20_value_share: 0.8,
      customers_for_80: 2,
      customers_for_80_share: 0.333333333333,
      gini: 0.566666666667,
      customers_without_value: 2,
      largest_value: 50,
    },
  ])
})

test.each([
  [[20, 20, 20, 20, 20], { top20_value_share: 0.2, customers_for_80: 4, gini: 0 }],
  [[40, 20, 20, 20], { top20_value_share: 0.4, customers_for_80: 3, gini: 0.15 }],
  [[41, 20, 20, 19], { top20_value_share: 0.41, customers_for_80: 3, gini: 0.165 }],
  [[7], { top20_value_share: 1, customers_for_80: 1, customers_for_80_share: 1, gini: 0 }],
])('%j', async (values, expected) => {
  expect(await ask(paretoSummary, shop(...values))).toMatchObject([expected])
})

test('without value there is no share', async () => {
  expect(await ask(paretoSummary, shop(0, 0))).toMatchObject([
    { customers: 2, value: 0, top20_value_share: null, customers_for_80: null, customers_for_80_share: null, gini: null },
  ]) // prettier-ignore
})

testOnReference('CDNOW', () =>
  onNative(async (database) => {
    const answer = await openShop(database, await cdnow(database))
    const expected = await published<{ top20_share: number; n_for_80: number; gini: number }>(
      'cdnow-master-concentration',
    )
    expect(await answer(paretoSummary)).toMatchObject([
      {
        customers: 23570,
        value: 2500315.63,
        top20_value_share: expect.closeTo(expected.top20_share, 9),
        customers_for_80: expected.n_for_80,
        customers_for_80_share: 0.326474331778,
        gini: expect.closeTo(expected.gini, 9),
      },
    ])
  }),
)
