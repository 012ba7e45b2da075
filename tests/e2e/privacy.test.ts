import type { Browser, Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dropAndConfirm, launch, open, untilState } from './support/browser.ts'
import { serveBuild, setTrap, type Site } from './support/site.ts'

let browser: Browser
let site: Site
let trap: Awaited<ReturnType<typeof setTrap>>

beforeAll(async () => {
  ;[browser, site, trap] = await Promise.all([launch(), serveBuild(), setTrap()])
})
afterAll(() => Promise.all([browser?.close(), site?.close(), trap?.close()]))
beforeEach(() => void (trap.hits.length = 0))

const orders = (name: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'customer_id,order_id,ordered_at,amount\n' +
      Array.from(
        { length: 400 },
        (_, i) => `c${i % 90},o${i},2025-${String((i % 12) + 1).padStart(2, '0')}-15 10:00,${1000 + i}\n`,
      ).join(''),
  ),
})

/** Ways out of a thread, each tried; the result says how each ended. */
const WAYS_OUT = `async (url) => {
  const ways = {
    fetch: () => fetch(url + 'fetch', { mode: 'no-cors' }),
    xhr: () => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); request.open('GET', url + 'xhr');
      request.onload = resolve; request.onerror = () => reject(new Error('refused')); request.send()
    }),
    eventSource: () => new Promise((resolve, reject) => {
      const source = new EventSource(url + 'events'); source.onopen = resolve; source.onerror = () => { source.close(); reject(new Error('refused')) }
    }),
    webSocket: () => new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace('http', 'ws') + 'socket'); socket.onopen = resolve; socket.onerror = () => reject(new Error('refused'))
    }),
    import: () => import(url + 'module.js'),
    worker: () => new Promise((resolve, reject) => {
      const worker = new Worker(url + 'worker.js'); worker.onerror = () => reject(new Error('refused')); setTimeout(() => reject(new Error('silent')), 1000)
    }),
  }
  if (self.importScripts) ways.importScripts = async () => importScripts(url + 'scripts.js')
  else {
    ways.beacon = async () => { if (!navigator.sendBeacon(url + 'beacon', 'x')) throw new Error('refused') ; await new Promise((r) => setTimeout(r, 200)); throw new Error('queued') }
    ways.image = () => new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve; image.onerror = () => reject(new Error('refused')); image.src = url + 'image.png' })
    ways.script = () => new Promise((resolve, reject) => { const s = document.createElement('script'); s.onload = resolve; s.onerror = () => reject(new Error('refused')); s.src = url + 's.js'; document.head.append(s) })
    ways.style = () => new Promise((resolve, reject) => { const s = document.createElement('link'); s.rel = 'stylesheet'; s.onload = resolve; s.onerror = () => reject(new Error('refused')); s.href = url + 's.css'; document.head.append(s) })
    ways.html = async () => { document.body.innerHTML = '<img src=' + url + 'html>' }
    ways.eval = async () => { (0, eval)('1') }
  }
  const result = {}
  for (const [name, way] of Object.entries(ways)) {
    try { await way(); result[name] = 'OUT' } catch { result[name] = 'refused' }
  }
  return result
}`

const tryWaysOut = (thread: Page | Worker): Promise<Record<string, string>> =>
  (thread as Page).evaluate(`(${WAYS_OUT})(${JSON.stringify(trap.url)})`)

/** Asks the engine inside its own worker, past everything of ours, and says what it answered. */
const askEngine = `async (sql) => {
  const answers = new Map(); const post = self.postMessage
  self.postMessage = (message, ...rest) => { const wait = answers.get(message.requestId); wait ? wait(message) : post.call(self, message, ...rest) }
  let id = 1e6
  const ask = (type, data) => new Promise((resolve) => { answers.set(++id, resolve); self.onmessage({ data: { messageId: id, type, data } }) })
  const { data: connection } = await ask('CONNECT', null)
  const result = {}
  for (const text of sql) { const { type, data } = await ask('RUN_QUERY', [connection, text]); result[text] = type === 'ERROR' ? 'refused' : type }
  self.postMessage = post
  return result
}`

test('nothing gets out of the page or of any worker', async () => {
  const { context, page, requests } = await open(browser, site.url)
  await untilState(page, ['ready'])
  await dropAndConfirm(page, orders('orders.csv'))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')

  const workers = page.workers()
  expect(workers.map((worker) => worker.url().slice(0, 5))).toEqual(workers.map(() => 'blob:'))
  expect(workers.length).toBeGreaterThanOrEqual(2)
  for (const thread of [page, ...workers]) {
    const ways = await tryWaysOut(thread)
    expect(Object.entries(ways).filter(([, end]) => end !== 'refused')).toEqual([])
  }
  const engines = await Promise.all(workers.map((worker) => worker.evaluate('typeof self.onmessage')))
  const engine = workers[engines.indexOf('function')]
  expect(engine).toBeDefined()
  const statements = [
    `select * from read_csv('${trap.url}x.csv')`,
    `select * from read_text('${trap.url}x')`,
    `copy (select 1) to '${trap.url}out.csv'`,
    'load icu',
    'load parquet',
    `attach '${trap.url}x.db'`,
    'set enable_external_access = true',
    'set autoload_known_extensions = true',
  ]
  const answered: Record<string, string> = await engine!.evaluate(`(${askEngine})(${JSON.stringify(statements)})`)
  expect(answered).toEqual(Object.fromEntries(statements.map((sql) => [sql, 'refused'])))
  expect(trap.hits).toEqual([])
  expect(
    requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:') && !url.startsWith(trap.url)),
  ).toEqual([])
  await context.close()
})

test('from load to report no request leaves the origin, and none is made once the assets are there', async () => {
  const { context, page, requests, complaints } = await open(browser, site.url)
  await untilState(page, ['ready'])
  await dropAndConfirm(page, orders('first.csv'))
  await untilState(page, ['ready'])
  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:'))).toEqual([])

  await context.setOffline(true)
  const before = requests.length
  await dropAndConfirm(page, orders('second.csv'))
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  expect(requests.slice(before).filter((url) => !url.startsWith('blob:'))).toEqual([])
  expect(complaints).toEqual([])
  expect(trap.hits).toEqual([])
  await context.close()
})
