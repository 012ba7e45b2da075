import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSharedReport } from '../../src/report/sharing/shared-report.ts'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

const untilMade = (page: Page) => page.locator('[data-testid="share"][data-ready="true"]').waitFor({ timeout: 60_000 })
const lengthOf = async (page: Page) => Number(await page.getByTestId('share-length').getAttribute('data-length'))

test('the dialog shows what goes out, names what is too long, and its link opens just that', async () => {
  const { context, page, requests, complaints } = await open(browser, site.url)
  await untilState(page, ['ready'])
  await page.getByTestId('open-share').click()
  await untilMade(page)
  const dialog = page.getByTestId('share')

  expect(await lengthOf(page)).toBeGreaterThan(8_000)
  expect(await page.getByTestId('share-address').count()).toBe(0)
  expect(await page.getByTestId('share-snippet').inputValue()).toContain('#report=reports/dangol-2026-07-01.json')

  await dialog.getByText('Names that show').click()
  await dialog.getByLabel('“소셜 광고” is called').fill('<b>Social</b>')
  await dialog.getByLabel('Include “인플루언서”').uncheck()
  await dialog.getByRole('button', { name: 'Apply the names' }).click()
  await dialog.locator('h1', { hasText: '<b>Social</b> earns less' }).waitFor()
  await untilMade(page)

  await dialog.getByRole('button', { name: 'Only the pages that fit' }).click()
  await page.getByTestId('share-address').waitFor()
  const address = await page.getByTestId('share-address').inputValue()
  expect(address.length).toBeLessThanOrEqual(8_000)
  expect(address.length).toBe(await lengthOf(page))
  const previewed = await dialog.locator('h1, h3.find').allInnerTexts()

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share-save').click()])
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  expect(parseSharedReport(JSON.parse(text)).shared).toMatchObject({ threshold: 10, customers: 7095 })
  expect(text).not.toMatch(/인플루언서|소셜 광고|보성 세작|customer_id/)

  await page.getByTestId('share-phrase').fill('four words are better')
  await expect.poll(() => page.getByTestId('share-address').inputValue(), { timeout: 20_000 }).toContain('#e=1.')
  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])
  expect(complaints).toEqual([])
  await context.close()

  const viewer = await open(browser, address)
  await untilState(viewer.page, ['ready'])
  await viewer.page
    .locator('h3.find')
    .nth(previewed.length - 2)
    .waitFor()
  expect(await viewer.page.locator('main h1, main h3.find').allInnerTexts()).toEqual(previewed)
  expect(viewer.complaints).toEqual([])
  await viewer.context.close()
})

test('a higher threshold hides more, and a dialog without a page shares nothing', async () => {
  const { context, page } = await open(browser, site.url, { language: 'ko' })
  await untilState(page, ['ready'])
  await page.getByTestId('open-share').click()
  await untilMade(page)
  const hidden = async () =>
    Number(
      /숫자 ([\d,]+)개 가림/.exec(await page.locator('[data-testid="share"] .facts').innerText())![1]!.replace(',', ''),
    )
  const few = await hidden()
  await page.getByLabel('50명 미만').check()
  await expect.poll(hidden, { timeout: 60_000 }).toBeGreaterThan(few)
  for (const name of ['상태', '고객', '리텐션', '가치'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck()
  expect(await page.getByTestId('share').innerText()).toContain('담을 페이지를 하나 이상 고르세요')
  expect(await page.getByTestId('share-length').count()).toBe(0)
  await context.close()
})
