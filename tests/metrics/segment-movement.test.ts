import { expect, test } from 'vitest'
import { segmentMovement } from '../../src/metrics/segment-movement.ts'
import { ask, cells, given } from '../support/given.ts'

const orders = given(`
  a 2025-12-01 1
  b 2025-12-10 2
  c 2025-12-20 4
  d 2025-12-25 8
  e 2025-12-31 16
  f 2026-03-02 32
  a 2026-03-20 64
`)

test('segments 30 and 90 days ago, by the cut-offs of that day; nothing from before the first order', async () => {
  const rows = await ask(segmentMovement, { orders, settings: { as_of: '2026-04-01' } })
  const moves = [
    ['about_to_sleep', 'hibernating', 1, 4],
    ['hibernating', 'one_and_gone', 1, 2],
    ['not_yet_a_customer', 'promising', 1, 32],
    ['one_and_gone', 'champion', 1, 65],
    ['promising', 'about_to_sleep', 1, 8],
    ['recent_first', 'about_to_sleep', 1, 16],
  ]
  expect(cells(rows, 'days', 'from_segment', 'to_segment', 'customers', 'value')).toEqual([
    ...moves.map((move) => [30, ...move]),
    ...moves.map((move) => [90, ...move]),
  ])
})

test('an order on the day looked back to is not yet seen there, one of the day before is', async () => {
  const rows = (day: string) => ask(segmentMovement, { orders: given(`a ${day} 1`), settings: { as_of: '2026-03-31' } })
  expect(await rows('2026-03-01')).toEqual([])
  expect(cells(await rows('2026-02-28'), 'days', 'from_segment', 'to_segment', 'customers')).toEqual([
    [30, 'about_to_sleep', 'about_to_sleep', 1],
  ])
})

test('a refund since does not change where a customer stood', async () => {
  const rows = await ask(segmentMovement, {
    orders: given(`
      a 2026-01-01 30 1
      b 2026-01-01 20 2
      a 2026-03-15 -25 1
    `),
    settings: { as_of: '2026-04-01', scheme: 'three-level' },
  })
  expect(cells(rows, 'days', 'from_segment', 'to_segment', 'customers', 'value')).toEqual([
    [30, 'low', 'medium', 1, 20],
    [30, 'medium', 'low', 1, 5],
  ])
})
