import { expect, test } from 'vitest'
import type { Row } from '../../src/engine/database.ts'
import { dataQuality } from '../../src/metrics/data-quality.ts'
import { alike, ask, ordersOn } from '../support/ask.ts'
import type { GivenOrder, GivenRow, GivenTables } from '../support/shop.ts'

const settings = { as_of: '2026-03-01', history: 'complete' } as const
const orders = ordersOn({ a: ['2026-01-01', '2026-02-01'], b: ['2026-01-05'], c: ['2026-01-09'] })

const quality = async (tables: GivenTables, given: readonly GivenOrder[] = orders): Promise<Row[]> => {
  const [rows] = await ask({ orders: given, settings, ...tables }, dataQuality)
  return rows!
}
const notices = (rows: readonly Row[], table: string) =>
  rows
    .filter((row) => row['topic'] === 'notice' && row['table'] === table)
    .map((row) => [row['code'], row['rows'], row['share'], row['example']])
const members = (...rows: readonly GivenRow<'customers'>[]) => quality({ customers: rows })

test('rows of every table by file: read = kept + left out', async () => {
  const rows = await quality({
    customers: [{ customer_id: 'a' }, { customer_id: 'b' }, { customer_id: 'c' }, { customer_id: 'c' }, {}],
    spend: [
      { date: '2026-01-01', amount: 5 },
      { date: '2026-01-02', amount: -5 },
      { amount: 7 },
      { date: '2026-01-03', until: '2026-01-01', amount: 1 },
      { date: '2026-01-01', amount: 5, file_no: 2 },
    ],
    events: [{ event: 'view', occurred_at: '2026-01-01', visitor_id: 'x' }, { event: 'view', visitor_id: 'x' }, { visitor_id: 'x' }],
    sends: [{ customer_id: 'a', sent_at: '2026-01-01' }, { customer_id: 'a*', sent_at: '2026-01-01' }],
    surveys: [{ customer_id: 'a', answered_at: '2026-01-01', attitude: 9 }, { customer_id: 'a', answered_at: '1900-01-01' }],
    rewards: [{ customer_id: 'a', occurred_at: '2026-01-01', points: 5 }, { customer_id: 'a', occurred_at: '2026-01-01' }],
  }) // prettier-ignore
  const side = rows.filter((row) => row['table'] !== 'orders' && row['topic'] !== 'notice')
  expect(side.map((row) => [row['table'], row['topic'], row['code'], row['file'], row['rows']])).toEqual([
    ['customers', 'left_out', 'no_customer', 1, 1],
    ['customers', 'left_out', 'repeated_customer', 1, 1],
    ['customers', 'rows', 'kept', 1, 3],
    ['customers', 'rows', 'read', 1, 5],
    ['events', 'left_out', 'no_event', 1, 1],
    ['events', 'left_out', 'no_time', 1, 1],
    ['events', 'rows', 'kept', 1, 1],
    ['events', 'rows', 'read', 1, 3],
    ['rewards', 'left_out', 'no_points', 1, 1],
    ['rewards', 'rows', 'kept', 1, 1],
    ['rewards', 'rows', 'read', 1, 2],
    ['sends', 'left_out', 'masked_customer', 1, 1],
    ['sends', 'rows', 'kept', 1, 1],
    ['sends', 'rows', 'read', 1, 2],
    ['spend', 'left_out', 'implausible_period', 1, 1],
    ['spend', 'left_out', 'negative_amount', 1, 1],
    ['spend', 'left_out', 'no_time', 1, 1],
    ['spend', 'rows', 'kept', 1, 1],
    ['spend', 'rows', 'kept', 2, 1],
    ['spend', 'rows', 'read', 1, 4],
    ['spend', 'rows', 'read', 2, 1],
    ['surveys', 'left_out', 'implausible_date', 1, 1],
    ['surveys', 'rows', 'kept', 1, 1],
    ['surveys', 'rows', 'read', 1, 2],
  ])
})

test('spend that shares no day with the orders; one shared day is enough', async () => {
  const spend = (date: string, until?: string) => quality({ spend: [{ date, until: until ?? null, amount: 5 }] })
  expect(notices(await spend('2024-01-01', '2024-01-31'), 'spend')).toEqual([
    ['spend_without_overlap', 1, 1, '2024-01-01/2024-01-31'],
  ])
  expect(notices(await spend('2025-12-01', '2026-01-01'), 'spend')).toEqual([])
  expect(notices(await spend('2026-02-01'), 'spend')).toEqual([])
})

test('channels of spend that no customer has, by their key; none known of customers says nothing', async () => {
  const spend = [
    { date: '2026-01-01', amount: 60, channel: 'Naver_CPC' },
    { date: '2026-01-01', amount: 30, channel: 'meta' },
    { date: '2026-01-02', amount: 10, channel: 'tv' },
  ]
  const known = ordersOn({ a: ['2026-01-01'] }, { channel: 'naver cpc' })
  const rows = await quality({ spend }, known)
  expect(notices(rows, 'spend')).toEqual([['unmatched_spend_channels', 2, null, 'meta, tv']])
  expect(rows.find((row) => row['code'] === 'unmatched_spend_channels')!['value_share']).toBe(0.4)
  expect(notices(await quality({ spend }), 'spend')).toEqual([])
})

test('referrals by themselves, in a circle, and by nobody known', async () => {
  const rows = await members(
    { customer_id: 'a', referred_by: 'a' },
    { customer_id: 'b', referred_by: 'c' },
    { customer_id: 'c', referred_by: 'd' },
    { customer_id: 'd', referred_by: 'b' },
    { customer_id: 'e', referred_by: 'b' },
    { customer_id: 'f', referred_by: 'stranger' },
    { customer_id: 'g' },
  )
  expect(notices(rows, 'customers')).toEqual([
    ['referral_loop', 3, 0.5, null],
    ['self_referral', 1, 0.166666666667, null],
    ['unknown_referrer', 1, 0.166666666667, null],
  ])
  const byOrders = ordersOn({ a: ['2026-01-01'] }, { referrer_id: 'b' }).concat(
    ordersOn({ b: ['2026-01-01'] }, { referrer_id: 'a' }),
  )
  expect(notices(await quality({}, byOrders), 'orders').filter(([code]) => code === 'referral_loop')).toEqual([
    ['referral_loop', 2, 1, null],
  ])
})

test('birth years of nobody alive count as unknown', async () => {
  const rows = await members(
    { customer_id: 'a', birth_year: 1800 },
    { customer_id: 'b', birth_year: 2030 },
    { customer_id: 'c', birth_year: 1988 },
    { customer_id: 'd', age: 300 },
    { customer_id: 'e' },
  )
  expect(notices(rows, 'customers')).toEqual([['implausible_birth_year', 3, 0.6, '1800']])
  // A mistyped order of the far future is no day from which ages are counted.
  const mistyped = ordersOn({ ...alike('m', 2000, ['2026-01-01']), a: ['2090-01-01'] })
  const old = await quality({ customers: [{ customer_id: 'a', birth_year: 1945 }] }, mistyped)
  expect(notices(old, 'customers').filter(([code]) => code === 'implausible_birth_year')).toEqual([])
})

test('costs above the amount and below nothing', async () => {
  const line = (amount: number, cost: number | null) => ordersOn({ a: ['2026-01-01'] }, { amount, cost })
  const rows = await quality({}, [...line(10, 12), ...line(10, -1), ...line(10, 4), ...line(0, 4), ...line(-10, -4)])
  expect(notices(rows, 'orders').filter(([code]) => String(code).includes('cost'))).toEqual([
    ['cost_above_amount', 1, 0.2, null],
    ['negative_cost', 1, 0.2, null],
  ])
})

test.each([
  ['leading_zeros', (id: string) => `00${id}`],
  ['letter_case', (id: string) => id.toUpperCase()],
  ['spaces', (id: string) => `${id[0]} ${id.slice(1)}`],
  ['decimals', (id: string) => `${id}.0`],
  ['email', (id: string) => `${id}@shop.kr`],
  ['unknown', (id: string) => `${id}x9`],
] as const)('fewer than 95%% of the customers match: %s', async (cause, write) => {
  const ids = Array.from({ length: 20 }, (_, index) => `${index + 1}ab${index}`)
  const many = ordersOn(Object.fromEntries(ids.map((id) => [id, ['2026-01-01']])))
  const surveys = ids.map((id, index) => ({ customer_id: index < 2 ? write(id) : id, answered_at: '2026-01-02' }))
  expect(notices(await quality({ surveys }, many), 'surveys')).toEqual([['unmatched_customers', 2, 0.1, cause]])
  const nearly = surveys.map((row, index) => (index === 1 ? { ...row, customer_id: ids[1]! } : row))
  expect(notices(await quality({ surveys: nearly }, many), 'surveys')).toEqual([])
  const customers = ids.map((id) => ({ customer_id: write(id) }))
  expect(notices(await quality({ customers }, many), 'customers')).toEqual([['unmatched_customers', 20, 1, cause]])
})

test('messages to people who never bought are no fault where nobody lists the members', async () => {
  const sends = ['a', 'x', 'y', 'z'].map((customer_id) => ({ customer_id, sent_at: '2026-01-01' }))
  expect(notices(await quality({ sends }), 'sends')).toEqual([])
  const customers = ['a', 'b', 'c'].map((customer_id) => ({ customer_id }))
  expect(notices(await quality({ sends, customers }), 'sends')).toEqual([['unmatched_customers', 3, 0.75, 'unknown']])
})
