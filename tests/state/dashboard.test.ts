import { beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '../../src/metrics/settings.ts'
import type { Report } from '../../src/report/report.ts'
import { AnalyticsError, type Analytics, type Inspected } from '../../src/worker/protocol.ts'
import type { Mapping } from '../../src/ingest/mapping.ts'

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
}
const mapping = { history: 'complete' } as Mapping
const inspected = {
  files: [],
  shape: 'shape',
  sample: { headers: [], rows: [] },
  recognition: { mapping },
} as unknown as Inspected

/** Answers as the worker does, where a test does not say otherwise. */
const analytics = {
  inspect: vi.fn<Analytics['inspect']>(),
  inspectSample: vi.fn<Analytics['inspectSample']>(),
  load: vi.fn<Analytics['load']>(),
  report: vi.fn<Analytics['report']>(),
  relations: vi.fn<Analytics['relations']>(),
  slice: vi.fn<Analytics['slice']>(),
  cancel: vi.fn<Analytics['cancel']>(),
  close: vi.fn<Analytics['close']>(),
}
vi.mock('../../src/worker/client.ts', () => ({ createAnalytics: () => analytics }))
vi.stubGlobal('location', { hash: '', href: 'http://localhost/', origin: 'http://localhost', host: 'localhost' })
vi.stubGlobal('navigator', { languages: ['en'] })
vi.stubGlobal('matchMedia', () => ({ matches: false }))
vi.stubGlobal('scrollTo', () => {})
vi.stubGlobal('fetch', async () => new Response(JSON.stringify(report('2026-01-01'))))

const { Dashboard } = await import('../../src/state/dashboard.svelte.ts')
const file = new File(['a'], 'orders.csv')

beforeEach(() => {
  vi.resetAllMocks()
  analytics.inspect.mockResolvedValue(inspected)
  analytics.inspectSample.mockResolvedValue(inspected)
  analytics.load.mockResolvedValue(dataset)
  analytics.report.mockImplementation(async (settings) => report(settings.as_of ?? '2026-01-01'))
  analytics.cancel.mockResolvedValue()
})

async function withSample() {
  const dashboard = new Dashboard()
  await dashboard.showSample('report.json')
  return dashboard
}

test('from nothing to a report: empty, ready with the sample, mapping, ready with the file', async () => {
  const dashboard = new Dashboard()
  expect(dashboard.stage).toBe('empty')
  await dashboard.showSample('report.json')
  expect([dashboard.stage, dashboard.source.kind]).toEqual(['ready', 'sample'])
  await dashboard.open([file])
  expect([dashboard.stage, dashboard.page]).toEqual(['mapping', 'data'])
  await dashboard.confirm(mapping)
  expect([dashboard.stage, dashboard.source]).toEqual(['ready', { kind: 'files', files: [file], mapping }])
  expect(analytics.inspect).toHaveBeenCalledTimes(1)
})

test('the sample is loaded once, when the date is first moved', async () => {
  const dashboard = await withSample()
  await dashboard.change({ as_of: '2025-06-01' })
  await dashboard.change({ grain: 'week' })
  expect(analytics.inspectSample).toHaveBeenCalledTimes(1)
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

test('a change that was overtaken asks the worker for nothing more', async () => {
  const dashboard = await withSample()
  let answerFirst = (_inspected: Inspected) => {}
  analytics.inspectSample.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)))
  const first = dashboard.change({ as_of: '2025-03-01' })
  await vi.waitFor(() => expect(analytics.inspectSample).toHaveBeenCalledTimes(1))
  const second = dashboard.change({ as_of: '2025-04-01' })
  answerFirst(inspected)
  await Promise.all([first, second])
  expect(analytics.load).toHaveBeenCalledTimes(1)
  expect([dashboard.report?.asOf, dashboard.stage]).toEqual(['2025-04-01', 'ready'])
})

test('the first rows left out go with the report of their files', async () => {
  const dashboard = await withSample()
  const examples = [{ reason: 'no_time', file: 'orders.csv', row: 3, text: '2026-13-01' }]
  analytics.load.mockResolvedValueOnce({ ...dataset, examples })
  await dashboard.open([file])
  expect(dashboard.examples).toEqual([])
  await dashboard.confirm(mapping)
  expect(dashboard.examples).toEqual(examples)
  await dashboard.change({ as_of: '2025-06-01' })
  expect(dashboard.examples).toEqual(examples)
})

test('progress that comes after the answer is not heard', async () => {
  const dashboard = await withSample()
  let tell = () => {}
  analytics.report.mockImplementationOnce(async (settings, listener) => {
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
  analytics.report.mockImplementationOnce(async (_settings, listener) => {
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
  await dashboard.confirm(mapping)
  expect([dashboard.stage, dashboard.failure?.kind, dashboard.source.kind]).toEqual([
    'failed',
    'nothing_kept',
    'sample',
  ])
  expect(dashboard.inspected).toBe(inspected)
  await dashboard.confirm(mapping)
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
  expect(analytics.report).toHaveBeenLastCalledWith({ as_of: '2025-06-01' }, expect.anything())
})

test('an engine that died is filled again from the same files', async () => {
  const dashboard = await withSample()
  await dashboard.change({ as_of: '2025-06-01' })
  analytics.report.mockRejectedValueOnce(new AnalyticsError({ kind: 'engine', message: 'trap', restarted: false }))
  await dashboard.change({ as_of: '2025-07-01' })
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['failed', '2025-06-01'])
  await dashboard.change({ as_of: '2025-08-01' })
  expect(analytics.load).toHaveBeenCalledTimes(2)
  expect([dashboard.stage, dashboard.report?.asOf]).toEqual(['ready', '2025-08-01'])
})
