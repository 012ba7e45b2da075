import { beforeAll, expect, test } from 'vitest'
import { outcomes, type Outcome } from '../scripts/simulate/outcomes.ts'
import { faults, plantings, type Fault } from '../scripts/simulate/faults.ts'
import { simulateShop } from '../scripts/simulate/shop.ts'
import { markdown, tally, type LightTally } from '../scripts/simulate/table.ts'

/** The first 20 of the 200 seeds that `npm run simulate` runs, at 300 new customers a month; 80 shops from raw rows. */
const SEEDS = 20

let tallies: readonly LightTally[]
beforeAll(async () => {
  const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1)
  // Two at a time: one computes while the other's database works.
  const halves = await Promise.all([0, 1].map((half) => collect(seeds.filter((seed) => seed % 2 === half))))
  tallies = tally(halves.flat())
}, 300_000)

async function collect(seeds: readonly number[]): Promise<Outcome[]> {
  const found: Outcome[] = []
  for await (const outcome of outcomes([300], seeds)) found.push(outcome)
  return found
}

const of = (fault: Fault) => tallies.find((line) => line.fault === fault)!

test.each(faults)('%s is found in time in at least 16 of 20 shops', (fault) => {
  const { count, of: shops } = of(fault).found
  expect(shops).toBe(SEEDS)
  expect(count, plantings[fault].sign).toBeGreaterThanOrEqual(0.8 * SEEDS)
})

test.each(faults)('the light of %s raises a false alarm about at most 2 of 20 healthy shops', (fault) => {
  const { count, of: shops } = of(fault).falseAlarms
  expect(shops).toBe(SEEDS)
  expect(count, plantings[fault].sign).toBeLessThanOrEqual(2)
})

test('the table names every light with its counts', () => {
  const lines = markdown(tallies).split('\n')
  expect(lines).toHaveLength(2 + faults.length)
  expect(lines[2]).toContain('`new_churned_crossover` | acquisition halved')
})

test('a shop is the same for the same seed, and as large as it should be', () => {
  const plan = { seed: 7, size: 300, faults: new Set<Fault>() }
  const shop = simulateShop(plan)
  expect(simulateShop(plan)).toEqual(shop)
  expect(shop.customers.length / 36).toBeGreaterThan(290)
  expect(shop.customers.length / 36).toBeLessThan(310)
  const halved = simulateShop({ ...plan, faults: new Set<Fault>(['acquisition_halved']) })
  // 8 of 36 months at half: one ninth fewer
  expect(halved.customers.length / shop.customers.length).toBeCloseTo(8 / 9, 1)
})
