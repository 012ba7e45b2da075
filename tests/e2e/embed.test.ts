import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Frame, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embedSnippet } from '../../src/i18n/embed-snippets.ts'
import { keptLinks } from '../support/kept-links.ts'
import { ARGUMENTS, chromiumPath } from './support/browser.ts'
import { serveBuild, servePages, type Site } from './support/site.ts'

const snapshot = /^#s=[\w.-]+/.exec(keptLinks.snapshot)![0]
const pictures = process.env['PICTURES']

/** Collects what the frames say, and gives each the height that it tells. */
const LISTENER = `<script>
  window.heard = []
  addEventListener('message', ({ data, source }) => {
    heard.push(data)
    const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
    if (frame && data.type === 'dangol:height') frame.style.height = data.height + 'px'
  })
</script>`

let site: Site
let host: Site
/** A browser that lets no page keep anything: who reads `localStorage` there meets a SecurityError. */
let context: BrowserContext
beforeAll(async () => {
  const profile = mkdtempSync(join(tmpdir(), 'dangol-profile-'))
  mkdirSync(join(profile, 'Default'))
  const blocked = { profile: { default_content_setting_values: { cookies: 2 }, block_third_party_cookies: true } }
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(blocked))
  ;[context, site] = await Promise.all([
    chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: ARGUMENTS,
      locale: 'en-GB',
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    }),
    serveBuild(),
  ])
  context.on('request', (request) => requests.push(request.url()))
  const at = (rest: string) => site.url + snapshot + rest
  const frame = (id: string, rest: string, attributes = '') =>
    `<iframe id="${id}" title="${id}" src="${at(rest).replaceAll('&', '&amp;')}" ${attributes} style="border:0;width:100%;height:150px"></iframe>`
  host = await servePages({
    'favicon.ico': '',
    'four.html':
      LISTENER +
      `<body style="margin:0"><div style="width:280px">${frame('narrow', '&embed=cohort_retention&lang=ko&theme=dark')}</div>` +
      frame('plain', '&embed=overview') +
      frame('sandboxed', '&embed=lifecycle&lang=en&theme=light', 'sandbox="allow-scripts"') +
      frame('page', '&embed=retention&lang=ko') +
      frame('unknown', '&embed=nothing_like_it'),
    'one.html': LISTENER + frame('plain', '&embed=lifecycle'),
    'snippet.html': embedSnippet('html', at('&embed=repeat_rate'), '재구매율 "90일"', 150),
  })
})
afterAll(() => Promise.all([context?.close(), site?.close(), host?.close()]))

const requests: string[] = []
const complaints: string[] = []
async function visit(name: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(host.url + name)
  return page
}

const frameOf = async (page: Page, id: string): Promise<Frame> =>
  (await (await page.locator(`#${id}`).elementHandle())!.contentFrame())!
const look = (frame: Frame) =>
  frame.evaluate(`({
    language: document.documentElement.lang, theme: document.documentElement.dataset.theme,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    height: Math.ceil(document.querySelector('main').getBoundingClientRect().height),
    outside: document.querySelectorAll('header, nav, footer').length,
  })`) as Promise<Record<string, unknown>>

test('four cards in a page of another origin: their look, their heights, and nothing else', async () => {
  const page = await visit('four.html')
  const [narrow, plain, sandboxed, whole, unknown] = await Promise.all(
    ['narrow', 'plain', 'sandboxed', 'page', 'unknown'].map((id) => frameOf(page, id)),
  )
  // A browser draws a frame of another site once it comes near the window.
  for (const id of ['narrow', 'plain', 'sandboxed', 'page', 'unknown']) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded()
    await page.waitForFunction(`document.querySelector('#${id}').style.height !== '150px'`)
  }
  await narrow!.locator('#card-cohort_retention').waitFor()
  await narrow!.locator('svg[role="img"]').waitFor()
  await plain!.locator('dl dd.value').first().waitFor()
  await sandboxed!.locator('svg[role="img"]').waitFor()
  await whole!.locator('#card-repeat_rate').waitFor()
  await unknown!.getByText('There is no “nothing_like_it” in this report.').waitFor()
  await page.waitForFunction(`[...document.querySelectorAll('iframe')].every(({ style }) => style.height !== '150px')`)
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    await page.setViewportSize({ width: 1280, height: 3100 })
    await page.waitForTimeout(1500)
    await page.screenshot({ path: join(pictures, 'embed-host.png'), fullPage: true })
  }

  const common = { sideways: 0, outside: 0 }
  expect(await look(narrow!)).toMatchObject({ ...common, language: 'ko', theme: 'dark' })
  expect(await look(plain!)).toMatchObject({ ...common, language: 'en', theme: 'dark' })
  expect(await look(sandboxed!)).toMatchObject({ ...common, language: 'en', theme: 'light' })
  expect(await look(whole!)).toMatchObject({ ...common, language: 'ko', theme: 'dark' })
  expect(await sandboxed!.evaluate('self.origin')).toBe('null')
  for (const frame of [plain, sandboxed])
    expect(
      await frame!.evaluate(`(() => { try { return typeof localStorage } catch (error) { return error.name } })()`),
    ).toBe('SecurityError')

  // Each frame is as high as what it shows, as it said itself; a frame says nothing but its height.
  for (const [id, frame] of [
    ['narrow', narrow],
    ['plain', plain],
    ['sandboxed', sandboxed],
    ['page', whole],
  ] as const) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded()
    const given = () => page.locator(`#${id}`).evaluate(({ style }) => style.height)
    await expect
      .poll(async () => (await given()) === `${String((await look(frame!))['height'])}px`, { message: id })
      .toBe(true)
    expect(await frame!.evaluate('document.documentElement.scrollHeight <= innerHeight'), id).toBe(true)
  }
  const heard = (await page.evaluate('heard')) as Record<string, unknown>[]
  const ids = ['cohort_retention', 'overview', 'lifecycle', 'retention', 'nothing_like_it']
  for (const message of heard) {
    expect(message).toEqual({ type: 'dangol:height', version: 1, id: expect.any(String), height: expect.any(Number) })
    expect(ids).toContain(message['id'])
  }
  expect(new Set(heard.map(({ id }) => id)).size).toBe(ids.length)

  // One card alone, and the way to the whole in a tab of its own.
  expect(await narrow!.locator('h2.name').allInnerTexts()).toEqual(['코호트 리텐션'])
  const controls = await narrow!.locator('button, a, summary').allInnerTexts()
  expect(controls.map((text) => text.replace(/:\n/, ':'))).toEqual([
    '코호트 리텐션:계산 방법',
    '코호트 리텐션:표로 보기',
    expect.stringMatching(/^단골 · 2026년 6월 30일까지 · 읽기 전용/),
  ])
  const source = narrow!.locator('.source a')
  expect(await source.getAttribute('rel')).toBe('noopener noreferrer')
  expect(await source.getAttribute('target')).toBe('_blank')
  const [opened] = await Promise.all([context.waitForEvent('page'), source.click()])
  await opened.getByTestId('shared-facts').waitFor()
  expect(await opened.evaluate('[opener, location.hash.includes("embed")]')).toEqual([null, false])
  await opened.close()

  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(host.url))).toEqual([])
  expect(requests.filter((url) => /\.(wasm|parquet|sql)$|worker|report-.*\.json$/.test(url))).toEqual([])
  expect(complaints).toEqual([])
  await page.close()
})

test('the host may set language and theme; anything else is not heard', async () => {
  const page = await visit('one.html')
  const frame = await frameOf(page, 'plain')
  await frame.locator('svg[role="img"]').waitFor()
  const set = (message: unknown) =>
    page.locator('#plain').evaluate((element, message) => {
      ;(element as HTMLIFrameElement).contentWindow!.postMessage(message, '*')
    }, message)
  await set({ type: 'dangol:set', version: 1, theme: 'dark', language: 'ko' })
  await frame.locator('html[data-theme="dark"][lang="ko"]').waitFor({ state: 'attached' })

  const before = await frame.locator('body').innerHTML()
  for (const message of [
    { type: 'dangol:set', version: 1, theme: 'light', more: 1 },
    { type: 'dangol:set', version: 2, theme: 'light' },
    { type: 'dangol:set', version: 1, theme: 'light; background: url(//elsewhere.example)' },
    { type: 'dangol:set', version: 1, language: '<img src=x onerror=alert(1)>' },
    { type: 'dangol:set', theme: 'light' },
    '{"type":"dangol:set","version":1,"theme":"light"}',
    ['dangol:set'],
    null,
    1e308,
  ])
    await set(message)
  // From another window than its parent: a frame beside it, and itself.
  await page.evaluate(`(() => {
    const other = document.createElement('iframe')
    other.srcdoc = '<script>parent.document.querySelector("#plain").contentWindow.postMessage({ type: "dangol:set", version: 1, theme: "light" }, "*")</' + 'script>'
    document.body.append(other)
  })()`)
  await frame.evaluate(`postMessage({ type: 'dangol:set', version: 1, theme: 'light' }, '*')`)
  await page.waitForTimeout(200)
  expect(await look(frame)).toMatchObject({ language: 'ko', theme: 'dark' })
  expect(await frame.locator('body').innerHTML()).toBe(before)
  expect(complaints).toEqual([])
  await page.close()
})

test('the snippet for plain HTML follows the height', async () => {
  const page = await visit('snippet.html')
  const frame = (await (await page.locator('iframe').elementHandle())!.contentFrame())!
  await frame.locator('svg[role="img"]').waitFor()
  await page.waitForFunction(`parseInt(document.querySelector('iframe').style.height) > 200`)
  expect(await page.locator('iframe').getAttribute('title')).toBe('재구매율 "90일"')
  await page.close()
})
