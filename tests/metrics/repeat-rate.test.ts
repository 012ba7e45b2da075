import { expect, test } from 'vitest'
import { repeatRate } from '../../src/metrics/repeat-rate.ts'
import { wilson } from '../../src/statistics/proportions.ts'
import { ask, ordersOn } from '../support/ask.ts'
import { cdnow, published, referenceTest } from '../support/reference.ts'

test('only those whose window has closed count; the window holds its last day', async () => {
  const orders = ordersOn({
    a: ['2026-01-01', '2026-01-31'],
    b: ['2026-01-01', '2026-02-01'],
    c: ['2026-01-02'],
    d: ['2026-01-03', '2026-01-04'],
    e: ['2026-01-01 08:00:00', '2026-01-01 20:00:00'],
  })
  const [rows] = await ask({ orders, settings: { as_of: '2026-02-02' } }, repeatRate)
  // As of 2026-02-02 the last day is 02-01: a, b, e are 31 days old, c 30, d 29.
  const { low, high } = wilson(1, 4)
  expect(rows).toEqual([
    { days: 30, eligible: 4, repeated: 1, rate: 0.25, low: expect.closeTo(low!, 11), high: expect.closeTo(high!, 11) },
    ...[60, 90, 180, 365].map((days) => ({ days, eligible: 0, repeated: 0, rate: null, low: null, high: null })),
  ])
})

test('the left edge is left out', async () => {
  const orders = ordersOn({ a: ['2024-01-01', '2024-01-02'], b: ['2024-12-31', '2025-01-09'], c: ['2025-01-01'] })
  const [rows] = await ask({ orders, settings: { as_of: '2025-06-01', history: 'partial' } }, repeatRate)
  expect(rows![0]).toMatchObject({ days: 30, eligible: 2, repeated: 1, rate: 0.5 })
})

referenceTest('CDNOW: within 30 and 90 days as published', async () => {
  const expected = await published<{ n: number; within30: number; within90: number }>('cdnow-master-second-purchase')
  const [rows] = await ask((database) => cdnow(database), repeatRate)
  expect(rows!.filter((row) => [30, 90].includes(row['days'] as number))).toMatchObject([
    { days: 30, eligible: expected.n, repeated: expected.within30 },
    { days: 90, eligible: expected.n, repeated: expected.within90 },
  ])
})
