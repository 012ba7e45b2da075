import { readdir, readFile } from 'node:fs/promises'
import type { TextEncoding } from '../../src/ingest/encoding.ts'
import { wildFiles } from '../ingest/csv-wild-files.ts'
import { encoded } from '../ingest/encoding-corpus.ts'
import { concatenated, gzipped, unzipped, zipped, zstandard, type Part } from './containers.ts'
import type { TextKind } from './text-mutations.ts'

/** What a seed is made of, so that it can be changed within and put together again. */
export type Making =
  | { readonly of: 'bytes' }
  | { readonly of: 'text'; readonly text: string; readonly kind: TextKind; readonly encoding: TextEncoding }
  | { readonly of: 'zip'; readonly parts: readonly Part[] }
  | { readonly of: 'gzip' | 'zstd'; readonly inner: Uint8Array }

/** A good file from which broken ones are made. */
export interface Seed {
  readonly kind: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly making: Making
  readonly password?: string
  /** Its password is hashed for long: taken seldom. */
  readonly isSlow?: boolean
}

const root = new URL('../../', import.meta.url)
const bytesOf = async (path: string) => new Uint8Array(await readFile(new URL(path, root)))
const PASSWORD = '비밀pw'

/** Good files of every kind that is read. */
export async function fuzzSeeds(): Promise<Seed[]> {
  const preset = (name: string) => bytesOf(`sample-data/presets/${name}`)
  const names = async (folder: string) => (await readdir(new URL(folder, root))).filter((name) => !name.endsWith('.md'))
  const each = async (folder: string, extension: RegExp) =>
    Promise.all(
      (await names(folder)).filter((name) => extension.test(name)).map(async (name) => ({ name, bytes: await bytesOf(`${folder}/${name}`) })),
    ) // prettier-ignore
  const workbooks = 'tests/fixtures/workbooks'
  const [shopify, cafe24, amazon] = await Promise.all(['shopify-orders.csv', 'cafe24.csv', 'amazon-order-report.txt'].map(preset)) as [Uint8Array, Uint8Array, Uint8Array] // prettier-ignore
  const korean = new TextDecoder('euc-kr').decode(cafe24).split('\r\n').slice(0, 8).join('\r\n')
  const bigger = new TextDecoder().decode(shopify)
  const small = bigger.split('\n').slice(0, 8).join('\n')
  const seeds: Seed[] = [
    text('csv', 'shopify', small),
    text('csv', 'more', bigger.split('\n').slice(0, 20).join('\n')),
    ...Object.entries(wildFiles).map(([name, wild]) => text('csv-wild', name, wild.text)),
    text('csv-cp949', 'cafe24', korean, 'table', 'cp949'),
    text('csv-utf16', 'little', korean, 'table', 'utf-16le', [0xff, 0xfe]),
    text('csv-utf16', 'big', korean, 'table', 'utf-16be', [0xfe, 0xff]),
    text('csv-shift-jis', 'orders', '注文番号,顧客,金額\r\n1,田中ｶﾅ,1200\r\n2,鈴木,"3,400"\r\n3,佐藤,-5\r\n', 'table', 'shift_jis'), // prettier-ignore
    text('csv-latin', 'orders', 'Bestellung;Käufer;Größe;Betrag\r\n1;Jürgen;grün;1,20\r\n2;Renée;blau;3.400,50\r\n', 'table', 'windows-1252'), // prettier-ignore
    text('tsv', 'amazon', new TextDecoder().decode(amazon).split('\n').slice(0, 8).join('\n')),
    text('html', 'orders', html, 'markup'),
    text('spreadsheet-xml', 'orders', spreadsheetXml, 'markup'),
    text('json', 'array', JSON.stringify(rows, null, 1), 'json'),
    text('json', 'wrapped', JSON.stringify({ shop: 'x', page: { orders: rows }, more: false }), 'json'),
    text('json-lines', 'orders', rows.map((row) => JSON.stringify(row)).join('\n'), 'json'),
    ...(await each('sample-data/presets', /^(coupang|imweb).*xlsx$/)).map((file) => zip('xlsx', file)),
    ...(await each(workbooks, /^(openpyxl|xlsxwriter).*xlsx$/)).map((file) => zip('xlsx', file)),
    zip('xlsb', { name: 'made', bytes: zipped(xlsb()) }),
    ...(await each(workbooks, /ods$/)).map((file) => zip('ods', file)),
    ...(await each(workbooks, /^(libreoffice|xlwt)\.xls$/)).map((file) => plain('xls', file)),
    ...(await each(workbooks, /rc4.*xls$/)).map((file) => plain('xls-locked', file, PASSWORD)),
    ...(await each(workbooks, /^(standard|msoffcrypto).*xlsx$/)).map((file) => ({ ...plain('xlsx-locked', file, PASSWORD), isSlow: true })), // prettier-ignore
    ...(await each('tests/fixtures/archives', /names\.zip$/)).map((file) => zip('zip', file)),
    zip('zip', { name: 'mixed', bytes: zipped(await mixed()) }),
    ...(await each('tests/fixtures/archives', /^locked/)).map((file) => plain('zip-locked', file, PASSWORD)),
    gzip('csv', encoder.encode(small)),
    gzip('xlsx', await bytesOf(`${workbooks}/xlsxwriter.xlsx`)),
    { ...gzip('members', encoder.encode(small)), bytes: concatenated([small.slice(0, 500), small.slice(500)].map((part) => gzipped(encoder.encode(part)))) }, // prettier-ignore
    ...(await each('tests/fixtures/archives', /zst$/)).map((file) => ({ ...plain('zst', file), isSlow: file.name === 'window-27.zst' })), // prettier-ignore
    { kind: 'zst', name: 'not packed', bytes: zstandard(encoder.encode(small)), making: { of: 'zstd', inner: encoder.encode(small) } }, // prettier-ignore
    ...(await each('tests/fixtures/parquet', /parquet$/)).map((file) => plain('parquet', file)),
    ...(await each('tests/fixtures/arrow', /(arrow|feather)$/)).map((file) => plain('arrow-file', file)),
    ...(await each('tests/fixtures/arrow', /arrows$/)).map((file) => plain('arrow-stream', file)),
  ]
  return seeds
}

const encoder = new TextEncoder()

function text(
  kind: string,
  name: string,
  content: string,
  textKind: TextKind = 'table',
  encoding: TextEncoding = 'utf-8',
  mark: readonly number[] = [],
): Seed {
  const bytes = concatenated([Uint8Array.from(mark), encoded(content, encoding)])
  return { kind, name, bytes, making: { of: 'text', text: content, kind: textKind, encoding } }
}

function plain(kind: string, { name, bytes }: Part, password?: string): Seed {
  return { kind, name, bytes, making: { of: 'bytes' }, ...(password ? { password } : {}) }
}

function zip(kind: string, { name, bytes }: Part): Seed {
  return { kind, name, bytes, making: { of: 'zip', parts: unzipped(bytes) } }
}

function gzip(name: string, inner: Uint8Array): Seed {
  return { kind: 'gz', name, bytes: gzipped(inner), making: { of: 'gzip', inner } }
}

const rows = Array.from({ length: 12 }, (_, index) => ({
  id: index + 1,
  customer: { email: `c${index % 5}@example.com`, name: '김"민,준' },
  amount: `${index * 10}.50`,
  paid: index % 3 === 0,
  time: `2026-01-${10 + index}T10:00:00Z`,
  lines: [{ sku: 'x', price: 1.1 }],
  note: index % 2 ? null : 'a\nb',
}))

const cells = (row: (typeof rows)[number]) => [String(row.id), row.customer.email, row.amount, row.time]
const html = `<html><head><meta charset="utf-8"><style>td{}</style></head><body><table border=1><tr><th>주문번호<th>고객<th>금액<th>시각</tr>${rows
  .map((row) => `<tr><td>${cells(row).join('</td><td>')}</td></tr>`)
  .join('\n')}<tr><td colspan=2>합계</td><td>1,234</td></tr></table></body></html>`
const spreadsheetXml = `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="주문"><Table ss:ExpandedColumnCount="4">${[
  ['주문번호', '고객', '금액', '시각'],
  ...rows.map(cells),
]
  .map((row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`)
  .join('\n')}</Table></Worksheet></Workbook>`

async function mixed(): Promise<Part[]> {
  return [
    { name: 'orders.csv', bytes: encoder.encode('customer,time,amount\na,2026-11-01,10\nb,2026-11-02,20\n') },
    { name: '주문/더.csv', bytes: encoded('고객,날짜,금액\r\n김민수,2026-11-01,10\r\n', 'cp949') },
    { name: 'orders.json', bytes: encoder.encode(JSON.stringify(rows)) },
    { name: 'readme.txt', bytes: encoder.encode('안녕하세요.\n') },
    { name: 'orders.parquet', bytes: await bytesOf('tests/fixtures/parquet/codec-snappy.parquet') },
  ]
}

/** The parts of a binary workbook of one sheet: texts, a number, a formula's value. */
function xlsb(): Part[] {
  const u16 = (value: number) => [value & 255, (value >> 8) & 255]
  const u32 = (value: number) => [...u16(value), ...u16(value >>> 16)]
  const f64 = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)]
  const words = (value: string) => [...u32(value.length), ...[...value].flatMap((char) => u16(char.charCodeAt(0)))]
  const record = (id: number, ...data: (number | number[])[]) => {
    const bytes = data.flat()
    const size = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]
    return [...(id < 128 ? [id] : [(id & 127) | 128, id >> 7]), ...size, ...bytes]
  }
  const cell = (id: number, column: number, format: number, ...data: (number | number[])[]) =>
    record(id, u32(column), u32(format), ...data)
  const row = (index: number) => [
    ...record(0, u32(index), u32(0)),
    ...cell(7, 0, 0, u32(index % 2)),
    ...cell(5, 1, 1, f64(45352.4 + index)),
    ...cell(2, 2, 0, u32((1234 << 2) | 3)),
    ...cell(6, 3, 0, words('안,녕')),
    ...cell(8, 4, 0, words('값'), u16(0)),
  ]
  const head = ['고객', '시각', '금액', '메모', '식'].flatMap((name, index) => cell(6, index, 0, words(name)))
  // The maker of other tests' workbooks brings another unpacker of archives with it, which would be tested in place of the page's.
  const relations = (...references: readonly (readonly [type: string, target: string])[]) =>
    encoder.encode(
      `<Relationships>${references.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`,
    )
  return [
    { name: '[Content_Types].xml', bytes: encoder.encode('<Types/>') },
    { name: '_rels/.rels', bytes: relations(['officeDocument', 'xl/workbook.bin']) },
    { name: 'xl/_rels/workbook.bin.rels', bytes: relations(['worksheet', 'worksheets/sheet1.bin'], ['sharedStrings', 'sharedStrings.bin'], ['styles', 'styles.bin']) }, // prettier-ignore
    { name: 'xl/workbook.bin', bytes: Uint8Array.from([...record(153, u32(0), u32(0), words('')), ...record(156, u32(0), u32(1), words('rId1'), words('주문'))]) }, // prettier-ignore
    { name: 'xl/sharedStrings.bin', bytes: Uint8Array.from([...record(19, 0, words('하나')), ...record(19, 1, words('둘'), u32(0))]) }, // prettier-ignore
    { name: 'xl/styles.bin', bytes: Uint8Array.from([...record(44, u16(200), words('yyyy-mm-dd hh:mm')), ...record(617, u32(2)), ...record(47, u16(0), u16(0)), ...record(47, u16(0), u16(200)), ...record(618, [])]) }, // prettier-ignore
    { name: 'xl/worksheets/sheet1.bin', bytes: Uint8Array.from([...record(0, u32(0), u32(0)), ...head, ...Array.from({ length: 8 }, (_, index) => row(index + 1)).flat()]) }, // prettier-ignore
  ]
}
