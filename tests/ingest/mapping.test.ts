import { expect, test } from 'vitest'
import { mappedColumns, MappingError, parseMapping, shapeOf, sourceColumns } from '../../src/ingest/mapping.ts'
import { mappingWith } from './cast-cases.ts'

const keyOf = (json: unknown) => {
  try {
    parseMapping(json)
  } catch (error) {
    return error instanceof MappingError ? error.key : error
  }
  return null
}

test('a whole mapping is taken as it is', () => {
  const mapping = mappingWith({ time_zone: 'Asia/Seoul', currency: 'KRW', customer_fallback: ['휴대폰번호'] })
  expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
})

test('the offending key is named', () => {
  const columns = mappingWith().columns
  expect(keyOf(null)).toBe('')
  expect(keyOf('dangol.mapping/1')).toBe('')
  expect(keyOf([])).toBe('schema')
  expect(keyOf({ ...mappingWith(), schema: 'dangol.mapping/2' })).toBe('schema')
  expect(keyOf({ ...mappingWith(), date: { order: 'ydm' } })).toBe('date.order')
  expect(keyOf({ ...mappingWith(), date: { order: 'ymd', unit: 'us' } })).toBe('date.unit')
  expect(keyOf({ ...mappingWith(), extra: 1 })).toBe('extra')
  expect(keyOf({ ...mappingWith(), columns: { ...columns, colour: 'x' } })).toBe('columns.colour')
  expect(keyOf({ ...mappingWith(), columns: { ...columns, cost: 5 } })).toBe('columns.cost')
  expect(keyOf({ ...mappingWith(), columns: { ...columns, cost: '' } })).toBe('columns.cost')
  expect(keyOf({ ...mappingWith(), time_zone: 'Asia/Nowhere' })).toBe('time_zone')
  expect(keyOf({ ...mappingWith(), currency: 'won' })).toBe('currency')
  expect(keyOf({ ...mappingWith(), cancelled: '취소' })).toBe('cancelled')
  expect(keyOf(JSON.parse(`{"__proto__": {"schema": "dangol.mapping/1"}}`))).not.toBeNull()
})

test('required columns must be there', () => {
  const { customer_id, ordered_at, amount } = mappingWith().columns
  expect(keyOf(mappingWith({ columns: { ordered_at, amount } as never }))).toBe('columns.customer_id')
  expect(keyOf(mappingWith({ columns: { customer_id, amount } as never }))).toBe('columns.ordered_at')
  expect(keyOf(mappingWith({ columns: { customer_id, ordered_at } as never }))).toBe('columns.amount')
  const derived = { amount_from: 'quantity_x_unit_price' } as const
  expect(keyOf(mappingWith(derived))).toBe('columns.unit_price')
  const both = { customer_id, ordered_at, quantity: 'q', unit_price: 'p' } as never
  expect(keyOf(mappingWith({ ...derived, columns: both }))).toBeNull()
})

test('every column gets a name of its own, whatever its header', () => {
  expect(sourceColumns(['id', 'ID', ' id ', '', '', 'column_4', 'id_2', 'a\0b'])).toEqual([
    'id',
    'ID_2',
    'id_3',
    'column_4',
    'column_5',
    'column_4_2',
    'id_2_2',
    'ab',
  ])
  expect(sourceColumns(['__proto__', '__proto__', 'constructor'])).toEqual(['__proto__', '__proto___2', 'constructor'])
})

test('the shape of a file is its headers, in any order and case', () => {
  expect(shapeOf(['회원번호', 'Date'])).toBe(shapeOf(['date', '회원번호'.normalize('NFD')]))
  expect(shapeOf(['a', 'b'])).not.toBe(shapeOf(['a', 'b', 'c']))
  expect(shapeOf(['a,b'])).not.toBe(shapeOf(['a', 'b']))
})

test('a column that serves twice is read once', () => {
  const columns = { customer_id: 'id', ordered_at: 't', amount: 'a', order_id: 'id' }
  expect(mappedColumns(mappingWith({ columns, customer_fallback: ['phone', 'id'] }))).toEqual(['id', 't', 'a', 'phone'])
})
