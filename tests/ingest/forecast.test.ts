import { describe, expect, test } from 'vitest'
import { forecast, ROOM, type ForecastFacts } from '../../src/ingest/forecast.ts'
import { distinctIn, monthsIn, storedBytes } from '../../src/ingest/forecast-columns.ts'
import type { Mapping } from '../../src/ingest/mapping.ts'

const HEADERS = ['customer_id', 'order_id', 'ordered_at', 'amount', 'channel', 'product', 'status']

/** Noise of 32 bits that is the same each time. */
const noise = (seed: number) => {
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b)
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b)
  return (state ^ (state >>> 16)) >>> 0
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** A row of `scripts/bench/generate.sql`. */
function row(index: number, customers: number): string[] {
  const time = new Date(Date.UTC(2022, 0, 1) + (noise(index * 7 + 1) % (4 * 365 * 86_400)) * 1000)
  return [
    `C${pad(noise(index * 7) % customers, 7)}`,
    `O${pad(index, 9)}`,
    time.toISOString().slice(0, 19).replace('T', ' '),
    String(1000 + 100 * (noise(index * 7 + 2) % 900)),
    ['search', 'social', 'referral', 'direct'][noise(index * 7 + 3) % 4]!,
    `P${pad(noise(index * 7 + 4) % 400, 3)}`,
    noise(index * 7 + 5) % 50 === 0 ? 'cancelled' : 'paid',
  ]
}

/** What the page knows of a Parquet file of so many orders: 300 rows from its top, its middle and its end. */
function facts(orders: number, perCustomer: number): ForecastFacts {
  const starts = [0, Math.floor(orders / 2), orders - 300]
  const rows = starts.flatMap((start) =>
    Array.from({ length: 300 }, (_, at) => row(start + at, Math.floor(orders / perCustomer))),
  )
  return { files: [{ bytes: orders * 14, rows: orders, encoding: null }], sample: { headers: HEADERS, rows } }
}

function mappingOf(...fields: string[]): Mapping {
  return {
    schema: 'dangol.mapping/1',
    table: 'orders',
    columns: Object.fromEntries(fields.map((field) => [field, field])),
    date: { order: 'ymd' },
    decimal: '.',
    time_zone: null,
    currency: 'KRW',
    amount_from: 'amount',
    amount_is: 'line',
    cancelled: [],
    history: 'complete',
  }
}

const three = mappingOf('customer_id', 'ordered_at', 'amount')
const seven = mappingOf(...HEADERS)

/** Loads with their reports that were run in the WebAssembly engine: did every metric have its memory? */
const MEASURED: readonly (readonly [orders: number, perCustomer: number, columns: 3 | 7, fitted: boolean])[] = [
  [1_000_000, 10, 3, true],
  [1_000_000, 10, 7, true],
  [10_000_000, 10, 3, true],
  [10_000_000, 10, 7, true],
  [10_000_000, 3, 3, true],
  [20_000_000, 10, 3, true],
  [20_000_000, 10, 7, true],
  [30_000_000, 10, 3, true],
]

describe('against what was measured', () => {
  test.each(MEASURED)('%i orders, %i a customer, %i columns: %s', (orders, perCustomer, columns, fitted) => {
    const { rows, fits, bytes } = forecast(facts(orders, perCustomer), columns === 3 ? three : seven)
    expect(rows).toBe(orders)
    expect(fits).toBe(fitted)
    expect(fits).toBe(bytes <= ROOM)
  })
})

test('a run in which one figure of fifty ran out of memory is close', () => {
  const { bytes } = forecast(facts(60_000_000, 20), three)
  expect(Math.abs(bytes / ROOM - 1)).toBeLessThan(0.15)
})

describe('where it does not fit', () => {
  const wide = mappingOf(...HEADERS, 'coupon')
  const sample = facts(70_000_000, 10).sample
  const withCoupons = (rows: number): ForecastFacts => ({
    files: [{ bytes: rows * 20, rows, encoding: null }],
    sample: {
      headers: [...HEADERS, 'coupon'],
      rows: sample.rows.map((cells, index) => [...cells, noise(index).toString(36)]),
    },
  })
  /** The first number of rows, in steps of a million, from which on it does not fit. */
  const limit = (mapping: Mapping) => {
    for (let rows = 10e6; ; rows += 1e6) if (!forecast(withCoupons(rows), mapping).fits) return rows
  }

  test('the column that costs least to lose goes first, and without it the rest fits', () => {
    const rows = limit(wide)
    expect(limit(seven)).toBeGreaterThan(rows)
    const { wouldFit, isClose } = forecast(withCoupons(rows), wide)
    expect(wouldFit.columns).toEqual(['coupon'])
    expect(isClose).toBe(false)
    expect(forecast(withCoupons(rows), seven)).toMatchObject({ fits: true, isClose: true })
  })

  test('what tells orders apart and which of them stand is never left out', () => {
    const { fits, wouldFit } = forecast(withCoupons(400e6), wide)
    expect(fits).toBe(false)
    expect(wouldFit.columns).toBeNull()
  })

  test('so many rows fit as it says, and the months are their share of those in the sample', () => {
    const { wouldFit } = forecast(withCoupons(200e6), wide)
    expect(forecast(withCoupons(wouldFit.rows), wide).fits).toBe(true)
    expect(forecast(withCoupons(wouldFit.rows * 1.12), wide).fits).toBe(false)
    expect(wouldFit.months).toBe(Math.floor((48 * wouldFit.rows) / 200e6))
  })

  test('quantity and unit price stay where they make the amount', () => {
    const priced = (from: Mapping['amount_from']): Mapping => ({
      ...mappingOf('customer_id', 'ordered_at', 'quantity', 'unit_price'),
      amount_from: from,
    })
    const many: ForecastFacts = {
      files: [{ bytes: 1, rows: 400e6, encoding: null }],
      sample: {
        headers: ['customer_id', 'ordered_at', 'quantity', 'unit_price'],
        rows: [['a', '2026-01-01', '1', '1']],
      },
    }
    expect(forecast(many, priced('quantity_x_unit_price')).wouldFit.columns).toBeNull()
  })
})

test('a load that fits says so, with nothing to leave out', () => {
  const { fits, isClose, wouldFit } = forecast(facts(1_000_000, 10), seven)
  expect([fits, isClose]).toEqual([true, false])
  expect(wouldFit).toEqual({ columns: [], rows: 1_000_000, months: 48 })
})

test('rows of a text are its bytes by those of a sampled record, in its encoding', () => {
  const sample = { headers: ['customer_id', 'amount'], rows: [['김하나', '100'] as const] }
  const rows = (bytes: number, encoding: 'utf-8' | 'utf-16le' | 'cp949') =>
    forecast({ files: [{ bytes, rows: null, encoding }], sample }, mappingOf('customer_id', 'amount')).rows
  expect(rows(14_000, 'utf-8')).toBe(1000)
  expect(rows(11_000, 'cp949')).toBe(1000)
  expect(rows(16_000, 'utf-16le')).toBe(1000)
})

test('customers: few are met again and again, many hardly ever', () => {
  const visits = (customers: readonly string[]) => customers.map((customer, index) => `${customer} ${index}`)
  const among = (size: number, count: number) =>
    Array.from({ length: size }, (_, index) => (noise(index) % count).toString(36) + 'x')
  const told = (customers: readonly string[], rows: number) => distinctIn(customers, visits(customers), rows, 10)
  expect(told(among(4000, 20_000), 10e6)).toBeGreaterThan(18_000)
  expect(told(among(4000, 20_000), 10e6)).toBeLessThan(22_000)
  expect(told(among(900, 3_000_000), 30e6)).toBe(3e6)
  expect(told(['a', 'b'], 3)).toBe(2)
  // A thousand numbers are no more customers, whatever is usual, and no fewer where nobody is met again.
  expect(told(['C001', 'C334', 'C667', 'C999'], 10e6)).toBe(Math.ceil((998 * 5) / 3) + 1)
  expect(told(['C001', 'C334', 'C667', 'C999'], 3000)).toBe(Math.ceil((998 * 5) / 3) + 1)
  expect(told(['C1', 'C900000000'], 3000)).toBe(300)
  expect(told(['010-1234-0001', '010-9999-0999'], 10e6)).toBe(1e6)
  // Two rows of one order are one visit: they say nothing of how many customers there are.
  expect(distinctIn(['a', 'a', 'b', 'b'], ['1', '1', '2', '2'], 1000, 10)).toBe(100)
})

test('months of dates that begin with their year, none where they do not', () => {
  expect(monthsIn(['2024-12-31', '2025-01-01'])).toBe(2)
  expect(monthsIn(['20240105', '20251220', null])).toBe(24)
  expect(monthsIn(['05/01/2024', '06/01/2024'])).toBeNull()
  expect(monthsIn([])).toBeNull()
})

test('a column takes what was measured in compressed tables, within a third', () => {
  const many = Array.from({ length: 2000 }, (_, index) => index)
  const cells = {
    id: many.map((index) => `C${pad(noise(index) % 200_000, 7)}`),
    order: many.map((index) => `O${pad(noise(index) % 2_000_000, 9)}`),
    email: many.map(
      (index) => `customer${noise(index) % 200_000}${['@naver.com', '@gmail.com', '@daum.net'][noise(index + 9) % 3]}`,
    ),
    phone: many.map((index) => `010-${pad(noise(index) % 10_000, 4)}-${pad(noise(index + 1) % 10_000, 4)}`),
    random: many.map((index) =>
      [0, 1, 2, 3]
        .map((part) =>
          noise(index * 4 + part)
            .toString(16)
            .padStart(8, '0'),
        )
        .join('-'),
    ),
    product: many.map((index) => `P${pad(noise(index) % 400, 3)}`),
    amount: many.map((index) => String(1000 + 100 * (noise(index) % 900))),
    cents: many.map((index) => ((noise(index) % 50_000) / 100).toFixed(2)),
    quantity: many.map((index) => String(1 + (noise(index) % 3))),
  }
  const measured = [
    ['varchar', cells.id, 6.42],
    ['varchar', cells.order, 7.47],
    ['varchar', cells.email, 8.52],
    ['varchar', cells.phone, 7.47],
    ['varchar', cells.random, 21.36],
    ['varchar', cells.product, 2.1],
    ['timestamp', ['2022-01-01 10:00:00'], 6.42],
    ['decimal(18, 4)', cells.amount, 4.33],
    ['decimal(18, 4)', cells.cents, 3.28],
    ['decimal(18, 4)', cells.quantity, 2.23],
  ] as const
  for (const [type, values, bytes] of measured) {
    const told = storedBytes(type, values)
    expect(Math.abs(told / bytes - 1), `${values[0]}: ${told.toFixed(2)} for ${bytes}`).toBeLessThan(1 / 3)
  }
  expect(storedBytes('varchar', [null, ''])).toBe(0)
})
