import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropAndConfirm, exportedReport, launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

const parquet = readFileSync(resolve(import.meta.dirname, '../../sample-data/orders.parquet'))
const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content as string),
})
const good = file('good.csv', 'customer_id,ordered_at,amount\na,2026-01-01,10\na,2026-02-01,20\nb,2026-02-03,5\n')
const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + ((i * i) % 251)) % 256))

const pages = new Map<string, Page>()

/**
 * The page with a report of `good.csv`, which must survive what is dropped next. One page a language: what was dropped before must
 * not matter.
 */
async function withReport(language: 'ko' | 'en' = 'en'): Promise<Page> {
  const page = pages.get(language) ?? (await open(browser, site.url, { language })).page
  pages.set(language, page)
  await untilState(page, ['ready', 'failed', 'mapping'])
  if (!(await page.locator('header').first().innerText()).includes(good.name)) {
    await dropAndConfirm(page, good)
    expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  }
  return page
}

async function customers(page: Page): Promise<unknown> {
  const { metrics } = (await exportedReport(page)) as { metrics: { overview: { rows: { customers: number }[] } } }
  return metrics.overview.rows[0]?.customers
}

describe('a file that cannot be used gets a sentence with its name, and what was loaded stays', () => {
  test.each([
    ['a 0-byte file', [file('zero.csv', '')], 'zero.csv'],
    ['a header only', [file('header.csv', 'customer_id,ordered_at,amount\n')], 'header.csv'],
    ['binary garbage', [file('noise.csv', noise)], 'noise.csv'],
    ['a truncated Parquet file', [file('cut.parquet', parquet.subarray(0, 200_000))], 'cut.parquet'],
    ['a Parquet file with a damaged page', [damaged()], 'hurt.parquet'],
    ['an encrypted Parquet file', [file('secret.parquet', `PARE${'x'.repeat(100)}PARE`)], 'secret.parquet'],
    ['a workbook', [file('book.xlsx', `PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`)], 'book.xlsx'],
    ['a RAR archive', [file('orders.rar', `Rar!\x1a\x07\x01\0${'x'.repeat(100)}`)], 'orders.rar'],
  ])('%s', async (_name, files, named) => {
    const page = await withReport()
    await page.getByTestId('file-input').setInputFiles(files)
    // A page can be damaged where the first look does not reach: then the load must say so.
    if ((await untilState(page, ['failed', 'mapping'])) === 'mapping') {
      await page.getByTestId('confirm-mapping').click()
      expect(await untilState(page, ['failed', 'ready'])).toBe('failed')
    }
    const sentence = await page.getByRole('alert').innerText()
    expect(sentence).toContain(named)
    expect(sentence.length).toBeGreaterThan(40)
    expect(sentence).not.toMatch(/undefined|null|\[object|Error:/)
    expect(await customers(page)).toBe(2)
  })

  test('in Korean too', async () => {
    const page = await withReport('ko')
    await page.getByTestId('file-input').setInputFiles([file('빈 파일.csv', '')])
    await untilState(page, ['failed'])
    expect(await page.getByRole('alert').innerText()).toMatch(/빈 파일\.csv.*(습니다|세요)/s)
  })
})

/** The sample's orders with bytes of a data page turned over. */
function damaged() {
  const bytes = Buffer.from(parquet)
  for (let at = 150_000; at < 150_400; at++) bytes[at] = 255 - bytes[at]!
  return file('hurt.parquet', bytes)
}

test.each([
  ['no customer column', 'ordered_at,amount,note\n2026-01-01,10,x\n2026-01-02,20,y\n'],
  ['no date column', 'customer_id,amount,note\na,10,x\nb,20,y\n'],
])('%s: the confirm step waits for it', async (_name, text) => {
  const page = await withReport()
  await page.getByTestId('file-input').setInputFiles([file('orders.csv', text)])
  await untilState(page, ['mapping'])
  expect(await page.getByTestId('confirm-mapping').isDisabled()).toBe(true)
})

test('orders of two shapes: one of them must be left out', async () => {
  const page = await withReport()
  const other = file('other.csv', 'customer_id,ordered_at,amount,order_id\na,2026-01-01,10,1\n')
  await page.getByTestId('file-input').setInputFiles([good, other])
  await untilState(page, ['mapping'])
  expect(await page.getByTestId('confirm-mapping').isDisabled()).toBe(true)
  await page.getByTestId('table-choice').nth(1).selectOption('')
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(await customers(page)).toBe(2)
})

test('an open order of day and month is asked, never guessed', async () => {
  const page = await withReport()
  const text = 'customer_id,ordered_at,amount\na,03/04/2024,10\na,05/06/2024,20\nb,07/08/2024,5\n'
  await page.getByTestId('file-input').setInputFiles([file('dates.csv', text)])
  await untilState(page, ['mapping'])
  expect(await page.getByTestId('confirm-mapping').isDisabled()).toBe(true)
})

test('single bad values are left out with their reason; one row is enough', async () => {
  const page = await withReport()
  const rows = [
    'a,1900-01-01,10',
    'a,2200-01-01,10',
    'a,2026-01-05,NaN',
    'b,2026-01-06,Infinity',
    'c,2026-01-07,12',
    ',2026-01-08,3',
  ]
  await dropAndConfirm(page, file('odd.csv', `customer_id,ordered_at,amount\n${rows.join('\n')}\n`))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const { dataset } = (await exportedReport(page)) as unknown as {
    dataset: { tables: { rows: number; kept: number; leftOut: { reason: string; rows: number }[] }[] }
  }
  expect(dataset.tables[0]).toMatchObject({ rows: 6, kept: 1 })
  expect(dataset.tables[0]!.leftOut).toEqual([
    { reason: 'implausible_date', rows: 2 },
    { reason: 'no_amount', rows: 2 },
    { reason: 'no_customer', rows: 1 },
  ])
})

test('names that are code stay names', async () => {
  const page = await withReport()
  const text = `"customer_id","ordered_at","amount","x""; drop table raw_orders; --","<img src=x onerror=alert(1)>","__proto__"\na,2026-01-01,10,1,2,3\nb,2026-01-02,20,1,2,3\n`
  await dropAndConfirm(page, file(`a'b"; drop table raw_orders; <b>.csv`, text))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(await customers(page)).toBe(2)
})
