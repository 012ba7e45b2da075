import { expect, test } from 'vitest'
import datasetSql from '../../src/report/dataset.sql?raw'
import { given, onNative } from '../support/given.ts'
import { openShop, type GivenOrder } from '../support/shop.ts'

const settings = { as_of: '2026-03-01' }
const cancelled = ['cancelled', 'refunded']

/** What becomes of each row, in the order given: why it is left out, or `kept`. */
function fates(orders: readonly GivenOrder[]): Promise<string[]> {
  return onNative(async (database) => {
    await openShop(database, { isBuilt: true, orders, cancelled, settings })
    const rows = await database.query(
      `select coalesce(left_out_reason, 'kept') as fate from stg_orders order by file_no, row_no`,
    )
    return rows.map((row) => row['fate'] as string)
  })
}

const row = (line: string, more: Partial<GivenOrder> = {}): GivenOrder => ({ ...given(line)[0]!, ...more })

test('a refund whose status says so still lowers an order that stands', async () => {
  const sold = row('a 2026-01-10 70 1', { status: 'paid' })
  const refund = row('a 2026-01-12 -20 1', { status: 'refunded' })
  expect(await fates([sold, refund])).toEqual(['kept', 'kept'])
  expect(await fates([sold, { ...refund, amount: -70 }])).toEqual(['cancelled', 'cancelled'])
  expect(await fates([{ ...sold, status: 'refunded' }, refund])).toEqual(['cancelled', 'cancelled'])
  expect(
    await fates([
      { ...sold, order_id: null },
      { ...refund, order_id: null },
    ]),
  ).toEqual(['kept', 'cancelled'])
})

test('the refund of a cancelled order goes with it, in part or in full', async () => {
  const sold = row('a 2026-01-10 70 1', { status: 'cancelled' })
  expect(await fates([sold, row('a 2026-01-12 -20 1')])).toEqual(['cancelled', 'cancelled'])
  expect(await fates([sold, row('a 2026-01-10 5 1'), row('a 2026-01-12 -20 1')])).toEqual(['cancelled', 'kept', 'kept'])
})

test('an order in two files is the last one’s, and only its rows are weighed against refunds', async () => {
  const sold = row('a 2026-01-10 70 1')
  const again = { ...sold, file_no: 2 }
  expect(await fates([sold, again])).toEqual(['duplicate_file', 'kept'])
  expect(await fates([sold, again, row('a 2026-01-12 -70 1', { file_no: 2 })])).toEqual([
    'duplicate_file',
    'cancelled',
    'cancelled',
  ])
  expect(await fates([sold, row('a 2026-01-12 -70 1'), again])).toEqual(['duplicate_file', 'duplicate_file', 'kept'])
})

test('a file with an order’s refund alone does not take the order away, whichever is loaded first', async () => {
  const sold = row('a 2026-01-10 70 1')
  const refund = row('a 2026-02-02 -20 1')
  expect(await fates([sold, { ...refund, file_no: 2 }])).toEqual(['kept', 'kept'])
  expect(await fates([refund, { ...sold, file_no: 2 }])).toEqual(['kept', 'kept'])
})

test('an order is its customer’s: the same id of another, or without an amount, takes nothing away', async () => {
  const sold = row('a 2026-01-10 70 1')
  expect(await fates([sold, row('b 2026-01-11 30 1', { file_no: 2 })])).toEqual(['kept', 'kept'])
  expect(await fates([sold, row('a 2026-01-10 70 1', { file_no: 2, amount: null })])).toEqual(['kept', 'no_amount'])
  expect(await fates([sold, row('a 2026-01-10 70 1', { file_no: 2, customer_id: null })])).toEqual([
    'kept',
    'no_customer',
  ])
})

test.each([
  ['a 2026-01-10 70 1; b 2026-01-20 5 2; a 2026-02-25 -20 1', '2026-01-10', '2026-01-20'],
  ['z 2026-01-02 -9; a 2026-01-10 70; z 2026-02-25 -9', '2026-01-10', '2026-01-10'],
  ['a 2026-01-10 -70; a 2026-01-12 -5', '2026-01-10', '2026-01-12'],
])('%s: refunds do not stretch the days that orders span', (table, first, last) =>
  onNative(async (database) => {
    await openShop(database, { isBuilt: true, orders: given(table.replaceAll('; ', '\n')), settings })
    expect(await database.query(datasetSql)).toMatchObject([{ reason: null, first_on: first, last_on: last }])
  }),
)
