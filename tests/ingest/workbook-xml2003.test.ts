import { expect, test } from 'vitest'
import { isSpreadsheetXml, readSpreadsheetXml } from '../../src/ingest/formats/page/spreadsheet-xml.ts'
import { isHtml } from '../../src/ingest/formats/page/html-table.ts'
import { problemOf } from './loading.ts'
import { fileWith, textsOf } from './workbook-making.ts'

const HEAD =
  '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
const sheet = (rows: string, name = '주문', options = '') =>
  `<Worksheet ss:Name="${name}"><Table ss:ExpandedColumnCount="9">${rows}</Table>${options}</Worksheet>`
const data = (type: string, text: string) => `<Data ss:Type="${type}">${text}</Data>`
const read = async (sheets: string) => textsOf(await readSpreadsheetXml(fileWith(`${HEAD}${sheets}</Workbook>`), {}))

test('cells by type and place', async () => {
  const rows = [
    `<Row><Cell>${data('String', '가 &amp; 나&#10;다')}</Cell><Cell ss:MergeAcross="1">${data('Number', '1.50')}</Cell><Cell>${data('Boolean', '1')}</Cell></Row>`,
    `<Row ss:Index="4"><Cell ss:Index="2">${data('DateTime', '2024-03-01T09:30:00.000')}</Cell><Cell>${data('DateTime', '1899-12-31T09:30:00.000')}</Cell></Row>`,
    `<Row><Cell><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data><Comment><ss:Data>note</ss:Data></Comment></Cell><Cell>${data('Error', '#N/A')}</Cell><Cell/><Cell><ss:Data ss:Type="String" xmlns="x"><B>굵은</B> 글자</ss:Data></Cell></Row>`,
  ]
  expect(await read(sheet(rows.join('')))).toEqual([
    ['주문', '"가 & 나\n다",1.5,,TRUE\n\n\n,2024-03-01 09:30:00,09:30:00,\n2024-03-01,#N/A,,굵은 글자\n'],
  ])
})

test('sheets, hidden ones told', async () => {
  const one = `<Row><Cell>${data('String', 'a')}</Cell></Row>`
  const hidden = '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>'
  const text = `${HEAD}${sheet(one)}${sheet('', '빈')}${sheet(one, '숨김', hidden)}${sheet('', '없음', hidden)}</Workbook>`
  const tables = await readSpreadsheetXml(fileWith(text), {})
  expect(tables.map(({ name, rows, isHidden }) => [name, rows, isHidden])).toEqual([
    ['주문', 1, false],
    ['빈', 0, false],
    ['숨김', 1, true],
  ])
})

test('broken ones have their sentence', async () => {
  const code = async (sheets: string) => (await problemOf(read(sheets))).code
  for (const rest of ['<Worksheet><Table><Row', sheet(''), ''])
    expect((await problemOf(readSpreadsheetXml(fileWith(HEAD + rest), {}))).code).toBe('damaged_workbook')
  expect(await code(sheet(''))).toBe('empty_workbook')
  const cell = `<Cell>${data('Number', '1')}</Cell>`
  expect(await code(sheet(`<Row ss:Index="3">${cell}</Row><Row ss:Index="1">${cell}</Row>`))).toBe('damaged_workbook')
  expect(await code(sheet(`<Row><Cell ss:MergeAcross="99999"/>${cell}</Row>`))).toBe('damaged_workbook')
})

test('are told from pages and other XML', () => {
  expect(isSpreadsheetXml(HEAD)).toBe(true)
  expect(isHtml(HEAD)).toBe(false)
  expect(isSpreadsheetXml('<?xml version="1.0"?><orders/>')).toBe(false)
  expect(isSpreadsheetXml('<html xmlns:x="urn:schemas-microsoft-com:office:excel">')).toBe(false)
})
