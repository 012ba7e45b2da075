import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Dictionary, Int32, tableFromArrays, tableToIPC, Utf8, vectorFromArray, Table, LargeUtf8 } from 'apache-arrow'
import type * as ParquetWasm from 'parquet-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import type { ParquetOpener } from '../../src/ingest/formats/columnar/parquet.ts'
import { inspect } from '../../src/ingest/inspect.ts'
import { loadTable } from '../../src/ingest/load.ts'
import { engines, fileOf, loadFiles, mappingOf, problemOf, rowsOf } from './loading.ts'

const parquet = createRequire(import.meta.url)('parquet-wasm') as typeof ParquetWasm
let folder: string
let connection: Awaited<ReturnType<DuckDBInstance['connect']>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parquet-'))
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(async () => {
  connection.closeSync()
  await rm(folder, { recursive: true })
})

/** A Parquet file of a query's rows. */
async function written(query: string, options = ''): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, 'made.parquet')
  await connection.run(`copy (${query}) to '${path}' (format parquet ${options})`)
  return new Uint8Array(await readFile(path))
}

const orders = (rows: number) =>
  `select 'c' || (i % 7) as customer, timestamp '2026-01-01' + to_minutes(i::bigint) as time, (i * 10)::decimal(18, 2) as amount, 'p' || i as product, 'ignored' as note from range(${rows}) t(i)`
const expected = (rows: number) =>
  Array.from({ length: rows }, (_, i) => ({
    file_no: 1,
    row_no: i + 1,
    customer_id: `c${i % 7}`,
    ordered_at: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString().slice(0, i % 1440 ? 19 : 10),
    amount: i * 10,
    order_id: null,
    product: `p${i}`,
  }))

test('metadata and a sample from everywhere, without an engine', async () => {
  const file = fileOf(await written(orders(100_000), ', row_group_size 10000'), 'no-name')
  const { files, sample } = await inspect([file], openParquetInNode)
  expect(files).toMatchObject([{ format: 'parquet', encoding: null, rows: 100_000 }])
  expect(sample.headers).toEqual(['customer', 'time', 'amount', 'product', 'note'])
  expect(sample.types).toEqual(['string', 'timestamp', 'decimal', 'string', 'string'])
  expect(sample.rows[1]).toEqual(['c1', '2026-01-01 00:01:00', '10.00', 'p1', 'ignored'])
  expect(sample.rows.at(-1)![3]!.slice(0, 2)).toBe('p9')
})

const typed: Record<string, string> = {
  'DATE, DOUBLE, BIGINT ids': `select 7::bigint as customer, date '2026-11-01' as time, 1.5::double as amount`,
  'TIMESTAMP with zone, FLOAT': `select '7' as customer, timestamptz '2026-11-01 00:00:00+00' as time, 1.5::float as amount`,
  'TIMESTAMP_S, HUGEINT-sized DECIMAL': `select '7' as customer, timestamp_s '2026-11-01' as time, 1.5::decimal(38, 6) as amount`,
  'TIMESTAMP_MS, small DECIMAL': `select '7' as customer, timestamp_ms '2026-11-01' as time, 1.5::decimal(4, 1) as amount`,
  'TIMESTAMP_NS, text amounts': `select 7::utinyint as customer, timestamp_ns '2026-11-01' as time, '1.50' as amount`,
  'enumerations, text dates': `select '7'::enum('7', '8') as customer, '2026-11-01' as time, '₩1.5' as amount`,
  'text as BLOB': `select '7'::blob as customer, '2026-11-01'::blob as time, 1.5 as amount`,
}

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  const mapping = mappingOf({ product: 'product' })

  test.each(['uncompressed', 'snappy', 'zstd', 'gzip', 'brotli', 'lz4_raw'])('%s', async (codec) => {
    const file = fileOf(await written(orders(3000), `, compression ${codec}`))
    expect(await rowsOf(database, [file], mapping)).toEqual(expected(3000))
  })

  test.each(Object.keys(typed))('%s', async (types) => {
    const rows = await rowsOf(database, [fileOf(await written(typed[types]!))])
    expect(rows).toMatchObject([{ customer_id: '7', ordered_at: '2026-11-01', amount: 1.5 }])
  })

  test('many small row groups, and one large', async () => {
    for (const size of [2048, 700_000]) {
      await createRawTables(database).catch(() => {})
      const file = fileOf(await written(orders(650_000), `, row_group_size ${size}`))
      expect((await loadFiles(database, [file], mapping)).files).toMatchObject([{ records: 650_000, kept: 650_000 }])
      const wrong = `select count(*) filter (where product <> 'p' || (row_no - 1) or amount <> 10 * (row_no - 1)) from raw_orders`
      expect(await database.query(`select (${wrong})::double as wrong`)).toEqual([{ wrong: 0 }])
    }
  })

  test("another writer's dictionaries and large texts", async () => {
    const table = new Table({
      customer: vectorFromArray(['a', 'b', 'a'], new Dictionary(new Utf8(), new Int32())),
      time: vectorFromArray(['2026-11-01', '2026-11-02', null], new LargeUtf8()),
      amount: tableFromArrays({ amount: Float64Array.of(1, NaN, Infinity) }).getChild('amount')!,
    })
    const bytes = parquet.writeParquet(parquet.Table.fromIPCStream(tableToIPC(table, 'stream')))
    const rows = await rowsOf(database, [fileOf(bytes.slice())])
    expect(rows.map(({ customer_id, ordered_at, amount }) => [customer_id, ordered_at, amount])).toEqual([
      ['a', '2026-11-01', 1],
      ['b', '2026-11-02', null],
      ['a', null, null],
    ])
    expect(
      await database.query(`select cast(row_no as double) as row, reason, text from raw_rejected_rows order by 1, 2`),
    ).toEqual([
      { row: 2, reason: 'no_amount', text: expect.stringMatching(/^nan$/i) },
      { row: 3, reason: 'no_amount', text: expect.stringMatching(/^inf/i) },
      { row: 3, reason: 'no_time', text: null },
    ])
  })

  test('awkward column names, beside a text file with the same columns', async () => {
    const query = `select 'a' as "a.b", '2026-11-01' as "it's ""x""", 1 as "Amount ", 2 as "__proto__"`
    const mapping = mappingOf({ customer_id: 'a.b', ordered_at: `it's "x"`, amount: 'Amount', quantity: '__proto__' })
    const text = fileOf(`amount,__proto__,a.b,"it's ""x"""\n5,2,b,2026-11-02\n`)
    const rows = await rowsOf(database, [fileOf(await written(query)), text], mapping)
    expect(rows).toMatchObject([
      { file_no: 1, row_no: 1, customer_id: 'a', amount: 1 },
      { file_no: 2, row_no: 1, customer_id: 'b', amount: 5 },
    ])
  })

  test('what cannot be read is a problem, and the engine lives on', async () => {
    await createRawTables(database).catch(() => {})
    const good = await written(orders(200_000), ', row_group_size 50000')
    const damaged = good.slice()
    damaged.fill(7, good.length >> 1, (good.length >> 1) + 20_000)
    const nested = await written(`select ['a'] as customer, date '2026-11-01' as time, 1 as amount`)
    const none = await written(`${orders(1)} where false`)
    expect(await problemOf(loadFiles(database, [fileOf(damaged)], mapping))).toMatchObject({ code: 'damaged_parquet' })
    expect(await problemOf(loadFiles(database, [fileOf(good.slice(0, -900))]))).toMatchObject({
      code: 'truncated_parquet',
    })
    expect(await problemOf(loadFiles(database, [fileOf(none)]))).toMatchObject({ code: 'no_rows' })
    expect(await problemOf(loadFiles(database, [fileOf(nested)]))).toMatchObject({
      code: 'unsupported_column',
      column: 'customer',
    })
    await loadFiles(database, [fileOf(good)])
    expect(await database.query('select count(*)::double as n from raw_orders')).toEqual([{ n: 200_000 }])
  })
})

test('a cancelled load does not wait for the decoder', async () => {
  const database = await engines[0]![1]()
  await createRawTables(database)
  const file = fileOf(await written(orders(10)))
  const inspection = await inspect([file], openParquetInNode)
  const controller = new AbortController()
  const silent: ParquetOpener = async (blob) => ({
    ...(await openParquetInNode(blob)),
    next: () => new Promise(() => setTimeout(() => controller.abort(new Error('enough')), 20)),
  })
  const load = loadTable(database, [{ inspection, mapping: mappingOf() }], {
    openParquet: silent,
    signal: controller.signal,
  })
  await expect(load).rejects.toThrow('enough')
  expect(await database.query('select count(*)::double as n from raw_orders')).toEqual([{ n: 0 }])
  await database.close()
})

test('a damaged first page is a problem at once, in the inspection', async () => {
  const bytes = await written(orders(50_000))
  bytes.fill(7, 60, 20_000)
  expect(await problemOf(inspect([fileOf(bytes)], openParquetInNode))).toMatchObject({ code: 'damaged_parquet' })
})
