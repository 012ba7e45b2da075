import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'
import { attribute, XmlScanner } from '../../src/ingest/formats/workbook/xml.ts'
import { fileWith, onlyText, textsOf, xlsxParts, zipOf, type Making } from './workbook-making.ts'

const inline = (text: string) => `<is><t>${text}</t></is>`

// What a sheet holds, and its text.
test.each<[string, string, string, Making?]>([
  ['numbers', '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>12.300000000000001</v></c></row>', '1,12.3\n'],
  ['a long number', '<row r="1"><c r="A1"><v>1.2345E+15</v></c></row>', '1234500000000000\n'],
  ['a small number', '<row r="1"><c r="A1"><v>1.0E-7</v></c></row>', '0.0000001\n'],
  ['a number with zeros', '<row r="1"><c r="A1"><v>007</v></c><c r="B1"><v>1.50</v></c></row>', '7,1.5\n'],
  ['texts in place', `<row r="1"><c r="A1" t="inlineStr">${inline('가 &amp; &lt;나&gt;')}</c></row>`, '가 & <나>\n'],
  [
    'shared texts',
    '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
    '둘,하나\n',
    { strings: '<si><t>하나</t></si><si><t>둘</t></si>' },
  ],
  [
    'rich texts without readings',
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    '東京 都\n',
    {
      strings:
        '<si><r><rPr><b/></rPr><t>東京</t></r><r><t xml:space="preserve"> 都</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr/></si>',
    },
  ],
  [
    'rich texts in place',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c></row>',
    'ab\n',
  ],
  [
    'spaces and breaks',
    `<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\nb_x000D_ </t></is></c></row>`,
    '" a\nb\r "\n',
  ],
  [
    'an empty shared text',
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>',
    ',1\n',
    { strings: '<si/>' },
  ],
  ['booleans', '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>', 'TRUE,FALSE\n'],
  ['errors', '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#REF!</v></c></row>', '#N/A,#REF!\n'],
  [
    'formulas',
    '<row r="1"><c r="A1"><f>SUM(B1)</f><v>3</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c><c r="C1"><f>NOW()</f></c><c r="D1"><v/></c><c r="E1"><v>1</v></c></row>',
    '3,a,,,1\n',
  ],
  [
    'dates',
    '<row r="1"><c r="A1" s="1"><v>45352</v></c><c r="B1" s="2"><v>45352.395833333336</v></c><c r="C1" s="3"><v>0.5</v></c><c r="D1" s="4"><v>1.5</v></c><c r="E1" s="5"><v>0.15</v></c></row>',
    '2024-03-01,2024-03-01 09:30:00,12:00:00,36:00:00,0.15\n',
    { formats: ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', 'hh:mm', '[h]:mm', '0%'] },
  ],
  [
    'dates from 1904',
    '<row r="1"><c r="A1" s="1"><v>43890</v></c></row>',
    '2024-03-01\n',
    { formats: ['yyyy-mm-dd'], workbook: '<workbookPr date1904="1"/>' },
  ],
  ['ISO dates', '<row r="1"><c r="A1" t="d"><v>2024-03-01T09:30:00</v></c></row>', '2024-03-01 09:30:00\n'],
  [
    'a date that is no number',
    '<row r="1"><c r="A1" s="1" t="str"><v>미정</v></c></row>',
    '미정\n',
    { formats: ['yyyy'] },
  ],
  ['a format that is missing', '<row r="1"><c r="A1" s="99"><v>5</v></c></row>', '5\n'],
  ['empty rows', '<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>', '\n,1\n\n\n2,\n'],
  ['cells without places', '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>', '1,,3\n4,,\n'],
  ['rows without numbers', '<row><c r="B3"><v>1</v></c></row><row><c r="A4"><v>2</v></c></row>', '\n\n,1\n2,\n'],
  ['cells out of order', '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>', '1,,3\n'],
  [
    'rows out of order',
    '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>',
    '1\n\n3,4\n',
  ],
  ['a row in two', '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>', '1,2\n'],
  ['lower-case places', '<row r="1"><c r="ab1"><v>1</v></c></row>', `${','.repeat(27)}1\n`],
  [
    'merged cells',
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/></row><row r="2"><c r="C2"><v>2</v></c></row>',
    '1\n,,2\n',
  ],
  [
    'empty cells that are painted',
    '<row r="1" s="1"><c r="A1" s="1"/><c r="B1" s="1"></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
    '\n1\n',
  ],
  ['quotes in attributes', `<row r='1' spans="1:2"><c   r = 'A1' t='str' ><v>a</v></c></row>`, 'a\n'],
  ['a greater-than sign in an attribute', '<row r="1"><c r="A1" x="a>b"><v>1</v></c></row>', '1\n'],
  [
    'comments and CDATA',
    '<!-- <row> --><row r="1"><c r="A1" t="str"><v><![CDATA[<가>]]>&#44032;&#xAC01;</v></c></row>',
    '<가>가각\n',
  ],
  ['formatting codes in a formula text', '<row r="1"><c r="A1" t="str"><f>1</f><v>a_x005F_b</v></c></row>', 'a_b\n'],
])('%s', async (_, rows, text, making) => {
  expect(await onlyText(await zipOf(xlsxParts([rows], making)))).toBe(text)
})

test('prefixes, UTF-16, backslashes and other cases of names', async () => {
  const prefixed = (text: string) => text.replace(/<(\/?)([a-z])/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'))
  const parts = xlsxParts(['<row r="1"><c r="A1" t="str"><v>한글</v></c></row>'])
  const sheet = prefixed(parts['xl/worksheets/sheet1.xml']!)
  const { 'xl/worksheets/sheet1.xml': _, ...rest } = parts
  expect(await onlyText(await zipOf({ ...rest, 'XL\\Worksheets\\Sheet1.xml': utf16(sheet) }))).toBe('한글\n')
})

test('sheets in order, hidden ones told, empty hidden ones left out, charts not tables', async () => {
  const value = (text: string) => `<row r="1"><c r="A1" t="str"><v>${text}</v></c></row>`
  const parts = xlsxParts([value('a'), value('b'), '', '', value('e')], {
    sheetAttributes: ['', 'state="hidden"', '', 'state="veryHidden"', ''],
  })
  const relations = parts['xl/_rels/workbook.xml.rels']!
  parts['xl/_rels/workbook.xml.rels'] = relations.replace(/(Id="s4" Type="[^"]*)worksheet"/, '$1chartsheet"')
  const tables = await readWorkbook(fileWith(await zipOf(parts)), {})
  expect(tables.map(({ name, isHidden, rows }) => [name, isHidden, rows])).toEqual([
    ['Sheet1', false, 1],
    ['Sheet2', true, 1],
    ['Sheet3', false, 0],
  ])
})

test('what the library writes reads the same', async () => {
  const rows = Array.from({ length: 50 }, (_, row) => [
    row,
    `행 ${row}`,
    row % 2 === 0,
    row / 8,
    row % 3 ? null : 'x,"y"',
  ])
  for (const stringMode of ['shared', 'inline'] as const) {
    const bytes = await writeXlsx({ sheets: [{ name: '가', rows }], stringMode })
    const expected = rows.map(([a, b, c, d, e]) => `${a},${b},${c ? 'TRUE' : 'FALSE'},${d},${e ? '"x,""y"""' : ''}\n`)
    expect(await textsOf(await readWorkbook(fileWith(bytes as BlobPart), {}))).toEqual([['가', expected.join('')]])
  }
})

test('XML is split alike wherever it is cut', () => {
  const text =
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><x:a b="1>2" c=\'"\'>t &amp; &#44032;<!-- <z> --><d/><![CDATA[<&]]]>]]></x:a >'
  const read = (pieces: readonly string[]) => {
    const events: string[] = []
    let pending = ''
    const add = (event: string) => {
      if (pending) events.push(pending)
      pending = ''
      events.push(event)
    }
    const scanner = new XmlScanner({
      open: (name, attributes) => add(`<${name}|${attributes}`),
      close: (name) => add(`>${name}`),
      text: (piece) => (pending += piece),
    })
    for (const piece of pieces) scanner.push(piece)
    scanner.end()
    return events
  }
  const whole = ['<a|b="1>2" c=\'"\'', '<d|', '>d', '<&]]]>', '>a']
  expect(read([text])).toEqual([whole[0], 't & 가', ...whole.slice(1)])
  for (let cut = 1; cut < text.length; cut++)
    expect(read([text.slice(0, cut), text.slice(cut)])).toEqual([whole[0], 't & 가', ...whole.slice(1)])
  expect(read([...text])).toEqual([whole[0], 't & 가', ...whole.slice(1)])
})

test('attributes by name', () => {
  const text = 'sheetId="1" r:id = "rId&amp;1"  name=\'a"b\' empty=""'
  expect(['id', 'name', 'empty', 'sheetId', 'Id', 'other'].map((name) => attribute(text, name))).toEqual([
    ...['rId&1', 'a"b', '', '1', null, null],
  ])
})
