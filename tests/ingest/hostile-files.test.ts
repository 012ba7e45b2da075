import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspect, inspectShapes } from '../../src/ingest/inspect.ts'
import { readTable } from '../../src/ingest/read-table.ts'
import { csvOf } from '../../src/report/csv.ts'
import { FarBlob } from '../support/far-blob.ts'
import { fileOf, loadFiles, mappingOf, problemOf, rawOrders } from './loading.ts'
import { xlsxParts, zipOf } from './workbook-making.ts'

const GB = 2 ** 30

describe('a file of more than 4 GB is not read to be looked at', () => {
  test('a text', async () => {
    const header = new TextEncoder().encode('customer,time,amount\n')
    const row = new TextEncoder().encode('a,2026-11-01,10\n')
    const byte = (at: number) => (at < header.length ? header[at]! : row[(at - header.length) % row.length]!)
    const blob = new FarBlob(header.length + 320 * 2 ** 20 * row.length, (start, end) =>
      Uint8Array.from({ length: end - start }, (_, index) => byte(start + index)),
    )
    expect(blob.size).toBeGreaterThan(4 * GB)
    const { files, sample } = await inspect([{ name: 'orders.csv', blob }], openParquetInNode)
    expect(files[0]!.columns).toEqual(['customer', 'time', 'amount'])
    expect(new Set(sample.rows.map((cells) => cells.join()))).toEqual(new Set(['a,2026-11-01,10']))
    expect(blob.bytesRead).toBeLessThan(4 << 20)
  })

  test('Parquet, its pages at the start and its footer at the end', async () => {
    const small = await readFile(new URL('../fixtures/parquet/codec-snappy.parquet', import.meta.url))
    const footer = small.readUInt32LE(small.length - 8) + 8
    const pages = small.length - footer
    // The copy of the writer's own schema is hidden by putting the file together anew, which Node does up to 4 GB only.
    small.write('x', small.indexOf('ARROW:schema'))
    const size = 5 * GB
    const blob = new FarBlob(size, (start, end) =>
      Uint8Array.from({ length: end - start }, (_, index) => {
        const at = start + index
        return (at < pages ? small[at] : small[small.length - (size - at)]) ?? 0
      }),
    )
    const { files } = await inspect([{ name: 'orders.parquet', blob }], openParquetInNode)
    expect(files[0]).toMatchObject({ rows: 60, columns: ['customer', 'time', 'amount', 'paid'] })
    expect(blob.bytesRead).toBeLessThan(4 << 20)
  })

  test('an old workbook, a zip without its directory', async () => {
    const starting = (magic: readonly number[]) =>
      new FarBlob(5 * GB, (start, end) => Uint8Array.from({ length: end - start }, (_, at) => magic[start + at] ?? 0))
    for (const [magic, code] of [
      [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'too_large_workbook'],
      [[0x50, 0x4b, 3, 4], 'damaged_archive'],
    ] as const) {
      const blob = starting(magic)
      expect(await problemOf(inspectShapes([{ name: 'orders', blob }], openParquetInNode))).toMatchObject({ code })
      expect(blob.bytesRead).toBeLessThan(8 << 20)
    }
  })
})

test('a workbook of a million painted rows without a value', async () => {
  const painted = Array.from({ length: 1_000_000 }, (_, row) => `<row r="${row + 3}" s="1" customFormat="1"/>`).join('')
  const row = (at: number, ...cells: string[]) =>
    `<row r="${at}">${cells.map((cell, column) => `<c r="${'ABC'[column]}${at}" t="str"><v>${cell}</v></c>`).join('')}</row>`
  const bytes = await zipOf(xlsxParts([row(1, '고객', '날짜', '금액') + row(2, 'a', '2026-11-01', '10') + painted]))
  const { files } = await inspect([fileOf(bytes, 'orders.xlsx')], openParquetInNode)
  expect(files[0]!.source.rows).toEqual([['a', '2026-11-01', '10']])
})

test.each<[string, (bytes: Buffer) => void, string]>([
  ['is longer than the file', (bytes) => bytes.writeUInt32LE(0xffffffff, bytes.length - 8), 'truncated_parquet'],
  ['is shorter than it is', (bytes) => bytes.writeUInt32LE(9, bytes.length - 8), 'damaged_parquet'],
  ['counts rows that are not there', (bytes) => raiseRows(bytes), 'damaged_parquet'],
])('a Parquet file whose footer says that it %s', async (_, change, code) => {
  const bytes = await readFile(new URL('../fixtures/parquet/codec-none.parquet', import.meta.url))
  change(bytes)
  const work = inspect([fileOf(new Uint8Array(bytes), 'orders.parquet')], openParquetInNode)
  expect(await problemOf(work)).toMatchObject({ code, file: 'orders.parquet' })
})

/** The 60 rows of the file, written as a zigzag varint behind their Thrift field, become 63. */
function raiseRows(bytes: Buffer): void {
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
  const field = bytes.indexOf(Uint8Array.of(0x16, 120, 0x19), footer)
  if (field < 0) throw new Error('no count of rows')
  bytes[field + 1] = 126
}

describe('formulas and scripts in every cell and every header', () => {
  const hostile = [
    '=1+1',
    "=cmd|' /C calc'!A0",
    '@SUM(A1)',
    '+1+1',
    '-1-1',
    '<script>globalThis.fuzzed=1</script>',
    '<img src=x onerror="globalThis.fuzzed=1">',
    '__proto__',
    "'; drop table raw_orders; --",
    '{{constructor}}',
  ]
  /** The row of a number: the cells of the header, turned by as many places. */
  const row = (number: number) => [...hostile.slice(number), ...hostile.slice(0, number)]
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + '\n'
  const file = fileOf([0, 1, 2].map((number) => line(row(number))).join(''))
  let database: Database
  beforeAll(async () => {
    database = await openWasmInNode()
    await createRawTables(database)
  })
  afterAll(() => database.close())

  test('are text: in the header, in the cells, in the engine', async () => {
    const { files } = await inspect([file], openParquetInNode)
    expect(files[0]!.columns).toEqual(hostile)
    const { source } = files[0]!
    if (source.format !== 'csv') throw new Error(source.format)
    const cells: (readonly string[] | null)[] = []
    for await (const rows of readTable(source)) cells.push(...rows.map((row) => row.cells))
    expect(cells).toEqual([row(1), row(2)])
    for (const place of [1, 5, 8]) {
      const column = hostile[place]!
      await loadFiles(database, [file], mappingOf({ customer_id: column, ordered_at: '=1+1', amount: '@SUM(A1)', product: column })) // prettier-ignore
      const rows = await rawOrders(database)
      expect(rows.map((row) => row['product'])).toEqual([row(1)[place], row(2)[place]])
      expect(rows.map((row) => row['amount'])).toEqual([null, null])
    }
    expect('fuzzed' in globalThis).toBe(false)
  })

  test('run in no spreadsheet that opens what is given out', () => {
    const written = csvOf(hostile, [Object.fromEntries(hostile.map((cell) => [cell, cell]))])
    const [header, row, end] = written.slice(1).split('\r\n')
    expect([row, end]).toEqual([header, ''])
    expect(header!.split(',').slice(0, 5)).toEqual(["'=1+1", "'=cmd|' /C calc'!A0", "'@SUM(A1)", "'+1+1", "'-1-1"])
  })
})
