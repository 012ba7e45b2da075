import { expect, test } from 'vitest'
import { cohortValue } from '../../src/metrics/cohort-value.ts'
import { customerEquity } from '../../src/metrics/customer-equity.ts'
import { customersMonthly } from '../../src/metrics/customers-monthly.ts'
import { overview } from '../../src/metrics/overview.ts'
import { rfmSegments } from '../../src/metrics/rfm-segments.ts'
import { onNative } from '../support/given.ts'
import { openShop } from '../support/shop.ts'

/** How many orders; a nightly run may take ten million (EXACT_ORDERS=10000000). */
const ORDERS = Number(process.env['EXACT_ORDERS'] ?? 200_000)

test.each([
  ['won', '1'],
  ['cents', '0.01'],
])(
  'sums over many orders in %s are those of integers',
  (_unit, step) =>
    onNative(async (database) => {
      const answer = await openShop(database, {
        orders: [],
        sql: `insert into raw_orders (file_no, row_no, customer_id, ordered_at, amount, order_id)
        select 1, i, 'c' || (hash(i) % ${Math.ceil(ORDERS / 10)}),
          timestamp '2023-01-01' + interval 1 minute * cast(hash(i + 1) % 1500000 as integer),
          cast(hash(i + 2) % 10000000 as decimal(18, 4)) * ${step}, 'o' || i
        from generate_series(1, ${ORDERS}) as series (i)`,
        settings: { as_of: '2026-01-01' },
      })
      const [whole] = await database.query(
        `select cast(sum(cast(amount / ${step} as hugeint)) as varchar) as n from raw_orders where ordered_at < timestamp '2026-01-01'`,
      )
      const [all] = await answer(overview)
      expect(all!['value']).toBe(Number(whole!['n']) / (step === '1' ? 1 : 100))
      const units = (rows: readonly Record<string, unknown>[]) =>
        rows.reduce((sum, row) => sum + BigInt(Math.round(Number(row['value'] ?? 0) / Number(step))), 0n)
      expect(units(await answer(customersMonthly))).toBe(BigInt(String(whole!['n'])))
      expect(units(await answer(rfmSegments))).toBe(BigInt(String(whole!['n'])))
      const windows = (await answer(cohortValue)).filter((row) => row['window'] === 365 && row['value'] !== null)
      const [year] = await database.query(
        `with firsts as (select customer_id, min(ordered_at)::date as first_on from raw_orders group by customer_id)
      select cast(sum(cast(amount / ${step} as hugeint)) as varchar) as n
      from raw_orders inner join firsts using (customer_id)
      where ordered_at::date <= first_on + 365 and last_day(first_on) + 365 < date '2026-01-01' and ordered_at < timestamp '2026-01-01'`,
      )
      expect(units(windows)).toBe(BigInt(String(year!['n'])))
    }),
  60_000 + ORDERS / 20,
)

test('margins of orders of hundreds of millions and more, as in won and dong', () =>
  onNative(async (database) => {
    const answer = await openShop(database, {
      orders: [
        { customer_id: 'a', ordered_at: '2025-01-05', amount: 200_000_000, cost: 1 },
        { customer_id: 'b', ordered_at: '2025-01-06', amount: 9_000_000_000, cost: 2_500_000_000 },
      ],
      customers: [{ customer_id: 'b', referred_by: 'a' }],
      settings: { as_of: '2025-03-01' },
    })
    const rows = await answer(customerEquity)
    expect(rows.reduce((sum, row) => sum + Number(row['clv']), 0)).toBe(6_699_999_999)
  }))

test('a margin rate on orders of hundreds of millions and more', () =>
  onNative(async (database) => {
    const answer = await openShop(database, {
      orders: [
        { customer_id: 'a', ordered_at: '2025-01-05', amount: 200_000_000 },
        { customer_id: 'a', ordered_at: '2025-01-09', amount: 9_000_000_000 },
      ],
      settings: { as_of: '2025-03-01', basis: 'margin', margin_rate: 0.9 },
    })
    expect((await answer(overview))[0]!['value']).toBe(8_280_000_000)
  }))
