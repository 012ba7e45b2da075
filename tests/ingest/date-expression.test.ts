import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { castExpressions } from '../../src/ingest/expressions.ts'
import type { DateOrder } from '../../src/ingest/mapping.ts'
import { castTexts, castValue, mappingWith, openBoth } from './cast-cases.ts'

let databases: Database[] = []
let close = async () => {}
beforeAll(async () => ({ databases, close } = await openBoth()))
afterAll(() => close())

type Cases = readonly (readonly [text: string | null, expected: string | null])[]

async function check(cases: Cases, order: DateOrder, timeZone: string | null = null, unit?: 's' | 'ms') {
  const mapping = mappingWith({ date: unit ? { order, unit } : { order }, time_zone: timeZone })
  for (const database of databases) {
    const found = await castTexts(database, cases.map(([text]) => text), 'ordered_at', mapping) // prettier-ignore
    expect(
      cases.map(([text], index) => [text, found[index]]),
      database.engine,
    ).toEqual(cases)
  }
}

const MIDNIGHT = '2026-11-22 00:00:00'
const MORNING = '2026-11-22 09:30:00'
const EVENING = '2026-11-22 21:30:00'

const yearFirst: Cases = [
  ['2026-11-22', MIDNIGHT],
  ['2026/11/22', MIDNIGHT],
  ['2026.11.22', MIDNIGHT],
  ['2026.11.22.', MIDNIGHT],
  ['2026. 11. 22.', MIDNIGHT],
  ['2026. 11. 22', MIDNIGHT],
  ['2026 11 22', MIDNIGHT],
  ['2026년 11월 22일', MIDNIGHT],
  ['2026년11월22일', MIDNIGHT],
  ['2026년 1월 2일', '2026-01-02 00:00:00'],
  ['2026. 1. 2.', '2026-01-02 00:00:00'],
  ['20261122', MIDNIGHT],
  [' 2026-11-22 ', MIDNIGHT],
  ['2026-11-22 09:30', MORNING],
  ['2026-11-22 9:30', MORNING],
  ['2026-11-22 09:30:00', MORNING],
  ['2026-11-22T09:30:00', MORNING],
  ['2026-11-22T09:30', MORNING],
  ['2026.11.22 09:30', MORNING],
  ['2026/11/22 9:30:00', MORNING],
  ['2026. 11. 22. 오전 9:30', MORNING],
  ['2026. 11. 22. 오전 9:30:00', MORNING],
  ['2026. 11. 22. 오후 9:30:00', EVENING],
  ['2026-11-22 오후 9:30', EVENING],
  ['2026-11-22 오전 12:30:00', '2026-11-22 00:30:00'],
  ['2026-11-22 오후 12:30:00', '2026-11-22 12:30:00'],
  ['2026-11-22 오후 21:30:00', EVENING],
  ['2026-11-22 9:30 PM', EVENING],
  ['2026-11-22 9:30pm', EVENING],
  ['2026-11-22 9:30 a.m.', MORNING],
  ['2026-11-22 PM 9:30', EVENING],
  ['2026년 11월 22일 9시 30분', MORNING],
  ['2026년 11월 22일 오후 9시 30분 5초', '2026-11-22 21:30:05'],
  ['2026년 11월 22일 오후 9시', '2026-11-22 21:00:00'],
  ['2026년 11월 22일 일요일 오전 9:30', MORNING],
  ['2026.11.22(일) 09:30', MORNING],
  ['2026-11-22 (일) 09:30', MORNING],
  ['2026-11-22 09:30:00.123', '2026-11-22 09:30:00.123'],
  ['2026-11-22T09:30:00.123456', '2026-11-22 09:30:00.123456'],
  ['2026-11-22 09:30:00,5', '2026-11-22 09:30:00.5'],
  ['20261122093000', MORNING],
  ['202611220930', MORNING],
  ['20261122T093000', MORNING],
  ['20261122 09:30:00', MORNING],
  ['2026-11-22T09:30:00Z', MORNING],
  ['2026-11-22T09:30:00+09:00', MORNING],
  ['2026-11-22 09:30:00 +0900', MORNING],
  ['2026-11-22 09:30:00 UTC', MORNING],
  ['2026-11-22T09:30:00.000-05:00', MORNING],
  ['26-11-22', MIDNIGHT],
  ['26.11.22 09:30', MORNING],
  ['99/12/31', '1999-12-31 00:00:00'],
  ['22 Nov 2026', MIDNIGHT],
  ['22-Nov-26', MIDNIGHT],
  ['November 22, 2026 9:30 PM', EVENING],
  ['Nov 22, 2026', MIDNIGHT],
  ['2024-02-29', '2024-02-29 00:00:00'],
  ['1970-01-01', '1970-01-01 00:00:00'],
  ['1900-01-01', '1900-01-01 00:00:00'],
  ['2200-01-01', '2200-01-01 00:00:00'],
  ['2026-02-29', null],
  ['2026-13-04', null],
  ['2026-11-32', null],
  ['2026-11-22 25:00', null],
  ['22/11/2026', null],
  ['12026-11-22', null],
  ['0000-00-00 00:00:00', null],
  ['2026-11', null],
  ['2026', null],
  ['infinity', null],
  ['-infinity', null],
  ['epoch', null],
  ['2026-11-22 (BC)', null],
  ['어제', null],
  ['12,000', null],
  ['', null],
  [' ', null],
  [null, null],
]

const dayFirst: Cases = [
  ['22/11/2026', MIDNIGHT],
  ['03/04/2026', '2026-04-03 00:00:00'],
  ['3/4/2026', '2026-04-03 00:00:00'],
  ['22-11-2026', MIDNIGHT],
  ['22.11.2026', MIDNIGHT],
  ['22. 11. 2026', MIDNIGHT],
  ['22/11/26', MIDNIGHT],
  ['22-11-26', MIDNIGHT],
  ['22/11/2026 09:30', MORNING],
  ['22/11/2026 9:30:00 PM', EVENING],
  ['22.11.2026, 09:30:00', MORNING],
  ['2026-11-22', MIDNIGHT],
  ['20261122', MIDNIGHT],
  ['11/22/2026', null],
  ['31/02/2026', null],
]

const monthFirst: Cases = [
  ['11/22/2026', MIDNIGHT],
  ['03/04/2026', '2026-03-04 00:00:00'],
  ['12/1/2010 8:26', '2010-12-01 08:26:00'],
  ['11-22-2026', MIDNIGHT],
  ['11/22/26', MIDNIGHT],
  ['11/22/2026 09:30 AM', MORNING],
  ['11/22/2026, 9:30:00\u202fPM', EVENING],
  ['11/22/2026 12:30 AM', '2026-11-22 00:30:00'],
  ['2026-11-22 09:30', MORNING],
  ['22/11/2026', null],
]

describe('text dates, in both engines', () => {
  test('year first', () => check(yearFirst, 'ymd'))
  test('day first', () => check(dayFirst, 'dmy'))
  test('month first', () => check(monthFirst, 'mdy'))

  test('offsets are turned into a fixed zone; what has none stays', () =>
    check(
      [
        ['2026-11-22T00:30:00Z', MORNING],
        ['2026-11-22T00:30Z', MORNING],
        ['2026-11-22 00:30:00 UTC', MORNING],
        ['2026-11-22T09:30:00+09:00', MORNING],
        ['2026-11-22 09:30:00 +0900', MORNING],
        ['2026-11-22T09:30:00+09', MORNING],
        ['2026-11-22 09:30:00 KST', MORNING],
        ['2026-11-21T19:30:00.5-05:00', '2026-11-22 09:30:00.5'],
        ['2026-11-21T20:15:00-0415', MORNING],
        ['20261122T003000Z', MORNING],
        ['2026-11-22 09:30:00', MORNING],
        ['2026-11-22', MIDNIGHT],
        ['2026. 11. 22. 오전 9:30', MORNING],
      ],
      'ymd',
      'Asia/Seoul',
    ))

  test('offsets are turned into a zone with summer time', () =>
    check(
      [
        ['2026-03-08T06:59:59Z', '2026-03-08 01:59:59'],
        ['2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
        ['2026-07-01T12:00:00+00:00', '2026-07-01 08:00:00'],
        ['2026-11-01T05:59:59Z', '2026-11-01 01:59:59'],
        ['2026-11-01T06:00:00Z', '2026-11-01 01:00:00'],
        ['2026-12-01T12:00:00Z', '2026-12-01 07:00:00'],
        ['1999-07-01T12:00:00Z', '1999-07-01 08:00:00'],
        ['2026-07-01 12:00:00', '2026-07-01 12:00:00'],
      ],
      'ymd',
      'America/New_York',
    ))

  test('seconds and milliseconds since 1970', async () => {
    const seconds: Cases = [
      ['1795339800', '2026-11-22 09:30:00'],
      ['1795339800.25', '2026-11-22 09:30:00.25'],
      [' 1795339800 ', '2026-11-22 09:30:00'],
      ['0', '1970-01-01 00:00:00'],
      ['-1', null],
      ['99999999999999', null],
      ['nan', null],
      ['2026-11-22', null],
      ['', null],
    ]
    await check(seconds, 'ymd', null, 's')
    await check([['1795339800123', '2026-11-22 09:30:00.123'], ['x', null]], 'ymd', null, 'ms') // prettier-ignore
    await check([['1795307400', MORNING]], 'ymd', 'Asia/Seoul', 's') // prettier-ignore
    await check([['1795357800000', MORNING]], 'ymd', 'America/New_York', 'ms') // prettier-ignore
  })
})

test('typed columns, in both engines', async () => {
  for (const database of databases) {
    const cast = (value: string, type: Parameters<typeof castValue>[2], changes = {}) =>
      castValue(database, value, type, 'ordered_at', mappingWith(changes))
    expect(await cast(`date '2026-11-22'`, 'date')).toBe(MIDNIGHT)
    expect(await cast(`date 'infinity'`, 'date')).toBeNull()
    expect(await cast(`timestamp '2026-11-22 09:30:00.5'`, 'timestamp')).toBe('2026-11-22 09:30:00.5')
    expect(await cast(`cast('2026-11-22 09:30:00' as timestamp_ns)`, 'timestamp')).toBe(MORNING)
    expect(await cast(`cast('2026-11-22 09:30:00' as timestamp_ms)`, 'timestamp')).toBe(MORNING)
    expect(await cast(`timestamp 'infinity'`, 'timestamp')).toBeNull()
    expect(await cast(`timestamptz '2026-11-22 00:30:00+00'`, 'timestamptz')).toBe('2026-11-22 00:30:00')
    expect(await cast(`timestamptz '2026-11-22 00:30:00+00'`, 'timestamptz', { time_zone: 'Asia/Seoul' })).toBe(MORNING)
    expect(await cast(`timestamptz 'infinity'`, 'timestamptz')).toBeNull()
    expect(await cast(`20261122`, 'integer')).toBe(MIDNIGHT)
    expect(await cast(`cast(20261122 as double)`, 'float')).toBe(MIDNIGHT)
    expect(await cast(`cast(1795339800 as bigint)`, 'integer', { date: { order: 'ymd', unit: 's' } })).toBe(MORNING)
    expect(await cast(`1795339800.5::double`, 'float', { date: { order: 'ymd', unit: 's' } })).toBe(
      '2026-11-22 09:30:00.5',
    )
    expect(await cast(`null::timestamp`, 'timestamp')).toBeNull()
    expect(await cast(`true`, 'boolean')).toBeNull()
  }
})

test('other columns of the file may be called anything', async () => {
  const expression = castExpressions(mappingWith({ time_zone: 'America/New_York' })).ordered_at!
  for (const database of databases) {
    const rows = await database.query(
      `select cast(${expression} as varchar) as t from (select '2026. 12. 1. 12:00 +0000' as t, 1 as g, 'x' as y, 2 as utc, null as s)`,
    )
    expect(rows).toEqual([{ t: '2026-12-01 07:00:00' }])
  }
})

test('each row of a column of many forms is read by its own', () =>
  check(
    [
      ['2024-03-01', '2024-03-01 00:00:00'],
      ['2024.3.1 오후 2:05', '2024-03-01 14:05:00'],
      ['03/01/2024', '2024-03-01 00:00:00'],
      ['3/1/24 9:30 PM', '2024-03-01 21:30:00'],
      ['Mar 1, 2024', '2024-03-01 00:00:00'],
      ['20240301', '2024-03-01 00:00:00'],
      ['45352', '2024-03-01 00:00:00'],
      [' 45352.5868055556 ', '2024-03-01 14:05:00'],
      ['46025.4250578704', '2026-01-03 10:12:05'],
      ['20000', '1954-10-03 00:00:00'],
      ['59999', '2064-04-07 00:00:00'],
      ['1709301900', '2024-03-01 14:05:00'],
      ['1709301900.5', '2024-03-01 14:05:00.5'],
      ['1709301900123', '2024-03-01 14:05:00.123'],
      ['19999', null],
      ['60000', null],
      ['4535', null],
      ['453520', null],
      ['45,352', null],
      ['-45352', null],
    ],
    'mdy',
  ))

test('numbers since 1970 are moved into the zone, days of a spreadsheet are local already', () =>
  check(
    [
      ['1709301900', '2024-03-01 23:05:00'],
      ['45352.5', '2024-03-01 12:00:00'],
      ['2024-03-01T14:05:00Z', '2024-03-01 23:05:00'],
    ],
    'ymd',
    'Asia/Seoul',
  ))

test('numbers of a spreadsheet in typed columns', async () => {
  for (const database of databases) {
    expect(await castValue(database, '45352', 'integer', 'ordered_at', mappingWith())).toBe('2024-03-01 00:00:00')
    expect(await castValue(database, '45352.25::double', 'float', 'ordered_at', mappingWith())).toBe('2024-03-01 06:00:00') // prettier-ignore
  }
})
