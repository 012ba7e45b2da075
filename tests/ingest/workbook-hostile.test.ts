import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'
import type { ProblemCode } from '../../src/i18n/problem-words.ts'
import { problemOf } from './loading.ts'
import { fileWith, onlyText, xlsxParts, zipOf, type Parts } from './workbook-making.ts'

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
const SHEET = 'xl/worksheets/sheet1.xml'
const code = async (bytes: Uint8Array<ArrayBuffer>) => (await problemOf(readWorkbook(fileWith(bytes), {}))).code
const without = (parts: Parts, path: string): Parts =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => name !== path))

test.each<[string, Parts, ProblemCode]>([
  ['no cell at all', xlsxParts(['<row r="1"><c r="A1" s="1"/></row>']), 'empty_workbook'],
  ['no sheet at all', xlsxParts([]), 'empty_workbook'],
  ['a sheet that is missing', without(xlsxParts([ONE]), SHEET), 'damaged_workbook'],
  ['a sheet that nothing refers to', { ...xlsxParts([ONE]), 'xl/_rels/workbook.xml.rels': '<a/>' }, 'damaged_workbook'],
  ['texts that are missing', xlsxParts(['<row r="1"><c r="A1" t="s"><v>0</v></c></row>']), 'damaged_workbook'],
  [
    'a text that is missing',
    xlsxParts(['<row r="1"><c r="A1" t="s"><v>1</v></c></row>'], { strings: '<si><t>a</t></si>' }),
    'damaged_workbook',
  ],
  [
    'a sheet that is cut',
    { ...xlsxParts([ONE]), [SHEET]: '<worksheet><sheetData><row r="1"><c r="A' },
    'damaged_workbook',
  ],
  ['a tag without end', { ...xlsxParts([ONE]), [SHEET]: `<worksheet a="${'x'.repeat(2 << 20)}` }, 'damaged_workbook'],
  ['a column behind the last', xlsxParts(['<row r="1"><c r="XFE1"><v>1</v></c></row>']), 'damaged_workbook'],
  ['a row behind the last', xlsxParts(['<row r="1048577"><c r="A1048577"><v>1</v></c></row>']), 'damaged_workbook'],
  ['a row that is no number', xlsxParts(['<row r="x"><c r="A1"><v>1</v></c></row>']), 'damaged_workbook'],
  [
    '2,000 sheets',
    xlsxParts(
      Array.from({ length: 2_000 }, () => ''),
      {},
    ),
    'too_large_workbook',
  ],
  ['another archive', { 'a.txt': 'a' }, 'not_a_workbook'],
])('%s', async (_, parts, expected) => {
  // Of the many sheets none is needed to tell that there are too many.
  const few = Object.fromEntries(Object.entries(parts).filter(([name]) => !/sheet\d\d+\.xml/.test(name)))
  expect(await code(await zipOf(few))).toBe(expected)
})

describe('archives', () => {
  test('cut, broken and lying ones', async () => {
    const bytes = await zipOf(xlsxParts([ONE + '<!-- ' + 'a b c d '.repeat(2000) + '-->']), 6)
    expect(await code(bytes.slice(0, bytes.length - 30))).toBe('damaged_workbook')
    expect(await code(bytes.slice(0, 100))).toBe('damaged_workbook')
    const view = new DataView(bytes.buffer)
    const entries: number[] = []
    for (let at = 0; at + 46 < bytes.length; at++) if (view.getUint32(at, true) === 0x02014b50) entries.push(at)
    const sheet = entries.find(
      (at) => new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + SHEET.length)) === SHEET,
    )!
    const changed = (change: (view: DataView) => void) => {
      const copy = bytes.slice()
      change(new DataView(copy.buffer))
      return copy
    }
    expect(await code(changed((copy) => copy.setUint32(sheet + 24, 5, true)))).toBe('damaged_workbook')
    expect(await code(changed((copy) => copy.setUint32(sheet + 24, 0xf0000000, true)))).toBe('too_large_workbook')
    expect(await code(changed((copy) => copy.setUint16(sheet + 10, 99, true)))).toBe('damaged_workbook')
    const local = view.getUint32(sheet + 42, true)
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    expect(await code(changed((copy) => copy.setUint8(data, 0xff)))).toBe('damaged_workbook')
  })

  test('a bomb is refused by its directory, and while it is inflated', async () => {
    const zeros = new Blob([new Uint8Array(1 << 20)])
    const stream = new Blob(Array.from({ length: 120 }, () => zeros)).stream()
    const deflated = new Uint8Array(
      await new Response(stream.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
    )
    const bytes = await zipOf({ ...xlsxParts([ONE]), [SHEET]: 'BOMB'.repeat(deflated.length / 4) }, 0)
    const view = new DataView(bytes.buffer)
    let at = 0
    const pattern = new TextEncoder().encode('BOMB')
    while (!pattern.every((byte, index) => bytes[at + index] === byte)) at++
    bytes.set(deflated.subarray(0, deflated.length & ~3), at)
    for (const size of [120 << 20, 1000]) {
      for (let place = 0; place + 46 < bytes.length; place++) {
        const central = view.getUint32(place, true) === 0x02014b50
        if (!central || new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + SHEET.length)) !== SHEET)
          continue
        view.setUint16(place + 10, 8, true)
        view.setUint32(place + 24, size, true)
      }
      expect(await code(bytes)).toMatch(size > 1000 ? /^too_large_workbook$/ : /^(too_large|damaged)_workbook$/)
    }
  })
})

describe('sheets', () => {
  test('entities are not expanded, nothing outside is read', async () => {
    const entities =
      '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    const sheet = `<?xml version="1.0"?>${entities}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;&c;&lt;</v></c></row></sheetData></worksheet>`
    expect(await onlyText(await zipOf({ ...xlsxParts([ONE]), [SHEET]: sheet }))).toBe('&b;&c;<\n')
  })

  test('what is nested without end is only long', async () => {
    const deep = '<x>'.repeat(100_000)
    const sheet = `<worksheet>${deep}<sheetData>${ONE}</sheetData></worksheet>`
    expect(await onlyText(await zipOf({ ...xlsxParts([ONE]), [SHEET]: sheet }))).toBe('1\n')
  })

  test('a million painted rows without a value', async () => {
    const rows = '<row r="2" s="1" customFormat="1"><c r="A2" s="1"/><c r="B2" s="1"/></row>'.repeat(30_000)
    expect(await onlyText(await zipOf(xlsxParts([ONE + rows])))).toBe('1\n')
  })

  test('one cell in the last corner', async () => {
    const text = await onlyText(await zipOf(xlsxParts([`${ONE}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>`])))
    expect(text).toBe(`1\n${'\n'.repeat(1_048_574)}${','.repeat(16_383)}2\n`)
  })

  test('a long text in a million cells', async () => {
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(5_000)
    const strings = `<si><t>${'a'.repeat(32_767)}</t></si>`
    expect(await code(await zipOf(xlsxParts([rows], { strings })))).toBe('too_large_workbook')
  })
})

test('progress rises to one, cancelling ends at once', async () => {
  const row = (index: number) => `<row r="${index}"><c r="A${index}" t="str"><v>값 ${index}</v></c></row>`
  const rows = Array.from({ length: 20_000 }, (_, index) => row(index + 1)).join('')
  const bytes = await zipOf(xlsxParts([rows]))
  const told: number[] = []
  const tables = await readWorkbook(fileWith(bytes), { progress: (fraction) => told.push(fraction) })
  expect(tables[0]!.rows).toBe(20_000)
  expect(told.length).toBeGreaterThan(3)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
  const controller = new AbortController()
  const work = readWorkbook(fileWith(bytes), {
    signal: controller.signal,
    progress: () => controller.abort(new Error('enough')),
  })
  await expect(work).rejects.toThrow('enough')
  await expect(readWorkbook(fileWith(bytes), { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
    'before',
  )
})
