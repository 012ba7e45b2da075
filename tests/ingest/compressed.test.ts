import { readFile } from 'node:fs/promises'
import { gzipSync, constants } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { gunzip, unzstd } from '../../src/ingest/formats/archive/compressed.ts'
import { tooLarge } from '../../src/ingest/formats/archive/compressed-pieces.ts'
import { XxHash64 } from '../../src/ingest/formats/archive/compressed-xxhash.ts'
import { problemOf } from './loading.ts'

const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/archives/${name}`, import.meta.url)))
const source = (...parts: BlobPart[]) => ({ name: 'orders.gz', blob: new Blob(parts) })
const orders = Array.from(
  { length: 700 },
  (_, i) => `c${i % 7},2026-01-${String((i % 28) + 1).padStart(2, '0')},${i * 10}\n`,
).join('')

/** What a browser's decompressor does with more than one member: it refuses. */
async function withoutMembers<T>(work: () => Promise<T>): Promise<T> {
  const Native = globalThis.DecompressionStream
  globalThis.DecompressionStream = class {
    readonly readable: ReadableStream
    readonly writable: WritableStream
    constructor() {
      const parts: Uint8Array[] = []
      const { readable, writable } = new TransformStream<Uint8Array>({
        transform: (bytes) => void parts.push(bytes),
        async flush(controller) {
          const whole = new Blob(parts as BlobPart[])
          const bytes = new Uint8Array(await whole.arrayBuffer())
          const out = await new Response(whole.stream().pipeThrough(new Native('gzip'))).arrayBuffer()
          const size = new DataView(bytes.buffer).getUint32(bytes.length - 4, true)
          if (size !== out.byteLength) throw new TypeError('Junk found after end of compressed data.')
          controller.enqueue(new Uint8Array(out))
        },
      })
      this.readable = readable
      this.writable = writable
    }
  } as never
  try {
    return await work()
  } finally {
    globalThis.DecompressionStream = Native
  }
}

describe('gzip', () => {
  test('one member, with progress to the end', async () => {
    const told: number[] = []
    const blob = await gunzip(source(gzipSync(orders)), { progress: (fraction) => told.push(fraction) })
    expect(await blob.text()).toBe(orders)
    expect(told.at(-1)).toBe(1)
  })

  test('members one behind the other, where the platform knows them and where it does not', async () => {
    const file = source(gzipSync('head\n'), gzipSync(orders), gzipSync(''), gzipSync('tail'))
    expect(await (await gunzip(file, {})).text()).toBe(`head\n${orders}tail`)
    expect(await withoutMembers(async () => (await gunzip(file, {})).text())).toBe(`head\n${orders}tail`)
  })

  test('what only looks like a member within the data', async () => {
    const stored = gzipSync(gzipSync('inner'), { level: constants.Z_NO_COMPRESSION })
    const file = source(stored, gzipSync('tail'))
    const text = new Uint8Array([...gzipSync('inner'), ...new TextEncoder().encode('tail')])
    expect(new Uint8Array(await (await gunzip(file, {})).arrayBuffer())).toEqual(text)
  })

  test('zeros that fill up the last block', async () => {
    const file = source(gzipSync('one\n'), gzipSync(orders), new Uint8Array(500))
    expect(await (await gunzip(file, {})).text()).toBe(`one\n${orders}`)
  })

  test.each<[string, Uint8Array]>([
    ['cut short', gzipSync(orders).subarray(0, -300)],
    ['without its last byte', gzipSync(orders).subarray(0, -1)],
    ['with rubbish behind', Buffer.concat([gzipSync(orders), Buffer.from('rubbish')])],
    ['with a wrong checksum', gzipSync(orders).map((byte, i, all) => (i === all.length - 6 ? byte ^ 1 : byte))],
    ['a header alone', gzipSync('').subarray(0, 10)],
  ])('%s', async (_what, bytes) => {
    expect(await problemOf(gunzip(source(bytes as BlobPart), {}))).toMatchObject({ code: 'damaged_archive' })
  })

  test('many false members do not make it read for ever', async () => {
    const fake = Uint8Array.from({ length: 200_000 }, (_, i) => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][i % 10]!)
    expect(await problemOf(gunzip(source(fake), {}))).toMatchObject({ code: 'damaged_archive' })
  })

  test('a bomb stops at its limit, a cancelled one at once', async () => {
    const stretch = gzipSync(new Uint8Array(45 << 20), { level: 6 })
    // Members one behind the other: six times the same.
    const bomb = source(...Array.from({ length: 6 }, () => stretch))
    expect(await problemOf(gunzip(bomb, {}))).toMatchObject({ code: 'too_large_unpacked', detail: '256' })
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(gunzip(bomb, { signal })).rejects.toThrow('enough')
  })
})

test('limits: 8 GB, or 200 times the file beyond 256 MB', () => {
  expect(tooLarge('a', 1, 256 * 2 ** 20)).toBeNull()
  expect(tooLarge('a', 1, 256 * 2 ** 20 + 1)?.details).toMatchObject({ code: 'too_large_unpacked', detail: '256' })
  expect(tooLarge('a', 2 ** 30, 8 * 2 ** 30)).toBeNull()
  expect(tooLarge('a', 2 ** 30, 8 * 2 ** 30 + 1)?.details).toMatchObject({ detail: '8192' })
})

describe('zstd', () => {
  test.each(['orders.csv.zst', 'frames.zst', 'window-27.zst'])('%s', async (name) => {
    const blob = await unzstd(source(await fixture(name)), {})
    expect(await blob.text()).toBe(orders)
  })

  test('a dictionary or too large a window is said', async () => {
    for (const name of ['dictionary.zst', 'window-28.zst'])
      expect(await problemOf(unzstd(source(await fixture(name)), {}))).toMatchObject({ code: 'unsupported_archive' })
  })

  test('every byte counts: cut anywhere or with any bit turned, it is refused', async () => {
    const good = await fixture('orders.csv.zst')
    for (let size = 1; size < good.length; size += 97)
      expect(await problemOf(unzstd(source(good.slice(0, size)), {}))).toMatchObject({ code: 'damaged_archive' })
    for (let at = 20; at < good.length; at += 97) {
      const bad = good.slice()
      bad[at]! ^= 1 << (at % 8)
      expect(await problemOf(unzstd(source(bad), {}))).toMatchObject({ code: 'damaged_archive' })
    }
  })

  test('a bomb stops at its limit', async () => {
    // 128 KB of one byte in 4 bytes of a frame without sizes: blocks of kind 1.
    const block = [0x02, 0x00, 0x10, 0x41]
    const header = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]
    const bomb = new Uint8Array([...header, ...Array.from({ length: 2200 }, () => block).flat(), 3, 0, 0, 0])
    expect(await problemOf(unzstd(source(bomb), {}))).toMatchObject({ code: 'too_large_unpacked' })
  })
})

test('XXH64, against its published values', () => {
  const low = (text: string, pieces = 1) => {
    const hash = new XxHash64()
    const bytes = new TextEncoder().encode(text)
    const size = Math.ceil(bytes.length / pieces)
    for (let at = 0; at < bytes.length; at += size) hash.update(bytes.subarray(at, at + size))
    return hash.low32().toString(16)
  }
  expect(low('')).toBe('51d8e999')
  expect(low('abc')).toBe('ad770999')
  const long = 'The quick brown fox jumps over the lazy dog, and 0123456789 ways home'
  expect([low(long), low(long, 3), low(long, 60)]).toEqual(['6a74a673', '6a74a673', '6a74a673'])
})
