import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import type * as ParquetWasm from 'parquet-wasm'
import { expect, test } from 'vitest'
import { columnarText } from '../../src/ingest/formats/columnar/text-rows.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspectParquet } from '../../src/ingest/formats/columnar/parquet.ts'
import { numbers, texts, times } from './every-type.ts'
import { fileOf, problemOf } from './loading.ts'

const parquet = createRequire(import.meta.url)('parquet-wasm') as typeof ParquetWasm
const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/parquet/${name}.parquet`, import.meta.url)))

/** Every column's texts, and the columns. */
async function read(bytes: Uint8Array) {
  const reader = await openParquetInNode(new Blob([bytes as BlobPart]))
  try {
    const { columns, rowCount } = await reader.summary()
    const rows: (string | null)[][] = []
    for await (const row of columnarText(reader)) rows.push(row)
    expect(rows).toHaveLength(columns.length > 0 ? rowCount : 0)
    return { columns, rows, values: columns.map((_, index) => rows.map((row) => row[index])) }
  } finally {
    await reader.close()
  }
}

const named = ({ columns, values }: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]))

const orders = Array.from({ length: 60 }, (_, i) => [
  `c${i % 7}`,
  i ? `2026-01-01 00:${String(i).padStart(2, '0')}:00` : '2026-01-01',
  `${10 * i}.00`,
  String(i % 3 === 0),
])

test('every type, with all its digits', async () => {
  expect(named(await read(await fixture('numbers')))).toEqual(numbers)
  expect(named(await read(await fixture('times')))).toEqual(times)
  const table = await read(await fixture('texts-and-structs'))
  expect(named(table)).toMatchObject(texts)
  const others = table.columns.filter(({ type }) => type === 'other').map(({ name }) => name)
  expect(others).toEqual(['dec76', 'tags', 'lines', 'map'])
})

test('decimals in all their physical kinds, times as INT96', async () => {
  const { dec9, dec18, dec38 } = texts
  expect(named(await read(await fixture('decimals-as-integers')))).toEqual({ dec9, dec18, dec38 })
  expect(named(await read(await fixture('int96')))).toMatchObject({ time: times['ts_ns'] })
})

test.each(
  ['none', 'snappy', 'gzip', 'zstd', 'lz4', 'brotli']
    .map((codec) => `codec-${codec}`)
    .concat(['pages-v2', 'delta-length']),
)('%s', async (name) => {
  expect((await read(await fixture(name))).rows).toEqual(orders)
})

test('delta, byte-stream-split and run-length encodings', async () => {
  expect((await read(await fixture('encodings'))).rows).toEqual(
    orders.map(([customer, , , paid], i) => [
      customer,
      String(1767225600000 + 60_000 * i),
      String(i / 4),
      paid,
      String(i),
    ]),
  )
})

test('names that are not alone, and fields within others', async () => {
  const { columns, rows } = await read(await fixture('names'))
  expect(columns.map(({ name }) => name)).toEqual(['a.b', `it's "x"`, '금액💰', 'same', 'same', 'a.b', 'SAME'])
  expect(rows).toEqual([['a', '2026-01-01', '5', 'dup1', 'dup2', 'nested', 'upper']])
  expect((await read(await fixture('nul-name'))).rows).toEqual([['a', '2026-01-01', '5']])
})

test('no rows, no row groups, no columns, a row a group', async () => {
  for (const name of ['no-rows', 'no-groups', 'no-columns']) expect((await read(await fixture(name))).rows).toEqual([])
  expect((await read(await fixture('one-row-groups'))).rows).toEqual(orders.slice(0, 5))
  const codes = await Promise.all(
    ['no-rows', 'no-columns'].map(async (name) =>
      problemOf(inspectParquet(fileOf((await fixture(name)) as BlobPart), openParquetInNode)),
    ),
  )
  expect(codes).toMatchObject([{ code: 'no_rows' }, { code: 'too_few_columns', detail: '0' }])
})

test('thousands of row groups of one row each', async () => {
  const numbers = Array.from({ length: 1000 }, (_, i) => i)
  const table = tableFromArrays({ customer: Int32Array.from(numbers), amount: Float64Array.from(numbers) })
  const settings = new parquet.WriterPropertiesBuilder().setMaxRowGroupSize(1).build()
  const bytes = parquet.writeParquet(parquet.Table.fromIPCStream(tableToIPC(table, 'stream')), settings)
  const { rows } = await read(bytes)
  expect(rows).toEqual(numbers.map((i) => [String(i), String(i)]))
})

test('with any byte changed it is read or refused', async () => {
  const good = await fixture('codec-zstd')
  const outcomes = new Set<string>()
  for (let at = 4; at < good.length - 4; at += 31) {
    const bad = good.slice()
    bad[at]! ^= 1 + ((at * 37) % 255)
    try {
      await read(bad)
      outcomes.add('read')
    } catch (error) {
      outcomes.add(/^ParquetError: (\w+): /.exec(String(error))?.[1] ?? String(error))
    }
  }
  expect([...outcomes].filter((outcome) => !/^(read|truncated|damaged|unsupported)$/.test(outcome))).toEqual([])
})
