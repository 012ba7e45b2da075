import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  dropAndConfirm,
  exportedReport,
  launch,
  open,
  untilLoaded,
  untilState,
  type Person,
  type Watched,
} from './support/browser.ts'
import { rowsOfParquet } from '../support/written-parquet.ts'
import { serveBuild, type Site } from './support/site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const root = resolve(import.meta.dirname, '../..')

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

async function customersPage() {
  const watched = await open(browser, `${site.url}#v=1&page=customers`)
  await untilState(watched.page, ['ready'])
  return watched
}

/** One page with the sample's rows loaded, for all tests that leave it as it was. */
let sample: Watched
/** Looks at it as somebody else. */
async function as({ page }: Watched, { language, theme, width }: Required<Omit<Person, 'keepsPage'>>): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.getByRole('button', { name: language === 'ko' ? '한국어' : 'English' }).click()
}

const rows = (page: Page) => page.getByTestId('customers').locator('tbody tr')
const ids = (page: Page) => page.getByTestId('customers').locator('tbody th').allInnerTexts()
const loadRows = async (page: Page) => {
  expect(await untilLoaded(page, () => page.getByTestId('load-customers').click())).toBe('ready')
  await rows(page).nth(9).waitFor()
}
/** Waits until the list has answered what was asked last. */
const settled = (page: Page) => page.locator('[aria-busy="false"] [data-testid="customers"]').waitFor()

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )) as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}

async function downloaded(page: Page, act: () => Promise<unknown>) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') }
}

test('the sample: rows loaded, ordered, paged, searched and saved, ids nowhere else', async () => {
  sample = await customersPage()
  const { page, complaints, requests } = sample
  expect(await page.locator('section[aria-labelledby="card-customers"]').innerText()).toContain(
    'once the orders are loaded',
  )
  await loadRows(page)
  const byValue = await ids(page)
  expect(byValue).toHaveLength(10)

  await page.getByRole('button', { name: 'last purchase', exact: true }).click()
  await expect.poll(() => ids(page)).not.toEqual(byValue)
  const days = await page.getByTestId('customers').locator('tbody td:nth-child(3)').allInnerTexts()
  expect(new Set(days)).toEqual(new Set(['30 June 2026']))
  await page.getByRole('button', { name: 'expected revenue', exact: true }).click()
  await expect.poll(() => ids(page)).toEqual(byValue)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect.poll(() => ids(page)).not.toEqual(byValue)
  expect(await page.locator('main').innerText()).toMatch(/11–20 of 7,\d{3} customers/)

  const wanted = byValue[3]!
  await page.getByTestId('customer-search').fill(wanted.toLowerCase())
  await expect.poll(() => ids(page)).toEqual([wanted])
  await page.getByTestId('customer-search').fill('nobody at all')
  await page.getByText('No customer has such an id.').waitFor()
  await page.getByTestId('customer-search').fill('')
  await expect.poll(() => ids(page)).toEqual(byValue)

  await page.getByRole('button', { name: wanted }).click()
  await page.getByTestId('customer').locator('table').waitFor()
  const file = await downloaded(page, async () => {
    await page.keyboard.press('Escape')
    await page.getByTestId('export-customers').click()
  })
  const [head, ...lines] = file.text.trim().split('\r\n')
  expect(file.name).toBe('customers-2026-07-01.csv')
  expect(head).toMatch(/^\uFEFF?customer_id,segment,purchases/)
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length)

  const saved = await downloaded(page, () => page.getByTestId('export-customers-parquet').click())
  expect(saved.name).toBe('customers-2026-07-01.parquet')
  const { rows: everybody } = await rowsOfParquet(saved.bytes)
  expect(everybody.map((row) => String(row['customer_id']))).toEqual(lines.map((line) => line.split(',')[0]))

  const report = (await exportedReport(page)) as { metrics: { predicted_value: { rows: { kind: string; customers: number; expected_value: number }[] } } } // prettier-ignore
  const total = report.metrics.predicted_value.rows.find(({ kind }) => kind === 'total')!
  expect(lines).toHaveLength(total.customers)
  expect(lines.reduce((sum, line) => sum + Number(line.split(',')[7]), 0)).toBeCloseTo(total.expected_value, 2)
  const id = /M-\d{6}/
  expect(JSON.stringify(report)).not.toMatch(id)
  expect(page.url()).not.toMatch(id)
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(id)
  expect(requests.filter((url) => id.test(url))).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  { language: 'ko', theme: 'dark', width: 360 },
  { language: 'en', theme: 'light', width: 1280 },
] as const)('a customer by keyboard: $language, $theme, $width px', async (person) => {
  await as(sample, person)
  const { page, complaints } = sample
  await rows(page).nth(9).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  expect(await violations(page)).toEqual([])
  const [id] = await ids(page)
  await page.getByRole('button', { name: id! }).focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByTestId('customer')
  await drawer.locator('table').waitFor()
  await drawer.locator('svg[role="img"]').nth(1).waitFor()
  expect(await drawer.getAttribute('aria-labelledby')).toBe(await drawer.locator('h2').getAttribute('id'))
  expect(await drawer.locator('h2').innerText()).toBe(id)
  expect(await drawer.locator('.why').innerText()).toMatch(person.language === 'ko' ? /라서 ‘.+’ 세그먼트입니다\.$/ : /among the .+\.$/) // prettier-ignore
  const box = (await drawer.boundingBox())!
  expect([box.x + box.width, box.width]).toEqual([person.width, Math.min(600, person.width)])
  const overflow = await page.evaluate(
    `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('dialog[open]'))`,
  )
  expect(overflow, 'the drawer scrolls sideways').toBe(0)
  expect(await violations(page)).toEqual([])

  const isInside = () => page.evaluate(`document.activeElement?.closest('dialog') !== null || document.activeElement === document.body`) // prettier-ignore
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab')
    expect(await isInside()).toBe(true)
  }
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement?.innerText')).toBe(id)
  expect(complaints).toEqual([])
})

test('filters hold for the list; a shop too small to predict is listed by the last purchase', async () => {
  const { page, context, complaints } = sample
  const everybody = await ids(page)
  await untilLoaded(page, () => page.getByTestId('filter-segment').selectOption('one_and_gone'))
  await settled(page)
  await expect.poll(() => ids(page)).not.toEqual(everybody)
  expect(await page.getByTestId('customers').locator('td.segment').allInnerTexts()).toEqual(Array(10).fill('One and gone')) // prettier-ignore

  const lines = Array.from({ length: 60 }, (_, i) => `c${i % 17},2026-0${1 + (i % 5)}-0${1 + (i % 9)},${10 + i}`)
  await dropAndConfirm(page, { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(['customer_id,ordered_at,amount', ...lines].join('\n')) }) // prettier-ignore
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  await page.goto(`${site.url}#v=1&page=customers`)
  await rows(page).nth(9).waitFor()
  const card = page.locator('section[aria-labelledby="card-customers"]')
  expect(await card.innerText()).toContain('so the list goes by the last purchase: there are fewer than 100 customers')
  expect(await card.innerText()).not.toContain('Expected')
  await rows(page).first().locator('button').click()
  const drawer = page.getByTestId('customer')
  await drawer.locator('table').waitFor()
  expect(await drawer.innerText()).toContain('Whether they will buy again cannot be told: there are fewer than 100')
  expect(await drawer.locator('dl').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})

test('the command writes the same file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dangol-customers-'))
  const { page, context } = await customersPage()
  const orders = Array.from({ length: 900 }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + ((i * 37) % 700))).toISOString().slice(0, 10)
    return `${i % 9 === 0 ? '=' : 'm'}${(i * i) % 311},${day},${(1000 + 7 * i) / 100}`
  })
  const text = ['customer_id,ordered_at,amount', ...orders].join('\n')
  const path = join(folder, 'orders.csv')
  await dropAndConfirm(page, { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.goto(`${site.url}#v=1&page=customers`)
  await rows(page).first().waitFor()
  const file = await downloaded(page, () => page.getByTestId('export-customers').click())
  writeFileSync(path, text)
  execFileSync(process.execPath, ['scripts/run.mjs', 'report', path, '--out', join(folder, 'r.json'), '--customers', join(folder, 'c.csv')], { cwd: root, stdio: 'ignore' }) // prettier-ignore
  expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toBe(file.text)
  expect(file.text).toContain(`'=`)
  expect(readFileSync(join(folder, 'r.json'), 'utf8')).not.toMatch(/"[=m]\d+"/)
  rmSync(folder, { recursive: true })
  await context.close()
})
