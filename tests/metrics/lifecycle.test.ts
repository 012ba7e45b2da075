import { expect, test } from 'vitest'
import { lifecycle } from '../../src/metrics/lifecycle.ts'
import { ask, cells, given, onNative, testOnReference } from '../support/given.ts'
import { cdnow } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const orders = given(`
  a 2026-02-20 60
  a 2026-03-20 40
  b 2026-02-20 50
  b 2026-03-02 50
  c 2026-02-20 50
  c 2026-03-01 40
  d 2026-02-10 80
  e 2026-02-09 80
  f 2026-03-30 50
  f 2026-03-30 50
  g 2026-03-30 5
  g 2026-03-31 5
`)

test('one stage each: 50 days after a single purchase day, 30 after more; ties at the fifth are core', async () => {
  const rows = await ask(lifecycle, { orders, settings: { as_of: '2026-04-01' } }, [50, 30])
  expect(cells(rows, 'stage', 'customers', 'value', 'customer_share', 'value_share')).toEqual([
    ['churned', 2, 170, 0.285714285714, 0.3035714285710],
    ['core', 2, 200, 0.285714285714, 0.357142857143],
    ['existing', 1, 10, 0.142857142857, 0.0178571428571],
    ['new', 2, 180, 0.285714285714, 0.321428571429],
    ['potential', null, null, null, null],
  ]) // prettier-ignore
})

test('without churn limits nobody is judged', async () => {
  const rows = await ask(lifecycle, { orders, settings: { as_of: '2026-04-01' } })
  expect(cells(rows, 'stage', 'customers')).toEqual([
    ['churned', null],
    ['core', null],
    ['existing', null],
    ['new', null],
    ['potential', null],
  ])
})

testOnReference('CDNOW, with its own limits', () =>
  onNative(async (database) => {
    const answer = await openShop(database, await cdnow(database))
    expect(cells(await answer(lifecycle), 'stage', 'customers')).toEqual([
      ['churned', 18148],
      ['core', 3112],
      ['existing', 2310],
      ['new', 0],
      ['potential', null],
    ])
  }),
)
