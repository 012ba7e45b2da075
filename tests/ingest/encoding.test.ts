import { expect, test } from 'vitest'
import { encodings, encodingWords } from '../../src/i18n/encoding-words.ts'
import { decode, detectEncoding, looksBinary, toUtf8, type TextEncoding } from '../../src/ingest/encoding.ts'
import { encodingNamed } from '../../src/ingest/encodings/names.ts'
import { corpus, encoded } from './encoding-corpus.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const table = '고객,주문일,금액\n김,2026-11-01,10\n'
const certain = (encoding: TextEncoding, bom: 0 | 2 | 3 = 0) => ({ encoding, bom, isCertain: true })
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

test('marks decide', () => {
  expect(detectEncoding(utf8('\ufeff' + table), true)).toEqual(certain('utf-8', 3))
  expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0), true)).toEqual(certain('utf-16le', 2))
  expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x41), true)).toEqual(certain('utf-16be', 2))
})

test("a mark before bytes that cannot be its encoding's is only cut off", () => {
  const bytes = joined(Uint8Array.of(0xef, 0xbb, 0xbf), encoded(table, 'cp949'))
  expect(detectEncoding(bytes, true)).toEqual(certain('cp949', 3))
})

test('the corpus holds more than sixty tables, each of its own', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60)
  expect(new Set(corpus.map(({ encoding, text }) => encoding + text)).size).toBe(corpus.length)
})

test.each(corpus)('$encoding: $name', ({ encoding, text }) => {
  const bytes = encoded(text, encoding)
  expect(detectEncoding(bytes, true)).toEqual(certain(encoding))
  expect(decode(bytes, encoding)).toBe(text)
})

/** Where the first character that tells encodings apart, or the first dozen of UTF-16, ends. */
function firstTelling(bytes: Uint8Array, encoding: TextEncoding): number {
  if (encoding.startsWith('utf-16')) return 24
  const first = bytes.findIndex((byte) => byte >= 128)
  return first < 0 ? 1 : first + 4
}

test('wherever a table is cut, what is told with certainty is true', () => {
  let cuts = 0
  let told = 0
  for (const { encoding, name, text } of corpus) {
    const bytes = encoded(text, encoding)
    for (let end = firstTelling(bytes, encoding); end < bytes.length; end++) {
      const detected = detectEncoding(bytes.subarray(0, end), false)
      cuts++
      if (detected.encoding === encoding) told++
      else if (detected.isCertain) expect(`${encoding} ${name}, ${end} bytes`).toBe(detected.encoding)
    }
  }
  expect(cuts).toBeGreaterThan(4000)
  expect(told / cuts).toBeGreaterThan(0.98)
})

test.each(corpus)('$encoding: $name, in thousands of rows', ({ encoding, text }) => {
  const [header = '', ...rows] = text.trimEnd().split('\r\n')
  const head = encoded(header + '\n', encoding)
  const body = encoded((rows.length > 0 ? rows : [header]).join('\n') + '\n', encoding)
  const bytes = new Uint8Array(head.length + 2000 * body.length)
  bytes.set(head)
  for (let start = head.length; start < bytes.length; start += body.length) bytes.set(body, start)
  expect(detectEncoding(bytes, true)).toEqual(certain(encoding))
  expect(detectEncoding(bytes.subarray(0, bytes.length - 1), false)).toEqual(certain(encoding))
})

test.each(corpus.filter(({ encoding }) => !encoding.startsWith('utf-16')))(
  '$encoding: $name, seen only in a piece from its middle',
  ({ encoding, text }) => {
    const bytes = encoded(text.repeat(3), encoding)
    for (const from of [1, 2, 3])
      for (const to of [1, 2, 3])
        expect(detectEncoding(utf8('a,b\n'), false, [bytes.subarray(from, bytes.length - to)])).toEqual(
          certain(encoding),
        )
  },
)

test('a few broken characters are no other encoding', () => {
  const latin = encoded('né,1\n', 'windows-1252')
  expect(detectEncoding(joined(utf8(table.repeat(40)), latin), true)).toEqual(certain('utf-8'))
  expect(detectEncoding(joined(utf8(table.repeat(40)), encoded(table, 'cp949')), true)).toEqual(certain('utf-8'))
  expect(detectEncoding(joined(utf8('고객 이름,a\n'), Uint8Array.of(0xb0), utf8(',b\n')), true).encoding).toBe('utf-8')
  const names = [...'김이박최정강조윤장임'].flatMap((surname) => ['민수', '서연', '지훈'].map((name) => surname + name))
  expect(detectEncoding(joined(encoded(names.join('\n'), 'cp949'), utf8('\n' + table)), true)).toEqual(certain('cp949'))
})

test('what could be two encodings is told without certainty', () => {
  const of = (text: string, encoding: TextEncoding) => detectEncoding(encoded(`a,b\n1,${text}\n`, encoding), true)
  expect(of('책', 'cp949').isCertain).toBe(false)
  expect(of('å', 'utf-8').isCertain).toBe(false)
  expect(of('갂', 'cp949').isCertain).toBe(false)
  expect(of('CORAÇÃO', 'windows-1252')).toEqual({ encoding: 'windows-1252', bom: 0, isCertain: false })
  // Chinese and Polish in encodings of their own fit none of ours well.
  const chinese = Uint8Array.of(0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7, 0x2c, 0xb3, 0xc2, 0xc0, 0xf6)
  expect(detectEncoding(chinese, true).isCertain).toBe(false)
  const polish = joined(
    utf8('Pawe'),
    Uint8Array.of(0xb3),
    utf8(','),
    Uint8Array.of(0xa3),
    utf8('uczak,gro'),
    Uint8Array.of(0x9c),
    utf8('na'),
  )
  expect(detectEncoding(polish, true).encoding).toBe('windows-1252')
})

test('a stray NUL does not make a text UTF-16', () => {
  expect(detectEncoding(utf8('a,b\n1,2\0\n3,4\n'), true)).toEqual(certain('utf-8'))
  expect(detectEncoding(encoded(table.replace('10', '1\0'), 'cp949'), true)).toEqual(certain('cp949'))
})

test('surnames, names and words by themselves are told', () => {
  const alone = (word: string, encoding: TextEncoding) =>
    detectEncoding(joined(utf8('id,name\n1,'), encoded(word, encoding), utf8(',10\n')), true)
  const surnames = '김이박최정강조윤장임한오서신권황안송류전홍'
  for (const surname of surnames)
    for (const name of ['민수', '서연', '*호', '**', ' 하은', '보람']) {
      const detected = alone(surname + name, 'cp949')
      expect(surname + name + detected.encoding).toBe(surname + name + 'cp949')
    }
  const words =
    'prénom été élève naïve Noël François crème brûlée hôtel œuvre cœur là Chloé Jérôme Loïc Théo Élodie SOCIÉTÉ ' +
    'Müller Größe Straße Köln Björn Grün für Käse ÖL ÜBER niño España José María Ángel Óscar compañía MUÑOZ João não'
  for (const word of words.split(' ')) {
    expect(word + alone(word, 'windows-1252').encoding).toBe(word + 'windows-1252')
    expect(word + alone(word, 'utf-8').encoding).toBe(word + 'utf-8')
  }
  for (const name of '佐藤 鈴木 高橋 田中 渡辺 山本 中村 小林 佐々木 山田 林 森 東京 円 様 さくら コーヒー ﾀﾅｶ'.split(
    ' ',
  ))
    expect(name + alone(name, 'shift_jis').encoding).toBe(name + 'shift_jis')
})

test('noise is no text; tabs and line breaks are', () => {
  expect(looksBinary(Uint8Array.from({ length: 256 }, (_, index) => index))).toBe(true)
  expect(looksBinary(utf8('a\tb\r\n'.repeat(50)))).toBe(false)
  expect(looksBinary(utf8(table.repeat(10) + '\0'))).toBe(false)
})

test('UTF-16 becomes UTF-8, pieces cut inside characters and marks between files included', async () => {
  const text = '😀고,a\n'.repeat(600_000) + '\ufeff끝'
  const bytes = encoded('\ufeff' + text, 'utf-16le')
  const result = await toUtf8(new Blob([bytes]), detectEncoding(bytes.subarray(0, 1000), false))
  expect((await result.text()) === text).toBe(true)
  expect(decode(bytes.subarray(2, 14), 'utf-16le')).toBe('😀고,a\n')
})

test('every encoding has a name for people, and programs may use theirs', () => {
  const all: readonly TextEncoding[] = encodings
  expect(new Set(all)).toEqual(new Set(corpus.map(({ encoding }) => encoding)))
  for (const encoding of all) {
    expect(encodingNamed(encoding)).toBe(encoding)
    expect(encodingWords[encoding].ko).not.toBe(encodingWords[encoding].en)
  }
  expect(['EUC-KR', 'ks_c_5601-1987', 'Windows-949', 'MS949', 'UHC'].map(encodingNamed)).toEqual(Array(5).fill('cp949'))
  expect(['Latin1', 'ISO-8859-1', 'CP1252'].map(encodingNamed)).toEqual(Array(3).fill('windows-1252'))
  expect(['sjis', 'CP932', 'UTF8', 'utf_16'].map(encodingNamed)).toEqual([
    'shift_jis',
    'shift_jis',
    'utf-8',
    'utf-16le',
  ])
  expect(encodingNamed('klingon')).toBeNull()
})
