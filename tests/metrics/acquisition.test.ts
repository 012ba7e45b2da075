import { expect, test } from 'vitest'
import { acquisitionCost } from '../../src/metrics/acquisition-cost.ts'
import { ltvToCac } from '../../src/metrics/ltv-to-cac.ts'
import { payback } from '../../src/metrics/payback.ts'
import { valueCurve } from '../../src/metrics/value-curve.ts'
import { acquired, type Wave } from '../support/acquired.ts'
import { ask } from '../support/ask.ts'
import { cells } from '../support/given.ts'

/** Each month 40 come through an ad, 10 by themselves; each buys twice within 30 days, at a cost of 4 an order. */
const waves: readonly Wave[] = ['2025-01', '2025-02', '2025-03'].flatMap((month) => [
  { channel: 'ad', count: 40, days: [`${month}-05`, `${month}-25`], amounts: [10, 20], cost: 4 },
  { channel: 'own', count: 10, days: [`${month}-06`, `${month}-26`], amounts: [14], cost: 4 },
])
const last: Wave = { channel: 'own', count: 1, days: ['2025-04-30'], amounts: [14], cost: 4 }
const spend = ['2025-01-01', '2025-02-01', '2025-03-01', '2025-04-01'].map((date) => ({
  date,
  period: 'month',
  amount: 100,
  channel: 'AD',
}))
const settings = { as_of: '2025-05-01', history: 'complete' } as const
const shop = { ...acquired([...waves, last]), spend, settings }

test('spend is matched with the customers of its months, by channel, for all and for paid ones', async () => {
  const [cost] = await ask(shop, acquisitionCost)
  expect(cells(cost!, 'month', 'kind', 'channel', 'spend', 'new_customers', 'cac')).toEqual([
    ['2025-01-01', 'blended', null, 100, 50, 2],
    ['2025-01-01', 'channel', 'ad', 100, 40, 2.5],
    ['2025-01-01', 'paid', null, 100, 40, 2.5],
    ['2025-02-01', 'blended', null, 100, 50, 2],
    ['2025-02-01', 'channel', 'ad', 100, 40, 2.5],
    ['2025-02-01', 'paid', null, 100, 40, 2.5],
    ['2025-03-01', 'blended', null, 100, 50, 2],
    ['2025-03-01', 'channel', 'ad', 100, 40, 2.5],
    ['2025-03-01', 'paid', null, 100, 40, 2.5],
    ['2025-04-01', 'blended', null, 100, 1, 100],
    ['2025-04-01', 'channel', 'ad', 100, 0, null],
    ['2025-04-01', 'paid', null, 100, 0, null],
  ])
})

test('spend for a week that crosses the month is spread evenly over its days', async () => {
  const week = [
    { date: '2025-01-01', until: '2025-01-26', amount: 0, channel: 'ad' },
    { date: '2025-01-27', period: 'week', amount: 70, channel: 'ad' },
    { date: '2025-02-03', until: '2025-02-28', amount: '0.0001', channel: 'ad' },
  ]
  const [cost] = await ask({ ...shop, spend: week, settings: { ...settings, as_of: '2025-03-01' } }, acquisitionCost)
  expect(
    cells(
      cost!.filter((row) => row['kind'] === 'blended'),
      'month',
      'spend',
    ),
  ).toEqual([
    ['2025-01-01', 50],
    ['2025-02-01', 20.0001],
  ])
})

test('margin per customer within the longest horizon that all cohorts were seen through', async () => {
  const [ltv] = await ask(shop, ltvToCac)
  expect(cells(ltv!, 'kind', 'channel', 'horizon_days', 'cohort_from', 'cohort_to', 'customers')).toEqual([
    ['blended', null, 30, '2025-01-01', '2025-03-01', 150],
    ['channel', 'ad', 30, '2025-01-01', '2025-03-01', 120],
    ['paid', null, 30, '2025-01-01', '2025-03-01', 120],
  ])
  // Half of the ad's customers bring 2 × (10 − 4), half 2 × (20 − 4); those of the own channel 2 × (14 − 4).
  expect(cells(ltv!, 'ltv', 'spend', 'cac')).toEqual([
    [(60 * 12 + 60 * 32 + 30 * 20) / 150, 300, 2],
    [22, 300, 2.5],
    [22, 300, 2.5],
  ])
  const ad = ltv![1]!
  const margin = (1.959964 * 10) / Math.sqrt(120)
  expect(ad['ltv_low']).toBeCloseTo(22 - margin, 5)
  expect(ad['ltv_high']).toBeCloseTo(22 + margin, 5)
  expect([ad['ratio'], ad['recent_cac'], ad['verdict']]).toEqual([8.8, 300 / 80, 'no_customers'].with(2, 'above'))
})

test('a channel in which nobody came for three months is named, with its sum', async () => {
  const quiet = { ...shop, settings: { ...settings, as_of: '2025-07-01' } }
  const more = ['2025-05-01', '2025-06-01'].map((date) => ({ date, period: 'month', amount: 100, channel: 'ad' }))
  const late: Wave = { channel: 'own', count: 1, days: ['2025-06-30'], amounts: [14], cost: 4 }
  const [ltv] = await ask({ ...quiet, ...acquired([...waves, late]), spend: [...spend, ...more] }, ltvToCac)
  expect(cells(ltv!, 'channel', 'verdict')).toEqual([
    [null, 'above'],
    ['ad', 'no_customers'],
    [null, 'no_customers'],
  ])
})

test('under 100 customers, or before three cohorts were seen, nothing is compared', async () => {
  const [few] = await ask({ ...shop, ...acquired([...waves.map((wave) => ({ ...wave, count: 10 })), last]) }, ltvToCac)
  const [early] = await ask({ ...shop, settings: { ...settings, as_of: '2025-04-01' } }, ltvToCac)
  expect([few, early]).toEqual([[], []])
})

test('a cost above the value is below only after a year; before that it is too early', async () => {
  const dear = spend.map((row) => ({ ...row, amount: 4000 }))
  const [early] = await ask({ ...shop, spend: dear }, ltvToCac)
  expect(early!.find((row) => row['channel'] === 'ad')).toMatchObject({ cac: 100, verdict: 'too_early' })
  const late: Wave = { channel: 'own', count: 1, days: ['2026-04-30'], amounts: [14], cost: 4 }
  const year = { ...acquired([...waves, late]), spend: dear, settings: { ...settings, as_of: '2026-05-01' } }
  const [judged] = await ask(year, ltvToCac)
  expect(judged!.find((row) => row['channel'] === 'ad')).toMatchObject({
    horizon_days: 365,
    recent_cac: null,
    verdict: 'below',
  })
})

test('the curve cumulates by steps of 30 days, and payback is the first that reaches the cost', async () => {
  const slow: Wave[] = ['2025-01', '2025-02', '2025-03'].map((month) => ({
    channel: 'ad',
    count: 40,
    days: [`${month}-01`, `${month}-28`],
    amounts: [10],
    cost: 4,
  }))
  const third: Wave = { channel: 'own', count: 1, days: ['2025-07-31'], amounts: [14], cost: 4 }
  const given = acquired([...slow, third])
  // On day 60 of each of January's customers, a third order.
  const more = given.customers
    .filter(({ customer_id }) => String(customer_id).startsWith('ad0'))
    .map(({ customer_id }) => ({ customer_id: String(customer_id), ordered_at: '2025-03-02', amount: 34, cost: 4 }))
  const shopOf = {
    ...given,
    orders: [...given.orders, ...more],
    spend: spend.slice(0, 3).map((row) => ({ ...row, amount: 800 })),
  }
  const [curve, paid] = await ask({ ...shopOf, settings: { ...settings, as_of: '2025-08-01' } }, valueCurve, payback)
  const ad = curve!.filter((row) => row['kind'] === 'channel')
  expect(cells(ad, 'day', 'margin_per_customer', 'cac')).toEqual([
    [30, 12, 20],
    [60, 22, 20],
    [90, 22, 20],
    [120, 22, 20],
  ])
  expect(
    cells(
      paid!.filter((row) => row['kind'] === 'channel'),
      'cohort',
      'periods_to_payback',
      'beyond',
    ),
  ).toEqual([
    ['2025-01-01', 2, null],
    ['2025-02-01', null, 5],
    ['2025-03-01', null, 4],
    [null, 2, null],
  ])
})

test('names of one channel meet: case, spaces and marks by themselves, others by the table', async () => {
  const named = spend.map((row) => ({ ...row, channel: 'Naver-Ad 1' }))
  const names = { 'Naver-Ad 1': 'ad' }
  const [matched] = await ask({ ...shop, spend: named, settings: { ...settings, channel_names: names } }, ltvToCac)
  expect(matched!.find((row) => row['kind'] === 'channel')).toMatchObject({ channel: 'ad', customers: 120, cac: 2.5 })
  const [alone] = await ask({ ...shop, spend: named, settings }, ltvToCac)
  expect(alone!.find((row) => row['kind'] === 'channel')).toMatchObject({
    channel: 'Naver-Ad 1',
    customers: 0,
    verdict: 'no_customers',
  })
})

test('a margin rate stands in for costs; without either there is nothing to compare', async () => {
  const bare = shop.orders.map((order) => ({ ...order, cost: null }))
  const [rated] = await ask({ ...shop, orders: bare, settings: { ...settings, margin_rate: 0.5 } }, ltvToCac)
  expect(rated!.find((row) => row['channel'] === 'ad')).toMatchObject({ ltv: 15 })
  const [none] = await ask({ ...shop, orders: bare }, ltvToCac)
  expect(cells(none!, 'ltv', 'verdict')).toEqual([
    [null, 'no_customers'],
    [null, 'no_customers'],
    [null, 'no_customers'],
  ])
})
