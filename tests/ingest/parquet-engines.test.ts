import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspectParquet } from '../../src/ingest/formats/columnar/parquet.ts'
import type { Inspection } from '../../src/ingest/inspect.ts'
import { loadTable } from '../../src/ingest/load.ts'
import { sourceColumns, type Mapping } from '../../src/ingest/mapping.ts'
import { engines, mappingOf, problemOf, rawOrders } from './loading.ts'

async function inspected(path: string, change?: (bytes: Uint8Array) => void): Promise<Inspection> {
  const bytes = new Uint8Array(await readFile(new URL(`../fixtures/${path}`, import.meta.url)))
  change?.(bytes)
  const file = { name: path, blob: new Blob([bytes]) }
  const source = await inspectParquet(file, openParquetInNode)
  const { headers, rows, rowCount, types } = source
  return {
    files: [
      {
        file,
        inner: null,
        format: 'parquet',
        encoding: null,
        isEncodingGuessed: false,
        rows: rowCount,
        columns: sourceColumns(headers),
        source,
        setAside: [],
      },
    ],
    sample: { headers, rows, types },
  }
}

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const load = async (inspection: Inspection, columns: Mapping['columns'] = {}) => {
    for (const kind of ['view', 'table']) await database.execute(`drop ${kind} if exists raw_orders`).catch(() => {})
    await createRawTables(database)
    await loadTable(database, [{ inspection, mapping: mappingOf(columns) }], { openParquet: openParquetInNode })
    return rawOrders(database)
  }
  const orders = Array.from({ length: 60 }, (_, i) => ({
    file_no: 1,
    row_no: i + 1,
    customer_id: `c${i % 7}`,
    ordered_at: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString().slice(0, i ? 19 : 10),
    amount: 10 * i,
    order_id: null,
    product: String(i % 3 === 0),
  }))

  test.each([
    ...['lz4', 'zstd', 'uncompressed'].map((codec) => `arrow/orders-${codec}.feather`),
    'arrow/stream.arrows',
    ...['lz4', 'brotli'].map((codec) => `parquet/codec-${codec}.parquet`),
    'parquet/pages-v2.parquet',
    'parquet/delta-length.parquet',
  ])('%s', async (path) => {
    expect(await load(await inspected(path), { product: 'paid' })).toEqual(orders)
  })

  test.each(['parquet/texts-and-structs.parquet', 'arrow/texts-and-structs.feather'])(
    '%s: fields of structs, and every kind of text',
    async (path) => {
      const columns = {
        customer_id: 'customer.email',
        ordered_at: 'text',
        amount: 'dec9',
        product: 'customer.address.city',
      }
      const inspection = await inspected(path)
      expect(await load(inspection, columns)).toMatchObject([
        { customer_id: 'a@b.c', amount: 1234567.89, product: '서울' },
        { customer_id: null, amount: -0.01, product: null },
        { customer_id: null, amount: null, product: null },
      ])
      const kinds = { customer_id: 'dictionary', ordered_at: 'large_text', amount: 'customer.address.zip' }
      for (const product of ['view', 'binary', 'fixed', 'nothing'])
        expect((await load(inspection, { ...kinds, product }))[0]).toMatchObject({
          customer_id: 'x',
          amount: 1,
          product: { view: 'short', binary: 'abc', fixed: 'abc', nothing: null }[product],
        })
    },
  )

  test.each(['tags', 'lines', 'map', 'dec76'])('%s cannot be used, the others can', async (product) => {
    for (const path of ['parquet/texts-and-structs.parquet', 'arrow/texts-and-structs.feather'])
      expect(
        await problemOf(
          load(await inspected(path), { customer_id: 'text', ordered_at: 'view', amount: 'dec9', product }),
        ),
      ).toMatchObject({ code: 'unsupported_column', column: product })
  })

  test('every kind of time, before and after 1970', async () => {
    for (const [time, first, second] of [
      ['date64', '2026-02-28 00:00:00', '1900-01-01 00:00:00'],
      ['ts_s', '2026-01-01 00:00:00', '1969-12-31 23:59:59'],
      ['ts_us', '2026-01-01 00:00:00.123456', '1969-12-31 23:59:59.999999'],
      // The engine has microseconds, and rounds towards 1970.
      ['ts_ns', '2026-01-01 00:00:00.123456', '1970-01-01 00:00:00'],
      ['ts_us_seoul', '2026-01-01 00:00:00.123456', '1969-12-31 23:59:59.999999'],
    ] as const)
      for (const [path, others] of [
        ['parquet/times.parquet', 'date32'],
        ['arrow/numbers-and-times.feather', 'int8'],
      ] as const) {
        await load(await inspected(path), { customer_id: others, ordered_at: time, amount: others })
        const rows = await database.query('select cast(ordered_at as varchar) as t from raw_orders order by row_no')
        expect([path, time, ...rows.map(({ t }) => t)]).toEqual([path, time, first, second, null])
      }
  })

  test('every kind of number', async () => {
    for (const [amount, first, second] of [
      ['int8', -128, 127],
      ['uint32', 0, 4294967295],
      ['float16', 1.5, -0.0999755859375],
      ['float32', 1.1, null],
    ] as const)
      for (const path of ['parquet/numbers.parquet', 'arrow/numbers-and-times.feather']) {
        const rows = await load(await inspected(path), { customer_id: 'int64', ordered_at: 'uint64', amount })
        const [one, two] = rows.map((row) => row['amount'] as number)
        expect(rows.map(({ customer_id }) => customer_id)).toEqual([
          '-9223372036854775808',
          '9223372036854775807',
          null,
        ])
        expect(one).toBeCloseTo(first, 3)
        if (second !== null) expect(two).toBeCloseTo(second, 3)
      }
  })

  test('names that are not alone', async () => {
    const inspection = await inspected('parquet/names.parquet')
    const columns = { customer_id: 'a.b_2', ordered_at: `it's "x"`, amount: '금액💰' }
    for (const [product, text] of [
      ['a.b', 'a'],
      ['same', 'dup1'],
      ['same_2', 'dup2'],
      ['SAME_3', 'upper'],
    ] as const)
      // prettier-ignore
      expect(await load(inspection, { ...columns, product })).toMatchObject([
        { customer_id: 'nested', ordered_at: '2026-01-01', amount: 5, product: text },
      ])
    const nul = await inspected('parquet/nul-name.parquet')
    expect(await load(nul, { customer_id: 'customer', amount: 'column_3' })).toMatchObject([
      { customer_id: 'a', amount: 5 },
    ])
  })

  test('dictionaries of a stream', async () => {
    const inspection = await inspected('arrow/dictionaries.arrows')
    const rows = await load(inspection, { ordered_at: 'n', amount: 'n' })
    expect(rows.map(({ customer_id }) => customer_id)).toEqual(['x', 'y', 'z', 'x', null, 'w'])
  })
})
