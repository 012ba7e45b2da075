import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportedReport, launch, open, untilLoaded, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

const pictures = process.env['PICTURES']

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

/** A small shop beside the page, with a time of year in which only some come back. */
const SHOP = Array.from(
  { length: 600 },
  (_, i) =>
    `c${(i * i) % 97},2025-${String((i % 12) + 1).padStart(2, '0')}-${10 + (i % 17)},${1000 + i},${((i * i) % 97) % 3 ? '검색' : '친구'}\n`,
)
/** A tab at an address of hosted files, of which these lie there. */
async function openAt(hash: string, files: Readonly<Record<string, string>>, language: 'ko' | 'en') {
  const tab = await open(browser, 'about:blank', { language })
  for (const [path, body] of Object.entries(files))
    await tab.page.route(`**/${path}`, (route) => route.fulfill({ body }))
  await tab.page.goto(site.url + hash)
  return tab
}

const address = async (page: Page) => decodeURIComponent(await page.evaluate<string>('location.hash'))
const keep = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/hosted-${name}.png` })
}

test('an address of hosted files shows them; what is chosen stands in it, and a fresh tab shows the same', async () => {
  const files = { 'data/orders.csv': `customer_id,date,amount,channel\n${SHOP.join('')}` }
  const first = await openAt('#v=1&data=data/orders.csv&page=customers', files, 'en')
  expect(await untilLoaded(first.page)).toBe('ready')
  expect(await first.page.locator('.dataset').innerText()).toBe('orders.csv')
  await untilLoaded(first.page, () => first.page.getByTestId('filter-channel').selectOption('검색'))
  await first.page.locator('nav a', { hasText: 'Retention' }).click()
  const chosen = await address(first.page)
  expect(chosen).toBe('#v=1&data=data/orders.csv&page=retention&channel=검색')
  const report = await exportedReport(first.page)
  await keep(first.page, 'chosen-en')
  expect(first.requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])
  expect(first.complaints).toEqual([])
  await first.context.close()

  const second = await openAt(chosen, files, 'ko')
  expect(await untilLoaded(second.page)).toBe('ready')
  expect(await exportedReport(second.page)).toEqual(report)
  expect(await address(second.page)).toBe(chosen)
  await keep(second.page, 'chosen-ko')
  await second.context.close()
})

test('the sample shop is hosted beside the built page', async () => {
  const files = ['orders', 'customers', 'spend'].map((table) => `data=data/sample/${table}.parquet`)
  const hash = `#v=1&${files.join('&')}&mapping=data/sample/mapping.json&page=value`
  const { page, context, complaints } = await open(browser, site.url + hash)
  expect(await untilLoaded(page)).toBe('ready')
  expect(await page.locator('.dataset').innerText()).toBe('orders.parquet and 2 more')
  expect(await address(page)).toBe(hash)
  await keep(page, 'sample-en')
  expect(complaints).toEqual([])
  await context.close()
})

test.each([
  ['en', 'data/nothing.csv', 'The link names ‘data/nothing.csv’, and there is no such file on this site.'],
  ['ko', 'data/없음.csv', '링크에 적힌 ‘data/없음.csv’ 파일이 이 사이트에 없습니다.'],
  ['en', '../secret.csv', 'The link names ‘../secret.csv’, which is no path beside this page.'],
  ['ko', '//evil.example/x.csv', '링크에 적힌 ‘//evil.example/x.csv’: 열 수 없는 경로입니다.'],
] as const)('%s: what is not there, or not beside the page, is said: %s', async (language, path, sentence) => {
  const { page, context, requests } = await open(browser, `${site.url}#v=1&data=${path}&page=value`, { language })
  expect(await untilState(page, ['ready', 'failed'])).toBe('failed')
  await page.getByText(sentence).waitFor()
  await page.locator('h1', { hasText: language === 'ko' ? '주문 파일을 여기에' : 'Drop your orders' }).waitFor()
  await keep(page, `${language}-${path.startsWith('data') ? 'missing' : 'outside'}`)
  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])
  expect(requests.filter((url) => url.includes('.csv')).length).toBe(path.startsWith('data') ? 1 : 0)
  await context.close()
})

test('a hosted file with an open question is asked about, as a dropped one is', async () => {
  const orders = Array.from({ length: 40 }, (_, i) => `c${i % 9},0${(i % 9) + 1}/04/2025,${1000 + i}\n`)
  const files = { 'data/open.csv': `customer_id,date,amount\n${orders.join('')}` }
  const { page, context } = await openAt('#v=1&data=data/open.csv&page=value', files, 'ko')
  expect(await untilState(page, ['mapping', 'failed'])).toBe('mapping')
  await keep(page, 'question-ko')
  expect(await address(page)).toBe('#v=1&data=data/open.csv&page=data')
  await page.getByLabel('일-월-연').check()
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(await address(page)).toBe('#v=1&data=data/open.csv&page=data')
  await context.close()
})
