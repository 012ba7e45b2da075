import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspect } from '../../src/ingest/inspect.ts'
import type { ProblemDetails } from '../../src/ingest/problem.ts'
import { engines, fileOf, loadFiles, mappingOf, problemOf, rawOrders } from './loading.ts'

const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3) * 31) & 255)
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

const hopeless: [string, BlobPart, Partial<ProblemDetails>][] = [
  ['0 bytes', '', { code: 'empty_file' }],
  ['nothing but line breaks', '\n\n\n', { code: 'empty_file' }],
  ['a header only', 'customer,time,amount\n', { code: 'no_rows' }],
  ['a header only, without line break', 'customer,time,amount', { code: 'no_rows' }],
  ['noise', noise, { code: 'not_a_table' }],
  ['a picture', bytes('\x89PNG\r\n\x1a\n' + 'x'.repeat(99)), { code: 'not_a_table' }],
  ['a PDF', '%PDF-1.7\n1 0 obj', { code: 'not_a_table' }],
  ['a cut Excel file', bytes('PK\x03\x04\x14\0\x06\0' + '\0'.repeat(20) + '[Content_Types].xml'), { code: 'damaged_archive' }],
  ['a cut old Excel file', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), { code: 'damaged_workbook' }],
  ['a cut gzip', bytes('\x1f\x8b\x08\0'), { code: 'damaged_archive' }],
  ['a protected document', bytes('SCDSA002\0\0\0'), { code: 'protected_document' }],
  ['a RAR archive', bytes('Rar!\x1a\x07\x01\0'), { code: 'compressed_file' }],
  ['a web page with one cell', '\n<html><table><tr><td>주문번호</td></tr></table></html>', { code: 'too_few_columns' }],
  ['rows of one word each', 'a,,,,\nb,,,,\n', { code: 'no_header' }],
  ['a letter', '안녕하세요.\n주문 파일을 보내 드립니다.\n감사합니다.\n', { code: 'too_few_columns', detail: '1' }],
  ['one column', 'customer\na\nb\n', { code: 'too_few_columns', detail: '1' }],
  ['a cut Parquet file', bytes('PAR1' + 'x'.repeat(500)), { code: 'truncated_parquet' }],
  ['a very short Parquet file', 'PAR1', { code: 'truncated_parquet' }],
  ['an encrypted Parquet file', bytes('PARE' + 'x'.repeat(500) + '\x10\0\0\0PARE'), { code: 'encrypted_parquet' }],
  ['a Parquet file with a broken footer', bytes('PAR1' + 'x'.repeat(500) + '\x10\0\0\0PAR1'), { code: 'damaged_parquet' }],
] // prettier-ignore

test.each(hopeless)('%s is a problem before anything is loaded', async (_name, content, expected) => {
  const problem = await problemOf(inspect([fileOf(content, 'orders.csv')], openParquetInNode))
  expect(problem).toMatchObject({ file: 'orders.csv', ...expected })
})

test('files with other columns name both files and the columns that differ', async () => {
  const files = [fileOf('a,b,c\n1,2,x\n', 'one.csv'), fileOf('a,B,d\n1,2,x\n', 'two.csv')]
  expect(await problemOf(inspect(files, openParquetInNode))).toEqual({
    code: 'different_columns',
    file: 'two.csv',
    otherFile: 'one.csv',
    columns: ['c', 'd'],
  })
})

test('a file that has gone is a problem', async () => {
  const gone = new Blob(['x'])
  Object.defineProperty(gone, 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) })
  const problem = await problemOf(inspect([{ name: 'gone.csv', blob: gone }], openParquetInNode))
  expect(problem).toEqual({ code: 'unreadable_file', file: 'gone.csv' })
})

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await createRawTables(database)
  })
  afterAll(() => database.close())

  const rejected = () =>
    database.query(
      'select cast(file_no as double) as file, cast(row_no as double) as row, reason, column_name as field, text from raw_rejected_rows order by 1, 2, 3',
    )
  const counts = () =>
    database.query(
      'select name, cast(record_count as double) as records, cast(row_count as double) as kept from raw_files',
    )

  test('one row is a table', async () => {
    await loadFiles(database, [fileOf('customer,time,amount\na,2026-11-01,10\n')])
    expect(await rawOrders(database)).toHaveLength(1)
  })

  test('rows that do not fit are left out with their number and text; short ones are filled up', async () => {
    const text =
      'customer,time,amount,note\na,2026-11-01,1,x\nb,2026-11-01,2\n\nc,2026-11-01,3,y,z\nd,2026-11-01,4,"q"r\ne,2026-11-01,5,\n'
    await loadFiles(database, [fileOf(text)], mappingOf({ product: 'note' }))
    expect((await rawOrders(database)).map(({ customer_id, product }) => [customer_id, product])).toEqual([
      ['a', 'x'],
      ['b', null],
      ['d', '"q"r'],
      ['e', null],
    ])
    expect(await counts()).toEqual([{ name: 'orders.csv', records: 5, kept: 4 }])
    expect(await rejected()).toEqual([
      { file: 1, row: 5, reason: 'too_many_cells', field: null, text: 'c,2026-11-01,3,y,z' },
    ])
  })

  test('values that cannot be cast become null; the file says where they stood', async () => {
    const text =
      'note,customer,time,amount,qty\nx,a,someday,1,1\nx,y,z,1,2,3,4,5\n,b,2026-11-01,free,two\n,,2026-11-01,3,\n,d,2026-11-01,NaN,1\n,e,2026-11-01,Infinity,1\n,f,1900-01-01,1,1\n,g,2200-01-01,1,1\n'
    await loadFiles(database, [fileOf(text)], mappingOf({ quantity: 'qty' }))
    expect(await counts()).toEqual([{ name: 'orders.csv', records: 8, kept: 7 }])
    expect(await rejected()).toEqual([
      { file: 1, row: 2, reason: 'no_time', field: 'ordered_at', text: 'someday' },
      { file: 1, row: 3, reason: 'too_many_cells', field: null, text: 'x,y,z,1,2,3,4,5' },
      { file: 1, row: 4, reason: 'no_amount', field: 'amount', text: 'free' },
      { file: 1, row: 4, reason: 'no_quantity', field: 'quantity', text: 'two' },
      { file: 1, row: 5, reason: 'no_customer', field: 'customer_id', text: null },
      { file: 1, row: 6, reason: 'no_amount', field: 'amount', text: 'NaN' },
      { file: 1, row: 7, reason: 'no_amount', field: 'amount', text: 'Infinity' },
    ])
    expect((await rawOrders(database)).slice(-2).map((row) => row['ordered_at'])).toEqual(['1900-01-01', '2200-01-01'])
  })

  test('at most five examples of a reason, cut to 200 characters', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `c,${index % 2 ? '2026-11-01' : 'x'.repeat(300)},1`)
    await loadFiles(database, [fileOf(['customer,time,amount', ...rows].join('\n'))])
    const examples = await rejected()
    expect(examples.map((row) => row['row'])).toEqual([2, 4, 6, 8, 10])
    expect(new Set(examples.map((row) => row['text']))).toEqual(new Set(['x'.repeat(199) + '…']))
  })

  test('a quote that is never closed costs its row only', async () => {
    const text = '제목\ncustomer,time,amount\n"a",2026-11-01,1\nb,2026-11-01,"2\nc,2026-11-01,3\n'
    const { files } = await loadFiles(database, [fileOf(text)])
    expect(files).toMatchObject([{ records: 3, kept: 2, setAside: { unclosed_quote: 1 } }])
    expect(await rejected()).toEqual([
      { file: 1, row: 4, reason: 'unclosed_quote', field: null, text: 'b,2026-11-01,"2' },
    ])
    await loadFiles(database, [fileOf('customer,time,amount\n"a",2026-11-01,1\nb,2026-11-01,"2')])
    expect(await counts()).toEqual([{ name: 'orders.csv', records: 2, kept: 1 }])
    expect(await rejected()).toEqual([
      { file: 1, row: 3, reason: 'unclosed_quote', field: null, text: 'b,2026-11-01,"2' },
    ])
  })

  test('broken characters cost their rows only', async () => {
    const good = 'customer,time,amount\n' + '김,2026-11-01,1\n'.repeat(50)
    const content = new Uint8Array([
      ...new TextEncoder().encode(good),
      ...bytes('\xb1\xe8,2026-11-01,7\nlee,2026-11-01,8\n'),
    ])
    await loadFiles(database, [fileOf(content)])
    expect(await counts()).toEqual([{ name: 'orders.csv', records: 52, kept: 51 }])
    expect(await rejected()).toMatchObject([{ row: 52, reason: 'broken_text' }])
  })

  test('no row fits', async () => {
    const text = 'customer,time,amount\n' + 'a,2026-11-01,1,2,3,4\n'.repeat(2) + 'b,2026-11-01,1,2,3,4,5,6\n'
    expect(await problemOf(loadFiles(database, [fileOf(text)]))).toMatchObject({ code: 'no_readable_rows', row: 2 })
  })

  test('a mapping of another file', async () => {
    const problem = await problemOf(loadFiles(database, [fileOf('who,when,much\na,2026-11-01,1\n')]))
    expect(problem).toEqual({ code: 'missing_column', file: 'orders.csv', column: 'customer' })
  })

  test('a failed or cancelled load leaves what was there', async () => {
    await loadFiles(database, [fileOf('customer,time,amount\nkept,2026-11-01,10\n')])
    const before = [await rawOrders(database), await counts(), await rejected()]
    const good = fileOf('customer,time,amount\nnew,2026-11-01,1\n')
    const bad = fileOf('customer,time,amount\nnew,2026-11-01,1,2,3\nnew,2026-11-01,1,2,3,4\n', 'bad.csv')
    expect(await problemOf(loadFiles(database, [good, bad]))).toMatchObject({
      code: 'no_readable_rows',
      file: 'bad.csv',
    })
    const controller = new AbortController()
    const inspection = await inspect([good, good], openParquetInNode)
    const { loadTable } = await import('../../src/ingest/load.ts')
    const cancelled = loadTable(database, [{ inspection, mapping: mappingOf() }], {
      openParquet: openParquetInNode,
      signal: controller.signal,
      progress: () => controller.abort(new Error('enough')),
    })
    await expect(cancelled).rejects.toThrow('enough')
    expect([await rawOrders(database), await counts(), await rejected()]).toEqual(before)
    const tables = await database.query(
      `select table_name as name from information_schema.tables where table_name like 'order_rows%'`,
    )
    expect(tables).toHaveLength(1)
  })
})
