import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportedReport, launch, open, untilLoaded, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

interface Exported {
  readonly asOf: string
  readonly basis: string
  readonly settings: Record<string, unknown>
  readonly metrics: Record<string, { status: string; rows: Record<string, unknown>[] }>
}
const exported = async (page: Page) => (await exportedReport(page)) as unknown as Exported
const customers = ({ metrics }: Exported) => Number(metrics['overview']!.rows[0]!['customers'])
const chosen = (page: Page) => page.evaluate('location.hash')

test('a channel holds for the whole page, stands in the address, and the back button takes it back', async () => {
  const { page, context, complaints } = await open(browser, site.url)
  await untilState(page, ['ready'])
  const all = customers(await exported(page))
  await untilLoaded(page, () => page.getByTestId('filter-channel').selectOption('검색'))
  const some = await exported(page)
  expect(some.settings['channel']).toBe('검색')
  expect(customers(some)).toBeLessThan(all)
  expect(decodeURIComponent(String(await chosen(page)))).toBe('#v=1&page=health&channel=검색')
  await page.locator('nav a', { hasText: 'Customers' }).click()
  expect(decodeURIComponent(String(await chosen(page)))).toBe('#v=1&page=customers&channel=검색')
  await page.goBack()
  await untilLoaded(page, () => page.goBack())
  expect(customers(await exported(page))).toBe(all)
  expect(complaints).toEqual([])
  await context.close()
})

test('an address opens the view that it was copied from', async () => {
  const hash = `#v=1&page=value&as_of=2026-01-01&basis=margin&category=${encodeURIComponent('차')}&months=12`
  const { page, context, complaints } = await open(browser, site.url + hash)
  expect(await untilLoaded(page)).toBe('ready')
  const report = await exported(page)
  expect([report.asOf, report.basis, report.settings['category']]).toEqual(['2026-01-01', 'margin', '차'])
  expect(report.metrics['warning_signs']!.rows.map((row) => row['month'])).toEqual(Array(6).fill('2025-12-01'))
  expect(Object.values(report.metrics).map(({ status }) => status)).not.toContain('failed')
  expect(complaints).toEqual([])
  await context.close()
})

test('a segment says that its customers are chosen by outcome; an impossible address shows the shop as it is', async () => {
  const { page, context } = await open(browser, `${site.url}#v=1&page=health&segment=champion`)
  expect(await untilLoaded(page)).toBe('ready')
  expect(await page.getByText('chosen by outcome').count()).toBe(1)
  await context.close()
  const odd = await open(browser, `${site.url}#v=1&page=health&as_of=1999-01-01&basis=nothing&months=x`)
  await untilState(odd.page, ['ready'])
  expect((await exported(odd.page)).asOf).toBe('2026-07-01')
  expect(odd.complaints).toEqual([])
  await odd.context.close()
})

test('the period changes what is drawn, and computes nothing', async () => {
  const { page, context, requests } = await open(browser, site.url)
  await untilState(page, ['ready'])
  const before = await exported(page)
  const asked = requests.length
  await page.locator('select').filter({ hasText: 'last 12 months' }).selectOption('12')
  expect(await chosen(page)).toBe('#v=1&page=health&months=12')
  expect(await page.locator('html').getAttribute('data-state')).toBe('ready')
  expect(await exported(page)).toEqual(before)
  expect(requests.slice(asked).filter((url) => url.endsWith('.wasm'))).toEqual([])
  await context.close()
})
