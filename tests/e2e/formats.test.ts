import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { writeXlsx } from 'hucre'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, open, untilLoaded, untilState, type Watched } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
let watched: Watched
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
  watched = await open(browser, site.url, { language: 'en' })
  await untilState(watched.page, ['ready'])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content as string),
})
const preset = (name: string) =>
  file(name, readFileSync(resolve(import.meta.dirname, '../../sample-data/presets', name)))
const orders = (month: number) =>
  `customer_id,ordered_at,amount\na,2026-0${month}-01,10\nb,2026-0${month}-02,20\n=1+1,2026-0${month}-03,free\n`

async function look(...files: ReturnType<typeof file>[]): Promise<string> {
  await watched.page.getByTestId('file-input').setInputFiles(files)
  return untilState(watched.page, ['mapping', 'failed'])
}

/** Confirms what was recognised; says what the page then says of the rows. */
async function confirm(): Promise<string> {
  const { page } = watched
  expect(await untilLoaded(page, () => page.getByTestId('confirm-mapping').click())).toBe('ready')
  return page.locator('main h3').first().innerText()
}

test('Korean text is read as what it is, and as what a person says', async () => {
  const { page } = watched
  expect(await look(preset('cafe24.csv'))).toBe('mapping')
  const encoding = page.getByTestId('encoding')
  expect(await encoding.inputValue()).toBe('cp949')
  expect(await page.locator('main').innerText()).toContain('주문자ID')
  await encoding.selectOption('windows-1252')
  await page.getByText('ÁÖ¹®ÀÚID').first().waitFor({ state: 'attached' })
  await encoding.selectOption('cp949')
  await page.getByText('This is an export of Cafe24').waitFor()
  expect(await confirm()).toContain('26 of 29 rows')
})

test('a locked workbook asks for its password, and again', async () => {
  const { page } = watched
  const rows = [['customer_id', 'ordered_at', 'amount'], ['a', '2026-01-01', 10], ['b', '2026-02-01', 20]] // prettier-ignore
  const book = await writeXlsx({
    sheets: [{ name: 'orders', rows }],
    encryption: { password: '1234', spinCount: 1000 },
  })
  expect(await look(file('locked.xlsx', book))).toBe('failed')
  await page.getByTestId('password').fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByText('password does not open', { exact: false }).waitFor()
  await page.getByTestId('password').fill('1234')
  await page.keyboard.press('Enter')
  expect(await untilState(page, ['mapping'])).toBe('mapping')
  expect(await confirm()).toContain('2 rows')
})

test('the tables of an archive are taken together, each at will, and what is none is named', async () => {
  const { page } = watched
  const writer = new ZipWriter(new Uint8ArrayWriter())
  for (const month of [1, 2, 3]) await writer.add(`2026-0${month}.csv`, new TextReader(orders(month)))
  await writer.add('readme.txt', new TextReader('Nothing but a sentence.'))
  expect(await look(file('orders.zip', await writer.close()))).toBe('mapping')
  expect(await page.getByTestId('skipped').innerText()).toContain('1 not read')
  await page.getByTestId('encoding').nth(1).selectOption('cp949')
  await expect.poll(() => page.getByTestId('encoding').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value))).toEqual(['utf-8', 'cp949', 'utf-8']) // prettier-ignore
  await page.getByTestId('take-file').nth(2).uncheck()
  expect(await confirm()).toContain('4 of 6 rows')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('left-out-orders').click()])
  expect(readFileSync(await download.path(), 'utf8')).toBe(
    '\ufefffile,row,reason,text that could not be split,customer_id,ordered_at,amount\r\n' +
      "orders.zip › 2026-01.csv,4,no readable amount,,'=1+1,2026-01-03,free\r\n" +
      "orders.zip › 2026-02.csv,4,no readable amount,,'=1+1,2026-02-03,free\r\n",
  )
})

test('workbooks, JSON, packed files and pages are tables as well', async () => {
  const { page } = watched
  const lines = ['a', 'b', 'a'].map((id, index) =>
    JSON.stringify({ customer: { id }, ordered_at: `2026-01-0${index + 1}`, amount: 10 + index }),
  )
  for (const given of [
    preset('naver-smartstore.xlsx'),
    file('orders.jsonl', lines.join('\n')),
    file('orders.csv.gz', gzipSync(orders(1))),
  ])
    expect(await look(given), given.name).toBe('mapping')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.evaluate(() => {
    const cells = (row: string[]) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
    const data = new DataTransfer()
    data.setData('text/plain', 'customer_id ordered_at amount a 2026-01-01 10')
    const rows = [['customer_id', 'ordered_at', 'amount'], ['a b', '2026-01-01', '10'], ['c', '2026-01-02', '<script>self.hit=1</script>7']] // prettier-ignore
    data.setData('text/html', `<table>${rows.map(cells).join('')}</table>`)
    Object.assign(self, { pasted: data })
  })
  await page.getByRole('button', { name: 'Paste a table' }).first().click()
  await page.getByRole('textbox', { name: 'Paste a table' }).evaluate((area: HTMLTextAreaElement) => {
    const { pasted } = self as unknown as { pasted: DataTransfer }
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true }))
    area.value = pasted.getData('text/plain')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  await page.getByRole('button', { name: 'Read it' }).click()
  expect(await untilState(page, ['mapping', 'failed'])).toBe('mapping')
  expect(await confirm()).toContain('2 rows')
  expect(await page.evaluate('self.hit')).toBeUndefined()
})

test('nothing was asked of anybody else, and nothing complained', () => {
  expect(watched.requests.filter((request) => !/^(blob:)?http:\/\/(localhost|127\.0\.0\.1)/.test(request))).toEqual([])
  expect(watched.complaints).toEqual([])
})
