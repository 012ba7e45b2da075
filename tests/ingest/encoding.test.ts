import { expect, test } from 'vitest'
import { decode, detectEncoding, looksBinary, toUtf8 } from '../../src/ingest/encoding.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const table = '고객,주문일,금액\n김,2026-11-01,10\n'

test('marks decide', () => {
  expect(detectEncoding(utf8('\ufeff' + table), true)).toEqual({ encoding: 'utf-8', bom: 3 })
  expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0), true)).toEqual({ encoding: 'utf-16le', bom: 2 })
  expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x41), true)).toEqual({ encoding: 'utf-16be', bom: 2 })
})

test('a piece that begins and ends inside a character is still UTF-8', () => {
  const bytes = utf8('고객 이름\n'.repeat(30))
  for (let from = 0; from < 20; from++)
    expect(detectEncoding(utf8('a,b\n'), false, [bytes.subarray(from, bytes.length - from)])).toEqual({
      encoding: 'utf-8',
      bom: 0,
    })
  expect(detectEncoding(bytes.subarray(0, bytes.length - 4), false)).toEqual({ encoding: 'utf-8', bom: 0 })
})

test('other encodings are found wherever they begin', () => {
  const latin = Uint8Array.from('né,1\n'.repeat(20), (char) => char.charCodeAt(0))
  expect(detectEncoding(latin, true)).toBeNull()
  expect(detectEncoding(utf8('a,b\n1,2\n'), false, [latin])).toBeNull()
  expect(detectEncoding(Uint8Array.from([...utf8('a,b\nx,'), 0xe9]), true)).toBeNull()
  const mostlyGood = new Uint8Array([...utf8(table.repeat(40)), ...latin.subarray(0, 5)])
  expect(detectEncoding(mostlyGood, true)).toEqual({ encoding: 'utf-8', bom: 0 })
})

test('noise is no text; tabs and line breaks are', () => {
  expect(looksBinary(Uint8Array.from({ length: 256 }, (_, index) => index))).toBe(true)
  expect(looksBinary(utf8('a\tb\r\n'.repeat(50)))).toBe(false)
  expect(looksBinary(utf8(table.repeat(10) + '\0'))).toBe(false)
})

test('UTF-16 becomes UTF-8, pieces cut inside characters included', async () => {
  const text = '😀고,a\n'.repeat(1_200_000)
  const units = new Uint8Array(text.length * 2 + 2)
  const view = new DataView(units.buffer)
  view.setUint16(0, 0xfeff, true)
  for (let index = 0; index < text.length; index++) view.setUint16(2 + 2 * index, text.charCodeAt(index), true)
  const detected = detectEncoding(units.subarray(0, 1000), false)!
  const result = await toUtf8(new Blob([units]), detected)
  expect(await result.text()).toBe(text)
  expect(decode(units.subarray(2, 14), 'utf-16le')).toBe('😀고,a\n')
})
