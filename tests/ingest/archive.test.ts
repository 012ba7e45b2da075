import { readFile } from 'node:fs/promises'
import { BlobReader, BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import { describe, expect, test } from 'vitest'
import { openZip, zipNames } from '../../src/ingest/formats/archive/archive.ts'
import { problemOf } from './loading.ts'

const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/archives/${name}`, import.meta.url)))
const source = (blob: Blob, name = 'export.zip') => ({ name, blob })

type Files = Readonly<Record<string, string | Uint8Array>>

async function zipped(files: Files, options: object = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options })
  for (const [name, content] of Object.entries(files))
    await writer.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content))
  return writer.close()
}

const contents = async (blob: Blob, password?: string) => {
  const members = await openZip(source(blob), { password })
  return Promise.all(members.map(async ({ name, size, open }) => [name, size, await (await open()).text()]))
}

const files = { '주문/10월.csv': 'a,b\n1,2\n', 'stored.csv': 'c,d\n'.repeat(1000), 'empty.csv': '' }
const expected = [
  ['주문/10월.csv', 8, 'a,b\n1,2\n'],
  ['stored.csv', 4000, 'c,d\n'.repeat(1000)],
  ['empty.csv', 0, ''],
]

test.each<[string, object]>([
  ['deflated', {}],
  ['stored', { level: 0 }],
  ['Zip64', { zip64: true }],
  ['sizes behind the data', { dataDescriptor: true }],
])('%s members, in order', async (_kind, options) => {
  expect(await contents(await zipped(files, options))).toEqual(expected)
})

test('names in CP949, and what systems leave in archives', async () => {
  const file = source(new Blob([await fixture('cp949-names.zip')]))
  const members = await openZip(file, {})
  expect(members.map(({ name }) => name)).toEqual(['주문/10월 주문.csv', '믜쀍.csv', 'utf-8 이름.csv'])
  expect(await (await members[0]!.open()).text()).toMatch(/^c0,2026-01-01,0\nc1,2026-01-02,10\n/)
  expect(await (await members[2]!.open()).text()).toBe('c,d\n')
  expect(await zipNames(file)).toContain('__MACOSX/._a.csv')
})

test('a workbook is known by its names', async () => {
  const file = source(await zipped({ '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }))
  expect(await zipNames(file)).toEqual(['[Content_Types].xml', 'xl/workbook.xml'])
})

describe.each<[string, object]>([
  ['ZipCrypto', { zipCrypto: true }],
  ['AES-128', { encryptionStrength: 1 }],
  ['AES-256', { encryptionStrength: 3 }],
])('%s', (_cipher, options) => {
  test('asks for the password, says that it is wrong, opens with the right one', async () => {
    const blob = await zipped(files, { password: '비밀 1', ...options })
    expect(await problemOf(openZip(source(blob), {}))).toMatchObject({ code: 'needs_password' })
    const [, member] = await openZip(source(blob), { password: 'other' })
    expect(await problemOf(member!.open())).toMatchObject({ code: 'wrong_password', file: 'export.zip' })
    expect(await contents(blob, '비밀 1')).toEqual(expected)
  })
})

describe('hostile', () => {
  const bomb = (unpacked: number) => zipped({ 'a.csv': new Uint8Array(unpacked) }, { level: 6 })
  const overwritten = async (blob: Blob, from: number, to: number) => {
    const view = new DataView(await blob.arrayBuffer())
    for (let at = 0; at + 4 <= view.byteLength; at++)
      if (view.getUint32(at, true) === from) view.setUint32(at, to, true)
    return new Blob([view])
  }

  test('a bomb is refused by the sizes that it states', async () => {
    const stated = await overwritten(await bomb(3 << 20), 3 << 20, 270 << 20)
    expect(await problemOf(openZip(source(stated), {}))).toMatchObject({ code: 'too_large_unpacked', detail: '256' })
  })

  test('and where it lies about them, while it is unpacked', async () => {
    const [member] = await openZip(source(await overwritten(await bomb(3 << 20), 3 << 20, 1000)), {})
    expect(member!.size).toBe(1000)
    expect(await problemOf(member!.open())).toMatchObject({ code: 'damaged_archive', file: 'export.zip: a.csv' })
  })

  test('more than a thousand members', async () => {
    const members = 1001
    const header = (place: number, signature: number, size: number, nameAt: number) => {
      const bytes = new Uint8Array(size + 8)
      const view = new DataView(bytes.buffer)
      view.setUint32(0, signature, true)
      view.setUint16(nameAt, 8, true)
      if (size === 46) view.setUint32(42, place * 38, true)
      bytes.set(new TextEncoder().encode(String(place).padStart(4, '0') + '.csv'), size)
      return bytes
    }
    const places = Array.from({ length: members }, (_, i) => i)
    const end = new DataView(new ArrayBuffer(22))
    end.setUint32(0, 0x06054b50, true)
    end.setUint16(8, members, true)
    end.setUint16(10, members, true)
    end.setUint32(12, members * 54, true)
    end.setUint32(16, members * 38, true)
    const many = new Blob([
      ...places.map((i) => header(i, 0x04034b50, 30, 26)),
      ...places.map((i) => header(i, 0x02014b50, 46, 28)),
      end,
    ])
    expect((await zipNames(source(many))).slice(-2)).toEqual(['0999.csv', '1000.csv'])
    expect(await problemOf(openZip(source(many), {}))).toMatchObject({ code: 'too_many_members', detail: '1000' })
  })

  test('names are text, never paths', async () => {
    const names = ['../../a.csv', '/etc/b.csv', 'C:\\c.csv', '__proto__', 'constructor']
    const blob = await zipped(Object.fromEntries(names.map((name) => [name, 'x'])))
    const members = await openZip(source(blob), {})
    expect(members.map(({ name }) => name)).toEqual(names)
    expect(await Promise.all(members.map(async ({ open }) => (await open()).text()))).toEqual(names.map(() => 'x'))
  })

  test('cut short, changed, or no archive at all', async () => {
    const bytes = new Uint8Array(await (await zipped(files)).arrayBuffer())
    for (const size of [4, 30, 100, bytes.length - 30, bytes.length - 1])
      expect(await problemOf(openZip(source(new Blob([bytes.slice(0, size)])), {}))).toMatchObject({
        code: 'damaged_archive',
      })
    const changed = bytes.slice()
    changed[80]! ^= 255
    expect(await problemOf(contents(new Blob([changed])))).toMatchObject({ code: 'damaged_archive' })
    expect(await problemOf(zipNames(source(new Blob(['PK\x03\x04nothing']))))).toMatchObject({
      code: 'damaged_archive',
    })
  })

  test('a cancelled one stops', async () => {
    const [member] = await openZip(source(await zipped(files)), {
      signal: AbortSignal.abort(new Error('enough')),
    }).catch((error: unknown) => [{ open: () => Promise.reject(error) }])
    await expect(member!.open()).rejects.toThrow('enough')
  })
})

test('a member becomes a Blob without ever being in one buffer, with progress', async () => {
  const lines = new Blob(Array.from({ length: 40 }, (_, i) => `${i},`.repeat(100_000)))
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  await writer.add('big.csv', new BlobReader(lines), { level: 1 })
  const told: number[] = []
  const [member] = await openZip(source(await writer.close()), { progress: (fraction) => told.push(fraction) })
  const blob = await member!.open()
  expect(blob.size).toBe(lines.size)
  expect(await blob.slice(-9).text()).toBe('39,39,39,')
  expect(told.at(-1)).toBe(1)
  expect(told.length).toBeGreaterThan(2)
})
