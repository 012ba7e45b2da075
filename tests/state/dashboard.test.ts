import { beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '../../src/metrics/settings.ts'
import type { Dataset } from '../../src/report/build.ts'
import type { Report } from '../../src/report/report.ts'
import { AnalyticsError, type Analytics, type Inspected } from '../../src/worker/protocol.ts'
import { recogniseTable } from '../../src/ingest/recognise-table.ts'
import type { TableName } from '../../src/ingest/canonical.ts'
import type { Mapping, SideMapping } from '../../src/ingest/mapping.ts'

const report = (asOf: string): Report => ({
  schema: 'dangol.report/1',
  asOf,
  currency: null,
  basis: 'revenue',
  dataset: {
    from: '2025-01-01',
    to: '2025-12-31',
    tables: [{ name: 'orders', files: 1, rows: 2, kept: 2, leftOut: [] }],
  },
  settings: { as_of: asOf, ...defaultSettings },
  metrics: {} as Report['metrics'],
})
const dataset = {
  ...report('2026-01-01').dataset,
  currency: null,
  history: 'complete' as const,
  amountIs: 'line' as const,
  columns: [],
  examples: [],
  unmatched: [],
}
const mapping = { table: 'orders', history: 'complete' } as Mapping
const spendMapping = { table: 'spend' } as SideMapping
const found = (...tables: TableName[]) =>
  ({
    groups: tables.map((table, place) => ({ table, files: [{ inner: null }], places: [place], shape: table })),
    skipped: [],
  }) as unknown as Inspected
const inspected = found('orders')

/** Answers as the worker does, where a test does not say otherwise. */
const analytics = {
  inspect: vi.fn<Analytics['inspect']>(),
  load: vi.fn<Analytics['load']>(),
  open: vi.fn<Analytics['open']>(),
  openSample: vi.fn<Analytics['openSample']>(),
  report: vi.fn<Analytics['report']>(),
  relations: vi.fn<Analytics['relations']>(),
  slice: vi.fn<Analytics['slice']>(),
  customers: vi.fn<Analytics['customers']>(),
  customer: vi.fn<Analytics['customer']>(),
  customersFile: vi.fn<Analytics['customersFile']>(),
  leftOutCsv: vi.fn<Analytics['leftOutCsv']>(),
  cancelFile: vi.fn<Analytics['cancelFile']>(),
  cancel: vi.fn<Analytics['cancel']>(),
  close: vi.fn<Analytics['close']>(),
}
vi.mock('../../src/worker/client.ts', () => ({ createAnalytics: () => analytics }))
const history = { replaceState: vi.fn<History['replaceState']>() }
vi.stubGlobal('history', history)
vi.stubGlobal('location', { hash: '', href: 'http://localhost/', origin: 'http://localhost', host: 'localhost' })
vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('matchMedia', () => ({ matches: false }))
vi.stubGlobal('scrollTo', () => {})
/** What lies beside the page, by path. */
const beside: Record<string, () => Response> = {
  'report.json': () => new Response(JSON.stringify(report('2026-01-01'))),
}
const fetched = vi.fn(async (url: string, _init?: RequestInit) => {
  const path = decodeURIComponent(url.replace('http://localhost/', ''))
  return beside[path]?.() ?? new Response('', { status: 404 })
})
vi.stubGlobal('fetch', fetched)

const { Dashboard } = await import('../../src/state/dashboard.svelte.ts')
const { WorkerShop } = await import('../../src/state/worker-shop.ts')
const file = new File(['a'], 'orders.csv')

beforeEach(() => {
  vi.resetAllMocks()
  analytics.inspect.mockResolvedValue(inspected)
  analytics.load.mockResolvedValue(dataset)
  analytics.open.mockResolvedValue(dataset)
  analytics.openSample.mockResolvedValue(dataset)
  analytics.report.mockImplementation(async (settings) => report(settings.as_of ?? '2026-01-01'))
  analytics.cancel.mockResolvedValue()
})

async function withSample() {
  const dashboard = new Dashboard(new WorkerShop())
  await dashboard.showSample('report.json')
  return dashboard
}

test('from nothing to a report: empty, ready with the sample, mapping, ready with the file', async () => {
  const dashboard = new Dashboard(new WorkerShop())
  expect(dashboard.stage).toBe('empty')
  await dashboard.showSample('report.json')
  expect([dashboard.stage, dashboard.source.kind]).toEqual(['ready', 'sample'])
  await dashboard.open([file])
  expect([dashboard.stage, dashboard.page]).toEqual(['mapping', 'data'])
  await dashboard.confirm([{ mapping }])
  expect([dashboard.stage, dashboard.source]).toEqual([
    'ready',
    { kind: 'files', parts: [{ files: [{ file }], mapping }] },
  ])
  expect(analytics.inspect).toHaveBeenCalledTimes(1)
})

test('the sample is loaded once, when the date is first moved', async () => {
  const dashboard = await withSample()
  await dashboard.change({ as_of: '2025-06-01' })
  await dashboard.change({ grain: 'week' })
  expect(analytics.openSample).toHaveBeenCalledTimes(1)
  expect(analytics.report.mock.calls.map(([settings]) => settings)).toEqual([
    { as_of: '2025-06-01' },
    { as_of: '2025-06-01', grain: 'week' },
  ])
  expect(dashboard.report?.asOf).toBe('2025-06-01')
})

test('the latest change wins, whatever order the answers come in', async () => {
  const dashboard = await withSample()
  await dashboard.change({ as_of: '2025-02-01' })
  let answerFirst = (_report: Report) => {}
  analytics.report.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)))
  const first = dashboard.change({ as_of: '2025-03-01' })
  await vi.waitFor(() => expect(analytics.report).toHaveBeenCalledTimes(2))
  expect(dashboard.stage).toBe('loading')
  await dashboard.change({ as_of: '2025-04-01' })
  answerFirst(report('2025-03-01'))
  await first
  expect([dashboard.report?.asOf, dashboard.stage]).toEqual(['2025-04-01', 'ready'])
})

test('a change that was overtaken asks the worker for no report', async () => {
  const dashboard = await withSample()
  let answerFirst = (_dataset: Dataset) => {}
  analytics.openSample.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)))
  const first = dashboard.change({ as_of: '2025-03-01' })
  await vi.waitFor(() => expect(analytics.openSample).toHaveBeenCalledTimes(1))
  const second = dashboard.change({ as_of: '2025-04-01' })
  answerFirst(dataset)
  await Promise.all([first, second])
  expect(analytics.report).toHaveBeenCalledTimes(1)
  expect([dashboard.report?.asOf, dashboard.stage]).toEqual(['2025-04-01', 'ready'])
})

test('the first rows left out go with the report of their files', async () => {
  const dashboard = await withSample()
  const examples = [{ table: 'orders', reason: 'no_time', file: 'orders.csv', row: 3, text: '2026-13-01' }]
  analytics.load.mockResolvedValueOnce({ ...dataset, examples })
  await dashboard.open([file])
  expect(dashboard.beside.examples).toEqual([])
  await dashboard.confirm([{ mapping }])
  expect(dashboard.beside.examples).toEqual(examples)
  await dashboard.change({ as_of: '2025-06-01' })
  expect(dashboard.beside.examples).toEqual(examples)
})

test('progress that comes after the answer is not heard', async () => {
  const dashboard = await withSample()
  let tell = () => {}
  analytics.report.mockImplementationOnce(async (settings, _first, listener) => {
    tell = () => listener?.progress?.({ step: 'metrics', name: 'overview', fraction: 1, rows: null })
    return report(settings.as_of!)
  })
  await dashboard.change({ as_of: '2025-05-01' })
  tell()
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['ready', '2025-05-01'])
})

test('metrics appear as they are ready, the others stay as stale', async () => {
  const dashboard = await withSample()
  const ready = { status: 'ready', missing: [], columns: {}, rows: [] } as const
  analytics.report.mockImplementationOnce(async (_settings, _first, listener) => {
    expect(dashboard.shown('overview').isStale).toBe(true)
    listener?.ready?.('overview', ready)
    expect(dashboard.shown('overview')).toMatchObject({ result: ready, isStale: false })
    expect(dashboard.shown('repeat_rate').isStale).toBe(true)
    return report('2025-05-01')
  })
  await dashboard.change({ as_of: '2025-05-01' })
  expect(analytics.report).toHaveBeenCalledTimes(1)
  expect(dashboard.stage).toBe('ready')
})

test('a failed load says why, keeps the confirm step and what was shown', async () => {
  const dashboard = await withSample()
  await dashboard.open([file])
  analytics.load.mockRejectedValueOnce(new AnalyticsError({ kind: 'nothing_kept', leftOut: [] }))
  await dashboard.confirm([{ mapping }])
  expect([dashboard.stage, dashboard.failure?.kind, dashboard.source.kind]).toEqual([
    'failed',
    'nothing_kept',
    'sample',
  ])
  expect(dashboard.inspected).toBe(inspected)
  await dashboard.confirm([{ mapping }])
  expect([dashboard.stage, dashboard.failure]).toEqual(['ready', null])
})

test('cancelling brings back what was there, and settings that never came into force are forgotten', async () => {
  const dashboard = await withSample()
  analytics.report.mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        analytics.cancel.mockImplementationOnce(async () => reject(new AnalyticsError({ kind: 'cancelled' })))
      }),
  )
  const change = dashboard.change({ grain: 'week' })
  await vi.waitFor(() => expect(analytics.report).toHaveBeenCalledTimes(1))
  await dashboard.cancel()
  await change
  expect([dashboard.stage, dashboard.report?.settings.grain]).toEqual(['ready', 'month'])
  await dashboard.change({ as_of: '2025-06-01' })
  expect(analytics.report).toHaveBeenLastCalledWith({ as_of: '2025-06-01' }, expect.anything(), expect.anything())
})

test('an engine that died is filled again from the same files', async () => {
  const dashboard = await withSample()
  await dashboard.change({ as_of: '2025-06-01' })
  analytics.report.mockRejectedValueOnce(new AnalyticsError({ kind: 'engine', message: 'trap', restarted: false }))
  await dashboard.change({ as_of: '2025-07-01' })
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['failed', '2025-06-01'])
  await dashboard.change({ as_of: '2025-08-01' })
  expect(analytics.openSample).toHaveBeenCalledTimes(2)
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['ready', '2025-08-01'])
})

const spend = new File(['b'], 'spend.csv')
async function withOrders() {
  const dashboard = await withSample()
  await dashboard.open([file])
  await dashboard.confirm([{ mapping }])
  analytics.inspect.mockResolvedValue(found('spend'))
  return dashboard
}

test('another table is loaded beside the orders that stand; the settings stay', async () => {
  const dashboard = await withOrders()
  await dashboard.change({ grain: 'week' })
  await dashboard.open([spend])
  const before = dashboard.report
  analytics.report.mockImplementationOnce(async (settings) => {
    expect([dashboard.isReplacing, dashboard.report]).toEqual([false, before])
    return report(settings.as_of ?? '2026-01-01')
  })
  await dashboard.confirm([{ mapping: spendMapping }])
  expect(analytics.load).toHaveBeenLastCalledWith([{ mapping: spendMapping }], true, expect.anything())
  expect(analytics.report.mock.lastCall![0]).toMatchObject({ grain: 'week' })
  expect(dashboard.source).toEqual({
    kind: 'files',
    parts: [
      { files: [{ file }], mapping },
      { files: [{ file: spend }], mapping: spendMapping },
    ],
  })
  expect(analytics.open).not.toHaveBeenCalled()
})

test('a table dropped again replaces itself, new orders keep the tables beside them', async () => {
  const dashboard = await withOrders()
  await dashboard.open([spend])
  await dashboard.confirm([{ mapping: spendMapping }])
  const newer = new File(['c'], 'spend-2.csv')
  await dashboard.open([newer])
  await dashboard.confirm([{ mapping: spendMapping }])
  analytics.inspect.mockResolvedValue(inspected)
  const orders = new File(['d'], 'orders-2.csv')
  await dashboard.open([orders])
  await dashboard.confirm([{ mapping }])
  expect(analytics.load).toHaveBeenLastCalledWith([{ mapping }], true, expect.anything())
  const { source } = dashboard
  const parts = source.kind === 'files' ? source.parts : []
  expect(parts.flatMap(({ files }) => files.map((given) => given.file.name)).sort()).toEqual([
    'orders-2.csv',
    'spend-2.csv',
  ])
})

test('a table that cannot be loaded leaves the report and its source', async () => {
  const dashboard = await withOrders()
  const { source, report: before } = dashboard
  await dashboard.open([spend])
  analytics.load.mockRejectedValueOnce(new AnalyticsError({ kind: 'engine', message: 'x', restarted: true }))
  await dashboard.confirm([{ mapping: spendMapping }])
  expect([dashboard.stage, dashboard.source, dashboard.report]).toEqual(['failed', source, before])
  await dashboard.change({ grain: 'week' })
  expect(analytics.open).not.toHaveBeenCalled()
})

test('where the worker holds other files, everything is loaded from its files', async () => {
  const dashboard = await withOrders()
  analytics.report.mockRejectedValueOnce(new AnalyticsError({ kind: 'engine', message: 'trap', restarted: false }))
  await dashboard.change({ grain: 'week' })
  await dashboard.open([spend])
  await dashboard.confirm([{ mapping: spendMapping }])
  expect(analytics.open).toHaveBeenLastCalledWith(
    [
      { files: [{ file }], mapping },
      { files: [{ file: spend }], mapping: spendMapping },
    ],
    expect.anything(),
  )
  expect(dashboard.stage).toBe('ready')
})

test('tables without orders wait for them', async () => {
  const dashboard = await withSample()
  analytics.inspect.mockResolvedValue(found('spend'))
  await dashboard.open([spend])
  analytics.inspect.mockResolvedValue(found('spend', 'orders'))
  await dashboard.open([file])
  expect(analytics.inspect.mock.lastCall![0]).toEqual([{ file: spend }, { file }])
  await dashboard.confirm([{ mapping: spendMapping }, { mapping }])
  expect(analytics.load).toHaveBeenLastCalledWith([{ mapping: spendMapping }, { mapping }], false, expect.anything())
})

const rows = Array.from({ length: 12 }, (_, i) => [`c${i % 5}`, `2025-0${(i % 9) + 1}-15`, '10'])
const sampleOf = { headers: ['customer_id', 'date', 'amount'], rows }
const inspectedOf = (sample: typeof sampleOf) =>
  ({
    groups: [{ files: [{ inner: null }], places: [0], sample, currencies: [], ...recogniseTable(sample) }],
    skipped: [],
  }) as unknown as Inspected
const LINK = '#v=1&data=data/orders.csv&page=value&as_of=2025-06-01&channel=ad'

async function withHosted(found = inspectedOf(sampleOf)) {
  location.hash = LINK
  beside['data/orders.csv'] = () => new Response('hosted')
  analytics.inspect.mockResolvedValue(found)
  analytics.report.mockImplementation(async (settings) => {
    const made = report(settings.as_of ?? '2026-01-01')
    return { ...made, settings: { ...made.settings, ...settings } }
  })
  const dashboard = new Dashboard(new WorkerShop())
  await dashboard.start('report.json')
  return dashboard
}

test('an address of hosted files shows them as it says, without asking', async () => {
  const dashboard = await withHosted()
  expect([dashboard.stage, dashboard.page, dashboard.report?.asOf]).toEqual(['ready', 'value', '2025-06-01'])
  expect(analytics.report.mock.lastCall![0]).toEqual({ as_of: '2025-06-01', channel: 'ad' })
  expect(analytics.inspect.mock.lastCall![0].map((given) => given.file.name)).toEqual(['orders.csv'])
  expect(fetched.mock.calls.map(([url]) => url)).toEqual(['http://localhost/data/orders.csv'])
  expect(location.hash).toBe(LINK)
})

test('the address keeps naming the hosted files, until others are in view', async () => {
  const dashboard = await withHosted()
  await dashboard.change({ channel: null, basis: 'margin' })
  expect(location.hash).toBe('#v=1&data=data/orders.csv&page=value&as_of=2025-06-01&basis=margin')
  dashboard.go('retention')
  expect(location.hash).toBe('#v=1&data=data/orders.csv&page=retention&as_of=2025-06-01&basis=margin')
  location.hash = '#v=1&page=customers'
  dashboard.follow()
  await vi.waitFor(() => expect(dashboard.stage).toBe('ready'))
  expect(location.hash).toContain('data=data/orders.csv')
  await dashboard.open([file])
  await dashboard.confirm([{ mapping }])
  expect(location.hash).toBe('#v=1&page=data')
  expect(analytics.inspect).toHaveBeenCalledTimes(2)
})

test('a hosted file with a question opens the confirm step, and is hosted after it', async () => {
  const rowsOf = rows.map((row, i) => [row[0]!, `0${(i % 9) + 1}/04/2025`, row[2]!])
  const dashboard = await withHosted(inspectedOf({ ...sampleOf, rows: rowsOf }))
  expect([dashboard.stage, dashboard.page, dashboard.mappings]).toEqual(['mapping', 'data', []])
  expect(analytics.load).not.toHaveBeenCalled()
  await dashboard.confirm([{ mapping }])
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['ready', '2025-06-01'])
  expect(location.hash).toBe(LINK.replace('value', 'data'))
})

test('a hosted file that is not there is said, nothing stands in its place, and moving on asks no more', async () => {
  delete beside['data/orders.csv']
  location.hash = LINK
  const dashboard = new Dashboard(new WorkerShop())
  await dashboard.start('report.json')
  expect([dashboard.stage, dashboard.report, dashboard.failure]).toEqual([
    'failed',
    null,
    { kind: 'hosted', reason: 'missing', path: 'data/orders.csv' },
  ])
  dashboard.go('retention')
  dashboard.follow()
  expect(location.hash).toBe(LINK.replace('value', 'retention'))
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('a link to hosted files followed from the sample takes its place; cancelled, the sample is back', async () => {
  location.hash = ''
  const dashboard = await withSample()
  let isAborted = false
  fetched.mockImplementationOnce(
    (_url, init) =>
      new Promise((_, refuse) => {
        init!.signal!.addEventListener('abort', () => refuse((isAborted = true)))
      }),
  )
  location.hash = LINK
  dashboard.follow()
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2))
  expect(dashboard.stage).toBe('loading')
  await dashboard.cancel()
  expect([dashboard.stage, dashboard.source.kind, isAborted]).toEqual(['ready', 'sample', true])
  expect(location.hash).toBe('#v=1&page=value')
})
