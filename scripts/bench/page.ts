import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { open, untilState } from '../../tests/e2e/support/browser.ts'

/** Seconds, main-thread tasks over 50 ms in milliseconds, and peak memory of the tab's process. */
export interface PageRun {
  readonly inspect: number
  readonly load: number
  readonly longestTask: number
  readonly megabytes: number | null
}

/** How long the engine has to start while a person would read the confirm step; its start is measured apart. */
const READING_MILLISECONDS = 5000

/** Drops a file into a fresh page, confirms, and waits for the whole report. */
export async function dropIntoPage(browser: Browser, url: string, path: string): Promise<PageRun> {
  const { context, page } = await open(browser, url)
  await untilState(page, ['ready'])
  await watchTasks(page)
  const dropped = performance.now()
  await page.getByTestId('file-input').setInputFiles(path)
  await untilState(page, ['mapping'])
  const inspected = performance.now()
  await page.waitForTimeout(READING_MILLISECONDS)
  await answerHistory(page)
  const confirmed = performance.now()
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['loading'])
  const end = await untilState(page, ['ready', 'failed'], 600_000)
  if (end !== 'ready') throw new Error(`the page could not load ${path}`)
  const done = performance.now()
  const longestTask = await page.evaluate('Math.max(0, ...self.longTasks)')
  const megabytes = peakMegabytes()
  await context.close()
  return {
    inspect: (inspected - dropped) / 1000,
    load: (done - confirmed) / 1000,
    longestTask: Number(longestTask),
    megabytes,
  }
}

/** Seconds of computing, as the page's own time line has them. */
export interface MoveRun {
  /** The first report, from the loaded files to its last metric. */
  readonly report: number
  /** What the page in view shows, after the date was moved by months and after a channel was chosen. */
  readonly date: number
  readonly channel: number
}

/** Loads a file, moves the as-of date back by half a year, then chooses a channel, on the Health page. */
export async function moveInPage(browser: Browser, url: string, path: string): Promise<MoveRun> {
  const { context, page } = await open(browser, url)
  await untilState(page, ['ready'])
  await page.getByTestId('file-input').setInputFiles(path)
  await untilState(page, ['mapping'])
  await page.waitForTimeout(READING_MILLISECONDS)
  await answerHistory(page)
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['loading'])
  await untilState(page, ['ready'], 600_000)
  const report = await lastMeasure(page, 'dangol:report')
  await page.goto(`${page.url().split('#')[0]}#v=1&page=health`)
  const after = async (hash: string) => {
    await page.evaluate(`performance.clearMeasures('dangol:page'); location.hash = ${JSON.stringify(hash)}`)
    await untilState(page, ['loading'])
    await untilState(page, ['ready'], 600_000)
    return lastMeasure(page, 'dangol:page')
  }
  const date = await after('#v=1&page=health&as_of=2025-07-01')
  const channel = await after('#v=1&page=health&as_of=2025-07-01&channel=social')
  await context.close()
  return { report, date, channel }
}

async function lastMeasure(page: Page, name: string): Promise<number> {
  return Number(await page.evaluate(`performance.getEntriesByName('${name}').at(-1)?.duration ?? NaN`)) / 1000
}

/** Milliseconds from pressing cancel in the middle of a load until the page stands as before. */
export async function cancelInPage(browser: Browser, url: string, path: string): Promise<number> {
  const { context, page } = await open(browser, url)
  await untilState(page, ['ready'])
  await page.getByTestId('file-input').setInputFiles(path)
  await untilState(page, ['mapping'])
  await page.waitForTimeout(READING_MILLISECONDS)
  await answerHistory(page)
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['loading'])
  await page.waitForTimeout(1500)
  const pressed = performance.now()
  await page.getByTestId('cancel').click()
  await untilState(page, ['ready', 'mapping'])
  const milliseconds = performance.now() - pressed
  await context.close()
  return milliseconds
}

/** Milliseconds from the drop of a small file into a cold page until its report: nearly all of it is the engine's start. */
export async function coldStart(browser: Browser, url: string): Promise<number> {
  const { context, page } = await open(browser, url)
  await untilState(page, ['ready'])
  const buffer = Buffer.from('customer_id,ordered_at,amount\na,2026-01-01,10\na,2026-02-01,10\nb,2026-03-01,5\n')
  const dropped = performance.now()
  await page.getByTestId('file-input').setInputFiles({ name: 'small.csv', mimeType: 'text/csv', buffer })
  await untilState(page, ['mapping'])
  await answerHistory(page)
  await page.getByTestId('confirm-mapping').click()
  await untilState(page, ['loading'])
  await untilState(page, ['ready'])
  const milliseconds = performance.now() - dropped
  await context.close()
  return milliseconds
}

/** First contentful paint of a cold load in milliseconds, and the kilobytes of script (gzip) asked for until the page is quiet. */
export async function firstPaint(browser: Browser, url: string): Promise<{ paint: number; scriptKilobytes: number }> {
  const { context, page, requests } = await open(browser, url)
  await untilState(page, ['ready'])
  await page.waitForLoadState('networkidle')
  const paint = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`)
  const scripts = requests.filter((request) => new URL(request).pathname.endsWith('.js'))
  const bytes = scripts.map((script) => gzipSync(readFileSync(`dist/${script.slice(url.length)}`)).length)
  await context.close()
  return { paint: Number(paint), scriptKilobytes: bytes.reduce((sum, size) => sum + size, 0) / 1024 }
}

async function answerHistory(page: Page): Promise<void> {
  const complete = page.getByTestId('history-complete')
  if (await complete.count()) await complete.check()
}

function watchTasks(page: Page): Promise<unknown> {
  return page.evaluate(`
    self.longTasks = []
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => self.longTasks.push(entry.duration))).observe({ type: 'longtask' })
  `)
}

/** The largest peak of any renderer process, where /proc tells. */
function peakMegabytes(): number | null {
  try {
    const peaks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return 0
          return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
        } catch {
          return 0
        }
      })
    return Math.max(...peaks)
  } catch {
    return null
  }
}
