import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import type { CustomerRow } from '../../src/metrics/customers/life.ts'
import type { Settings } from '../../src/metrics/settings.ts'
import type { Report } from '../../src/report/report.ts'
import { mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import { gammaGamma } from '../../src/statistics/gamma-gamma.ts'
import { Shop } from '../../src/worker/analytics.ts'
import type { CustomerQuestion } from '../../src/worker/protocol.ts'
import { engines, fileOf } from '../ingest/loading.ts'
import { writtenAndRead } from '../support/written-parquet.ts'
import { simulatedOrders, truth } from '../support/simulated-buyers.ts'

const orders = simulatedOrders({ ...truth, customers: 900, from: '2024-01-01', days: 730, seed: 5, channels: ['naver', 'kakao'] }) // prettier-ignore
const csv = (rows: typeof orders) =>
  fileOf(['customer_id,ordered_at,amount,channel', ...rows.map((row) => `${row.customer_id},${row.ordered_at},${row.amount},${row.channel}`)].join('\n')) // prettier-ignore
const AS_OF = '2025-12-31'
const DAY = 86_400_000
const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / DAY
const daysOf = (id: string) =>
  orders
    .filter((row) => row.customer_id === id)
    .map((row) => row.ordered_at!)
    .sort()
const everybody: CustomerQuestion = { order: 'value', offset: 0, limit: 1000, search: '' }

const estimates = ({ metrics }: Report, model: string, names: readonly string[]) =>
  names.map(
    (name) => metrics.predicted_models.rows.find((row) => row.model === model && row.parameter === name)!.estimate!,
  )
const totalOf = ({ metrics }: Report) => metrics.predicted_value.rows.find((row) => row.kind === 'total')!
const sum = (rows: readonly CustomerRow[], name: 'p_alive' | 'expected_orders' | 'expected_value') =>
  rows.reduce((total, row) => total + row[name]!, 0)
const linesOf = async (shop: Shop) => {
  let text = ''
  for await (const piece of shop.customersCsv()) text += piece
  return text.split('\r\n').slice(0, -1)
}

describe.each(engines)('%s', (_name, open) => {
  let shop: Shop
  let report: Report
  const start = async (rows: typeof orders) => {
    shop = new Shop({ openDatabase: open, openParquet: openParquetInNode })
    const { groups } = await shop.inspect([csv(rows)])
    await shop.load([{ mapping: { ...groups[0]!.recognitions.orders.mapping, history: 'complete' } }], false)
    return shop
  }
  const ask = (settings: Partial<Settings> = {}) => shop.report({ as_of: AS_OF, ...settings })
  beforeAll(async () => {
    await start(orders)
    report = await ask()
  })
  afterAll(() => shop.close())

  test('every row is what the models of the report say, and their sums are its totals', async () => {
    const { rows, total, verdict, horizonMonths, isPredicted } = await shop.customers(everybody)
    expect([total, verdict, horizonMonths, isPredicted]).toEqual([900, totalOf(report).verdict, 12, true])
    const purchases = estimates(report, 'mbg_nbd', mbgNbd.parameters)
    const spending = estimates(report, 'gamma_gamma', gammaGamma.parameters)
    for (const row of rows.slice(0, 40)) {
      const days = daysOf(row.customer_id)
      const [x, first, last] = [days.length - 1, dayOf(days[0]!), dayOf(days.at(-1)!)]
      const [tx, T] = [(last - first) / 7, (dayOf(AS_OF) - 1 - first) / 7]
      expect([row.purchases, row.last_on]).toEqual([x + 1, days.at(-1)])
      expect(row.p_alive).toBeCloseTo(mbgNbd.alive(purchases, x, tx, T), 9)
      expect(row.expected_orders).toBeCloseTo(mbgNbd.future(purchases, 365.25 / 7, x, tx, T), 7)
      const spent = orders.filter(({ customer_id, ordered_at }) => customer_id === row.customer_id && ordered_at !== days[0]) // prettier-ignore
      const mean = x === 0 ? 0 : spent.reduce((all, { amount }) => all + Number(amount), 0) / x
      expect(row.expected_spend).toBeCloseTo(gammaGamma.expectedSpend(spending, x, mean), 6)
    }
    expect(sum(rows, 'p_alive')).toBeCloseTo(totalOf(report).alive!, 6)
    expect(sum(rows, 'expected_orders')).toBeCloseTo(totalOf(report).expected_orders!, 6)
    expect(sum(rows, 'expected_value')).toBeCloseTo(totalOf(report).expected_value!, 4)
  })

  test('orders and pages', async () => {
    const { rows, topTenth } = await shop.customers(everybody)
    const byValue = rows.map((row) => row.expected_value!)
    expect(byValue).toEqual([...byValue].sort((a, b) => b - a))
    const share = byValue.slice(0, 90).reduce((a, b) => a + b) / byValue.reduce((a, b) => a + b)
    expect([topTenth!.customers, topTenth!.share]).toEqual([90, expect.closeTo(share, 9)])
    expect((await shop.customers({ ...everybody, offset: 20, limit: 10 })).rows).toEqual(rows.slice(20, 30))
    for (const [order, name] of [['orders', 'expected_orders'], ['alive', 'p_alive'], ['recent', 'last_on']] as const) {
      const { rows, order: used } = await shop.customers({ ...everybody, order })
      const values = rows.map((row) => row[name]!)
      expect([used, values]).toEqual([order, [...values].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))])
    }
    expect((await shop.customers({ ...everybody, offset: 5000 })).rows).toEqual([])
  }) // prettier-ignore

  test('a search finds parts of ids in any case, a hundred at most, and does not run them', async () => {
    const found = await shop.customers({ ...everybody, search: ' C77' })
    expect(found.rows.map((row) => row.customer_id).sort()).toEqual(['c77', ...Array.from({ length: 10 }, (_, i) => `c77${i}`)]) // prettier-ignore
    expect([found.total, found.isCut]).toEqual([11, false])
    const many = await shop.customers({ ...everybody, limit: 10, search: 'c' })
    expect([many.rows.length, many.total, many.isCut]).toEqual([10, 100, true])
    const none = await shop.customers({ ...everybody, search: `'; drop table customers; --%_` })
    expect([none.rows, none.total]).toEqual([[], 0])
  })

  test('one customer, with reasons, days and course; null for one that nobody is', async () => {
    const [row] = (await shop.customers(everybody)).rows
    const life = (await shop.customer(row!.customer_id))!
    const days = daysOf(row!.customer_id)
    expect(life).toMatchObject(row!)
    expect(life.days.map(({ on }) => on)).toEqual(days)
    expect(life.days.reduce((all, { value }) => all + value, 0)).toBeCloseTo(life.value, 6)
    expect([life.first_on, life.orders, life.recencyDays]).toEqual([days[0], days.length, dayOf(AS_OF) - dayOf(days.at(-1)!)]) // prettier-ignore
    for (const score of [life.r, life.f, life.m]) expect([1, 2, 3, 4, 5]).toContain(score)
    expect(['new', 'existing', 'core', 'churned']).toContain(life.stage)
    expect(life.course!.past.at(-1)!.alive).toBeCloseTo(life.p_alive!, 12)
    expect(life.course!.expected.at(-1)!.purchases).toBeCloseTo(days.length + life.expected_orders!, 9)
    for (const id of ['nobody', '', `' or 1=1 --`]) expect(await shop.customer(id)).toBeNull()
  })

  test('the file holds everybody once, and its sums are the report’s', async () => {
    const [head, ...lines] = await linesOf(shop)
    expect(head).toBe('\uFEFFcustomer_id,segment,purchases,last_on,p_alive,expected_orders,expected_spend,expected_value,horizon_months,verdict') // prettier-ignore
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(900)
    const column = (at: number) => lines.reduce((all, line) => all + Number(line.split(',')[at]), 0)
    expect(column(4)).toBeCloseTo(totalOf(report).alive!, 6)
    expect(column(5)).toBeCloseTo(totalOf(report).expected_orders!, 6)
    expect(column(7)).toBeCloseTo(totalOf(report).expected_value!, 4)
    expect(lines[0]!.split(',').slice(8)).toEqual(['12', totalOf(report).verdict])
  })

  test('the Parquet file holds the same, cell by cell', async () => {
    const [head, ...lines] = await linesOf(shop)
    const { types, rows } = await writtenAndRead(shop.customersArrow())
    expect(Object.keys(types)).toEqual(head!.slice(1).split(','))
    expect([types['customer_id'], types['last_on'], types['p_alive']]).toEqual(['VARCHAR', 'TIMESTAMP', 'DOUBLE'])
    expect(
      rows.map((row) =>
        Object.values(row)
          .map((cell) => cell ?? '')
          .join(','),
      ),
    ).toEqual(lines)
  })

  test('no customer’s id is in the report', () => {
    expect(JSON.stringify(report)).not.toMatch(/"c\d+"/)
  })

  test('questions come between the pieces of a file, and a cancelled one ends', async () => {
    const controller = new AbortController()
    const pieces = shop.customersCsv(controller.signal)[Symbol.asyncIterator]()
    await pieces.next()
    const [page, life] = await Promise.all([shop.customers({ ...everybody, limit: 3 }), shop.customer('c1')])
    expect([page.rows.length, life!.customer_id]).toEqual([3, 'c1'])
    controller.abort(new Error('enough'))
    await expect(pieces.next()).rejects.toThrow('enough')
    await expect(shop.customers(everybody, AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
    expect((await shop.customers(everybody)).total).toBe(900)
  })

  test('filters choose the customers, with the models of the whole shop', async () => {
    const before = await shop.customers(everybody)
    const filtered = await ask({ channel: 'kakao' })
    const { rows, total } = await shop.customers(everybody)
    expect(total).toBe(totalOf(filtered).customers)
    expect(rows).toEqual(before.rows.filter((row) => Number(row.customer_id.slice(1)) % 2 === 1))
    expect(sum(rows, 'expected_value')).toBeCloseTo(totalOf(filtered).expected_value!, 4)
    expect(await shop.customer('c2')).toBeNull()
    expect((await shop.customers({ ...everybody, search: 'c2' })).rows.every((row) => Number(row.customer_id.slice(1)) % 2 === 1)).toBe(true) // prettier-ignore
    expect(await linesOf(shop)).toHaveLength(1 + total)
  })

  test('a report that was ended half way leaves the customers of the one before', async () => {
    await ask()
    const before = await shop.customers(everybody)
    const controller = new AbortController()
    const ended = shop.report({ as_of: '2025-06-01', channel: 'naver' }, [], { ready: () => controller.abort(new Error('enough')) }, controller.signal) // prettier-ignore
    await expect(ended).rejects.toThrow('enough')
    expect(await shop.customers(everybody)).toEqual(before)
    expect((await shop.customer('c1'))!.asOf).toBe(AS_OF)
  })

  test('where nothing may be predicted the list goes by the last purchase', async () => {
    await ask({ as_of: '2024-02-20' })
    const { rows, order, isPredicted, verdict, topTenth } = await shop.customers(everybody)
    expect([order, isPredicted, verdict, topTenth]).toEqual(['recent', false, 'no', null])
    const last = rows.map((row) => row.last_on)
    expect(last).toEqual([...last].sort().reverse())
    expect(rows[0]).toMatchObject({ p_alive: null, expected_orders: null, expected_value: null })
    const life = (await shop.customer(rows[0]!.customer_id))!
    expect([life.course, life.days.length > 0]).toEqual([null, true])
    expect((await linesOf(shop))[1]).toMatch(/,,,,,12,no$/)
  })

  test('before a report, and after another load, there are no customers to tell of', async () => {
    const { groups } = await shop.inspect([csv(orders.slice(0, 50))])
    await shop.load([{ mapping: groups[0]!.recognitions.orders.mapping }], false)
    await expect(shop.customers(everybody)).rejects.toThrow('no report')
    await shop.report({})
    expect((await shop.customers(everybody)).total).toBeGreaterThan(0)
  })
})
