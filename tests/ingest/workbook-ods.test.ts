import { writeOds } from 'hucre/ods'
import { expect, test } from 'vitest'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'
import { problemOf } from './loading.ts'
import { fileWith, onlyText, textsOf, zipOf } from './workbook-making.ts'

const odsOf = (sheets: string, styles = '', others: Record<string, string> = {}) =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`,
    ...others,
  })
const sheetOf = (rows: string) => odsOf(`<table:table table:name="a">${rows}</table:table>`)
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`
const cell = (attributes: string, text = '') =>
  `<table:table-cell ${attributes}>${text && `<text:p>${text}</text:p>`}</table:table-cell>`

test.each([
  ['a text', row(cell('office:value-type="string"', 'a <text:span>b</text:span><text:s text:c="2"/>c')), 'a b  c\n'],
  ['paragraphs', row(cell('', 'a</text:p><text:p>b<text:line-break/>c')), '"a\nb\nc"\n'],
  ['a number', row(cell('office:value-type="float" office:value="1.2E3"', '1,200')), '1200\n'],
  ['a share', row(cell('office:value-type="percentage" office:value="0.15"', '15%')), '0.15\n'],
  ['money', row(cell('office:value-type="currency" office:value="5" office:currency="KRW"', '₩5')), '5\n'],
  ['a boolean', row(cell('office:value-type="boolean" office:boolean-value="true"', '참')), 'TRUE\n'],
  ['a date', row(cell('office:value-type="date" office:date-value="2024-03-01"', '24/3/1')), '2024-03-01\n'],
  [
    'a time',
    row(cell('office:value-type="date" office:date-value="2024-03-01T09:30:00.5"', 'x')),
    '2024-03-01 09:30:00.500\n',
  ],
  ['a time of day', row(cell('office:value-type="time" office:time-value="PT09H30M00S"', 'x')), '09:30:00\n'],
  ['a stretch', row(cell('office:value-type="time" office:time-value="PT27H05M01.25S"', 'x')), '27:05:01.250\n'],
  ['an error', row(cell('office:value-type="float" office:value="0" table:formula="of:=1/0"', '#DIV/0!')), '#DIV/0!\n'],
  ['a note', row(cell('', 'a</text:p><office:annotation><text:p>b</text:p></office:annotation><text:p>c')), '"a\nc"\n'],
  [
    'repeated cells',
    row(`${cell('table:number-columns-repeated="2"', 'x')}${cell('table:number-columns-repeated="16000"')}`),
    'x,x\n',
  ],
  [
    'repeated rows',
    row(cell('', 'x'), 'table:number-rows-repeated="2"') +
      row(cell(''), 'table:number-rows-repeated="3"') +
      row(cell('', 'y')) +
      row(cell(''), 'table:number-rows-repeated="1048570"'),
    'x\nx\n\n\n\ny\n',
  ],
  [
    'merged cells',
    row(
      `${cell('table:number-columns-spanned="2"', 'x')}<table:covered-table-cell><text:p>z</text:p></table:covered-table-cell>${cell('', 'y')}`,
    ),
    'x,,y\n',
  ],
  [
    'rows in groups',
    `<table:table-row-group><table:table-header-rows>${row(cell('', 'x'))}</table:table-header-rows></table:table-row-group>`,
    'x\n',
  ],
])('%s', async (_, rows, text) => {
  expect(await onlyText(await sheetOf(rows))).toBe(text)
})

test('sheets, hidden by their style', async () => {
  const styles = `<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>`
  const sheets = ['ta1', 'ta2'].map(
    (style) => `<table:table table:name="${style}" table:style-name="${style}">${row(cell('', style))}</table:table>`,
  )
  const tables = await readWorkbook(fileWith(await odsOf(sheets.join(''), styles)), {})
  expect(tables.map(({ name, isHidden }) => [name, isHidden])).toEqual([
    ['ta1', false],
    ['ta2', true],
  ])
})

test('what the library writes reads the same', async () => {
  const rows = [
    ['가', 1.5, true],
    ['"나"', -2, false],
  ]
  const bytes = (await writeOds({ sheets: [{ name: '표', rows }] })) as Uint8Array<ArrayBuffer>
  expect(await textsOf(await readWorkbook(fileWith(bytes), {}))).toEqual([['표', '가,1.5,TRUE\n"""나""",-2,FALSE\n']])
})

test('locked, cut and endless ones are told apart', async () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
  const code = async (bytes: Uint8Array<ArrayBuffer>) => (await problemOf(readWorkbook(fileWith(bytes), {}))).code
  expect(await code(await odsOf('', '', { 'META-INF/manifest.xml': manifest }))).toBe('unsupported_encryption')
  expect(await code(await sheetOf(row(cell(''))))).toBe('empty_workbook')
  expect(await code(await zipOf({ mimetype: 'x', 'content.xml': '<a><b' }))).toBe('damaged_workbook')
  const endless = row(cell('table:number-columns-repeated="16384"', 'x'), 'table:number-rows-repeated="1048576"')
  expect(await code(await sheetOf(endless))).toBe('too_large_workbook')
})
