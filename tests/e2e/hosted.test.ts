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

const DATA = 'data=data/sample/orders.parquet&data=data/sample/spend.parquet&mapping=data/sample/mapping.json'
const address = async (page: Page) => decodeURIComponent(await page.evaluate<string>('location.hash'))
const keep = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/hosted-${name}.png` })
}

test('an address of hosted files shows them; what is chosen stands in it, and a fresh tab shows the same', async () => {
  const first = await open(browser, `${site.url}#v=1&${DATA}&page=customers`)
  expect(await untilLoaded(first.page)).toBe('ready')
  expect(await first.page.locator('.dataset').innerText()).toBe('orders.parquet and 1 more')
  await untilLoaded(first.page, () => first.page.getByTestId('filter-channel').selectOption('검색'))
  await first.page.locator('nav a', { hasText: 'Retention' }).click()
  const chosen = await address(first.page)
  expect(chosen).toBe(`#v=1&${DATA}&page=retention&channel=검색`)
  const report = await exportedReport(first.page)
  await keep(first.page, 'chosen-en')
  expect(first.requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])
  expect(first.complaints).toEqual([])
  await first.context.close()

  const second = await open(browser, site.url + chosen, { language: 'ko' })
  expect(await untilLoaded(second.page)).toBe('ready')
  expect(await exportedReport(second.page)).toEqual(report)
  expect(await address(second.page)).toBe(chosen)
  await keep(second.page, 'chosen-ko')
  await second.context.close()
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
  const { page, context } = await open(browser, 'about:blank', { language: 'ko' })
  await page.route('**/data/open.csv', (route) =>
    route.fulfill({ body: `customer_id,date,amount\n${orders.join('')}` }),
  )
  await page.goto(`${site.url}#v=1&data=data/open.csv&page=value`)
  expect(await untilState(page, ['mapping', 'failed'])).toBe('mapping')
  await keep(page, 'question-ko')
  expect(await address(page)).toBe('#v=1&data=data/open.csv&page=data')
  await page.getByLabel('일-월-연').check()
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(await address(page)).toBe('#v=1&data=data/open.csv&page=data')
  await context.close()
})
