import { expect, test } from 'vitest'
import type { Row } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { dataQuality } from '../../src/metrics/data-quality.ts'
import { alike, ask, ordersOn } from '../support/ask.ts'
import { cdnow, referenceTest } from '../support/reference.ts'
import { openShop, type GivenOrder, type GivenShop } from '../support/shop.ts'

const order = (customer_id: string | null, ordered_at: string | null, amount: number | null, order_id: string) => ({
  customer_id,
  ordered_at,
  amount,
  order_id,
})

const quality = async (orders: readonly GivenOrder[], more: Partial<GivenShop> = {}) => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-03-01', history: 'complete' }, ...more }, dataQuality)
  return rows!
}

const topic = (rows: readonly Row[], name: string) => rows.filter((row) => row['topic'] === name)
const notice = (rows: readonly Row[], code: string) =>
  topic(rows, 'notice').filter((row) => row['code'] === code) as (Row & { rows: number })[]

test('rows by file: read, kept, and left out for a reason add up', async () => {
  const rows = await quality(
    [
      order('a', '2026-01-01 10:00:00', 10, '1'),
      order(null, '2026-01-01 11:00:00', 30, '2'),
      order('k**', '2026-01-02 10:00:00', 20, '3'),
      order('b', null, 5, '4'),
      order('b', '2026-01-03 10:00:00', null, '5'),
      order('b', '1900-01-01', 5, '6'),
      { ...order('b', '2026-01-04 10:00:00', 5, '7'), status: 'void' },
      order('c', '2026-01-05 10:00:00', 40, '8'),
      { ...order('c', '2026-01-05 10:00:00', 40, '8'), file_no: 2 },
    ],
    { cancelled: ['void'] },
  )
  const shown = (name: string) =>
    topic(rows, name).map((row) => [row['code'], row['column'], row['file'], row['rows'], row['share']])
  expect(shown('rows')).toEqual([
    ['kept', null, 1, 1, 0.125],
    ['kept', null, 2, 1, 1],
    ['read', null, 1, 8, 1],
    ['read', null, 2, 1, 1],
  ])
  expect(shown('left_out')).toEqual([
    ['cancelled', null, 1, 1, 0.125],
    ['duplicate_file', 'order_id', 1, 1, 0.125],
    ['implausible_date', 'ordered_at', 1, 1, 0.125],
    ['masked_customer', 'customer_id', 1, 1, 0.125],
    ['no_amount', 'amount', 1, 1, 0.125],
    ['no_customer', 'customer_id', 1, 1, 0.125],
    ['no_time', 'ordered_at', 1, 1, 0.125],
  ])
  expect(notice(rows, 'repeated_in_later_file')).toMatchObject([{ file: 1, rows: 1, share: 0.125 }])
  expect(notice(rows, 'implausible_dates')).toMatchObject([{ rows: 1, share: 0.111111111111, example: '1900-01-01' }])
  // Kept: 10 and 40. Nobody knows whose the 30 and 20 are.
  expect(notice(rows, 'unidentifiable_buyers')).toMatchObject([{ rows: 2, share: 0.222222222222, value_share: 0.5 }])
})

test('examples depend on the order of the rows and stay out; rows that could not be split are counted', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const orders = [order('a', '2026-01-01', 10, '1'), order('a', null, 10, '2'), order('b', null, 10, '3')]
  const answer = await openShop(database, { orders, settings: { as_of: '2026-03-01' } })
  await database.execute(`update raw_files set record_count = 5, name = '주문.csv'`)
  await database.insert('raw_set_aside', [['orders', 1, 'unreadable', 2]])
  await database.insert('raw_rejected_rows', [
    [1, 3, 'no_time', 'ordered_at', '2026-13-45'],
    [1, 2, 'no_time', 'ordered_at', null],
    [1, 5, 'unreadable', null, '"a,b'],
  ])
  const rows = await answer(dataQuality)
  expect(topic(rows, 'left_out')).toMatchObject([
    { code: 'no_time', file: 1, rows: 2, share: 0.4, example: null },
    { code: 'unreadable', file: 1, rows: 2, share: 0.4, example: null },
  ])
  expect(topic(rows, 'rows').map((row) => [row['code'], row['rows']])).toEqual([
    ['kept', 1],
    ['read', 5],
  ])
  await database.close()
})

test('rows of an order whose amount and status stand on the first go with it', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const orders = [
    { ...order('a', '2026-01-01', 30, '1'), status: 'paid' },
    { ...order('a', '2026-01-01', 0, '1'), status: null },
    { ...order('b', '2026-01-02', 50, '2'), status: 'voided' },
    { ...order('b', '2026-01-02', 0, '2'), status: null },
    { ...order('c', '2026-01-03', 0, '3'), status: null },
  ]
  const shop = { orders, cancelled: ['voided'] }
  const answer = await openShop(database, { ...shop, settings: { as_of: '2026-03-01', amount_is: 'order_total' } })
  const rows = await answer(dataQuality)
  expect(topic(rows, 'left_out')).toMatchObject([{ code: 'cancelled', rows: 2 }])
  expect(topic(rows, 'rows')).toMatchObject([{ code: 'kept', rows: 3 }, { code: 'read' }])
  await database.close()
})

test('identical rows: equal in every column of one file; kept', async () => {
  const line = { ...order('a', '2026-01-01 10:00:00', 10, '1'), product: 'tea' }
  const rows = await quality([
    line,
    line,
    line,
    { ...line, product: 'cup' },
    { ...line, amount: 11 },
    order('b', '2026-01-01 10:00:00', 10, '2'),
  ])
  expect(notice(rows, 'identical_rows')).toMatchObject([{ file: 1, rows: 2, share: 0.333333333333 }])
  expect(topic(rows, 'rows').find((row) => row['code'] === 'kept')!['rows']).toBe(6)
  const without = ordersOn({ a: ['2026-01-01', '2026-01-01'], b: ['2026-01-01'] })
  expect(notice(await quality(without), 'identical_rows')).toMatchObject([{ rows: 1 }])
  const elsewhere = ordersOn({ a: ['2026-01-01'] }).concat(ordersOn({ a: ['2026-01-01'] }, { file_no: 2 }))
  expect(notice(await quality(elsewhere), 'identical_rows')).toEqual([])
})

test('an order id that two customers have', async () => {
  const rows = await quality([
    order('a', '2026-01-01 10:00:00', 10, '1'),
    order('b', '2026-01-01 10:00:00', 10, '1'),
    order('a', '2026-01-02 10:00:00', 10, '2'),
    order('a', '2026-01-02 10:00:00', 12, '2'),
  ])
  expect(notice(rows, 'order_id_with_two_customers')).toMatchObject([{ column: 'order_id', rows: 2, share: 0.5 }])
  const sameTime = ordersOn({ a: ['2026-01-01 10:00:00'], b: ['2026-01-01 10:00:00'] })
  expect(notice(await quality(sameTime), 'order_id_with_two_customers')).toEqual([])
})

test('a time gap: two weeks or more, and five times the usual step', async () => {
  const days = (...numbers: number[]) =>
    numbers.map((number) => new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10))
  const gap = async (...numbers: number[]) =>
    notice(await quality(ordersOn({ a: days(...numbers) })), 'time_gap').map((row) => [row.rows, row['example']])
  expect(await gap(1, 2, 3, 4, 5, 20, 21)).toEqual([[14, '2026-01-06/2026-01-19']])
  expect(await gap(1, 2, 3, 4, 5, 19, 20)).toEqual([])
  expect(await gap(1, 5, 9, 13, 33)).toEqual([])
  expect(await gap(1, 5, 9, 13, 34)).toEqual([[20, '2026-01-14/2026-02-02']])
  expect(await gap(1)).toEqual([])
})

test('amounts over fifty times the median', async () => {
  const orders = ordersOn(alike('c', 9, ['2026-01-01'])).concat([
    { customer_id: 'x', ordered_at: '2026-01-02', amount: 500 },
    { customer_id: 'y', ordered_at: '2026-01-02', amount: '700.5' },
    { customer_id: 'z', ordered_at: '2026-01-02', amount: 0 },
  ])
  expect(notice(await quality(orders), 'large_amounts')).toMatchObject([
    {
      rows: 1,
      share: Number((1 / 12).toPrecision(12)),
      value_share: Number((700.5 / 1290.5).toPrecision(12)),
      example: '700.5',
    },
  ])
  expect(notice(await quality(ordersOn({ a: ['2026-01-01'] })), 'large_amounts')).toEqual([])
})

test('one customer with more than 5% of the orders, in a shop where that is much', async () => {
  const shop = (orders: number) =>
    ordersOn({
      ...alike('c', 38, ['2026-01-01']),
      big: Array.from({ length: orders }, (_, index) => `2026-01-0${index + 1}`),
    })
  expect(notice(await quality(shop(2)), 'one_large_customer')).toEqual([])
  expect(notice(await quality(shop(3)), 'one_large_customer')).toMatchObject([
    { rows: 3, share: Number((3 / 41).toPrecision(12)), value_share: Number((3 / 41).toPrecision(12)), example: null },
  ])
  expect(notice(await quality(ordersOn({ a: ['2026-01-01'], b: ['2026-01-02'] })), 'one_large_customer')).toEqual([])
})

test('dates without a time of day', async () => {
  expect(notice(await quality(ordersOn({ a: ['2026-01-01', '2026-01-02'] })), 'date_without_time')).toMatchObject([
    { column: 'ordered_at', rows: 2, share: 1 },
  ])
  const timed = ordersOn({ a: ['2026-01-01', '2026-01-02 09:00:00'] })
  expect(notice(await quality(timed), 'date_without_time')).toEqual([])
})

test('refunds to customers without a purchase', async () => {
  const orders = [
    ...ordersOn({ a: ['2026-01-01'] }),
    { customer_id: 'a', ordered_at: '2026-01-02', amount: -1 },
    { customer_id: 'b', ordered_at: '2026-01-02', amount: -1 },
    { customer_id: 'b', ordered_at: '2026-03-02', amount: -1 },
  ]
  expect(notice(await quality(orders), 'refund_without_order')).toMatchObject([{ rows: 1, share: 0.5 }])
})

test('many new customers at the start, until somebody says how far back the file goes', async () => {
  const orders = ordersOn({
    ...alike('december', 5, ['2025-12-10']),
    ...alike('january', 2, ['2026-01-10']),
    ...alike('february', 2, ['2026-02-10']),
  })
  const asked = async (history: 'unanswered' | 'complete') =>
    notice(await quality(orders, { settings: { as_of: '2026-03-01', history } }), 'many_new_at_start')
  expect(await asked('unanswered')).toMatchObject([{ rows: 5, example: '2025-12-01' }])
  expect(await asked('complete')).toEqual([])
  const settings = { as_of: '2026-03-01', history: 'unanswered' } as const
  expect(notice(await quality(orders.slice(1), { settings }), 'many_new_at_start')).toEqual([])
})

referenceTest('CDNOW cut to start on 1997-04-01: 2,822 seem new in April', async () => {
  const cut = async (database: NodeDatabase) => {
    const shop = await cdnow(database)
    return { ...shop, sql: `${shop.sql} where date >= '1997-04-01'` }
  }
  const [rows] = await ask(cut, dataQuality)
  expect(notice(rows!, 'many_new_at_start')).toMatchObject([{ rows: 2822, example: '1997-04-01' }])
})

referenceTest('CDNOW: 255 rows are exact repeats of others, and dates have no time', async () => {
  const [rows] = await ask((database) => cdnow(database, { history: 'complete' }), dataQuality)
  expect(topic(rows!, 'notice').map((row) => [row['code'], row['rows']])).toEqual([
    ['date_without_time', 69_659],
    ['identical_rows', 255],
  ])
  expect(topic(rows!, 'left_out')).toEqual([])
})

test('how full the optional columns are', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const orders = [
    { ...order('a', '2026-01-01', 10, '1'), product: 'tea' },
    { ...order('b', '2026-01-02', 10, '2'), product: null },
    { ...order(null, '2026-01-02', 10, '3'), product: 'tea' },
  ]
  const answer = await openShop(database, { orders, settings: { as_of: '2026-03-01' } })
  await database.insert('raw_columns', [
    ['orders', 'order_id', '주문번호'],
    ['orders', 'product', '상품명'],
    ['orders', 'coupon', '쿠폰'],
    ['orders', 'cost', null],
  ])
  const rows = topic(await answer(dataQuality), 'coverage')
  expect(rows.length).toBe(11)
  expect(
    rows.map((row) => [row['code'], row['column'], row['rows'], row['share'], row['example']]).slice(0, 3),
  ).toEqual([
    ['mapped', 'coupon', 0, 0, '쿠폰'],
    ['mapped', 'order_id', 2, 1, '주문번호'],
    ['mapped', 'product', 1, 0.5, '상품명'],
  ])
  expect(rows.slice(3).every((row) => row['code'] === 'not_mapped' && row['rows'] === 0)).toBe(true)
  await database.close()
})
