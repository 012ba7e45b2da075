import { expect, test } from 'vitest'
import { churnLimits } from '../../src/metrics/churn-limits.ts'
import { cohortRetention } from '../../src/metrics/cohort-retention.ts'
import { customersMonthly } from '../../src/metrics/customers-monthly.ts'
import { filterOptions } from '../../src/metrics/filter-options.ts'
import { overview } from '../../src/metrics/overview.ts'
import { paretoSummary } from '../../src/metrics/pareto-summary.ts'
import { rfmSegments } from '../../src/metrics/rfm-segments.ts'
import { ask } from '../support/ask.ts'
import { cells } from '../support/given.ts'
import { generatedOrders } from '../support/generated-shop.ts'
import { onNative } from '../support/given.ts'
import { openShop } from '../support/shop.ts'

const order = (customer_id: string, ordered_at: string, amount: number, channel: string, category: string) => ({
  customer_id,
  ordered_at,
  amount,
  channel,
  category,
  order_id: `${customer_id}${ordered_at}`,
})
const orders = [
  order('a', '2025-01-05', 100, 'ad', 'tea'),
  order('a', '2025-02-05', 50, 'own', 'cup'),
  order('b', '2025-01-06', 30, 'own', 'tea'),
  order('b', '2025-02-07', 10, 'ad', 'tea'),
  order('c', '2025-02-08', 20, 'ad', 'cup'),
  { ...order('a', '2025-01-05', 7, 'ad', 'cup') },
  { ...order('a', '2025-01-20', -5, 'ad', 'cup'), order_id: 'a2025-01-05' },
]
const settings = { as_of: '2025-03-01' }
const totals = (rows: Parameters<typeof cells>[0]) => cells(rows, 'customers', 'orders', 'value')[0]

test('a channel chooses those who were acquired through it, with all they bought', async () => {
  const [found, months] = await ask({ orders, settings: { ...settings, channel: 'ad' } }, overview, customersMonthly)
  expect(totals(found!)).toEqual([2, 3, 172])
  expect(cells(months!, 'month', 'new', 'orders', 'value')).toEqual([
    ['2025-01-01', 1, 1, 102],
    ['2025-02-01', 1, 2, 70],
  ])
})

test('the channel of the customer file comes before that of the first order', async () => {
  const customers = [{ customer_id: 'a', acquisition_channel: 'own' }]
  const [found] = await ask({ orders, customers, settings: { ...settings, channel: 'ad' } }, overview)
  expect(totals(found!)).toEqual([1, 1, 20])
})

test('a category counts for orders and value, and leaves customers and cohorts whole', async () => {
  const [found, cohorts] = await ask({ orders, settings: { ...settings, category: 'cup' } }, overview, cohortRetention)
  // a's first order held a cup of 7, of which 5 were given back.
  expect(totals(found!)).toEqual([3, 3, 72])
  expect(found![0]!['refunded_value']).toBe(5)
  expect(cells(cohorts!, 'cohort', 'period', 'eligible', 'active')).toEqual([
    ['2025-01-01', 0, 2, 2],
    ['2025-01-01', 1, 2, 2],
    ['2025-02-01', 0, 1, 1],
  ])
})

test('a name that nobody has chooses nobody', async () => {
  const [found] = await ask({ orders, settings: { ...settings, channel: `x'; drop table customers; --` } }, overview)
  expect(totals(found!)).toEqual([0, 0, 0])
})

test('the options are the whole shop’s, whatever is chosen', async () => {
  const [options] = await ask({ orders, settings: { ...settings, channel: 'ad' } }, filterOptions)
  expect(cells(options!, 'filter', 'value', 'size')).toEqual([
    ['category', 'cup', 3],
    ['category', 'tea', 3],
    ['channel', 'ad', 2],
    ['channel', 'own', 1],
  ])
})

test('segments partition the shop, and each filtered by itself is as large as in the whole', async () => {
  const shop = generatedOrders(3000).filter(({ customer_id }) => customer_id !== null)
  const all = await ask(
    { orders: shop, cancelled: ['취소'], settings: { as_of: '2026-07-01' } },
    rfmSegments,
    churnLimits,
  )
  for (const row of all[0]!.slice(0, 3)) {
    const segment = String(row['segment'])
    const chosen = { as_of: '2026-07-01', segment }
    const [segments, limits, found, pareto] = await ask(
      { orders: shop, cancelled: ['취소'], settings: chosen },
      rfmSegments,
      churnLimits,
      overview,
      paretoSummary,
    )
    expect(segments!.filter((other) => other['customers'] !== 0).map((other) => other['segment'])).toEqual([segment])
    expect(found![0]).toMatchObject({ customers: row['customers'], value: row['value'] })
    expect(pareto![0]).toMatchObject({ customers: row['customers'] })
    expect(limits).toEqual(all[1])
  }
})

test('filters set and lifted on one database leave no trace', () =>
  onNative(async (database) => {
    const answer = await openShop(database, { orders, settings })
    const before = await answer(overview)
    const again = await openShop(database, { orders, settings: { ...settings, channel: 'ad', category: 'tea' } })
    expect(await again(overview)).not.toEqual(before)
    const lifted = await openShop(database, { orders, settings })
    expect(await lifted(overview)).toEqual(before)
  }))
