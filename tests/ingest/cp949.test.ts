import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decode, toUtf8, type TextEncoding } from '../../src/ingest/encoding.ts'
import { transcoder } from '../../src/ingest/encodings/transcoder.ts'

/** All pairs of a lead and any byte but a line feed, each with a line feed behind it. */
const pairs = Array.from({ length: 128 << 8 }, (_, index) => 0x8000 + index).filter((pair) => (pair & 255) !== 10)
const lines = Uint8Array.from(pairs.flatMap((pair) => [pair >> 8, pair & 255, 10]))
const oracle = (bytes: Uint8Array, encoding: string) => iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false })

function pieces(bytes: Uint8Array, encoding: TextEncoding, ends: readonly number[]): string {
  const writer = transcoder(encoding)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let start = 0
  for (const end of [...ends, bytes.length]) {
    text += decoder.decode(writer.push(bytes.subarray(start, end)), { stream: true })
    start = end
  }
  return text + decoder.decode(writer.end())
}

/** The decoder euc-kr of the Encoding Standard, around an independent table of pairs. */
function standard(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!
    if (byte < 128) text += String.fromCharCode(byte)
    else if (byte === 0x80 || byte === 0xff || index + 1 === bytes.length) text += '\ufffd'
    else {
      const pair = oracle(bytes.subarray(index, index + 2), 'cp949')
      text += pair.length === 1 ? pair : '\ufffd'
      if (bytes[index + 1]! >= 128 || (pair.length === 1 && pair !== '\ufffd')) index++
    }
  }
  return text
}

test('all 17,048 pairs are what an independent table says', () => {
  const ours = decode(lines, 'cp949').split('\n')
  const known = pairs.flatMap((pair) => {
    const text = oracle(Uint8Array.of(pair >> 8, pair & 255), 'cp949')
    return text.length === 1 && text !== '\ufffd' ? [{ pair, text }] : []
  })
  expect(known).toHaveLength(17_048)
  const at = new Map(pairs.map((pair, index) => [pair, index]))
  expect(known.filter(({ pair, text }) => ours[at.get(pair)!] !== text)).toEqual([])
  const characters = ours.filter((text) => text.length === 1 && text !== '\ufffd')
  expect(characters).toHaveLength(17_048)
  expect(characters.filter((text) => text >= '가' && text <= '힣')).toHaveLength(11_172)
})

test('a broken pair takes no ASCII with it', () => {
  expect(decode(lines, 'cp949') === standard(lines)).toBe(true)
  expect(decode(Uint8Array.of(0xb0, 0x2c, 0x41), 'cp949')).toBe('\ufffd,A')
  expect(decode(Uint8Array.of(0xc7, 0x41), 'cp949')).toBe('\ufffdA')
  expect(decode(Uint8Array.of(0xc9, 0xa1, 0xfe, 0xfe, 0x80, 0xff), 'cp949')).toBe('\ufffd\ufffd\ufffd\ufffd')
  expect(decode(Uint8Array.of(0x41, 0xb0), 'cp949')).toBe('A\ufffd')
  expect(decode(Uint8Array.of(0xa2, 0xe6, 0xa2, 0xe7), 'cp949')).toBe('€®')
})

test('Shift-JIS is what an independent table says, private characters aside', () => {
  const ours = decode(lines, 'shift_jis').split('\n')
  const known = pairs.flatMap((pair, index) => {
    const text = oracle(Uint8Array.of(pair >> 8, pair & 255), 'shift_jis')
    return (pair >> 8 < 0xa0 || pair >> 8 > 0xdf) && text.length === 1 && text !== '\ufffd' ? [{ index, text }] : []
  })
  expect(known.length).toBeGreaterThan(7000)
  expect(known.filter(({ index, text }) => ours[index] !== text)).toEqual([])
  const controls = Uint8Array.from({ length: 128 }, (_, byte) => byte)
  expect(decode(controls, 'shift_jis')).toBe(String.fromCharCode(...controls))
  expect(decode(Uint8Array.of(0x80, 0xa0, 0xb1, 0xdf, 0xfd, 0x81, 0x2c), 'shift_jis')).toBe('\x80\ufffdｱﾟ\ufffd\ufffd,')
  expect(decode(Uint8Array.of(0xf0, 0x40, 0xf9, 0xfc, 0xfb, 0xfc), 'shift_jis')).toBe('\ue000\ue757髙')
})

test('windows-1252 has its quotes and the euro sign', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const undefinedOnes = [0x81, 0x8d, 0x8f, 0x90, 0x9d]
  const expected = [...bytes].map((byte) =>
    undefinedOnes.includes(byte) ? String.fromCharCode(byte) : oracle(Uint8Array.of(byte), 'win1252'),
  )
  expect(decode(bytes, 'windows-1252')).toBe(expected.join(''))
})

const text = '주문,똠얌 펲시,€12\r\n뷁"★\tA가\n'
const japanese = '注文,ﾀﾅｶ 表示,髙﨑\r\nソ"Tシャツ\n'
test.each([
  ['cp949', text, 'cp949'],
  ['shift_jis', japanese, 'cp932'],
  ['windows-1252', 'Zoé;€ 12;“Größe”\r\n', 'win1252'],
  ['utf-16le', text + '😀', 'utf-16le'],
  ['utf-16be', text + '😀', 'utf-16be'],
  ['utf-8', text + '😀', 'utf-8'],
] as const)('%s is the same text wherever it is cut', (encoding, expected, label) => {
  const bytes = new Uint8Array(iconv.encode(expected, label))
  expect(decode(bytes, encoding)).toBe(expected)
  for (let first = 0; first <= bytes.length; first++) {
    expect(pieces(bytes, encoding, [first])).toBe(expected)
    for (let second = first; second <= bytes.length; second++)
      if (pieces(bytes, encoding, [first, second]) !== expected) throw new Error(`cut at ${first} and ${second}`)
  }
})

test('noise is decoded as the standard says, cut anywhere', () => {
  const byte = fc.oneof(
    fc.nat(255),
    fc.constantFrom(0x2c, 10, 0x41, 0x5a, 0x7b, 0x80, 0x81, 0xa1, 0xc6, 0xc7, 0xfe, 0xff),
  )
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.nat(60), (noise, end) => {
      const bytes = Uint8Array.from(noise)
      const expected = standard(bytes)
      expect(decode(bytes, 'cp949')).toBe(expected)
      expect(pieces(bytes, 'cp949', [Math.min(end, bytes.length)])).toBe(expected)
    }),
    { numRuns: 2000, seed: 949 },
  )
})

const unique = (encoding: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index)).filter(
    (letter) => oracle(new Uint8Array(iconv.encode(letter, encoding)), encoding) === letter,
  )

test.each([
  ['cp949', 'cp949', unique('cp949', 0xa1, 0xd7a3)],
  ['shift_jis', 'cp932', unique('cp932', 0xa1, 0x9fff)],
] as const)('what is written in %s is read back', async (encoding, label, letters) => {
  const letter = fc.oneof(fc.constantFrom(...letters), fc.constantFrom(',', '"', '\n', 'A', '~', '7'))
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letter, maxLength: 200 }), async (written) => {
      const bytes = new Uint8Array(iconv.encode(written, label))
      expect(decode(bytes, encoding)).toBe(written)
      const blob = await toUtf8(new Blob([bytes]), { encoding, bom: 0 })
      expect(await blob.text()).toBe(written)
    }),
    { numRuns: 300, seed: 949 },
  )
})

test('a long file is turned piece by piece, lets others in and can be stopped', async () => {
  const row = '1,김철수,똠방각하,2026-03-01\r\n'
  const rows = 250_000
  const bytes = new Uint8Array(iconv.encode('x' + row.repeat(rows), 'cp949'))
  expect(bytes.length).toBeGreaterThan(3 * (1 << 21))
  const blob = new Blob([bytes])
  let turns = 0
  const timer = setInterval(() => turns++)
  const result = await toUtf8(blob, { encoding: 'cp949', bom: 0 })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(1)
  expect((await result.text()) === 'x' + row.repeat(rows)).toBe(true)
  const controller = new AbortController()
  const stopped = toUtf8(blob, { encoding: 'cp949', bom: 0 }, controller.signal)
  setTimeout(() => controller.abort(new Error('stopped')))
  await expect(stopped).rejects.toThrow('stopped')
})

test('UTF-8 is only cut', async () => {
  const blob = new Blob(['\ufeff가,나\n\ufeff다'])
  const result = await toUtf8(blob, { encoding: 'utf-8', bom: 3 })
  expect(result.size).toBe(blob.size - 3)
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await result.arrayBuffer())).toBe('가,나\n\ufeff다')
})
