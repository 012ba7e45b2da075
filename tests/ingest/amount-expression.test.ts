import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { readAmount } from '../../src/ingest/amounts.ts'
import { castTexts, castValue, mappingWith, openBoth } from './cast-cases.ts'

let databases: Database[] = []
let close = async () => {}
beforeAll(async () => ({ databases, close } = await openBoth()))
afterAll(() => close())

type Cases = readonly (readonly [text: string | null, expected: string | null])[]

/** The engines' cast, and the reader of samples, must agree with the expected value. */
async function check(cases: Cases, decimal: '.' | ',') {
  for (const database of databases) {
    const found = await castTexts(database, cases.map(([text]) => text), 'amount', mappingWith({ decimal })) // prettier-ignore
    expect(
      cases.map(([text], index) => [text, found[index]]),
      database.engine,
    ).toEqual(cases)
  }
  const texts = cases.filter((item): item is [string, string | null] => item[0] !== null)
  expect(texts.map(([text]) => [text, readAmount(text, decimal)?.toFixed(4) ?? null])).toEqual(texts)
}

const point: Cases = [
  ['1200', '1200.0000'],
  ['1200.5', '1200.5000'],
  ['0', '0.0000'],
  ['-0.00', '0.0000'],
  ['.5', '0.5000'],
  ['12.', '12.0000'],
  ['+5', '5.0000'],
  ['1,200', '1200.0000'],
  ['1,234,567', '1234567.0000'],
  ['1,234.56', '1234.5600'],
  ['12,34,567', '1234567.0000'],
  ['₩1,200', '1200.0000'],
  ['₩ 1,200', '1200.0000'],
  ['￦1,200', '1200.0000'],
  ['₩1200', '1200.0000'],
  ['1,200원', '1200.0000'],
  ['1,200 원', '1200.0000'],
  ['1200원', '1200.0000'],
  ['500원', '500.0000'],
  ['1,200원정', '1200.0000'],
  ['$12.50', '12.5000'],
  ['US$12.50', '12.5000'],
  ['USD 12.50', '12.5000'],
  ['12.50 USD', '12.5000'],
  ['12.50usd', '12.5000'],
  ['KRW 12,000', '12000.0000'],
  ['12,000KRW', '12000.0000'],
  ['€12.50', '12.5000'],
  ['12.50€', '12.5000'],
  ['£1,000.00', '1000.0000'],
  ['¥1200', '1200.0000'],
  ['1200円', '1200.0000'],
  ['A$15', '15.0000'],
  ['R$ 15.90', '15.9000'],
  ['-1200', '-1200.0000'],
  ['-1,200', '-1200.0000'],
  ['−1,200', '-1200.0000'],
  ['－1,200', '-1200.0000'],
  ['–5.00', '-5.0000'],
  ['-₩1,200', '-1200.0000'],
  ['₩-1,200', '-1200.0000'],
  ['-$12.50', '-12.5000'],
  ['$-12.50', '-12.5000'],
  ['(1,200)', '-1200.0000'],
  ['(12.50)', '-12.5000'],
  ['(₩1,200)', '-1200.0000'],
  ['₩(1,200)', '-1200.0000'],
  ['($12.50)', '-12.5000'],
  ['(1,200원)', '-1200.0000'],
  ['1,200-', '-1200.0000'],
  ['1200원-', '-1200.0000'],
  ['△1,200', '-1200.0000'],
  ['▲ 1,200', '-1200.0000'],
  [' 1200 ', '1200.0000'],
  ['1 200', '1200.0000'],
  ['1\u00a0200.50', '1200.5000'],
  ["1'200.50", '1200.5000'],
  ['１，２００', '1200.0000'],
  ['="1200"', '1200.0000'],
  ['1e3', '1000.0000'],
  ['1.5E+3', '1500.0000'],
  ['99999999999999', '99999999999999.0000'],
  ['1,5', null],
  ['1,23', null],
  ['12,3456', null],
  ['1.234.567', null],
  ['1.2.3', null],
  ['-', null],
  ['--5', null],
  ['(-5)', null],
  ['₩', null],
  ['원', null],
  ['12개', null],
  ['12 pcs', null],
  ['무료', null],
  ['NaN', null],
  ['nan', null],
  ['Infinity', null],
  ['-inf', null],
  ['NULL', null],
  ['#N/A', null],
  ['2026-11-22', null],
  ['', null],
  [' ', null],
  [null, null],
]

const comma: Cases = [
  ['1234', '1234.0000'],
  ['1.234', '1234.0000'],
  ['1.234.567', '1234567.0000'],
  ['1.234,56', '1234.5600'],
  ['1234,56', '1234.5600'],
  ['12,5', '12.5000'],
  ['0,99', '0.9900'],
  ['1.234,56 €', '1234.5600'],
  ['€ 1.234,56', '1234.5600'],
  ['-1.234,56', '-1234.5600'],
  ['1.234,56-', '-1234.5600'],
  ['(1.234,56)', '-1234.5600'],
  ['1 234,56 €', '1234.5600'],
  ['1 234,56 zł', '1234.5600'],
  ['R$ 15,90', '15.9000'],
  ['12.50', null],
  ['1,234.56', null],
  ['NaN', null],
  ['', null],
  [null, null],
]

describe('text amounts, in both engines', () => {
  test('with a decimal point', () => check(point, '.'))
  test('with a decimal comma', () => check(comma, ','))
  test('what does not fit DECIMAL(18,4), or is smaller than its step', async () => {
    for (const database of databases)
      expect(
        await castTexts(
          database,
          ['100000000000000', '1e20', '₩1,000,000,000,000,000', '1.23456'],
          'amount',
          mappingWith(),
        ),
      ).toEqual([null, null, null, '1.2346'])
  })
})

test('numeric columns, in both engines', async () => {
  for (const database of databases) {
    const cast = (value: string, type: Parameters<typeof castValue>[2]) =>
      castValue(database, value, type, 'amount', mappingWith({ decimal: ',' }))
    expect(await cast('12', 'integer')).toBe('12.0000')
    expect(await cast('12.345', 'decimal')).toBe('12.3450')
    expect(await cast('0.1::double', 'float')).toBe('0.1000')
    expect(await cast(`'nan'::double`, 'float')).toBeNull()
    expect(await cast(`'infinity'::double`, 'float')).toBeNull()
    expect(await cast('1e30::double', 'float')).toBeNull()
    expect(await cast(`'1.234,5'`, 'string')).toBe('1234.5000')
    expect(await cast('null::double', 'float')).toBeNull()
  }
})
