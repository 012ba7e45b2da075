import { expect, test } from 'vitest'
import { codeKind, formatKind } from '../../src/ingest/formats/workbook/formats.ts'
import { Rc4 } from '../../src/ingest/formats/workbook/rc4.ts'
import {
  isoText,
  numberText,
  numericText,
  packedNumber,
  unescapeCell,
  type NumberKind,
} from '../../src/ingest/formats/workbook/values.ts'

test.each([
  [0, '0'],
  [-0, '0'],
  [12, '12'],
  [-3.5, '-3.5'],
  [0.1 + 0.2, '0.30000000000000004'],
  [20240301000123, '20240301000123'],
  [1e-7, '0.0000001'],
  [-1.25e-9, '-0.00000000125'],
  [123456789012345680000, '123456789012345680000'],
  [1e21, '1e+21'],
  [5e-324, `0.${'0'.repeat(323)}5`],
  [NaN, ''],
])('the number %s is written %s', (value, text) => {
  expect(numberText(value)).toBe(text)
  if (text) expect(Number(text)).toBe(value === 0 ? 0 : value)
})

// Serials as Excel shows them.
test.each<[number, NumberKind, boolean, string]>([
  [45352, 'date', false, '2024-03-01'],
  [45352.395833333336, 'date', false, '2024-03-01 09:30:00'],
  [45352.395833333336, 'time', false, '2024-03-01 09:30:00'],
  [45351.99999421296, 'date', false, '2024-02-29 23:59:59.500'],
  [45351.999999999999, 'date', false, '2024-03-01'],
  [0.395833333333333, 'time', false, '09:30:00'],
  [0.395833333333333, 'date', false, '09:30:00'],
  [0, 'time', false, '00:00:00'],
  [0, 'date', false, '1900-01-00'],
  [1, 'date', false, '1900-01-01'],
  [59, 'date', false, '1900-02-28'],
  [60, 'date', false, '1900-02-29'],
  [61, 'date', false, '1900-03-01'],
  [43890, 'date', true, '2024-03-01'],
  [0, 'date', true, '1904-01-01'],
  [0.25, 'date', true, '1904-01-01 06:00:00'],
  [2958465, 'date', false, '9999-12-31'],
  [2958466, 'date', false, '2958466'],
  [-1, 'date', false, '-1'],
  [1.1458333333333333, 'duration', false, '27:30:00'],
  [-0.5, 'duration', false, '-12:00:00'],
  [100, 'duration', false, '2400:00:00'],
  [0.15, 'number', false, '0.15'],
])('%s as %s (1904: %s) is %s', (value, kind, is1904, text) => {
  expect(numericText(value, kind, is1904)).toBe(text)
})

test.each<[string, NumberKind]>([
  ['General', 'number'],
  ['G/표준', 'number'],
  ['0.00', 'number'],
  ['#,##0"원"', 'number'],
  ['₩#,##0;[Red]-₩#,##0', 'number'],
  ['0.00E+00', 'number'],
  ['# ?/?', 'number'],
  ['@', 'number'],
  ['"day" 0', 'number'],
  ['_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 'number'],
  ['[Red]0;[Blue]0', 'number'],
  ['yyyy-mm-dd', 'date'],
  ['yyyy"년" m"월" d"일"', 'date'],
  ['yyyy\\-mm\\-dd\\ hh:mm:ss', 'date'],
  ['[$-412]yyyy"년" m"월" d"일" dddd', 'date'],
  ['m/d', 'date'],
  ['mmm', 'date'],
  ['[$-411]ge.m.d', 'date'],
  ['h:mm', 'time'],
  ['hh:mm:ss.000', 'time'],
  ['[$-409]h:mm AM/PM', 'time'],
  ['오전/오후 h:mm', 'time'],
  ['mm:ss', 'time'],
  ['[h]:mm:ss', 'duration'],
  ['[mm]:ss', 'duration'],
])('the format %s is a %s', (code, kind) => {
  expect(codeKind(code)).toBe(kind)
})

test('built-in formats count where the file tells no code', () => {
  const kinds = [0, 4, 9, 14, 20, 22, 31, 46, 49, 57].map((id) => formatKind(id, undefined))
  expect(kinds).toEqual([
    ...['number', 'number', 'number', 'date', 'time', 'date', 'date', 'duration', 'number', 'date'],
  ])
  expect(formatKind(14, '0.00')).toBe('number')
})

test.each([
  ['2024-03-01', '2024-03-01'],
  ['2024-03-01T00:00:00.000', '2024-03-01'],
  ['2024-03-01T09:30:00', '2024-03-01 09:30:00'],
  ['2024-03-01T09:30:00.1234567Z', '2024-03-01 09:30:00.123'],
  ['2024-03-01T09:30', '2024-03-01 09:30:00'],
  ['2024-03-01T09:30:00+09:00', '2024-03-01 09:30:00+09:00'],
  ['yesterday', 'yesterday'],
])('the ISO date %s is %s', (text, expected) => {
  expect(isoText(text)).toBe(expected)
})

test('escapes of cells and packed numbers', () => {
  expect(unescapeCell('a_x000D_\nb_x005F_x000D_ _xyz_')).toBe('a\r\nb_x000D_ _xyz_')
  expect(packedNumber((1234 << 2) | 2)).toBe(1234)
  expect(packedNumber((-1234 << 2) | 3)).toBe(-12.34)
  expect(packedNumber(0x3ff00000)).toBe(1)
  expect(packedNumber(0x40590000 | 1)).toBe(1)
})

test('RC4', () => {
  // RFC 6229, key 0102030405.
  const rc4 = new Rc4(Uint8Array.of(1, 2, 3, 4, 5))
  expect(Array.from({ length: 8 }, () => rc4.next())).toEqual([0xb2, 0x39, 0x63, 0x05, 0xf0, 0x3d, 0xc0, 0x27])
})
