import { expect, test } from 'vitest'
import { cohortRetentionMean } from '../../src/metrics/cohort-retention-mean.ts'
import { ask, ordersOn } from '../support/ask.ts'

const orders = ordersOn({
  a: ['2026-01-03', '2026-02-10', '2026-04-02'],
  b: ['2026-01-31', '2026-03-01'],
  c: ['2026-01-15'],
  d: ['2026-03-20', '2026-04-01'],
})

test('cohorts weigh by their customers, and only ended periods count', async () => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-04-15' } }, cohortRetentionMean)
  const third = 0.333333333333
  expect(rows).toEqual([
    { period: 0, cohorts: 2, eligible: 4, active: 4, rate: 1, rate_or_later: 1, rate_ever: 0 },
    { period: 1, cohorts: 1, eligible: 3, active: 1, rate: third, rate_or_later: 0.666666666667, rate_ever: third },
    {
      period: 2,
      cohorts: 1,
      eligible: 3,
      active: 1,
      rate: third,
      rate_or_later: 0.666666666667,
      rate_ever: 0.666666666667,
    },
  ])
  const [later] = await ask({ orders, settings: { as_of: '2026-05-01' } }, cohortRetentionMean)
  expect(later![1]).toMatchObject({ period: 1, cohorts: 2, eligible: 4, active: 2, rate: 0.5 })
})

test('the left edge is left out', async () => {
  const given = ordersOn({ a: ['2024-01-10', '2024-02-10'], b: ['2025-02-01'] })
  const [rows] = await ask(
    { orders: given, settings: { as_of: '2025-04-01', history: 'partial' } },
    cohortRetentionMean,
  )
  expect(rows!.map((row) => [row['period'], row['cohorts'], row['eligible'], row['active']])).toEqual([
    [0, 1, 1, 1],
    [1, 1, 1, 0],
  ])
})
