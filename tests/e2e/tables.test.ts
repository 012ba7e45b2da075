import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropAndConfirm, exportedReport, launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
})
const orders = (count = 60) =>
  file('orders.csv', ['customer_id,ordered_at,amount,channel', ...Array.from({ length: count }, (_, i) => `c${i % 7},2026-0${1 + (i % 5)}-05,${10 + i},naver`)]) // prettier-ignore
const customers = file('members.csv', ['회원아이디,가입일,생년월일,성별,추천인', ...Array.from({ length: 7 }, (_, i) => `c${i},2025-12-0${i + 1},198${i}-03-02,여,c${(i + 1) % 2}`)]) // prettier-ignore
const spend = (amount: number) => file(`spend-${amount}.csv`, ['월,매체,광고비', `2026-01,naver,${amount}`, `2026-02,tv,${amount}`]) // prettier-ignore

interface Exported {
  readonly dataset: { readonly tables: readonly { name: string; rows: number; kept: number }[] }
  readonly metrics: { acquisition_cost: { rows: { kind: string; spend: number }[] }; overview: { rows: { orders: number }[] } }
} // prettier-ignore
const exported = async (page: Page) => (await exportedReport(page)) as unknown as Exported
const tables = ({ dataset }: Exported) => dataset.tables.map(({ name, kept }) => [name, kept])
const spent = ({ metrics }: Exported) =>
  metrics.acquisition_cost.rows.filter(({ kind }) => kind === 'blended').reduce((sum, row) => sum + row.spend, 0)

async function start(language: 'ko' | 'en' = 'en') {
  const watched = await open(browser, site.url, { language })
  await untilState(watched.page, ['ready'])
  return watched
}

test('orders, customers and spend dropped together, one confirm; then spend alone, again', async () => {
  const { page, complaints, context } = await start()
  await page.getByTestId('file-input').setInputFiles([spend(900), orders(), customers])
  await untilState(page, ['mapping'])
  const choices = page.getByTestId('table-choice')
  expect(await choices.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value))).toEqual([
    'spend',
    'orders',
    'customers',
  ])
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const first = await exported(page)
  expect(tables(first)).toEqual([['orders', 60], ['customers', 7], ['spend', 2]]) // prettier-ignore
  expect(spent(first)).toBe(1800)
  const loaded = page.getByTestId('loaded-tables')
  expect(await loaded.locator('tr[data-table="spend"]').innerText()).toMatch(/Ad spend\s+1\s+2\s+2\s+0\s+Replace/)
  expect(await loaded.locator('tr[data-table="events"]').innerText()).toMatch(/none\s+Add/)

  await dropAndConfirm(page, spend(700))
  const second = await exported(page)
  expect([tables(second), spent(second)]).toEqual([tables(first), 1400])

  await dropAndConfirm(page, orders(40))
  const third = await exported(page)
  expect([tables(third)[0], spent(third)]).toEqual([['orders', 40], 1400])
  expect(complaints).toEqual([])
  await context.close()
})

test('a file that is no table is left out and said to be; a person can say what a file is', async () => {
  const { page, context } = await start('ko')
  const notes = file('notes.csv', ['도시,기온,날씨', '서울,3,맑음'])
  await page.getByTestId('file-input').setInputFiles([orders(), notes])
  await untilState(page, ['mapping'])
  expect(await page.locator('main').innerText()).toContain('어떤 표인지 열 이름으로 알 수 없어')
  await page.getByTestId('table-choice').nth(1).selectOption('spend')
  expect(await page.getByTestId('confirm-mapping').isDisabled()).toBe(true)
  await page.getByTestId('table-choice').nth(1).selectOption('')
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(tables(await exported(page))).toEqual([['orders', 60]])
  await context.close()
})

test('spend without orders of one’s own waits for them', async () => {
  const { page, context } = await start()
  await page.getByTestId('file-input').setInputFiles([spend(500)])
  await untilState(page, ['mapping'])
  expect(await page.getByTestId('confirm-mapping').isDisabled()).toBe(true)
  expect(await page.locator('#confirm-reason').innerText()).toContain('Drop your orders too')
  await page.getByTestId('file-input').setInputFiles([orders()])
  await page.getByTestId('table-choice').nth(1).waitFor()
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(tables(await exported(page))).toEqual([['orders', 60], ['spend', 2]]) // prettier-ignore
  await context.close()
})

test('a wrong file beside the orders changes nothing', async () => {
  const { page, context } = await start()
  await dropAndConfirm(page, [orders(), spend(900)])
  const broken = file('broken.csv', ['월,매체,광고비', '2026-01,a,1,2,3', '2026-02,b,1,2,3,4'])
  await page.getByTestId('file-input').setInputFiles([broken])
  await untilState(page, ['mapping'])
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('failed')
  expect(await page.getByRole('alert').first().innerText()).toContain('broken.csv')
  expect(spent(await exported(page))).toBe(1800)
  await context.close()
})

test('what is odd in a table has its sentence, with ids that never leave the page', async () => {
  const { page, context } = await start()
  const surveys = file('nps.csv', ['customer_id,answered_at,nps', ...Array.from({ length: 7 }, (_, i) => `00c${i},2026-02-01,${i}`)]) // prettier-ignore
  await dropAndConfirm(page, [orders(), surveys, spend(900)])
  await page.goto(`${site.url}#v=1&page=data`)
  const text = await page.locator('main').innerText()
  expect(text).toContain('leading zeros look lost or added')
  expect(text).toContain('00c0 → c0')
  expect(text).toContain('1 channel of the ad spend (tv) is no customer’s channel')
  expect(JSON.stringify(await exported(page))).not.toContain('00c0')
  await context.close()
})
