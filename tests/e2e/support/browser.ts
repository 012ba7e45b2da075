import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** How Chromium is started: asking nothing of anybody by itself. */
export const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** Where `npm test` found a Chromium. */
export const chromiumPath = () => process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Chromium with an empty profile. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS })
}

/** What a page did since it was opened. */
export interface Watched {
  readonly context: BrowserContext
  readonly page: Page
  /** Every request, of workers too. */
  readonly requests: string[]
  /** Uncaught errors, console errors and policy violations. */
  readonly complaints: string[]
}

/** How a person's browser is set. */
export interface Person {
  readonly language?: 'ko' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  /** Lets the page keep itself on the device: 45 MB that most tests have no use for. */
  readonly keepsPage?: boolean
}

/** A fresh context with one page that is watched from its first request on. */
export async function open(browser: Browser, url: string, person: Person = {}): Promise<Watched> {
  const { language = 'en', theme = 'light', width = 1280, keepsPage = false } = person
  const context = await browser.newContext({
    locale: language === 'ko' ? 'ko-KR' : 'en-GB',
    colorScheme: theme,
    viewport: { width, height: 900 },
    acceptDownloads: true,
    reducedMotion: 'reduce',
    serviceWorkers: keepsPage ? 'allow' : 'block',
  })
  await context.addInitScript(countLoads)
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(url)
  return { context, page, requests, complaints }
}

/** Runs in the page: counts on `<html>` how often it began to load, for a load may be over before a test looks. */
function countLoads() {
  let loads = 0
  new MutationObserver(() => {
    const { dataset } = document.documentElement
    if (dataset['state'] === 'loading' && dataset['was'] !== 'loading') dataset['loads'] = String(++loads)
    dataset['was'] = dataset['state']
  }).observe(document, { subtree: true, attributeFilter: ['data-state'] })
}

/** Acts, and waits until the page has loaded because of it; says how that ended. Without an act: since it was opened. */
export async function untilLoaded(page: Page, act?: () => Promise<unknown>): Promise<string> {
  const before = act ? await page.locator('html').getAttribute('data-loads') : null
  await act?.()
  const isLater = before === null ? '[data-loads]' : `:not([data-loads="${before}"])`
  const ended = ['ready', 'failed'].map((state) => `html${isLater}[data-state="${state}"]`).join(', ')
  await page.locator(ended).waitFor({ state: 'attached', timeout: 60_000 })
  return (await page.locator('html').getAttribute('data-state')) ?? ''
}

/** Waits until the page says it is in one of these states, and says which. */
export async function untilState(page: Page, states: readonly string[], timeout = 60_000): Promise<string> {
  const selector = states.map((state) => `html[data-state="${state}"]`).join(', ')
  await page.locator(selector).waitFor({ state: 'attached', timeout })
  return (await page.locator('html').getAttribute('data-state')) ?? ''
}

/** Drops a file into the page and confirms what was recognised; resolves when the report is there. */
export async function dropAndConfirm(
  page: Page,
  files:
    string | { name: string; mimeType: string; buffer: Buffer } | { name: string; mimeType: string; buffer: Buffer }[],
  answers: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByTestId('file-input').setInputFiles(files)
  await untilState(page, ['mapping'])
  await answers(page)
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['ready', 'failed'])
}

/** The report as the page's Export → JSON gives it. */
export async function exportedReport(page: Page): Promise<{ readonly metrics: unknown }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-json').click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
