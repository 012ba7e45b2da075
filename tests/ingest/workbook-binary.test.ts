import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'
import { problemOf } from './loading.ts'
import { fileWith, relations, textsOf, xlsxParts, zipOf } from './workbook-making.ts'

const u16 = (value: number) => [value & 255, (value >> 8) & 255]
const u32 = (value: number) => [...u16(value), ...u16(value >>> 16)]
const f64 = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)]
const wide = (text: string) => [...text].flatMap((char) => u16(char.charCodeAt(0)))

describe('XLS', () => {
  const record = (id: number, ...data: (number | number[])[]) => {
    const bytes = data.flat()
    return [...u16(id), ...u16(bytes.length), ...bytes]
  }
  const EOF = record(0x0a)

  /** A compound document with one stream of at least 4096 bytes. */
  function compoundOf(name: string, content: readonly number[]): Uint8Array<ArrayBuffer> {
    const stream = [...content, ...Array.from({ length: Math.max(0, 4096 - content.length) }, () => 0)]
    const sectors = Math.ceil(stream.length / 512)
    const file = new Uint8Array(512 * (3 + sectors))
    const view = new DataView(file.buffer)
    file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    file.set([...u16(0x3e), ...u16(3), ...u16(0xfffe), ...u16(9), ...u16(6)], 24)
    file.set([0, 1, 1, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0, 0].flatMap(u32), 40)
    file.fill(0xff, 80, 512)
    const fat = [0xfffffffd, 0xfffffffe, ...Array.from({ length: sectors }, (_, index) => index + 3)]
    fat[fat.length - 1] = 0xfffffffe
    for (let index = 0; index < 128; index++) view.setUint32(512 + 4 * index, fat[index] ?? 0xffffffff, true)
    const entry = (at: number, title: string, type: number, child: number, start: number, size: number) => {
      file.set(wide(title), at)
      file.set([...u16(2 * title.length + 2), type, 1, ...[0xffffffff, 0xffffffff, child].flatMap(u32)], at + 64)
      file.set([...u32(start), ...u32(size)], at + 116)
    }
    entry(1024, 'Root Entry', 5, 1, 0xfffffffe, 0)
    entry(1152, name, 2, 0xffffffff, 2, stream.length)
    file.set(stream, 1536)
    return file
  }

  /** A workbook's stream of its globals and one sheet. */
  function streamOf(version: number, globals: number[], name: number[], cells: number[]): number[] {
    const begin = record(0x809, u16(version), u16(5), u32(0))
    const length = begin.length + globals.length + 4 + 6 + name.length + EOF.length
    const sheet = [...record(0x809, u16(version), u16(0x10), u32(0)), ...cells, ...EOF]
    return [...begin, ...globals, ...record(0x85, u32(length), 0, 0, name), ...EOF, ...sheet]
  }

  const read = async (name: string, stream: readonly number[]) =>
    textsOf(await readWorkbook(fileWith(compoundOf(name, stream), 'a.xls'), {}))
  const at = (row: number, column: number, format = 0) => [...u16(row), ...u16(column), ...u16(format)]

  test('texts, formulas, continued texts of Excel 97', async () => {
    const formats = [
      ...record(
        0x41e,
        u16(164),
        u16(10),
        0,
        wide('yyyy-mm-dd').filter((byte) => byte !== 0),
      ),
      ...record(0xe0, u16(0), u16(0)),
      ...record(0xe0, u16(0), u16(164)),
      ...record(0xe0, u16(0), u16(46)),
    ]
    // The second text is cut behind 가 and goes on in one byte a character; the third has formats and a reading.
    const strings = [
      ...record(0xfc, u32(3), u32(3), u16(2), 0, [0x61, 0x62], u16(3), 1, wide('가')),
      ...record(0x3c, 0, [0x63, 0x64], u16(1), 13, u16(1), u32(4), wide('나'), [0, 0, 0, 0]),
      ...record(0x3c, [9, 9, 9, 9]),
    ]
    const cells = [
      ...record(0xfd, at(0, 0), u32(0)),
      ...record(0xfd, at(0, 1), u32(1)),
      ...record(0xfd, at(0, 2), u32(2)),
      ...record(0x204, at(1, 0), u16(2), 0, [0x78, 0x79]),
      ...record(0xd6, at(1, 1), u16(1), 1, wide('굵')),
      ...record(0x203, at(2, 0, 1), f64(45352)),
      ...record(0x27e, at(2, 1, 2), u32((150 << 2) | 3)),
      ...record(0xbd, u16(2), u16(2), u16(0), u32((7 << 2) | 2), u16(1), u32((45352 << 2) | 2), u16(3)),
      ...record(0x205, at(3, 0), 1, 0),
      ...record(0x205, at(3, 1), 42, 1),
      ...record(0x06, at(4, 0), f64(2.5), u16(0), u32(0)),
      ...record(0x06, at(4, 1), [0, 0, 0, 0, 0, 0, 0xff, 0xff], u16(0), u32(0)),
      // A shared formula stands between the formula and its text.
      ...record(0x4bc, u32(0), u32(0)),
      ...record(0x207, u16(2), 0, [0x6f, 0x6b]),
      ...record(0x06, at(4, 2), [1, 0, 1, 0, 0, 0, 0xff, 0xff], u16(0), u32(0)),
      ...record(0x06, at(4, 3), [2, 0, 7, 0, 0, 0, 0xff, 0xff], u16(0), u32(0)),
      ...record(0x06, at(4, 4), [3, 0, 0, 0, 0, 0, 0xff, 0xff], u16(0), u32(0)),
      // A chart within the sheet, with cells of its own.
      ...record(0x809, u16(0x600), u16(0x20), u32(0)),
      ...record(0x203, at(9, 9), f64(1)),
      ...EOF,
    ]
    const stream = streamOf(0x600, [...formats, ...strings], [2, 1, ...wide('주문')], cells)
    expect(await read('Workbook', stream)).toEqual([
      ['주문', 'ab,가cd,나\nxy,굵,\n2024-03-01,36:00:00,7,2024-03-01\nTRUE,#N/A,,\n2.5,ok,TRUE,#DIV/0!\n'],
    ])
  })

  test('bytes of Excel 5 in Korean, though the file says Latin', async () => {
    // 주문, 상품명, 배송완료 in CP949.
    const order = [0xc1, 0xd6, 0xb9, 0xae]
    const product = [0xbb, 0xf3, 0xc7, 0xb0, 0xb8, 0xed]
    const done = [0xb9, 0xe8, 0xbc, 0xdb, 0xbf, 0xcf, 0xb7, 0xe1]
    const label = (row: number, column: number, text: number[]) =>
      record(0x204, at(row, column), u16(text.length), text)
    const cells = [
      ...label(0, 0, product),
      ...label(0, 1, order),
      ...label(1, 0, done),
      ...record(0x203, at(1, 1, 1), f64(45352.5)),
      ...record(0x06, at(1, 2), [0, 0, 0, 0, 0, 0, 0xff, 0xff], u16(0), u32(0)),
      ...record(0x207, u16(2), [0x6f, 0x6b]),
    ]
    const latin = record(0x42, u16(1252))
    const formats = [...record(0xe0, u16(0), u16(0)), ...record(0xe0, u16(0), u16(22))]
    const stream = streamOf(0x500, [...latin, ...formats], [4, ...order], cells)
    expect(await read('Book', stream)).toEqual([
      ['주문', '상품명,주문,\n배송완료,2024-03-01 12:00:00,ok\n'.replace('주문,\n', '주문\n')],
    ])
  })

  test('other compound documents, broken and cut ones are told apart', async () => {
    const stream = streamOf(0x600, [], [1, 0, 0x61], record(0x203, at(0, 0), f64(1)))
    const whole = compoundOf('Workbook', stream)
    const code = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await problemOf(readWorkbook(fileWith(bytes, 'a.xls'), {}))).code
    expect(await read('Workbook', stream)).toEqual([['a', '1\n']])
    expect(await code(compoundOf('WordDocument', stream))).toBe('not_a_workbook')
    expect(await code(compoundOf('Workbook', streamOf(0x400, [], [1, 0x61], [])))).toBe('not_a_workbook')
    expect(await code(whole.slice(0, 3000))).toBe('damaged_workbook')
    expect(await code(whole.slice(0, 600))).toBe('damaged_workbook')
    expect(await code(whole.slice(0, 10))).toBe('damaged_workbook')
    expect(await code(compoundOf('Workbook', stream.slice(0, -EOF.length)))).toBe('damaged_workbook')
    expect(await code(compoundOf('Workbook', record(0x809, u16(0x600), u16(5))))).toBe('damaged_workbook')
    const empty = streamOf(0x600, [], [1, 0, 0x61], [])
    expect(await code(compoundOf('Workbook', empty))).toBe('empty_workbook')
    // XOR, which only hides: nothing writes it since 1997.
    const xor = streamOf(0x600, record(0x2f, u16(0), u16(1), u16(2)), [1, 0, 0x61], [])
    expect(await code(compoundOf('Workbook', xor))).toBe('unsupported_encryption')
    // A chain that leads back to its start.
    const loop = whole.slice()
    new DataView(loop.buffer).setUint32(512 + 4 * 3, 2, true)
    expect(await textsOf(await readWorkbook(fileWith(loop, 'a.xls'), {}))).toEqual([['a', '1\n']])
  })
})

describe('XLSB', () => {
  const record = (id: number, ...data: (number | number[])[]) => {
    const bytes = data.flat()
    const size = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]
    return [...(id < 128 ? [id] : [(id & 127) | 128, id >> 7]), ...size, ...bytes]
  }
  const text = (value: string) => [...u32(value.length), ...wide(value)]
  const cell = (id: number, column: number, format: number, ...data: (number | number[])[]) =>
    record(id, u32(column), u32(format), ...data)

  async function bookOf(sheet: number[], is1904 = 0): Promise<Uint8Array<ArrayBuffer>> {
    const { '[Content_Types].xml': types } = xlsxParts([])
    return zipOf({
      '[Content_Types].xml': types!,
      '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.bin']]),
      'xl/_rels/workbook.bin.rels': relations([
        ['rId1', 'worksheet', 'worksheets/sheet1.bin'],
        ['rId2', 'sharedStrings', 'sharedStrings.bin'],
        ['rId3', 'styles', 'styles.bin'],
      ]),
      'xl/workbook.bin': Uint8Array.from([
        ...record(153, u32(is1904), u32(0), text('')),
        ...record(156, u32(1), u32(1), text('rId1'), text('주문')),
      ]),
      'xl/sharedStrings.bin': Uint8Array.from([...record(19, 0, text('하나')), ...record(19, 1, text('둘'), u32(0))]),
      'xl/styles.bin': Uint8Array.from([
        ...record(44, u16(200), text('yyyy-mm-dd hh:mm')),
        ...record(626, []),
        ...record(47, u16(0), u16(14)),
        ...record(617, u32(2)),
        ...record(47, u16(0), u16(0)),
        ...record(47, u16(0), u16(200)),
        ...record(618, []),
      ]),
      'xl/worksheets/sheet1.bin': Uint8Array.from(sheet),
    })
  }

  test('cells of all kinds', async () => {
    const sheet = [
      ...record(0, u32(0), u32(0)),
      ...cell(7, 0, 0, u32(1)),
      ...cell(7, 2, 0, u32(0)),
      ...record(0, u32(2), u32(0)),
      ...cell(1, 0, 0),
      ...cell(2, 1, 0, u32((1234 << 2) | 3)),
      ...cell(5, 2, 1, f64(45352.395833333336)),
      ...cell(3, 3, 0, 42),
      ...cell(4, 4, 0, 1),
      ...cell(6, 5, 0, text('안,녕')),
      ...cell(62, 6, 0, 1, text('굵은'), u32(0)),
      ...record(0, u32(3), u32(0)),
      ...cell(8, 0, 0, text('a'.repeat(100)), u16(0)),
      ...cell(9, 1, 0, f64(0.5), u16(0)),
      ...cell(10, 2, 0, 0, u16(0)),
      ...cell(11, 3, 0, 7, u16(0)),
      ...record(13, u32(0), u32((5 << 2) | 2)),
    ]
    const tables = await readWorkbook(fileWith(await bookOf(sheet)), {})
    expect(tables[0]!.isHidden).toBe(true)
    expect(await textsOf(tables)).toEqual([
      [
        '주문',
        `둘,,하나\n\n,12.34,2024-03-01 09:30:00,#N/A,TRUE,"안,녕",굵은\n${'a'.repeat(100)},0.5,FALSE,#DIV/0!,5,,\n`,
      ],
    ])
  })

  test('the other epoch, missing texts, cut records', async () => {
    const date = [...record(0, u32(0)), ...cell(5, 0, 1, f64(43890))]
    expect(await textsOf(await readWorkbook(fileWith(await bookOf(date, 1)), {}))).toEqual([['주문', '2024-03-01\n']])
    for (const sheet of [
      [...record(0, u32(0)), ...cell(7, 0, 0, u32(2))],
      [...record(0, u32(0)), ...cell(5, 0, 0, u16(1))],
      [...record(0, u32(0)), ...cell(5, 0, 0, f64(1)).slice(0, -1)],
      [...record(0, u32(5_000_000)), ...cell(5, 0, 0, f64(1))],
      [...record(0, u32(0)), ...cell(5, 20_000, 0, f64(1))],
      [0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f],
    ])
      expect((await problemOf(readWorkbook(fileWith(await bookOf(sheet)), {}))).code).toBe('damaged_workbook')
  })
})
