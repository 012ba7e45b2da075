import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import type { Database, Row } from '../../src/engine/database.ts'
import { metrics } from '../../src/metrics/index.ts'
import type { AnyMetric } from '../../src/metrics/metric.ts'
import { warningEvidence } from '../../src/metrics/warning-evidence.ts'
import { warningHistory } from '../../src/metrics/warning-history.ts'
import { warningSigns } from '../../src/metrics/warning-signs.ts'
import { acquisitionStudy } from '../../src/metrics/acquisition/study.ts'
import { warningStudy } from '../../src/metrics/signs/study.ts'
import { ask } from '../support/ask.ts'
import { randomFrom, shuffled } from '../support/generated-shop.ts'
import { openShop, type GivenOrder, type GivenRow, type GivenShop } from '../support/shop.ts'

/** A shop of two and a half years: about 60 new customers a month, some of whom come back, half of them through an ad. */
function makeShop(seed: number): Pick<GivenShop, 'orders' | 'customers' | 'spend'> {
  const random = randomFrom(seed)
  const first = Date.UTC(2024, 0, 1)
  const end = Date.UTC(2026, 6, 1)
  const iso = (time: number) => new Date(time).toISOString().slice(0, 10)
  const orders: GivenOrder[] = []
  const customers: GivenRow<'customers'>[] = []
  for (let number = 0; number < 1800; number++) {
    const customer_id = `c${number}`
    const channel = random() < 0.5 ? 'ad' : 'own'
    customers.push({ customer_id, birth_year: 1960 + Math.floor(random() * 45), acquisition_channel: channel })
    for (let time = first + random() * (end - first); time < end; time += (5 + random() * 90) * 86_400_000) {
      const amount = 10 + Math.floor(random() * 90)
      orders.push({ customer_id, ordered_at: iso(time), amount, cost: amount / 2 })
      if (random() < 0.45) break
    }
  }
  orders.push({ customer_id: 'c0', ordered_at: '2026-06-30', amount: 10, cost: 5 })
  const spend = Array.from({ length: 30 }, (_, month) => ({
    date: iso(Date.UTC(2024, month, 1)),
    period: 'month',
    channel: 'ad',
    amount: 300,
  }))
  return { orders, customers, spend }
}

const shop = makeShop(3)
const settings = { as_of: '2026-07-01', history: 'complete' } as const

let database: Database
let answer: (metric: AnyMetric) => Promise<Row[]>
beforeAll(async () => {
  database = await NodeDatabase.open({ threads: 1 })
  answer = await openShop(database, { ...shop, settings, isBuilt: true })
})
afterAll(() => database.close())

test('the lights of a date are the last of the history, whole months alone', async () => {
  const [history, now] = [await answer(warningHistory), await answer(warningSigns)]
  expect(history).toHaveLength(6 * 30)
  for (const light of now) {
    const own = history.filter((row) => row['sign'] === light['sign'])
    const { month: _month, ...last } = own.at(-1)!
    expect(light).toMatchObject(last)
    const from = own.findIndex((row) => row['month'] === light['since'])
    expect(own.slice(from).map((row) => row['status'])).toEqual(own.slice(from).map(() => light['status']))
    expect(own[from - 1]?.['status']).not.toBe(light['status'])
  }
})

test('moving the date shows the lights of that day: what was said then is what is said now of then', async () => {
  const history = await answer(warningHistory)
  for (const [as_of, month] of [
    ['2026-02-01', '2026-01-01'],
    ['2025-07-15', '2025-06-01'],
  ]) {
    const [signs, then] = await ask({ ...shop, settings: { ...settings, as_of: as_of! } }, warningSigns, warningHistory)
    expect(then).toEqual(history.filter((row) => row['month']! <= month!))
    for (const light of signs!) expect(light['month']).toBe(month)
  }
})

test('what comes after a month end changes nothing of what was judged at it', async () => {
  const history = await answer(warningHistory)
  const until = '2025-12-31'
  const orders = shop.orders.filter(({ ordered_at }) => ordered_at! <= until)
  const [then] = await ask({ ...shop, orders, settings: { ...settings, as_of: '2026-01-01' } }, warningHistory)
  const known = history.filter((row) => row['month']! <= '2025-12-01')
  expect(then!.map((row) => [row['sign'], row['month'], row['status'], row['statistic']])).toEqual(
    known.map((row) => [row['sign'], row['month'], row['status'], row['statistic']]),
  )
})

test('without birth years, spend or margin two lights say which column would turn them on', async () => {
  const orders = shop.orders.map(({ customer_id, ordered_at, amount }) => ({ customer_id, ordered_at, amount }))
  const [signs] = await ask({ orders, settings }, warningSigns)
  const missing = Object.fromEntries(signs!.map((row) => [row['sign'], [row['status'], row['reason'], row['missing']]]))
  expect(missing['ageing_buyers']).toEqual(['unknown', 'missing_column', 'customers.birth_year'])
  expect(missing['ltv_below_cac']).toEqual(['unknown', 'missing_column', 'orders.margin,spend.amount'])
})

test('a young shop is not green: too early', async () => {
  const orders = shop.orders.filter(({ ordered_at }) => ordered_at! < '2024-03-01')
  const [signs] = await ask({ orders, settings: { ...settings, as_of: '2024-03-01' } }, warningSigns)
  for (const row of signs!) expect(row['status'], String(row['sign'])).toBe('unknown')
})

test('both engines and any order of the rows give the same bytes', async () => {
  const asked = [
    warningSigns,
    warningHistory,
    warningEvidence,
    ...metrics.filter(({ id }) => /value|cac|payback|equity|cost/.test(id)),
  ]
  const answers = async (open: () => Promise<Database>, given: typeof shop) => {
    const other = await open()
    const answer = await openShop(other, { ...given, settings })
    const texts: string[] = []
    for (const metric of asked) texts.push(JSON.stringify(await answer(metric)))
    await other.close()
    return texts
  }
  const mixed = {
    orders: shuffled(shop.orders, 5),
    customers: shuffled(shop.customers!, 6),
    spend: shuffled(shop.spend!, 7),
  }
  const expected = await answers(() => NodeDatabase.open({ threads: 1 }), shop)
  for (const text of expected.slice(0, 6)) expect(JSON.parse(text).length).toBeGreaterThan(0)
  expect(await answers(() => NodeDatabase.open({ threads: 1 }), mixed)).toEqual(expected)
  expect(await answers(openWasmInNode, mixed)).toEqual(expected)
})

test('every question of a study has the columns that its rules read', async () => {
  const columns: Record<string, string[]> = {}
  for (const [name, sql] of Object.entries({ ...warningStudy.questions, ...acquisitionStudy.questions }))
    columns[name] = Object.keys(await database.describe(sql))
  expect(columns).toEqual({
    months: ['month', 'is_known', 'has_spend'],
    cohorts: ['channel', 'cohort', 'days', 'customers', 'repeaters', 'margin', 'squares', 'cubes'],
    sizes: ['channel', 'month', 'customers'],
    spend: ['channel', 'month', 'amount'],
    steps: ['channel', 'cohort', 'days', 'margin'],
    crossover: ['month', 'churned', 'arrived', 'churned_year_before', 'arrived_year_before'],
    retention: ['cohort', 'k', 'customers', 'active'],
    ageing: ['quarter', 'group', 'birth_year', 'value'],
    coverage: ['quarter', 'value', 'known_value', 'customers'],
    cycle: ['month', 'gap', 'gaps', 'basket', 'baskets'],
    oneTime: ['month', 'window', 'cohort', 'buyers', 'one_time'],
  })
})
