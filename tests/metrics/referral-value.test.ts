import { expect, test } from 'vitest'
import { customerEquity } from '../../src/metrics/customer-equity.ts'
import { referralValue } from '../../src/metrics/referral-value.ts'
import { ask } from '../support/ask.ts'
import { cells } from '../support/given.ts'

const settings = { as_of: '2026-01-01', margin_rate: 0.5 }
const order = (customer_id: string, ordered_at: string, amount: number) => ({ customer_id, ordered_at, amount })
const customer = (
  customer_id: string,
  signed_up_at: string,
  referred_by: string | null = null,
  channel = 'friend',
) => ({
  customer_id,
  signed_up_at,
  referred_by,
  acquisition_channel: channel,
})

const orders = [
  order('ann', '2024-01-05', 100),
  order('bob', '2025-02-01', 80),
  order('bob', '2025-08-01', 40),
  order('cat', '2025-02-10', 20),
  order('dan', '2025-02-20', 60),
]
const customers = [
  customer('ann', '2024-01-01'),
  customer('bob', '2025-01-20', 'ann'),
  customer('cat', '2025-02-01', 'bob'),
  customer('dan', '2025-02-15', null, 'ad'),
]
const spend = [{ date: '2025-02-01', period: 'month', amount: 30, channel: 'ad' }]

test('direct referrals: half the margin of the first year and half of what an advertised customer cost then', async () => {
  const [rows] = await ask({ orders, customers, spend, settings }, referralValue)
  // Bob brings 60 in his first year (120 at half), Cat 10; an advertised customer of February cost 30.
  expect(cells(rows!, 'scope', 'rank', 'referrers', 'referred', 'referred_value', 'referred_margin')).toEqual([
    ['all', null, 2, 2, 140, 70],
    ['top', 1, 1, 1, 120, 60],
    ['top', 2, 1, 1, 20, 10],
  ])
  expect(cells(rows!, 'crv_low', 'crv', 'crv_high')).toEqual([
    [0.25 * 70 + 0.75 * 60, 65, 0.75 * 70 + 0.25 * 60].sort((a, b) => a - b),
    [0.25 * 60 + 0.75 * 30, 45, 0.75 * 60 + 0.25 * 30],
    [0.75 * 10 + 0.25 * 30, 20, 0.25 * 10 + 0.75 * 30],
  ])
})

test('nobody refers in a circle, themselves, or somebody who came before them', async () => {
  const circle = [
    customer('ann', '2024-01-01', 'bob'),
    customer('bob', '2025-01-20', 'ann'),
    customer('cat', '2025-02-01', 'cat'),
    customer('dan', '2025-02-15', 'nobody'),
  ]
  const [rows] = await ask({ orders, customers: circle, settings }, referralValue)
  expect(cells(rows!, 'scope', 'referrers', 'referred')).toEqual([
    ['all', 1, 1],
    ['top', 1, 1],
  ])
})

test('without a customer file the first order that names a referrer tells', async () => {
  const told = orders.map((row) => ({ ...row, referrer_id: row.customer_id === 'bob' ? 'ann' : null }))
  const [rows] = await ask({ orders: told, settings }, referralValue)
  expect(cells(rows!.slice(0, 1), 'referrers', 'referred', 'referred_margin', 'crv')).toEqual([[1, 1, 60, 30]])
})

test('what is not known before as_of does not count', async () => {
  const [rows] = await ask({ orders, customers, spend, settings: { ...settings, as_of: '2025-02-05' } }, referralValue)
  expect(cells(rows!.slice(0, 1), 'referred', 'referred_value')).toEqual([[1, 80]])
})

test('four quadrants: margin at the median or above, and referral value above zero', async () => {
  const [rows] = await ask({ orders, customers, spend, settings }, customerEquity)
  // Margins: Ann 50, Bob 60, Cat 10, Dan 30; the lower median is 30.
  expect(cells(rows!, 'quadrant', 'customers', 'clv', 'crv', 'clv_median')).toEqual([
    ['advocates', 0, 0, 0, 30],
    ['affluents', 1, 30, 0, 30],
    ['champions', 2, 110, 65, 30],
    ['misers', 1, 10, 0, 30],
  ])
})
