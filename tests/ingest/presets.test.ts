import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesOf, fileName } from '../../scripts/presets/bytes.ts'
import { exports, textOf, type Export } from '../../scripts/presets/index.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { isBlocking, recognise, type TableSample } from '../../src/ingest/columns.ts'
import { castExpressions, quoteIdentifier } from '../../src/ingest/expressions.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import { inspectShapes } from '../../src/ingest/inspect.ts'
import { parseMapping, sourceColumns, type Mapping } from '../../src/ingest/mapping.ts'
import { presets } from '../../src/ingest/presets/index.ts'
import { presetFor } from '../../src/ingest/presets/match.ts'
import { parsePreset } from '../../src/ingest/presets/schema.ts'
import { recogniseTable } from '../../src/ingest/recognise-table.ts'
import { shop } from '../support/sample-shop.ts'

const folder = resolve(import.meta.dirname, '../../sample-data/presets')
let database: NodeDatabase
beforeAll(async () => void (database = await NodeDatabase.open({ threads: 1 })))
afterAll(() => database.close())

const sampleOf = ({ headers, rows }: Export): TableSample => ({ headers, rows: rows.map((row) => row.map(textOf)) })
const byId = (id: string) => exports.find((made) => made.id === id)!

interface Canonical {
  readonly customer_id: string | null
  readonly ordered_at: string | null
  readonly amount: number | null
  readonly order_id: string | null
  readonly status: string | null
  readonly product: string | null
}

/** What a load makes of the rows of a sample. */
async function cast({ headers, rows }: TableSample, mapping: Mapping): Promise<Canonical[]> {
  const columns = sourceColumns(headers).map((name) => `${quoteIdentifier(name)} varchar`)
  await database.execute(`create or replace table rows (place integer, ${columns.join(', ')})`)
  await database.insert('rows', rows.map((row, place) => [place, ...row])) // prettier-ignore
  const expressions = castExpressions(mapping)
  const text = (field: keyof Canonical) => `cast(${expressions[field] ?? 'null'} as varchar) as ${field}`
  const found = await database.query(
    `select ${text('customer_id')}, ${text('ordered_at')}, cast(${expressions.amount!} as double) as amount, ${text('order_id')}, ${text('status')}, ${text('product')} from rows order by place`,
  )
  return found as unknown as Canonical[]
}

/**
 * Worked by hand from the order book of `scripts/presets/shop.ts`: rows of the file, customers that can be told apart,
 * the value that stands (not cancelled, not refunded in full, of known customers; refunds taken off where the file tells
 * of them), and the first, the eighth and the last row as `customer | time | amount | order`.
 */
// prettier-ignore
const expected: Readonly<Record<string, { rows: number; customers: number; value: number; picked: Readonly<Record<number, string>> }>> = {
  'naver-smartstore': { rows: 29, customers: 9, value: 614000, picked: {
    0: '01000001110 | 2026-01-03 10:12:05 | 18000 | 2026010380000001', 3: '01000001112 | 2026-01-09 08:05:59 | 29000 | 2026010980000003', 28: '01000001111 | 2026-06-13 21:05:00 | 18000 | 2026061380000022' } },
  // Two guests with one-time numbers (24,000) are not known.
  'coupang-delivery': { rows: 26, customers: 7, value: 590000, picked: {
    0: '01000001110 | 2026-01-03 10:12:05 | 18000 | 15000000000001', 9: '01000001112 | 2026-02-14 22:58:31 | 18000 | 15000000000008', 10: 'null | 2026-02-21 15:45:15 | 9000 | 15000000000009' } },
  cafe24: { rows: 29, customers: 9, value: 641000, picked: {
    0: 'dal | 2026-01-03 10:12:05 | 21000 | 20260103-0000001', 2: 'bam | 2026-01-05 21:40:11 | 27000 | 20260105-0000002', 11: '01000001117 | 2026-02-21 15:45:15 | 12000 | 20260221-0000009' } },
  imweb: { rows: 29, customers: 9, value: 641000, picked: {
    0: '01000001110 | 2026-01-03 10:12:05 | 21000 | 202601031000001', 2: '01000001111 | 2026-01-05 21:40:11 | 27000 | 202601051000002', 28: '01000001111 | 2026-06-13 21:05:00 | 21000 | 202606131000022' } },
  godomall: { rows: 29, customers: 9, value: 641000, picked: {
    0: 'dal | 2026-01-03 10:12:05 | 21000 | 2601031000000001', 2: 'bam | 2026-01-05 21:40:11 | 27000 | 2601051000000002', 11: '01000001117 | 2026-02-21 15:45:15 | 12000 | 2602211000000009' } },
  'shopify-orders': { rows: 29, customers: 9, value: 501.5, picked: {
    0: 'dal@example.com | 2026-01-03 10:12:05 | 18 | #1001', 17: 'bam@example.com | 2026-03-28 10:05:30 | 22 | #1014', 25: 'today@example.com | 2026-05-23 09:09:09 | 22.5 | #1020' } },
  'woocommerce-advanced-export': { rows: 29, customers: 9, value: 501.5, picked: {
    0: 'dal@example.com | 2026-01-03 10:12:00 | 18 | 2001', 17: 'bam@example.com | 2026-03-28 10:05:00 | 22 | 2014', 28: 'bam@example.com | 2026-06-13 21:05:00 | 18 | 2022' } },
  'woocommerce-order-export': { rows: 22, customers: 9, value: 512.5, picked: {
    0: 'dal@example.com | 2026-01-03 10:12:05 | 18 | 4001', 8: 'guest7@example.com | 2026-02-21 15:45:15 | 11.5 | 4009', 21: 'bam@example.com | 2026-06-13 21:05:00 | 18 | 4022' } },
  'magento-order-grid': { rows: 22, customers: 9, value: 501.5, picked: {
    0: 'dal@example.com | 2026-01-03 10:12:05 | 18 | 100000001', 9: 'gang@example.com | 2026-03-01 00:10:09 | 48 | 100000010', 13: 'bam@example.com | 2026-03-28 10:05:30 | 22 | 100000014' } },
  'bigcommerce-orders': { rows: 22, customers: 9, value: 501.5, picked: {
    0: 'dal@example.com | 2026-01-03 00:00:00 | 18 | 301', 10: 'dal@example.com | 2026-03-03 00:00:00 | 11.5 | 311', 13: 'bam@example.com | 2026-03-28 00:00:00 | 22 | 314' } },
  // Sales of 441.50 after refunds, of which 17.50 to nobody on record.
  'square-items': { rows: 31, customers: 7, value: 424, picked: {
    0: 'CUST-DAL | 2026-01-03 00:00:00 | 13 | TX0001', 10: 'null | 2026-02-21 00:00:00 | 6.5 | TX0009', 30: 'CUST-BAM | 2026-04-01 00:00:00 | -11 | TX0014' } },
  'amazon-order-report': { rows: 28, customers: 9, value: 481.25, picked: {
    0: 'dal0x@marketplace.example.com | 2026-01-03 10:12:05 | 13 | 000-0000000-0000001', 9: 'byeol0x@marketplace.example.com | 2026-02-14 22:58:31 | 13.25 | 000-0000000-0000008', 27: 'bam0x@marketplace.example.com | 2026-06-13 21:05:00 | 13 | 000-0000000-0000022' } },
}

describe.each(exports.map((made) => [made.id, made] as const))('%s', (id, made) => {
  const sample = sampleOf(made)
  const found = recognise(sample)

  test('is known for what it is, and needs one click', () => {
    expect(found.preset).toMatchObject({ id, name: presets.find((preset) => preset.id === id)!.name })
    expect(found.missing).toEqual([])
    expect(found.questions.map(({ code }) => code)).toEqual(['history'])
    expect(found.questions.some(isBlocking)).toBe(false)
    expect(parseMapping(JSON.parse(JSON.stringify(found.mapping)))).toEqual(found.mapping)
    const mapped = found.fields.filter(({ column }) => column !== null)
    expect(mapped.length).toBeGreaterThanOrEqual(5)
    for (const { why, confidence } of mapped) expect([why, confidence]).toEqual(['preset', 1])
    expect(recogniseTable(sample).table).toBe('orders')
  })

  test('its example is read as it was written, and taken for what it is', async () => {
    const name = fileName(made)
    const blob = new Blob([await readFile(resolve(folder, name))])
    const { shapes, skipped } = await inspectShapes([{ name, blob }], openParquetInNode)
    expect([shapes.length, skipped]).toEqual([1, []])
    const { headers, rows } = shapes[0]!.sample
    expect([...headers]).toEqual([...made.headers])
    expect(rows).toEqual(sample.rows.map((row) => headers.map((_, index) => row[index] || null)))
    const { table, recognitions } = recogniseTable(shapes[0]!.sample)
    expect([table, recognitions.orders.preset?.id]).toEqual(['orders', id])
    expect(recognitions.orders.mapping).toEqual(found.mapping)
  })

  test('every row means what it meant in the shop', async () => {
    const { rows, customers, value, picked } = expected[id]!
    const cells = await cast(sample, found.mapping)
    expect(cells).toHaveLength(rows)
    for (const [place, row] of Object.entries(picked)) {
      const { customer_id, ordered_at, amount, order_id } = cells[Number(place)]!
      expect([customer_id, ordered_at, amount, order_id].map(String).join(' | ')).toBe(row)
    }
    const stands = cells.filter(({ status, customer_id }) => customer_id !== null && !found.mapping.cancelled.includes(status ?? '')) // prettier-ignore
    const known = new Set(cells.flatMap(({ customer_id }) => customer_id ?? []))
    expect(known.size).toBe(customers)
    const orders = new Map<string, number>()
    for (const { order_id, amount } of stands) {
      const before = orders.get(order_id!) ?? 0
      const isTotal = found.mapping.amount_is === 'order_total'
      orders.set(order_id!, isTotal ? Math.max(before, amount ?? 0) : before + (amount ?? 0))
    }
    expect([...orders.values()].reduce((sum, one) => sum + one, 0)).toBeCloseTo(value, 6)
  })

  test('is still known with its columns in another order, one more, or one of the optional ones less', () => {
    const { required } = presets.find((preset) => preset.id === id)!.headers
    const names = required.flat()
    const picked = (order: readonly number[], extra: boolean): TableSample => ({
      headers: [...order.map((index) => sample.headers[index]!), ...(extra ? ['메모 (우리 가게)'] : [])],
      rows: sample.rows.map((row) => [...order.map((index) => row[index]!), ...(extra ? ['-'] : [])]),
    })
    const places = sample.headers.map((_, index) => index)
    expect(recognise(picked(places.toReversed(), false)).mapping.columns).toEqual(found.mapping.columns)
    expect(recognise(picked(places, true)).preset?.id).toBe(id)
    for (const lost of places.filter((index) => !names.includes(sample.headers[index]!)))
      expect(presetFor(picked(places.filter((index) => index !== lost), false))?.preset.id).toBe(id) // prettier-ignore
    const shouted = { ...sample, headers: sample.headers.map((name) => ` ${name.toUpperCase()} `) }
    expect(presetFor(shouted)?.preset.id).toBe(id)
    expect(presetFor({ headers: sample.headers, rows: [] })?.preset.id).toBe(id)
  })

  test('the example file is what the generator writes', async () => {
    const written = await readFile(resolve(folder, fileName(made)))
    expect(Buffer.from(await bytesOf(made)).equals(written)).toBe(true)
  })
})

test('each preset has its example, and nothing else lies there', async () => {
  expect(exports.map(({ id }) => id).sort()).toEqual(presets.map(({ id }) => id).sort())
  const files = (await readdir(folder)).filter((name) => name !== 'README.md')
  expect(files.sort()).toEqual(exports.map(fileName).sort())
  for (const { rows } of exports) expect(rows.length).toBeGreaterThanOrEqual(20)
})

test('no preset claims what is not its own', () => {
  const claimed = (headers: string) => presetFor({ headers: headers.split('|'), rows: [] })?.preset.id ?? null
  for (const rows of Object.values(shop)) expect(claimed(Object.keys(rows[0]!).join('|'))).toBeNull()
  expect(claimed('customer_id|date|number_of_cds|dollar_value')).toBeNull()
  expect(claimed('InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country')).toBeNull()
  expect(claimed('주문번호|주문일시|회원아이디|상품명|수량|결제금액')).toBeNull()
  expect(claimed('order_id|customer_id|order_date|order_total|status')).toBeNull()
  for (const made of exports) {
    const others = presets.filter(({ id }) => id !== made.id)
    const names = made.headers.map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
    const whole = others.filter(
      ({ headers: { required } }) =>
      required.every((choice) => [choice].flat().some((name) => names.includes(name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')))), // prettier-ignore
    )
    expect(whole.map(({ id }) => `${made.id} is not ${id}`)).toEqual([])
  }
})

test('an older or differently chosen export of the same system is known too', () => {
  const smartstore = sampleOf(byId('naver-smartstore'))
  const old = smartstore.headers.map((name) => name.replace(/^최종 상품별/, '상품별').replace(/^최초 상품별.*/, '상품명2'))
  const found = recognise({ ...smartstore, headers: old })
  expect(found.preset?.id).toBe('naver-smartstore')
  expect(found.mapping.columns.amount).toBe('상품별 총 주문금액')

  const shopify = sampleOf(byId('shopify-orders'))
  const american = recognise({ ...shopify, headers: shopify.headers.map((name) => name.replace('Cancelled', 'Canceled')) })
  expect(american.mapping.cancelled_where).toBe('Canceled at')

  const cafe24 = byId('cafe24')
  const chosen = ['주문번호', '품목별 주문번호', '발주일', '주문상품명', '수량', '주문자 휴대전화', '품목별 결제금액', '총 결제금액(KRW)']
  const lines = recognise({ headers: chosen, rows: [['1', '1-1', '2026-01-02', '차', '1', '010-0000-1111', '9000', '12000']] })
  expect(lines.preset?.id).toBe('cafe24')
  expect(lines.mapping).toMatchObject({ columns: { amount: '품목별 결제금액', customer_id: '주문자 휴대전화' }, amount_is: 'line', customer_key: { '주문자 휴대전화': 'phone' } })
  const empty = recognise({ headers: chosen, rows: [['1', '1-1', '2026-01-02', '차', '1', '010-0000-1111', '', '12000']] })
  expect(empty.mapping).toMatchObject({ columns: { amount: '총 결제금액(KRW)' }, amount_is: 'order_total' })
  expect(cafe24.encoding).toBe('cp949')
}) // prettier-ignore

test('what a preset cannot know is still asked', () => {
  const { headers, rows } = sampleOf(byId('bigcommerce-orders'))
  const date = headers.indexOf('Order Date')
  const open = recognise({ headers, rows: rows.map((row) => row.map((cell, index) => (index === date ? '03/04/2026' : cell))) }) // prettier-ignore
  expect(open.questions[0]).toMatchObject({ code: 'date_order', options: ['dmy', 'mdy'] })
  const amazon = sampleOf(byId('amazon-order-report'))
  const utc = amazon.rows.map((row) => row.map((cell) => cell?.replace(/-0[78]:00$/, '+00:00') ?? null))
  expect(recognise({ ...amazon, rows: utc }).questions[0]).toMatchObject({ code: 'time_zone', reason: 'utc' })
})

test('a data file that is no preset is refused by name and key', () => {
  const { id: _, ...nameless } = presets[0]!
  expect(() => parsePreset(nameless, 'mine.json')).toThrow(/mine\.json: id/)
  expect(() => parsePreset({ ...presets[0], mapping: { ...presets[0]!.mapping, time_zone: 'Mars' } }, 'mine.json')).toThrow(/mapping\.time_zone/) // prettier-ignore
  expect(() => parsePreset('a', 'mine.json')).toThrow(/mine\.json/)
})
