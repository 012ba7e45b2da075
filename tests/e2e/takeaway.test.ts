import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { packSnapshot } from '../../src/report/sharing/link.ts'
import { shareReport } from '../../src/report/sharing/share.ts'
import { rowsOfParquet } from '../support/written-parquet.ts'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

const pictures = process.env['PICTURES']
const report = JSON.parse(readFileSync('sample-data/report.json', 'utf8')) as Report

let browser: Browser
let site: Site
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dangol-takeaway-'))
  if (pictures) mkdirSync(pictures, { recursive: true })
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(async () => {
  await Promise.all([browser?.close(), site?.close()])
  rmSync(folder, { recursive: true, force: true })
})

async function downloaded(page: Page, act: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) }
}

test('a card is saved as CSV, Parquet, SVG and PNG; Korean, dark', async () => {
  const { context, page, complaints } = await open(browser, `${site.url}#v=1&page=retention`, { language: 'ko', theme: 'dark' }) // prettier-ignore
  const card = page.locator('section[aria-labelledby="card-second_order_by_cohort"]')
  await card.locator('.picture svg').waitFor()
  await card.locator('summary').click()
  const save = (format: string) =>
    downloaded(page, () => card.getByRole('button', { name: format, exact: true }).click())

  const metric = report.metrics.second_order_by_cohort
  const csv = await save('CSV')
  const [head, ...lines] = csv.bytes.toString('utf8').slice(0, -2).split('\r\n')
  expect([csv.name, head]).toEqual([`second_order_by_cohort-2026-07-01.csv`, `\uFEFF${Object.keys(metric.columns).join(',')}`]) // prettier-ignore
  expect(lines).toHaveLength(metric.rows.length)

  const parquet = await save('Parquet')
  expect(parquet.name).toBe('second_order_by_cohort-2026-07-01.parquet')
  expect((await rowsOfParquet(parquet.bytes)).rows).toEqual(metric.rows)

  const svg = (await save('SVG')).bytes.toString('utf8')
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number)
  // It needs nothing of the page: no variable, no class's style, nothing from elsewhere.
  expect(svg.match(/var\([^)]*\)|<style|https?:\/\/(?!www\.w3\.org)[^"]*/)?.[0]).toBeUndefined()
  const png = (await save('PNG')).bytes
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Math.round(width! * 2), Math.round(height! * 2)])
  if (pictures) {
    writeFileSync(join(pictures, 'card.svg'), svg)
    writeFileSync(join(pictures, 'card.png'), png)
  }
  expect(complaints).toEqual([])
  await context.close()
})

/** A4 without its margins, in CSS pixels. */
const PAPER = { width: (182 / 25.4) * 96, height: (271 / 25.4) * 96 }

test.each([
  { language: 'ko', theme: 'dark', width: 360 },
  { language: 'en', theme: 'light', width: 1280 },
] as const)('the whole report on A4: $language, from $theme, $width px', async (person) => {
  const { context, page, complaints } = await open(browser, `${site.url}#v=1&page=value&months=24`, person)
  await untilState(page, ['ready'])
  await page.evaluate(`window.print = () => (document.documentElement.dataset.asked = '')`)
  await page.keyboard.press('Control+p')
  // Paper waits 15 s for a picture that never comes.
  await page.locator('html[data-asked]').waitFor({ state: 'attached', timeout: 12_000 })
  expect(await page.locator('.paper .page').count()).toBe(4)
  await page.setViewportSize({ width: Math.round(PAPER.width), height: 1000 })
  await page.emulateMedia({ media: 'print' })

  const paper = page.locator('.paper')
  const text = await paper.innerText()
  const head = person.language === 'ko' ? /2026년 6월 30일까지의 주문.*최근 24개월.*금액은 매출/ : /orders through 30 June 2026.*last 24 months.*value is revenue/ // prettier-ignore
  expect(text).toMatch(head)
  expect(text).toContain('dangol.report/1')
  const names = await paper.locator('.card h2').allInnerTexts()
  expect(names.length).toBeGreaterThan(25)
  const measured = (await paper.evaluate(`((paper) => {
    const boxes = [...paper.querySelectorAll('.card:not(.group), article, .lead')].map((each) => each.getBoundingClientRect())
    const shown = (each) => each.checkVisibility()
    return {
      tallest: Math.max(...boxes.map(({ height }) => height)),
      widest: Math.max(...[...paper.querySelectorAll('*:not(svg *)')].map((each) => each.getBoundingClientRect().right)),
      empty: [...paper.querySelectorAll('.picture')].filter((each) => !each.querySelector('svg')).length,
      pictures: paper.querySelectorAll('.picture svg').length,
      controls: [...paper.querySelectorAll('button, select, input, summary')].filter(shown).length,
      others: [...document.querySelectorAll('#page > :not(.paper)')].filter(shown).length,
      underlined: [...paper.querySelectorAll('a')].filter((each) => shown(each) && getComputedStyle(each).textDecorationLine !== 'none').length,
      ground: getComputedStyle(document.documentElement).getPropertyValue('--surface'),
      ink: getComputedStyle(document.body).color,
    }
  })(document.querySelector('.paper'))`)) as Record<string, number>
  expect(measured).toMatchObject({ empty: 0, controls: 0, others: 0, underlined: 0, ground: '#fff', ink: 'rgb(27, 29, 33)' }) // prettier-ignore
  expect(measured['pictures']).toBeGreaterThan(25)
  expect(measured['widest']).toBeLessThan(PAPER.width + 2)
  // What may not be broken fits on a page.
  expect(measured['tallest']).toBeLessThan(PAPER.height)

  // The layout is measured in both languages; one of them goes through the printer, unless pictures are wanted.
  if (person.language === 'ko' || pictures) {
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    if (pictures) writeFileSync(join(pictures, `printed-${person.language}.pdf`), pdf)
    const source = pdf.toString('latin1')
    const sheets = source.match(/\/Type\s*\/Page\b/g)!.length
    expect(sheets).toBeGreaterThan(14)
    expect(sheets).toBeLessThan(28)
    expect(source).toMatch(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12]/)
  } else await page.evaluate(`dispatchEvent(new Event('afterprint'))`)

  await page.locator('.paper').waitFor({ state: 'detached' })
  await page.emulateMedia({ media: 'screen' })
  await page.locator('section[aria-labelledby="card-payback"] .picture svg').waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

/** Opens a report file from disk with the network off, and says what it asked for and complained about. */
async function fromDisk(html: string) {
  const path = join(folder, `report-${Math.random()}.html`)
  writeFileSync(path, html)
  const context = await browser.newContext({
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 900 },
    offline: true,
  })
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  const url = pathToFileURL(path).href
  await page.goto(url)
  return { context, page, requests, complaints, url }
}

const held = (html: string) => /id="report">([\w-]*)/.exec(html)![1]!
const holding = (html: string, text: string) => html.replace(held(html), deflateRawSync(text).toString('base64url'))

test('a shared report is saved as one file that opens from disk with the network off', async () => {
  const shared = await shareReport(report, { madeOn: '2026-11-27', threshold: 10 })
  const watched = await open(browser, `${site.url}#s=${await packSnapshot(shared)}`)
  await untilState(watched.page, ['ready'])
  const file = await downloaded(watched.page, () => watched.page.getByTestId('save-file').click())
  expect(watched.complaints).toEqual([])
  await watched.context.close()
  const html = file.bytes.toString('utf8')
  expect(file.name).toBe('dangol-report-2026-11-27.html')
  expect(file.bytes.length).toBeLessThan(600_000)
  const viewer = inflateRawSync(Buffer.from(/id="viewer">([\w-]*)/.exec(html)![1]!, 'base64url')).toString('utf8')
  expect(/select \* from|AsyncDuckDB|parquet_wasm/.test(viewer), 'it holds the engine').toBe(false)

  const { context, page, requests, complaints, url } = await fromDisk(html)
  await untilState(page, ['ready'])
  await page.locator('.picture svg').nth(3).waitFor()
  expect(await page.getByTestId('shared-facts').innerText()).toMatch(/읽기 전용.*7,\d{3}명/s)
  if (pictures) await page.screenshot({ path: join(pictures, 'file-ko.png'), fullPage: true })
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Light' }).click()
  expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dataset.theme]')).toEqual(['en', 'light']) // prettier-ignore
  await page.getByRole('link', { name: 'Value', exact: true }).click()
  const card = page.locator('section[aria-labelledby="card-payback"]')
  await card.locator('.picture svg').waitFor()
  if (pictures) await page.screenshot({ path: join(pictures, 'file-en.png'), fullPage: true })
  await card.locator('summary').click()
  expect(await card.getByRole('button', { name: 'Parquet' }).count()).toBe(0)
  const png = await downloaded(page, () => card.getByRole('button', { name: 'PNG', exact: true }).click())
  expect(png.bytes.length).toBeGreaterThan(1000)
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  expect(requests.filter((each) => !/^(data|blob):/.test(each))).toEqual([url])
  expect(complaints).toEqual([])
  await context.close()

  // Whoever made the file may have written anything into it.
  const payload = `</script><img src=x onerror="document.title='run'"><svg onload="document.title='run'">{@html 1}`
  const hostile = JSON.stringify(shared).replaceAll('"검색"', JSON.stringify(payload))
  const attacked = await fromDisk(holding(html, hostile) + `<script>document.title='run'</script>`)
  await untilState(attacked.page, ['ready'])
  await attacked.page.locator('.picture svg').nth(3).waitFor()
  expect(await attacked.page.locator('main').textContent()).toContain('<img src=x')
  expect(await attacked.page.locator('main img').count()).toBe(0)
  expect(await attacked.page.title()).not.toContain('run')
  expect(attacked.complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([])
  expect(attacked.requests).toEqual([attacked.url])
  await attacked.context.close()

  const damaged = await fromDisk(holding(html, '{"schema":"dangol.report/1"}'))
  await untilState(damaged.page, ['failed'])
  expect(await damaged.page.getByRole('alert').innerText()).toMatch(/\S/)
  expect(damaged.complaints).toEqual([])
  await damaged.context.close()
})
