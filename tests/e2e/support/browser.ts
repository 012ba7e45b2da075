import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** Chromium at the place that `npm test` found, with an empty profile. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: ARGUMENTS })
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
}

/** A fresh context with one page that is watched from its first request on. */
export async function open(browser: Browser, url: string, person: Person = {}): Promise<Watched> {
  const { language = 'en', theme = 'light', width = 1280 } = person
  const context = await browser.newContext({
    locale: language === 'ko' ? 'ko-KR' : 'en-GB',
    colorScheme: theme,
    viewport: { width, height: 900 },
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
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
