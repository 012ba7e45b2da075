import fc from 'fast-check'
import loadHighs from 'highs'
import { expect, test } from 'vitest'
import { metrics as allMetrics } from '../../../src/metrics/index.ts'
import type { Row } from '../../../src/engine/database.ts'
import type { MetricRows } from '../../../src/metrics/index.ts'
import type { Report } from '../../../src/report/report.ts'
import { columnsOfVersion1 } from '../../../src/report/sharing/columns-1.ts'
import { packSnapshot, unpackSnapshot } from '../../../src/report/sharing/link.ts'
import { sealSnapshot, unsealSnapshot } from '../../../src/report/sharing/seal.ts'
import { shareReport, type ShareChoices } from '../../../src/report/sharing/share.ts'
import { sharedNames } from '../../../src/report/sharing/shared-names.ts'
import {
  parseSharedReport,
  sharedMetrics,
  type SharedMetricId,
  type SharedReport,
} from '../../../src/report/sharing/shared-report.ts'
import { Dice } from '../../support/mutations.ts'
import { reportOf, sampleReport, withRows } from './reports.ts'

const solver = loadHighs()
const share = (report: Report, choices: Partial<ShareChoices> = {}) =>
  shareReport(report, { madeOn: '2026-07-01', threshold: 10, ...choices }, solver)

const segment = (name: string, customers: number, value: number, orders = customers): MetricRows['rfm_segments'] => ({
  segment: name,
  customers,
  value,
  orders,
  customer_share: customers / 1000,
  value_share: value / 1e6,
})

/** Segments of the whole that the overview tells of. */
function shopOf(...segments: readonly MetricRows['rfm_segments'][]): Report {
  const total = (name: 'customers' | 'value' | 'orders') => segments.reduce((sum, row) => sum + row[name]!, 0)
  return reportOf({
    overview: [{ customers: total('customers'), orders: total('orders'), value: total('value'), repeat_customers: 0 }],
    rfm_segments: segments,
    pareto_summary: [{ customers: total('customers'), value: total('value'), largest_value: 10 }],
  })
}

const countsOf = async (report: Report, choices: Partial<ShareChoices> = {}) =>
  (await share(report, choices)).metrics.rfm_segments.rows.map(({ customers }) => customers)

test('counts under the threshold are hidden, the rest rounded to 5', async () => {
  const report = shopOf(segment('a', 501, 9e5), segment('b', 303, 9e5), segment('c', 4, 8e4), segment('d', 9, 8e4), segment('e', 0, 0)) // prettier-ignore
  // 4 + 9 = 13 hidden of 817: what the whole and the others leave is 13, give or take 6.
  expect(await countsOf(report, { threshold: 5 })).toEqual([500, 305, null, 10, 0])
  expect(await countsOf(report)).toEqual([500, 305, null, null, 0])
  expect(await countsOf(report, { threshold: 50 })).toEqual([500, null, null, null, null])
})

test('where one segment of two is small the other is hidden with it', async () => {
  expect(await countsOf(shopOf(segment('a', 91, 9e5), segment('b', 7, 8e4)))).toEqual([null, null])
  // 98 to 102 less 88 to 92 leave 6 to 14; less 93 to 97, 1 to 9.
  expect(await countsOf(shopOf(segment('a', 93, 9e5), segment('b', 7, 8e4)))).toEqual([95, null])
  expect(await countsOf(shopOf(segment('a', 93, 9e5), segment('b', 17, 8e4)))).toEqual([95, 15])
})

test('the smallest that is enough is hidden with a small one', async () => {
  // 78 to 82 less 58 to 62 and 10 to 12 leave 4 to 14; less 58 to 62 alone, 16 to 24 for both.
  const hidden = await countsOf(shopOf(segment('a', 60, 9e5), segment('b', 12, 9e5), segment('c', 7, 8e4)))
  expect(hidden).toEqual([60, null, null])
})

test('a told count is known not to be small', async () => {
  // 10 of three customers more could not be told from 8, were it not that 8 would be hidden.
  const { metrics } = await share(
    reportOf({
      overview: [{ customers: 40, repeat_customers: 40, orders: 90, value: 5000 }],
      lifecycle: [
        { stage: 'new', customers: 12 },
        { stage: 'core', customers: 12 },
        { stage: 'existing', customers: 8 },
        { stage: 'churned', customers: 8 },
      ],
    }),
  )
  for (const { customers } of metrics.lifecycle.rows) expect(customers === null || customers >= 10).toBe(true)
})

test('rates are made of told counts and go with them', async () => {
  const { metrics } = await share(
    reportOf({
      overview: [{ customers: 1002, orders: 1900, value: 123_456, repeat_customers: 503, repeat_share: 503 / 1002, average_order_value: 64.98, value_per_customer: 123.21, orders_per_customer: 1.9 }],
      repeat_rate: [
        { days: 30, eligible: 998, repeated: 102, rate: 102 / 998, low: 0.085, high: 0.122 },
        { days: 365, eligible: 400, repeated: 3, rate: 3 / 400, low: 0.003, high: 0.02 },
      ],
    }),
  ) // prettier-ignore
  expect(metrics.overview.rows[0]).toMatchObject({
    customers: 1000,
    repeat_customers: 505,
    repeat_share: 0.505,
    value: 123_000,
    average_order_value: 64.7,
    value_per_customer: 123,
    orders_per_customer: 1.9,
  })
  expect(metrics.repeat_rate.rows[0]).toMatchObject({ eligible: 1000, repeated: 100, rate: 0.1 })
  expect(metrics.repeat_rate.rows[1]).toMatchObject({ repeated: null, rate: null, low: null, high: null })
})

test('money has three digits and goes with its count', async () => {
  const { metrics } = await share(shopOf(segment('a', 900, 1_234_567), segment('b', 80, 765_432), segment('c', 4, 99_999), segment('d', 70, 200_000))) // prettier-ignore
  expect(metrics.rfm_segments.rows.map(({ value }) => value)).toEqual([1_230_000, 765_000, null, null])
  expect(metrics.rfm_segments.rows[2]).toMatchObject({ orders: null, customer_share: null, value_share: null })
})

test('money of which one customer may hold more than half is hidden, and cannot be worked out', async () => {
  const report = shopOf(segment('a', 900, 5_000_000), segment('b', 800, 4_000_000), segment('c', 40, 900_000))
  const largest = (value: number) => ({
    ...report,
    metrics: {
      ...report.metrics,
      pareto_summary: { ...report.metrics.pareto_summary, rows: report.metrics.pareto_summary.rows.map((row) => ({ ...row, largest_value: value })) },
    },
  }) // prettier-ignore
  const values = async (value: number) =>
    (await share(largest(value))).metrics.rfm_segments.rows.map((row) => row.value)
  expect(await values(400_000)).toEqual([5_000_000, 4_000_000, 900_000])
  expect(await values(500_000)).toEqual([5_000_000, null, null])
})

test('no told sum of the sample is small enough to be one customer’s', async () => {
  const report = sampleReport()
  const largest = 10_000_000
  const holder = withRows(report, (rows, id) => (id === 'pareto_summary' ? rows.map((row) => ({ ...row, largest_value: largest })) : rows)) // prettier-ignore
  const { metrics } = await share(holder)
  const sums = [metrics.overview, metrics.customers_monthly, metrics.rfm_segments, metrics.rfm_scores, metrics.lifecycle, metrics.cohort_value].flatMap(({ rows }) => rows.map(({ value }) => value)) // prettier-ignore
  const told = sums.filter((value) => value !== null && value !== 0)
  expect(told.length).toBeGreaterThan(10)
  expect(Math.min(...told.map(Number))).toBeGreaterThanOrEqual(2 * largest)
  for (const { customers, margin_per_customer: margin } of metrics.value_curve.rows)
    if (margin !== null) expect(customers! * margin).toBeGreaterThan(1.9 * largest)
})

test('names are renamed or left out, and nothing else of the data is told', async () => {
  const report = sampleReport()
  const [first, second] = sharedNames(report)
  const shared = await share(report, { names: { [first!]: 'Channel A', [second!]: null } })
  const text = JSON.stringify(shared)
  expect(text).toContain('Channel A')
  for (const name of [first, second]) expect(text).not.toContain(`"${name}"`)
  const products = report.metrics.gap_survival.rows.filter(({ split }) => split === 'product').map(({ value }) => value)
  expect(products.length).toBeGreaterThan(0)
  for (const name of new Set(products)) expect(text).not.toContain(name!)
  expect(shared.metrics.referral_value.rows.map(({ scope }) => scope)).toEqual(['all'])
  expect(shared.metrics.pareto_summary.rows[0]!.largest_value).toBeNull()
  for (const id of ['data_quality', 'filter_options', 'channel_names'] as const)
    expect(shared.metrics[id]).toBeUndefined()
  // Every text but names of the shop's own is a word of Dangol's.
  const names = new Set(sharedNames(shared))
  const texts = sharedMetrics.flatMap((id) =>
    shared.metrics[id].rows.flatMap((row) => Object.values(row as Row).filter((cell) => typeof cell === 'string')),
  )
  for (const cell of new Set(texts)) if (!names.has(cell)) expect(cell).toMatch(/^[a-z0-9_+,-]*$/)
})

test('cut-offs tell nobody’s own money', async () => {
  const { metrics } = await share(sampleReport())
  const ofMoney = metrics.rfm_cutoffs.rows.filter(({ dimension }) => dimension === 'm')
  expect([ofMoney[0]!.low, ofMoney.at(-1)!.high]).toEqual([null, null])
  const told = ofMoney.flatMap(({ low, high }) => [low, high]).filter((value) => value !== null)
  expect(told.length).toBeGreaterThan(4)
  for (const value of told) expect(Number(value.toPrecision(2))).toBe(value)
})

test('points of the curve of value lie so many customers apart', async () => {
  const points = Array.from({ length: 101 }, (_, percent) => ({ customer_share: percent / 100, customers: Math.round(1.2 * percent), value_share: 1 - (1 - percent / 100) ** 2 })) // prettier-ignore
  const { metrics } = await share(
    reportOf({
      overview: [{ customers: 120, orders: 200, value: 1e6, repeat_customers: 60 }],
      pareto_summary: [
        { customers: 120, value: 1e6, largest_value: 9000, top20_customers: 24, top20_value_share: 0.36 },
      ],
      pareto_curve: points,
    }),
  )
  const shares = metrics.pareto_curve.rows.map(({ customer_share }) => customer_share!)
  expect(shares[0]).toBe(0)
  expect(shares.at(-1)).toBe(1)
  for (let at = 1; at < shares.length; at++) expect(120 * (shares[at]! - shares[at - 1]!)).toBeGreaterThanOrEqual(9.5)
})

test('what was hidden of months that are over stays hidden', async () => {
  const night = (value: number) =>
    reportOf({
      overview: [{ customers: 58 + value, orders: 58 + value, value: 1e6, repeat_customers: 0 }],
      customers_monthly: [
        { month: '2026-04-01', is_complete: true, is_settled: true, buyers: 28, orders: 28, value: 5e5, new: 28, returning: 0 },
        { month: '2026-05-01', is_complete: true, is_settled: true, buyers: value, orders: value, value: 3e5, new: value, returning: 0 },
        { month: '2026-06-01', is_complete: true, is_settled: true, buyers: 30, orders: 30, value: 2e5, new: 30, returning: 0 },
      ],
    }) // prettier-ignore
  const news = ({ metrics }: SharedReport) => metrics.customers_monthly.rows.map((row) => row.new)
  const before = await share(night(4))
  expect(news(before)).toEqual([null, null, 30])
  const alone = await share(night(14))
  expect(news(alone)).toEqual([30, 15, 30])
  expect(news(await share(night(14), { before }))).toEqual([null, null, 30])
})

test('metrics are left out that were not chosen', async () => {
  const shared = await share(sampleReport(), { metrics: ['overview', 'lifecycle', 'data_quality'] })
  expect(Object.keys(shared.metrics)).toEqual(['overview', 'lifecycle'])
})

test('what is shared passes its own check, and every figure survives a link', async () => {
  for (const threshold of [5, 50] as const) {
    const shared = await share(sampleReport(), { threshold })
    expect(parseSharedReport(JSON.parse(JSON.stringify(shared)))).toEqual(shared)
    expect(await unpackSnapshot(await packSnapshot(shared))).toEqual(shared)
    for (const id of sharedMetrics) {
      const one = { ...shared, metrics: { [id]: shared.metrics[id] } as unknown as Report['metrics'] }
      expect(await unpackSnapshot(await packSnapshot(one))).toEqual(one)
    }
  }
})

test('a sealed report opens with its phrase, however it was typed', async () => {
  const shared = await share(sampleReport(), { metrics: ['overview'] })
  const sealed = await sealSnapshot(shared, '단골의 봄'.normalize('NFD'))
  expect(await unsealSnapshot(sealed, '단골의 봄'.normalize('NFC'))).toEqual(shared)
  await expect(unsealSnapshot(sealed, '단골의 여름')).rejects.toMatchObject({ code: 'wrong_phrase' })
})

/** Cells as they may stand in a column. */
const cellOf = {
  number: fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 999 }).map((count) => count / 1000), fc.integer({ min: 1, max: 999 }).map((digits) => digits * 1e6)), // prettier-ignore
  string: fc.string({ maxLength: 40 }),
  boolean: fc.boolean(),
  timestamp: fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
} as const

test('any rows that fit survive a link', async () => {
  const shared = await share(sampleReport(), { metrics: ['overview'] })
  const metric = fc.constantFrom(...sharedMetrics).chain((id: SharedMetricId) => {
    const cells = Object.entries(columnsOfVersion1[id]).map(
      ([name, type]) => [name, fc.option(cellOf[type] as fc.Arbitrary<unknown>)] as const,
    )
    return fc.tuple(fc.constant(id), fc.array(fc.record(Object.fromEntries(cells)), { maxLength: 12 }))
  })
  await fc.assert(
    fc.asyncProperty(metric, async ([id, rows]) => {
      const metrics = { [id]: { status: 'ready', missing: [], columns: columnsOfVersion1[id], rows } }
      const report = { ...shared, metrics: metrics as unknown as Report['metrics'] }
      expect(await unpackSnapshot(await packSnapshot(report))).toEqual(JSON.parse(JSON.stringify(report)))
    }),
    { seed: 1, numRuns: 400 },
  )
})

test('the columns of version 1 are those that metrics have today', () => {
  // A metric whose columns change needs a version 2 beside version 1, which must stay as it is.
  for (const id of sharedMetrics)
    expect(Object.entries(columnsOfVersion1[id])).toEqual(
      Object.entries(allMetrics.find((metric) => metric.id === id)!.columns),
    )
})

test('nonsense in a report neither throws nor hangs', async () => {
  const short = withRows(sampleReport(), (rows) => rows.slice(0, 7))
  const dice = new Dice(1)
  for (const id of sharedMetrics)
    for (const column of Object.keys(columnsOfVersion1[id])) {
      const odd = dice.pick([null, null, 0.5, -3, 1e300, 12])
      const type = (columnsOfVersion1[id] as Readonly<Record<string, string>>)[column]
      const value = type === 'number' ? odd : null
      const shared = await share(withRows(short, (rows, each) => (each === id ? rows.map((row) => ({ ...row, [column]: value })) : rows))) // prettier-ignore
      parseSharedReport(JSON.parse(JSON.stringify(shared)))
    }
  for (let times = 0; times < 3; times++) {
    const holes = withRows(sampleReport(), (rows) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typeof cell === 'number' && dice.chance(0.05) ? dice.pick([null, cell + 0.5, -cell]) : cell]))),
    ) // prettier-ignore
    parseSharedReport(JSON.parse(JSON.stringify(await share(holes, { threshold: 5 }))))
  }
})
