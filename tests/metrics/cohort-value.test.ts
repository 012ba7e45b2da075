import { expect, test } from 'vitest'
import { cohortValue } from '../../src/metrics/cohort-value.ts'
import { ask } from '../support/ask.ts'
import { cells, given } from '../support/given.ts'

const orders = given(`
  a 2025-01-10 100 1
  a 2025-02-09 50 2
  a 2025-02-10 7 3
  b 2025-01-31 30 4
  b 2025-04-30 20 5
  c 2025-02-01 40 6
`)
const refund = { customer_id: 'a', ordered_at: '2025-02-20', amount: -10, order_id: '1' }

test('value within n days, day n included, over all customers of the cohort; null until n days have passed for all', async () => {
  const shop = { orders: [...orders, refund], settings: { as_of: '2025-05-01' } }
  const [rows] = await ask(shop, cohortValue)
  // January: 2 customers. 30 days: 100 + 50 (day 30) + 30; 60: + 7 − 10; 89 days after b's first: 20 within 90.
  expect(cells(rows!, 'cohort', 'window', 'customers', 'value', 'value_per_customer')).toEqual([
    ['2025-01-01', 30, 2, 180, 90],
    ['2025-01-01', 60, 2, 177, 88.5],
    ['2025-01-01', 90, 2, null, null],
    ['2025-01-01', 180, 2, null, null],
    ['2025-01-01', 365, 2, null, null],
    ['2025-02-01', 30, 1, 40, 40],
    ['2025-02-01', 60, 1, 40, 40],
    ['2025-02-01', 90, 1, null, null],
    ['2025-02-01', 180, 1, null, null],
    ['2025-02-01', 365, 1, null, null],
  ])
})

test('the window of the last day of the month must have ended: through that day plus n', async () => {
  const complete = async (as_of: string) => {
    const [rows] = await ask({ orders, settings: { as_of } }, cohortValue)
    return rows!.find((row) => row['cohort'] === '2025-01-01' && row['window'] === 90)!['value']
  }
  expect(await complete('2025-05-01')).toBeNull()
  expect(await complete('2025-05-02')).toBe(207)
})

test('a category counts alone, the cohort stays', async () => {
  const tea = orders.map((order) => ({ ...order, category: order.order_id === '2' ? 'tea' : 'cup' }))
  const [rows] = await ask({ orders: tea, settings: { as_of: '2025-05-01', category: 'tea' } }, cohortValue)
  expect(cells(rows!.slice(0, 2), 'customers', 'value')).toEqual([
    [2, 50],
    [2, 50],
  ])
})
