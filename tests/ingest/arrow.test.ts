import { readFile } from 'node:fs/promises'
import * as arrow from 'apache-arrow'
import { expect, test } from 'vitest'
import { isArrow, openArrow } from '../../src/ingest/formats/columnar/arrow-file.ts'
import { unpackLz4 } from '../../src/ingest/formats/columnar/arrow-lz4.ts'
import { columnarText } from '../../src/ingest/formats/columnar/text-rows.ts'
import { inspectParquet } from '../../src/ingest/formats/columnar/parquet.ts'
import { numbers, texts, times } from './every-type.ts'
import { problemOf } from './loading.ts'

const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/arrow/${name}`, import.meta.url)))

/** Every column's texts, by name, and the columns that are only named. */
async function read(bytes: Uint8Array) {
  const reader = await openArrow(new Blob([bytes as BlobPart]))
  const { columns, rowCount } = await reader.summary()
  const rows: (string | null)[][] = []
  for await (const row of columnarText(reader)) rows.push(row)
  await reader.close()
  if (columns.length > 0) expect(rows).toHaveLength(rowCount)
  return {
    columns,
    values: Object.fromEntries(columns.map(({ name }, index) => [name, rows.map((row) => row[index])])),
  }
}

const orders = {
  customer: Array.from({ length: 60 }, (_, i) => `c${i % 7}`),
  time: Array.from({ length: 60 }, (_, i) => (i ? `2026-01-01 00:${String(i).padStart(2, '0')}:00` : '2026-01-01')),
  amount: Array.from({ length: 60 }, (_, i) => `${10 * i}.00`),
  paid: Array.from({ length: 60 }, (_, i) => String(i % 3 === 0)),
}

test.each(['orders-lz4.feather', 'orders-zstd.feather', 'orders-uncompressed.feather', 'stream.arrows'])(
  '%s',
  async (name) => {
    const bytes = await fixture(name)
    expect(isArrow(bytes.subarray(0, 64))).toBe(true)
    const { columns, values } = await read(bytes)
    expect(values).toEqual(orders)
    expect(columns.map(({ type }) => type)).toEqual(['string', 'timestamp', 'decimal', 'boolean'])
  },
)

test('every type, with all its digits', async () => {
  expect((await read(await fixture('numbers-and-times.feather'))).values).toEqual({ ...numbers, ...times })
  const { columns, values } = await read(await fixture('texts-and-structs.feather'))
  expect(values).toMatchObject(texts)
  const others = columns.filter(({ type }) => type === 'other').map(({ name, typeName }) => `${name}: ${typeName}`)
  expect(others).toEqual(['dec76: Decimal[76e+3]', 'tags: List', 'lines: List', 'map: Map'])
})

test('what cannot be read is named and does not stop the rest', async () => {
  const { columns, values } = await read(await fixture('odd-types.arrow'))
  expect(columns.filter(({ type }) => type === 'other').map(({ name }) => name)).toEqual(
    ['views', 'large', 'runs', 'union', 'fixed_list', 'duration', 'interval'], // prettier-ignore
  )
  expect(values).toMatchObject({
    customer: ['a', 'b'],
    views: [null, null],
    amount: ['1', '2'],
    duration: ['0.001', '0.002'],
    dec32: ['1.10', '-2.20'],
    dec64: ['1.10', '-2.20'],
    dec256: ['1.10', '-2.20'],
    bin_view: ['short', 'bytes beyond twelve'],
    time: ['2026-01-01', '2026-01-02'],
  })
})

test('dictionaries that grow and are replaced between batches', async () => {
  const { values } = await read(await fixture('dictionaries.arrows'))
  expect(values).toEqual({ customer: ['x', 'y', 'z', 'x', null, 'w'], n: ['0', '1', '2', '3', '4', '5'] })
})

test('only the chosen columns, many small batches as one', async () => {
  const type = new arrow.Utf8()
  const batches = Array.from({ length: 100 }, (_, i) => {
    const columns = {
      a: arrow.vectorFromArray([`a${i}`], type),
      b: arrow.vectorFromArray(Int32Array.of(i)),
      c: arrow.vectorFromArray(Float64Array.of(i / 2)),
    }
    return new arrow.Table(columns)
  })
  const bytes = arrow.tableToIPC(batches[0]!.concat(...(batches.slice(1) as [])), 'file')
  const reader = await openArrow(new Blob([bytes as BlobPart]))
  expect(await reader.summary()).toMatchObject({ rowCount: 100, rows: { length: 3 } })
  await reader.start([2, 0])
  const table = arrow.tableFromIPC((await reader.next())!)
  expect(table.numRows).toBe(100)
  expect(table.get(99)!.toArray()).toEqual(['a99', 49.5])
  expect(await reader.next()).toBeNull()
})

test('what is no Arrow, old, cut or damaged', async () => {
  const problem = async (bytes: Uint8Array) =>
    (await problemOf(inspectParquet({ name: 'a', blob: new Blob([bytes as BlobPart]) }, openArrow))).code
  expect(isArrow(new TextEncoder().encode('customer,time,amount\n1,2,3\n4,5,6'))).toBe(false)
  expect(isArrow(new Uint8Array(64).fill(255))).toBe(false)
  expect(await problem(await fixture('old.feather'))).toBe('old_feather')
  const file = await fixture('orders-lz4.feather')
  expect(await problem(file.slice(0, -10))).toBe('truncated_arrow')
  const stream = await fixture('stream.arrows')
  expect(await problem(stream.slice(0, 2000))).toBe('truncated_arrow')
  expect(await problem(stream.slice(0, 10))).toBe('truncated_arrow')
})

test('with any byte changed it is read or refused, never a crash', async () => {
  for (const name of ['orders-lz4.feather', 'orders-zstd.feather', 'dictionaries.arrows', 'odd-types.arrow']) {
    const good = await fixture(name)
    for (let at = 8; at < good.length; at += 61) {
      const bad = good.slice()
      bad[at]! ^= 1 + ((at * 37) % 255)
      try {
        await read(bad)
      } catch (error) {
        expect(String(error)).toMatch(/^ParquetError: (truncated|damaged|unsupported)_arrow: /)
      }
    }
  }
})

test('LZ4 blocks that overlap, are stored, or lie', () => {
  const frame = (...blocks: number[][]) =>
    Uint8Array.of(
      ...[0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82],
      ...blocks.flatMap((block) => [block.length, 0, 0, 0, ...block]),
      ...[0, 0, 0, 0],
    )
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  // "ab", then 12 bytes from two back, then "!".
  const block = [0x28, 97, 98, 2, 0, 0x10, 33]
  expect(text(unpackLz4(frame(block), 15))).toBe('abababababababa'.slice(0, 14) + '!')
  const stored = frame([97, 98])
  stored[10] = 0x80
  expect(text(unpackLz4(stored, 2))).toBe('ab')
  expect(() => unpackLz4(frame(block), 14)).toThrow(RangeError)
  expect(() => unpackLz4(frame(block), 16)).toThrow(RangeError)
  expect(() => unpackLz4(frame([0x28, 97, 98, 3, 0, 0x10, 33]), 15)).toThrow(RangeError)
  expect(() => unpackLz4(frame(block).subarray(0, 14), 15)).toThrow(RangeError)
})
