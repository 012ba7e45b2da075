import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeTable } from '../../scripts/sample/tables.ts'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables, fieldsOf, sideTables, type FieldName, type SideTable } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspect } from '../../src/ingest/inspect.ts'
import { loadTable } from '../../src/ingest/load.ts'
import { parseTableMapping, type SideMapping } from '../../src/ingest/mapping.ts'
import { recogniseAs } from '../../src/ingest/recognise-table.ts'
import { shop } from '../support/sample-shop.ts'
import { engines, fileOf } from './loading.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** A mapping of columns that bear canonical names, unless told otherwise. */
function sideMapping(
  table: SideTable,
  columns: SideMapping['columns'],
  others: Partial<SideMapping> = {},
): SideMapping {
  return parseTableMapping({
    schema: 'dangol.mapping/1',
    table,
    columns,
    date: { order: 'ymd' },
    decimal: '.',
    time_zone: null,
    currency: null,
    ...others,
  }) as SideMapping
}

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await createRawTables(database)
  })
  afterAll(() => database.close())

  const load = async (table: SideTable, files: Parameters<typeof inspect>[0], mapping?: SideMapping) => {
    const inspection = await inspect(files, openParquetInNode)
    const found = mapping ?? recogniseAs(table, inspection.sample).mapping
    return loadTable(database, [{ inspection, mapping: found }], { openParquet: openParquetInNode })
  }
  const rowsIn = async (table: SideTable, fields: readonly FieldName[]) => {
    const types = fieldsOf(table)
    const columns = fields.map((field) => (/^(dec|int)/.test(types[field]!) ? `cast("${field}" as double) as "${field}"` : `"${field}"`))
    const rows = await database.query(`select ${columns.join(', ')} from raw_${table} order by file_no, row_no`)
    return rows.map((row) => fields.map((field) => row[field]))
  } // prettier-ignore
  const counts = (table: SideTable) =>
    database.query(
      `select cast(file_no as double) as file, name, cast(record_count as double) as records, cast(row_count as double) as kept
        from raw_side_files where table_name = '${table}' order by file_no`,
    )

  test('a member list: birth dates in every shape, yes and no, ids, ages', async () => {
    const births: [string, number | null][] = [
      ['1988-03-02', 1988], ['1988.03.02', 1988], ['1988년 3월 2일', 1988], ['19880302', 1988], ['880302', 1988], ['50302', 2005],
      ['880302-2', 1988], ['050302-4******', 2005], ['1988', 1988], ['88.03.02', 1988], ['88년생', 1988], ['1988.0', 1988],
      ['1800-01-01', 1800], ['2030', 2030], ['', null], ['모름', null], ['0000-00-00', 0],
    ] // prettier-ignore
    const lines = births.map(
      ([birth], index) => `m${index},2024-01-02 10:00,${birth},${index % 2 ? 'N' : '동의'},만 35세,-`,
    )
    await load('customers', [fileOf(['회원번호,가입일시,생년월일,수신동의,나이,추천인', ...lines].join('\n'))])
    const rows = await rowsIn('customers', [
      'customer_id',
      'signed_up_at',
      'birth_year',
      'consent',
      'age',
      'referred_by',
    ])
    expect(rows[0]).toEqual(['m0', '2024-01-02T10:00:00', 1988, true, 35, null])
    expect(rows[1]![3]).toBe(false)
    expect(rows.map((row) => row[2])).toEqual(births.map(([, year]) => year))
  })

  test('birth dates whose year stands last', async () => {
    const mapping = sideMapping('customers', { customer_id: 'id', birth_year: 'dob' }, { date: { order: 'mdy' } })
    await load('customers', [fileOf('id,dob\na,03/02/1988\nb,03/02/88\nc,3-2-05\n')], mapping)
    expect(await rowsIn('customers', ['birth_year'])).toEqual([[1988], [1988], [2005]])
  })

  test('ad spend: ranges, months, weeks, signs, a total at the end', async () => {
    await load('spend', [fileOf('기간,매체,소진액\n2026.01.05.~2026.01.11.,네이버,"₩45,000"\n합계,,"₩45,000"\n')])
    expect(await rowsIn('spend', ['date', 'until', 'channel', 'amount'])).toEqual([
      ['2026-01-05', '2026-01-11', '네이버', 45000],
    ])
    const rejected = await database.query(`select reason, text from raw_side_rejected_rows where table_name = 'spend'`)
    expect(rejected).toMatchObject([{ reason: 'total', text: '합계,,"₩45,000"' }])
    await load('spend', [fileOf('월,광고비\n2026-01,10\n2026년 2월,20\n')])
    expect(await rowsIn('spend', ['date', 'period', 'amount'])).toEqual([
      ['2026-01-01', 'month', 10],
      ['2026-02-01', 'month', 20],
    ])
    await load('spend', [fileOf('date,granularity,cost\n2026-01-05,Weekly,10\n2026-01-05,일별,20\n')])
    expect(await rowsIn('spend', ['period'])).toEqual([['week'], ['day']])
  })

  test('files of several shapes are one table', async () => {
    const parts = await Promise.all(
      ['date,channel,cost\n2026-01-01,meta,5\n', '일자,매체,캠페인,총비용\n2026-01-02,네이버,브랜드,7\n'].map(async (text, index) => {
        const inspection = await inspect([fileOf(text, `${index}.csv`)], openParquetInNode)
        return { inspection, mapping: recogniseAs('spend', inspection.sample).mapping }
      }),
    ) // prettier-ignore
    await loadTable(database, parts, { openParquet: openParquetInNode })
    expect(await rowsIn('spend', ['date', 'channel', 'campaign', 'amount'])).toEqual([
      ['2026-01-01', 'meta', null, 5],
      ['2026-01-02', '네이버', '브랜드', 7],
    ])
    expect(await counts('spend')).toEqual([
      { file: 1, name: '0.csv', records: 1, kept: 1 },
      { file: 2, name: '1.csv', records: 1, kept: 1 },
    ])
  })

  test('currencies that rows name are counted, in a column of their own or beside the amount', async () => {
    const currencies = () =>
      database.query(`select currency, cast(row_count as double) as n from raw_currencies where table_name = 'spend' order by 1`)
    await load('spend', [fileOf('date,cost\n2026-01-01,"₩1,000"\n2026-01-02,$5\n2026-01-03,"2,000원"\n2026-01-04,9\n')])
    expect(await currencies()).toEqual([{ currency: 'KRW', n: 2 }, { currency: 'USD', n: 1 }])
    await load('spend', [fileOf('date,currency,cost\n2026-01-01,KRW,1\n2026-01-02,usd,5\n')])
    expect(await currencies()).toEqual([{ currency: 'KRW', n: 1 }, { currency: 'USD', n: 1 }])
    await load('spend', [fileOf('date,cost\n2026-01-01,1\n')])
    expect(await currencies()).toEqual([])
  }) // prettier-ignore

  test('events, sends, surveys and points say the same in CSV and in Parquet', async () => {
    await load('events', [fileOf('visitor_id,event,timestamp\nx,view,2026-01-02 10:00\n')])
    expect(await rowsIn('events', ['customer_id', 'visitor_id', 'event', 'occurred_at'])).toEqual([[null, 'x', 'view', '2026-01-02T10:00:00']])
    await load('sends', [fileOf('회원번호,발송일,캠페인,오픈,클릭\na,2026-01-02,신년,Y,N\n')])
    expect(await rowsIn('sends', ['sent_at', 'opened_at', 'clicked_at'])).toEqual([['2026-01-02', '2026-01-02', null]])
    await load('surveys', [fileOf('회원ID,응답일,추천의향,만족도\na,2026-01-02,9,4점\nb,2026-01-02,10 - 꼭,매우\n')])
    expect(await rowsIn('surveys', ['attitude', 'experience'])).toEqual([[9, 4], [10, null]])
    await load('rewards', [fileOf('회원ID,처리일,구분,포인트\na,2026-01-02,적립,"1,200"\na,2026-01-03,사용,-300\na,2026-01-04,소멸,-1\na,2026-01-05,조정,1\n')])
    expect(await rowsIn('rewards', ['kind', 'points'])).toEqual([['earn', 1200], ['redeem', -300], ['expire', -1], ['조정', 1]])
    const bytes = encodeTable('sends', [
      { customer_id: 'a', sent_at: day('2026-01-02'), campaign: '신년', variant: null, channel: null, message: null, personalised: true, cost: 9, opened_at: day('2026-01-03'), clicked_at: null },
    ])
    await load('sends', [{ name: 'sends.parquet', blob: new Blob([bytes as BlobPart]) }])
    expect(await rowsIn('sends', ['customer_id', 'sent_at', 'personalised', 'cost', 'opened_at', 'clicked_at'])).toEqual([['a', '2026-01-02', true, 9, '2026-01-03', null]])
  }) // prettier-ignore

  test.each(sideTables)('the sample’s %s', async (table) => {
    const given = (shop[table] as readonly never[]).slice(0, 300)
    await load(table, [{ name: `${table}.parquet`, blob: new Blob([encodeTable(table, given) as BlobPart]) }])
    expect(await counts(table)).toEqual([{ file: 1, name: `${table}.parquet`, records: 300, kept: 300 }])
  })

  test('a failed load leaves the table of before', async () => {
    await load('customers', [fileOf('customer_id,tier\na,gold\n', 'good.csv')])
    const bad = fileOf('customer_id,tier\nb,1,2,3\nc,1,2,3,4\n', 'bad.csv')
    await expect(load('customers', [bad], sideMapping('customers', { customer_id: 'customer_id' }))).rejects.toThrow()
    expect(await rowsIn('customers', ['customer_id', 'tier'])).toEqual([['a', 'gold']])
    expect(await counts('customers')).toMatchObject([{ name: 'good.csv', kept: 1 }])
    const left = await database.query(`select table_name as name from information_schema.tables where table_name like 'customer_rows%'`)
    expect(left).toHaveLength(1)
  }) // prettier-ignore
})
