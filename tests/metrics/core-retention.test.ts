import { expect, test } from 'vitest'
import { coreRetention } from '../../src/metrics/core-retention.ts'
import { ask, cells, given } from '../support/given.ts'

const recent = `
  p 2025-02-01 70
  p 2026-03-01 200
  q 2024-06-01 60
  q 2025-03-01 40
  q 2026-02-15 5
  s 2024-06-01 50
  s 2025-03-15 50
  s 2025-05-01 -10
  t 2025-03-01 100
  u 2025-03-20 0.5
`
const orders = given(`
  p 2024-03-01 30
  u 2024-01-01 99
  ${recent.trim()}
`)
const settings = { as_of: '2026-04-01' }

test('what became of the core of 365 days ago, with their value in the year before and since', async () => {
  const rows = await ask(coreRetention, { orders, settings }, [100, 100])
  expect(cells(rows, 'outcome', 'customers', 'share', 'value_before', 'value_after')).toEqual([
    ['active', 1, 0.333333333333, 100, 5],
    ['churned', 1, 0.333333333333, 100, -10],
    ['core', 1, 0.333333333333, 70, 200],
  ])
})

test.each([
  ['partial', null],
  ['complete', 100],
] as const)('the year before, in a file that begins within it and is %s', async (history, before) => {
  const rows = await ask(coreRetention, { orders: given(recent), settings: { ...settings, history } }, [100, 100])
  expect(cells(rows, 'outcome', 'customers', 'value_before')).toEqual([
    ['active', 1, before],
    ['churned', 1, before],
    ['core', 0, history === 'partial' ? null : 0],
  ])
})

test('no rows where nobody was core, or churn limits are unknown', async () => {
  expect(await ask(coreRetention, { orders, settings: { as_of: '2025-03-01' } }, [100, 100])).toEqual([])
  expect(await ask(coreRetention, { orders, settings })).toEqual([])
})
