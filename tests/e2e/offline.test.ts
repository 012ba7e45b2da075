import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFiles, buildServiceWorker } from '../../scripts/build/offline.ts'
import { dropAndConfirm, launch, open, untilState } from './support/browser.ts'
import { built, serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
const folder = mkdtempSync(join(tmpdir(), 'dangol-'))

beforeAll(async () => {
  cpSync(built, folder, { recursive: true })
  for (const data of ['data', 'reports']) mkdirSync(join(folder, data), { recursive: true })
  writeFileSync(join(folder, 'data/orders.csv'), 'customer_id,amount\nsecret,1\n')
  writeFileSync(join(folder, 'reports/report.json'), '{}')
  ;[browser, site] = await Promise.all([launch(), serveBuild(folder)])
})
afterAll(async () => {
  await Promise.all([browser?.close(), site?.close()])
  rmSync(folder, { recursive: true })
})

const orders = {
  name: 'orders.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'customer_id,order_id,ordered_at,amount\n' +
      Array.from({ length: 60 }, (_, i) => `c${i % 20},o${i},2025-0${(i % 9) + 1}-15 10:00,${1000 + i}\n`).join(''),
  ),
}

/** One of the last files to be kept. */
const PARQUET = /parquet_wasm.*\.wasm/

/** Every address in every cache, relative to the page, without what marks its version. */
const kept = async (page: Page) => {
  const addresses: string[] = await page.evaluate(`(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return all.flat().map(({ url }) => url)
  })()`)
  return addresses.map((url) => url.slice(site.url.length).replace(/\?__WB_REVISION__=.*/, '')).sort()
}
const listed = () =>
  buildFiles(folder)
    .map(({ url }) => url)
    .sort()
const storedKeys = (page: Page): Promise<string[]> => page.evaluate('Object.keys(localStorage)')
const registrations = (page: Page): Promise<number> =>
  page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)')

test('the service worker names no other place', () => {
  const text = readFileSync(join(built, 'sw.js'), 'utf8')
  expect(text.match(/(?:https?|wss?):\/\/[^\s'"`]*|importScripts|XMLHttpRequest|WebSocket|sendBeacon/g)).toBeNull()
  expect(listed().filter((url) => /^(?:data|reports)\//.test(url))).toEqual([])
  expect(listed()).toContain('index.html')
})

test('opens and works with the network off, changes version when asked, and is wiped whole', async () => {
  const { context, page, requests, complaints } = await open(browser, site.url, { keepsPage: true })
  await untilState(page, ['ready'])
  await page.evaluate('navigator.serviceWorker.ready')

  // The first picture did not wait for it.
  const [painted, began]: [number, number] = await page.evaluate(`(async () => {
    const { active } = await navigator.serviceWorker.ready
    const { port1, port2 } = new MessageChannel()
    const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)))
    active.postMessage('requests', [port2])
    const began = Math.min(...(await answer).map(({ at }) => at)) - performance.timeOrigin
    return [performance.getEntriesByType('paint').at(-1).startTime, began]
  })()`)
  expect(began).toBeGreaterThan(painted)
  expect(await kept(page)).toEqual(listed())

  // Off: no server, no network.
  await context.setOffline(true)
  await site.close()
  await page.reload()
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  await page.locator('svg[role="img"]').first().waitFor()
  await dropAndConfirm(page, orders)
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  await expect.poll(() => page.locator('footer').innerText()).toContain('60 rows kept')
  expect(await kept(page)).toEqual(listed())
  expect((await storedKeys(page)).every((key) => key.startsWith('dangol.'))).toBe(true)
  expect(complaints).toEqual([])

  // On again: what is no file of the build passes by.
  await context.setOffline(false)
  site = await serveBuild(folder, Number(new URL(site.url).port))
  const asked = ['data/orders.csv', 'reports/report.json', 'nothing.js']
  const answers = await page.evaluate(
    `Promise.all(${JSON.stringify(asked)}.map((path) => fetch(path).then(({ status }) => status)))`,
  )
  expect(answers).toEqual([200, 200, 404])
  expect(await kept(page)).toEqual(listed())

  // A new version: a file changed, one new, one gone. It waits for the button, and that for the other tab.
  const before = listed()
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  writeFileSync(join(folder, 'index.html'), html.replace('<html ', '<html data-version="2" '))
  renameSync(join(folder, 'icon-512.png'), join(folder, 'icon-513.png'))
  await buildServiceWorker(folder)
  expect(listed()).not.toEqual(before)
  const other = await context.newPage()
  await other.goto(site.url)
  const notice = page.getByTestId('update')
  await Promise.all([notice, other.getByTestId('update')].map((one) => one.waitFor()))
  expect(await other.locator('html').getAttribute('data-version')).toBeNull()
  await notice.getByRole('button', { name: 'Show the new version' }).click()
  await notice.getByText('close the other tab').waitFor()
  expect(await page.locator('footer').innerText()).toContain('60 rows kept')
  await other.close()
  await Promise.all([page.waitForEvent('load'), notice.getByRole('button', { name: 'Show the new version' }).click()])
  expect(await untilState(page, ['ready'])).toBe('ready')
  expect(await page.locator('html').getAttribute('data-version')).toBe('2')
  expect(await kept(page)).toEqual(listed())
  expect(await notice.count()).toBe(0)

  // Everything is listed, and goes with one button; no page of the house brings it back.
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.getByRole('link', { name: /Nothing leaves this tab/ }).click()
  const stored = page.getByTestId('stored')
  await stored.getByText(`${listed().length} files of the page itself`).waitFor()
  expect(await stored.getByText('Chosen theme').count()).toBe(1)
  expect(await page.getByTestId('policy').locator('tbody td:last-child:empty').count()).toBe(0)
  await page.getByTestId('wipe').click()
  await page.getByTestId('wiped').waitFor()
  await page.getByText('Nothing is stored on this device.').waitFor()
  expect(await stored.getByText('none', { exact: true }).count()).toBe(6)
  await page.getByRole('link', { name: 'Customers' }).click()
  await page.locator('svg[role="img"]').first().waitFor()
  expect([await kept(page), await registrations(page), await storedKeys(page)]).toEqual([[], 0, []])
  expect(await page.evaluate('caches.keys()')).toEqual([])

  // The next visit keeps it again; wiped while that is under way, nothing comes after.
  await page.goto(`${site.url}#v=1&page=trust`)
  let letThrough!: () => void
  const wiped = new Promise<void>((resolve) => (letThrough = resolve))
  await context.route(PARQUET, (route) => wiped.then(() => route.continue()))
  await Promise.all([context.waitForEvent('request', (request) => PARQUET.test(request.url())), page.reload()])
  const engines = () => requests.filter((url) => url.endsWith('.wasm') && !PARQUET.test(url)).length
  const enginesBefore = engines()
  await page.getByText('are being kept').waitFor()
  await page.getByTestId('wipe').click()
  await page.getByText('does not yet open').waitFor()
  letThrough()
  await page.getByTestId('wiped').waitFor()

  // In a frame it keeps nothing.
  writeFileSync(join(folder, 'frame.html'), '<iframe src="./"></iframe>')
  const framing = await context.newPage()
  const started = framing.waitForResponse(/UpdateNotice-.*\.js/)
  await framing.goto(`${site.url}frame.html`)
  await started
  await framing.waitForTimeout(200)
  expect(await registrations(framing)).toBe(0)
  expect([await page.evaluate('caches.keys()'), engines()]).toEqual([[], enginesBefore])

  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])
  await context.close()
})
