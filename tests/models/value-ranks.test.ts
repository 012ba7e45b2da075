import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeMetric } from '../../src/metrics/compute.ts'
import { paretoCurve } from '../../src/metrics/pareto-curve.ts'
import { paretoSummary } from '../../src/metrics/pareto-summary.ts'
import { defaultSettings } from '../../src/metrics/settings.ts'
import { buildModels, onNative } from '../support/given.ts'

const settings = { ...defaultSettings, as_of: '2026-01-01' }

/** Shares of whole-cent values by sorting and adding, one customer after the other. */
function concentration(values: readonly number[]) {
  const best = values.map((value) => Math.max(0, value)).sort((a, b) => b - a)
  const sums = best.reduce<number[]>((all, value) => [...all, all.at(-1)! + value], [0])
  const [n, whole] = [best.length, sums.at(-1)!]
  const weighted = best.toReversed().reduce((sum, value, index) => sum + (index + 1) * value, 0)
  return {
    share: (customers: number) => sums[customers]! / whole,
    for80: sums.findIndex((sum) => 5 * sum >= 4 * whole),
    gini: (2 * weighted) / (n * whole) - (n + 1) / n,
  }
}

const cents = fc.oneof(fc.constantFrom(0, 1000, 2000), fc.integer({ min: -900, max: 100_000 }))

test('curve, fifth, 80% and Gini are those of the sorted customers, ties or not', () =>
  onNative((database) =>
    fc.assert(
      fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 230 }), async (values) => {
        fc.pre(values.some((value) => value > 0))
        await database.execute(
          `create or replace table int_chosen_customers (customer_key integer, value decimal(18, 4))`,
        )
        await database.insert(
          'int_chosen_customers',
          values.map((value, index) => [index, value / 100]),
        )
        await buildModels(database, ['value_ranks'])
        const [summary] = await computeMetric(database, paretoSummary, settings)
        const curve = await computeMetric(database, paretoCurve, settings)
        const expected = concentration(values)
        const fifth = Math.ceil(values.length / 5)
        expect(summary).toMatchObject({
          top20_customers: fifth,
          top20_value_share: expect.closeTo(expected.share(fifth), 10),
          customers_for_80: expected.for80,
          gini: expect.closeTo(expected.gini, 10),
        })
        expect(curve.map((point) => point['customers'])).toEqual(
          Array.from({ length: 101 }, (_, percent) => Math.ceil((percent * values.length) / 100)),
        )
        for (const point of curve)
          expect(point['value_share']).toBeCloseTo(expected.share(point['customers'] as number), 10)
      }),
      { numRuns: 25, seed: 1 },
    ),
  ))
