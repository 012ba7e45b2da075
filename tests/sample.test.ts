import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Random } from '../src/statistics/random.ts'
import { encodeTable, schemas, type TableName } from '../scripts/sample/tables.ts'
import { NodeDatabase } from '../src/engine/duckdb-node.ts'
import { customersMonthly } from '../src/metrics/customers-monthly.ts'
import { overview } from '../src/metrics/overview.ts'
import { paretoSummary } from '../src/metrics/pareto-summary.ts'
import { cohort, dayOf, LAST_DAY, median, purchases, repeatShare, shop } from './support/sample-shop.ts'
import { openShop } from './support/shop.ts'

const FOLDER = join(import.meta.dirname, '../sample-data')
const names = Object.keys(schemas) as TableName[]

test('random numbers are those of the PCG32 reference (seed 42, stream 54)', () => {
  const random = new Random(42, 54)
  const numbers = Array.from({ length: 6 }, () => random.uint32())
  expect(numbers).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e])
})

test('distributions have the mean they say', () => {
  const random = new Random(1, 1)
  const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000
  expect(mean(() => random.exponential())).toBeCloseTo(1, 1)
  expect(mean(() => random.exponential() ** 2)).toBeCloseTo(2, 0)
  expect(mean(() => random.beta(1, 7))).toBeCloseTo(1 / 8, 2)
  expect(mean(() => random.count(2.5))).toBeCloseTo(2.5, 1)
  expect(mean(() => random.bell() ** 2)).toBeCloseTo(1, 1)
})

test.each(names)('%s is made anew to the byte', async (name) => {
  const made = Buffer.from(encodeTable(name, shop[name]))
  const kept = await readFile(join(FOLDER, `${name}.parquet`))
  expect(made.equals(kept)).toBe(true)
})

test('the folder is under 3 MB', async () => {
  const files = await readdir(FOLDER)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(FOLDER, file))).size))
  expect(files).toEqual(expect.arrayContaining(names.map((name) => `${name}.parquet`)))
  expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(3_000_000)
})

test('every person named in a table signed up, and bought after that', () => {
  const signedUp = new Map(shop.customers.map((row) => [row.customer_id!, row.signed_up_at!]))
  expect(signedUp.size).toBe(shop.customers.length)
  for (const name of ['orders', 'events', 'sends', 'surveys', 'rewards'] as const) {
    const strangers = shop[name].filter(({ customer_id }) => customer_id !== null && !signedUp.has(customer_id))
    expect(strangers, name).toEqual([])
  }
  for (const { referred_by, customer_id, signed_up_at } of shop.customers)
    if (referred_by !== null) expect(signedUp.get(referred_by), customer_id!).toBeLessThan(signed_up_at!)
  for (const [id, mine] of purchases)
    expect(mine[0]!.day).toBeGreaterThanOrEqual(Math.floor(signedUp.get(id)! / 86_400_000))
})

test('referrals are told alike by orders and customers', () => {
  const told = new Map(shop.customers.map((row) => [row.customer_id, row.referred_by]))
  const referred = shop.orders.filter(({ referrer_id }) => referrer_id !== null)
  expect(referred.length).toBeGreaterThan(500)
  for (const { customer_id, referrer_id } of referred) expect(told.get(customer_id)).toBe(referrer_id)
  const friends = shop.customers.filter(
    (row) => row.acquisition_channel === '친구 추천' && purchases.has(row.customer_id!),
  )
  expect(friends.filter(({ referred_by }) => referred_by === null)).toEqual([])
})

test('points balance and are never below zero', () => {
  const sums = new Map<string, number>()
  let lowest = 0
  for (const { customer_id, points } of shop.rewards) {
    const sum = (sums.get(customer_id!) ?? 0) + points!
    lowest = Math.min(lowest, sum)
    sums.set(customer_id!, sum)
  }
  expect(lowest).toBe(0)
  expect(shop.customers.filter(({ customer_id, points }) => (sums.get(customer_id!) ?? 0) !== points)).toEqual([])
})

test('amounts are what quantity, price and discount say; refunds name an order', () => {
  const { orders } = shop
  const isWrong = (row: (typeof orders)[0]) => row.amount !== row.quantity! * row.unit_price! - row.discount!
  expect(orders.filter(isWrong)).toEqual([])
  const ids = new Set(orders.filter(({ amount }) => amount! >= 0).map(({ order_id }) => order_id))
  const refunds = orders.filter(({ amount }) => amount! < 0)
  expect(refunds.length).toBeGreaterThan(300)
  expect(refunds.filter(({ order_id }) => !ids.has(order_id))).toEqual([])
})

test('no text could be a real person', () => {
  const member = /^M-\d{6}$/
  const ids: Record<string, RegExp> = {
    customer_id: member,
    referrer_id: member,
    referred_by: member,
    visitor_id: /^[AV]-\d{5,6}$/,
  }
  const personal = /@|01\d-?\d{3,4}-?\d{4}/
  const texts = new Map<string, Set<string>>()
  for (const name of names)
    for (const row of shop[name])
      for (const [column, value] of Object.entries(row))
        if (typeof value === 'string') texts.set(column, (texts.get(column) ?? new Set()).add(value))
  for (const [column, values] of texts) {
    const isFine = (value: string) => ids[column]?.test(value) ?? !personal.test(value)
    expect(
      [...values].filter((value) => !isFine(value)),
      column,
    ).toEqual([])
  }
})

test('the mistakes of real files are there', () => {
  const { orders } = shop
  const guests = orders.filter(({ customer_id }) => customer_id === null).length / orders.length
  expect(guests).toBeGreaterThan(0.002)
  expect(guests).toBeLessThan(0.004)
  expect(orders.filter(({ ordered_at }) => dayOf(ordered_at!) === null)).toHaveLength(4)
  expect(orders.filter(({ ordered_at }) => (dayOf(ordered_at!) ?? 0) > LAST_DAY)).toHaveLength(1)
  expect(orders.length - new Set(orders.map((row) => JSON.stringify(row))).size).toBe(1)
})

test('first-time buyers of March 2026 come back less than their neighbours', () => {
  const neighbours = [...cohort('2026-02-01', '2026-02-28'), ...cohort('2026-04-01', '2026-04-30')]
  for (const days of [30, 60])
    expect(repeatShare(cohort('2026-03-01', '2026-03-31'), days)).toBeLessThan(0.8 * repeatShare(neighbours, days))
})

test('one-time buyers become more', () => {
  const before = 1 - repeatShare(cohort('2023-07-01', '2024-12-31'), 150)
  const lately = 1 - repeatShare(cohort('2025-07-01', '2026-01-31'), 150)
  expect(lately - before).toBeGreaterThan(0.015)
})

test('buyers become older, by a third of a year or more a year', () => {
  const birthYears = new Map(shop.customers.map((row) => [row.customer_id!, row.birth_year]))
  const ages = Array.from({ length: 12 }, (): number[] => [])
  for (const [id, mine] of purchases)
    for (const { day } of mine) {
      const quarter = Math.floor((12 * (day - dayOf('2023-07-01')!)) / 1096)
      const birthYear = birthYears.get(id)
      if (birthYear) ages[quarter]!.push(1970 + day / 365.25 - birthYear - 0.5)
    }
  const medians = ages.map(median)
  const slopes = medians.flatMap((to, j) => medians.slice(0, j).map((from, i) => (4 * (to - from)) / (j - i)))
  expect(median(slopes)).toBeGreaterThan(0.33)
})

test('social ads cost more than their buyers bring in a year, search much less', () => {
  const [from, to] = ['2024-07-01', '2025-06-30']
  const channelOf = new Map(shop.customers.map((row) => [row.customer_id!, row.acquisition_channel]))
  const ratio = (channel: string) => {
    const customers = cohort(from, to).filter(({ id }) => channelOf.get(id) === channel)
    const margin = customers.flatMap(({ first, purchases }) => purchases.filter(({ day }) => day <= first + 365))
    const spent = shop.spend.filter(
      (row) => row.channel === channel && row.date! >= Date.parse(from) && row.date! <= Date.parse(to),
    )
    return margin.reduce((sum, row) => sum + row.margin, 0) / spent.reduce((sum, row) => sum + row.amount!, 0)
  }
  expect(ratio('소셜 광고')).toBeLessThan(1)
  expect(ratio('검색')).toBeGreaterThan(3)
})

test('one campaign worked, one did not', () => {
  const difference = (campaign: string) => {
    const shares = [true, false].map((isControl) => {
      const people = shop.sends.filter((row) => row.campaign === campaign && (row.channel === null) === isControl)
      const bought = people.filter(({ customer_id, sent_at }) => {
        const sent = Math.floor(sent_at! / 86_400_000)
        return purchases.get(customer_id!)?.some(({ day }) => day >= sent && day <= sent + 14)
      })
      return { n: people.length, share: bought.length / people.length }
    })
    const [held, sent] = shares as [(typeof shares)[0], (typeof shares)[0]]
    const error = Math.sqrt((held.share * (1 - held.share)) / held.n + (sent.share * (1 - sent.share)) / sent.n)
    return (sent.share - held.share) / error
  }
  expect(difference('찻잎이 떨어질 때')).toBeGreaterThan(4)
  expect(Math.abs(difference('봄맞이 20% 할인'))).toBeLessThan(1.96)
})

test('the shop is a believable one, and lately loses more customers than it wins', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const path = await database.registerFile({
    name: 'orders.parquet',
    blob: new Blob(),
    path: join(FOLDER, 'orders.parquet'),
  })
  const ask = await openShop(database, {
    orders: [],
    sql: `insert into raw_orders by name
      select * replace (try_cast(ordered_at as timestamp) as ordered_at), 1 as file_no, row_number() over () as row_no
      from read_parquet('${path}')`,
    cancelled: ['취소'],
    settings: { as_of: '2026-07-01', history: 'complete' },
  })
  const [whole] = await ask(overview)
  expect(whole!['customers']).toBeGreaterThan(6000)
  expect(whole!['customers']).toBeLessThan(8000)
  expect(whole!['orders']).toBeGreaterThan(20_000)
  expect(whole!['orders']).toBeLessThan(26_000)
  expect(whole!['average_order_value']).toBeGreaterThan(35_000)
  expect(whole!['average_order_value']).toBeLessThan(45_000)
  expect(whole!['repeat_share']).toBeGreaterThan(0.45)
  expect(whole!['repeat_share']).toBeLessThan(0.5)
  const [pareto] = await ask(paretoSummary)
  expect(pareto!['top20_value_share']).toBeGreaterThan(0.55)
  expect(pareto!['top20_value_share']).toBeLessThan(0.65)
  const months = await ask(customersMonthly)
  const lostToWon = (last: readonly (typeof months)[0][]) => {
    const sum = (column: string) => last.reduce((total, row) => total + Number(row[column]), 0)
    return sum('churned') / (sum('new') + sum('reactivated'))
  }
  expect(months).toHaveLength(36)
  expect(lostToWon(months.slice(-3))).toBeGreaterThan(1.1)
  expect(lostToWon(months.slice(-4, -1))).toBeGreaterThan(1.1)
  expect(lostToWon(months.slice(-15, -12))).toBeLessThan(1)
  await database.close()
})
