import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { castExpressions } from '../../src/ingest/expressions.ts'
import { mappedColumns, parseMapping, type Mapping } from '../../src/ingest/mapping.ts'
import { mappingWith, openBoth } from './cast-cases.ts'

let databases: Database[] = []
let close = async () => {}
beforeAll(async () => ({ databases, close } = await openBoth()))
afterAll(() => close())

const columns = { customer_id: 'c', ordered_at: 't', amount: 'a', order_id: 'o', status: 's' }

/** Casts one field over rows of text, in both engines. */
async function expectCasts(mapping: Mapping, field: 'amount' | 'status' | 'unit_price', names: string, rows: string, expected: (string | null)[]) {
  const expression = castExpressions(mapping)[field]!
  for (const database of databases) {
    const found = await database.query(`select cast(${expression} as varchar) as value from (values ${rows}) as rows (${names})`)
    expect(found.map(({ value }) => value), database.engine).toEqual(expected)
  }
} // prettier-ignore

test('what was paid back is taken off the amount, whichever its sign; refunds of their own stay', () =>
  expectCasts(
    mappingWith({ columns, refunded: 'r' }),
    'amount',
    'a, r',
    `('100', '30'), ('100', '-30'), ('100', ''), ('100', null), ('100', '120'), ('-20', '20'), ('', '5')`,
    ['70.0000', '70.0000', '100.0000', '100.0000', '0.0000', '-20.0000', null],
  ))

test('an order total on the first row less its refund; the other rows hold 0', () =>
  expectCasts(
    mappingWith({ columns: { customer_id: 'c', ordered_at: 't', amount: 'a', order_id: 'o' }, amount_is: 'order_total', refunded: 'r' }),
    'amount',
    'a, r, o',
    `('35.50', '5.25', '1'), ('', '', '1')`,
    ['30.2500', '0.0000'],
  )) // prettier-ignore

test('a time of cancellation, an order number and a test product cancel; nothing does where no status means cancelled', async () => {
  const mapping = mappingWith({
    columns,
    cancelled: ['취소', 'voided'],
    cancelled_where: 'w',
    cancel_prefix: 'C',
    test_where: { p: ['테스트 상품'] },
  })
  const names = 'o, s, w, p, a'
  const rows = `('536365', 'paid', '', 'tea', '5'), ('536366', 'paid', '2026-01-02', 'tea', '5'), ('C536367', 'paid', ' ', 'tea', '5'),
    ('C536368', 'paid', null, 'tea', '-5'), ('536369', '', null, '테스트 상품', '5'), ('536370', '', null, null, '5')`
  await expectCasts(mapping, 'status', names, rows, ['paid', '취소', '취소', 'paid', '취소', null])
  await expectCasts({ ...mapping, cancelled: [] }, 'status', names, rows, ['paid', 'paid', 'paid', 'paid', null, null])
  const { status: _, ...unmapped } = columns
  await expectCasts({ ...mapping, columns: unmapped }, 'status', names, rows, [
    null,
    '취소',
    '취소',
    null,
    '취소',
    null,
  ])
})

test('amounts in other currencies are turned into the shop’s, exactly; without a rate they stay', async () => {
  const rates = { USD: 1350.25, JPY: 9.12345678, KRW: 2 }
  const mapping = mappingWith({ columns, currency: 'KRW', rates, currency_column: 'k' })
  const rows = `('19.99', 'USD'), ('1,000', 'jpy'), ('12000', 'KRW'), ('10', 'EUR'), ('7', ''), ('99999999999999', 'USD'), ('0.0001', 'USD'), ('-3', 'USD')`
  await expectCasts(mapping, 'amount', 'a, k', rows, [
    '26991.4975',
    '9123.4568',
    '12000.0000',
    '10.0000',
    '7.0000',
    null,
    '0.1350',
    '-4050.7500',
  ])
  const { currency_column: _, ...bySign } = mapping
  await expectCasts(bySign, 'amount', 'a', `('$19.99'), ('₩12,000'), ('5')`, ['26991.4975', '12000.0000', '5.0000'])
  expect(castExpressions(mappingWith({ columns, rates: {} }))).toEqual(castExpressions(mappingWith({ columns })))
})

test('quantity × unit price in another currency', () =>
  expectCasts(
    mappingWith({
      columns: { customer_id: 'c', ordered_at: 't', quantity: 'q', unit_price: 'u' },
      amount_from: 'quantity_x_unit_price',
      currency: 'KRW',
      currency_column: 'k',
      rates: { USD: 1350 },
    }),
    'amount',
    'q, u, k',
    `('3', '1.5', 'USD'), ('3', '1.5', 'KRW')`,
    ['6075.0000', '4.5000'],
  ))

test('the columns that these need are read, and the file format holds them', () => {
  const mapping = mappingWith({
    columns,
    cancelled_where: 'w',
    cancel_prefix: 'C',
    test_where: { p: ['테스트'] },
    refunded: 'r',
    currency_column: 'k',
    rates: { USD: 1350 },
  })
  expect(mappedColumns(mapping)).toEqual(['c', 't', 'a', 'o', 's', 'w', 'r', 'k', 'p'])
  expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  expect(() => parseMapping({ ...mapping, rates: { USD: 0 } })).toThrow(/rates/)
  expect(() => parseMapping({ ...mapping, rates: { dollar: 1 } })).toThrow(/rates/)
})
