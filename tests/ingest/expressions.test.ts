import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { castExpressions } from '../../src/ingest/expressions.ts'
import { quoteIdentifier } from '../../src/ingest/sql.ts'
import { castTexts, castValue, mappingWith, openBoth } from './cast-cases.ts'

let databases: Database[] = []
let close = async () => {}
beforeAll(async () => ({ databases, close } = await openBoth()))
afterAll(() => close())

test('ids: trimmed; null markers, guests and one-time safety numbers are none', async () => {
  const cases: [string | null, string | null][] = [
    ['M-004182', 'M-004182'],
    ['00017', '00017'],
    [' M1 ', 'M1'],
    ['M1\t', 'M1\t'],
    ['\tM1', 'M1'],
    ['김철수', '김철수'],
    ['김*수', '김*수'],
    ['=1+1', '=1+1'],
    ["'; drop table texts;--", "'; drop table texts;--"],
    ['010-1234-5678', '010-1234-5678'],
    ['0501', '0501'],
    ['050-1234', '050-1234'],
    ['0507-1234-5678', null],
    ['050712345678', null],
    ['NULL', null],
    ['NA', null],
    ['nan', null],
    [' NaN ', null],
    ['비회원', null],
    ['guest', null],
    ['', null],
    ['  ', null],
    [null, null],
  ]
  for (const database of databases)
    expect(
      await castTexts(database, cases.map(([text]) => text), 'customer_id', mappingWith()), // prettier-ignore
      database.engine,
    ).toEqual(cases.map(([, expected]) => expected))
})

test('ids stored as numbers keep no decimals', async () => {
  const mapping = mappingWith()
  for (const database of databases) {
    expect(await castValue(database, '17850', 'integer', 'customer_id', mapping)).toBe('17850')
    expect(await castValue(database, '17850::double', 'float', 'customer_id', mapping)).toBe('17850')
    expect(await castValue(database, '17850.00::decimal(10, 2)', 'decimal', 'customer_id', mapping)).toBe('17850')
    expect(await castValue(database, `'nan'::double`, 'float', 'customer_id', mapping)).toBeNull()
    expect(await castValue(database, `'M1'::varchar`, 'string', 'customer_id', mapping)).toBe('M1')
    expect(await castValue(database, 'null::bigint', 'integer', 'customer_id', mapping)).toBeNull()
  }
})

test('other keys stand in, in order, where the customer is empty', async () => {
  const mapping = mappingWith({ customer_fallback: ['p', 'e'] })
  const expression = castExpressions(mapping).customer_id!
  for (const database of databases) {
    const rows = await database.query(
      `select ${expression} as id from (values ('M1', '010', 'a@x'), ('', '010', 'a@x'), (null, '0507-1234-5678', 'a@x'), ('', '', null)) as rows (c, p, e)`,
    )
    expect(rows.map((row) => row['id'])).toEqual(['M1', '010', 'a@x', null])
  }
})

test('quantity × unit price, exact', async () => {
  const columns = { customer_id: 'c', ordered_at: 't', quantity: 'q', unit_price: 'p' }
  const expression = castExpressions(mappingWith({ columns, amount_from: 'quantity_x_unit_price' })).amount!
  for (const database of databases) {
    const rows = await database.query(
      `select cast(${expression} as varchar) as amount from (values ('3', '0.1'), ('-2', '₩1,500'), ('1', ''), ('99999999999999', '99')) as rows (q, p)`,
    )
    expect(rows.map((row) => row['amount'])).toEqual(['0.3000', '-3000.0000', null, null])
  }
})

test('an order total that stands on the first row: the other rows hold 0, whatever their status', async () => {
  const columns = { customer_id: 'c', ordered_at: 't', amount: 'a', order_id: 'o' }
  const amounts = ['35.00', '', null, ' ', '?']
  const total = mappingWith({ amount_is: 'order_total', columns })
  for (const database of databases) {
    expect(await castTexts(database, amounts, 'amount', total)).toEqual(['35.0000', '0.0000', '0.0000', '0.0000', null])
    expect(await castTexts(database, amounts, 'amount', mappingWith({ columns }))).toEqual(['35.0000', null, null, null, null]) // prettier-ignore
    const withStatus = castExpressions({ ...total, columns: { ...columns, status: 's' } }).amount!
    const rows = await database.query(
      `select cast(${withStatus} as varchar) as amount from (values ('', 'paid'), ('', ''), ('', null), ('5', '')) as rows (a, s)`,
    )
    expect(rows.map((row) => row['amount'])).toEqual(['0.0000', '0.0000', '0.0000', '5.0000'])
  }
})

test('only mapped fields are cast', () => {
  expect(Object.keys(castExpressions(mappingWith()))).toEqual(['customer_id', 'ordered_at', 'amount'])
  const both = { ...mappingWith().columns, quantity: 'q', unit_price: 'p' }
  expect(Object.keys(castExpressions(mappingWith({ columns: both })))).toEqual([
    'customer_id',
    'ordered_at',
    'amount',
    'quantity',
    'unit_price',
  ])
})

test.each([
  'a"b; drop table texts;--',
  '__proto__',
  'constructor',
  "it's",
  'select',
  '주문 일시',
  '$1 ?',
  '\\',
  '"',
  '%s',
])('a column named %s is only a name', async (name) => {
  const columns = { customer_id: name, ordered_at: 't', amount: 'a' }
  for (const database of databases) {
    expect(await castTexts(database, ['M1'], 'customer_id', mappingWith({ columns }))).toEqual(['M1'])
    expect(await castValue(database, `'2026-11-22'`, 'string', 'ordered_at', mappingWith({ columns: { ...columns, ordered_at: name } }))).toBe('2026-11-22 00:00:00') // prettier-ignore
    expect(await castValue(database, `'1,200'`, 'string', 'amount', mappingWith({ columns: { ...columns, amount: name } }))).toBe('1200.0000') // prettier-ignore
    expect((await database.query('select count(*)::double as n from texts'))[0]!['n']).toBe(1)
  }
})

test('quoting', () => {
  expect(quoteIdentifier('a"b; drop table f;--')).toBe('"a""b; drop table f;--"')
  expect(quoteIdentifier('a\0b')).toBe('"ab"')
})
