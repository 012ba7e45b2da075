import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSharedReport } from '../../src/report/sharing/shared-report.ts'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild } from './support/site.ts'
import { makeCheckout, readRecipe, runStep, type Checkout } from '../support/recipe.ts'

const recipe = readRecipe()

let checkout: Checkout
let site: Server
/** What the published site answers for last night's report. */
let published: { status: number; body: string } = { status: 404, body: 'Not found' }
let expressions: Readonly<Record<string, string>>

const MAPPING = {
  schema: 'dangol.mapping/1',
  table: 'orders',
  columns: { customer_id: '회원', ordered_at: '일시', amount: '금액', channel: '경로' },
  date: { order: 'ymd' },
  decimal: '.',
  time_zone: null,
  currency: 'KRW',
  amount_from: 'amount',
  amount_is: 'line',
  cancelled: [],
  history: 'complete',
}

beforeAll(async () => {
  checkout = makeCheckout()
  const day = (days: number) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10)
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `M-${(i * i * 7 + i) % 311},${day((i * 37) % 700)},${1000 + ((i * 13) % 900)},${i % 5 ? '검색' : '친구'}`,
  )
  const orders = join(dirname(checkout.temp), 'orders.csv')
  writeFileSync(orders, `회원,일시,금액,경로\n${rows.join('\n')}\n`)
  site = createServer((request, response) => {
    const { status, body } = request.url === '/repo/reports/latest.json' ? published : { status: 404, body: '' }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((ready) => site.listen(0, 'localhost', ready))
  expressions = {
    'secrets.ORDERS_URL': pathToFileURL(orders).href,
    'secrets.MAPPING': JSON.stringify(MAPPING),
    'steps.pages.outputs.base_url': `http://localhost:${(site.address() as AddressInfo).port}/repo`,
  }
})
afterAll(() => {
  site?.close()
  if (checkout) rmSync(dirname(checkout.temp), { recursive: true, force: true })
})

const run = (name: string) => runStep(recipe, name, checkout, expressions)
const report = () => join(checkout.folder, 'public/reports/latest.json')

test('its steps make a shared report of the orders, which stay outside the checkout', async () => {
  await run('Fetch the orders')
  await run("Fetch last night's report")
  expect(existsSync(report())).toBe(false)
  const { stdout, stderr } = await run("Make tonight's report")
  expect(stdout).toBe('')
  expect(stderr).toContain('link: #report=reports/latest.json')
  expect(stderr).not.toMatch(/회원|일시|금액|M-/)
  const text = readFileSync(report(), 'utf8')
  expect(parseSharedReport(JSON.parse(text)).shared).toMatchObject({ threshold: 10 })
  expect(/M-\d|회원|일시|\.csv/.test(text)).toBe(false)

  // Its link opens it, beside the built page.
  const [browser, page] = await Promise.all([launch(), serveBuild()])
  const tab = await open(browser, 'about:blank')
  await tab.page.route('**/reports/latest.json', (route) => route.fulfill({ body: text }))
  await tab.page.goto(`${page.url}${/link: (#.*)$/m.exec(stderr)![1]}`)
  expect(await untilState(tab.page, ['ready', 'failed'])).toBe('ready')
  await tab.page.getByTestId('shared-facts').waitFor()
  expect(tab.complaints).toEqual([])
  await browser.close()
  await page.close()

  published = { status: 200, body: text }
  writeFileSync(report(), '')
  await run("Fetch last night's report")
  expect(readFileSync(report(), 'utf8') === text).toBe(true)
  published = { status: 503, body: '' }
  await expect(run("Fetch last night's report")).rejects.toThrow(/503/)
})
