import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropAndConfirm, exportedReport, launch, open, untilLoaded, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

interface Exported {
  readonly asOf: string
  readonly settings: Record<string, unknown>
  readonly dataset: { readonly tables: readonly { files: number; rows: number; kept: number }[] }
  readonly metrics: Record<string, { status: string; rows: Record<string, unknown>[] }>
}
const exported = async (page: Page) => (await exportedReport(page)) as unknown as Exported
const sample = (name: string) => resolve(import.meta.dirname, '../../sample-data', name)
const csv = (name: string, rows: number, from = 0) => {
  const lines = ['customer_id,order_id,ordered_at,amount']
  for (let i = from; i < from + rows; i++)
    lines.push(`c${i % 997},o${i},2024-${String((i % 12) + 1).padStart(2, '0')}-1${i % 9} 08:00,${100 + (i % 50)}`)
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
}

async function ready(language: 'ko' | 'en' = 'en') {
  const watched = await open(browser, site.url, { language })
  await untilState(watched.page, ['ready'])
  return watched
}

test('the sample moves through time, in the engine, and comes back to its finished report', async () => {
  const { page, context, complaints } = await ready()
  const finished = JSON.parse(readFileSync(sample('report.json'), 'utf8')) as Exported
  expect((await exported(page)).metrics).toEqual(finished.metrics)
  const toDay = async (day: string) => {
    const date = page.locator('input[type="date"]').first()
    await date.fill(day)
    await date.press('Enter')
  }
  expect(await untilLoaded(page, () => toDay('2025-07-01'))).toBe('ready')
  const earlier = await exported(page)
  expect(earlier.asOf).toBe('2025-07-01')
  const customersThen = Number(earlier.metrics['overview']!.rows[0]!['customers'])
  expect(customersThen).toBeLessThan(Number(finished.metrics['overview']!.rows[0]!['customers']))
  expect(await untilLoaded(page, () => toDay('2026-07-01'))).toBe('ready')
  expect(JSON.stringify((await exported(page)).metrics)).toBe(JSON.stringify(finished.metrics))
  expect(complaints).toEqual([])
  await context.close()
})

test('a dropped Parquet file gives what the sample gives', async () => {
  const { page, context } = await ready()
  await dropAndConfirm(page, sample('orders.parquet'))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const finished = JSON.parse(readFileSync(sample('report.json'), 'utf8')) as Exported
  const { dataset, metrics } = await exported(page)
  expect(dataset.tables[0]).toEqual(finished.dataset.tables[0])
  for (const id of ['overview', 'customers_monthly', 'rfm_segments', 'cohort_retention'])
    expect(metrics[id]!.rows, id).toEqual(finished.metrics[id]!.rows)
  await context.close()
})

test('a file in two parts is the file', async () => {
  const { page, context } = await ready()
  await dropAndConfirm(page, [csv('first.csv', 900), csv('second.csv', 700, 900)])
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const parts = await exported(page)
  expect(parts.dataset.tables[0]).toMatchObject({ files: 2, rows: 1600, kept: 1600 })
  await dropAndConfirm(page, csv('whole.csv', 1600))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const whole = await exported(page)
  for (const id of Object.keys(whole.metrics).filter((id) => id !== 'data_quality'))
    expect(JSON.stringify(parts.metrics[id])).toBe(JSON.stringify(whole.metrics[id]))
  await context.close()
})

test('cancelling a load leaves what was there, and the page goes on', async () => {
  const { page, context, complaints } = await ready()
  await dropAndConfirm(page, csv('small.csv', 500))
  await untilState(page, ['ready'])
  await page.getByTestId('file-input').setInputFiles([csv('large.csv', 900_000)])
  await untilState(page, ['mapping'])
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['loading'])
  await page.getByTestId('cancel').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect((await exported(page)).dataset.tables[0]).toMatchObject({ rows: 500 })
  await dropAndConfirm(page, csv('next.csv', 700))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect((await exported(page)).dataset.tables[0]).toMatchObject({ rows: 700 })
  expect(complaints).toEqual([])
  await context.close()
})

test('a pasted table, in Korean', async () => {
  const { page, context } = await ready('ko')
  await page.goto(`${site.url}#v=1&page=data`)
  await page.getByRole('button', { name: '표 붙여넣기' }).click()
  await page
    .locator('dialog textarea')
    .fill(
      [
        '회원번호\t주문일시\t결제금액',
        '가\t2026. 1. 5. 오전 9:30\t12,000원',
        '나\t2026. 2. 7. 오후 1:05\t₩8,500',
        '가\t2026. 3. 1. 오후 3:00\t9,900',
      ].join('\n'),
    )
  await page.locator('dialog button').first().click()
  await untilState(page, ['mapping'])
  await page.getByTestId('confirm-mapping').click()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const { metrics, asOf } = await exported(page)
  expect(asOf).toBe('2026-03-02')
  expect(metrics['overview']!.rows[0]).toMatchObject({ customers: 2, orders: 3, value: 30400 })
  await context.close()
})
