import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { buildModels, offences } from '../support/given.ts'

interface Buyer {
  readonly days: number
  readonly orders: number
  readonly cents: number
}

type Scorer = 'average-rank' | 'r-rfm' | 'cutoffs'

const lows = { r: [40, 20, 20, 5], f: [2, 2, 4, 7], m: [-1, 0, 2.5, 10] }

/** Twice the number of customers who are worse, plus ties: 2ρ − 1 of the average rank ρ. */
const twiceRankLessOne = (values: readonly number[], value: number): number =>
  2 * values.filter((other) => other < value).length + values.filter((other) => other === value).length

const byAverageRank = (values: readonly number[], value: number, scores = 5): number =>
  1 + Math.floor((scores * twiceRankLessOne(values, value)) / (2 * values.length))

/** The bin from 1 to 5 of R rfm: type-7 quantiles plus `one`, compared in fifths so that nothing is rounded. */
function byQuantiles(values: readonly number[], value: number, one: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const edges = [1, 2, 3, 4].map((step) => {
    const at = (values.length - 1) * step
    const [low, high] = [sorted[Math.floor(at / 5)]!, sorted[Math.ceil(at / 5)]!]
    return (5 - (at % 5)) * low + (at % 5) * high + 5 * one
  })
  return 1 + edges.filter((edge) => 5 * value >= edge).length
}

function expectedScores(scorer: Scorer, buyers: readonly Buyer[], buyer: Buyer): number[] {
  const days = buyers.map((other) => -other.days)
  const orders = buyers.map((other) => other.orders)
  const cents = buyers.map((other) => other.cents)
  if (scorer === 'average-rank') {
    const repeated = orders.filter((count) => count > 1)
    return [
      byAverageRank(days, -buyer.days),
      buyer.orders === 1 ? 1 : 1 + byAverageRank(repeated, buyer.orders, 4),
      byAverageRank(cents, buyer.cents),
    ]
  }
  if (scorer === 'r-rfm')
    return [
      6 - byQuantiles(buyers.map((other) => other.days), buyer.days, 1),
      byQuantiles(orders, buyer.orders, 1),
      byQuantiles(cents, buyer.cents, 100),
    ] // prettier-ignore
  return [
    1 + lows.r.filter((low) => buyer.days <= low).length,
    1 + lows.f.filter((low) => buyer.orders >= low).length,
    1 + lows.m.filter((low) => buyer.cents / 100 >= low).length,
  ]
}

const buyer = fc.record({
  days: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 600 })),
  orders: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
  cents: fc.oneof(fc.constantFrom(0, 1000, 1990, 2000), fc.integer({ min: -500, max: 5000 })),
})

describe.each<Scorer>(['average-rank', 'r-rfm', 'cutoffs'])('%s', (scorer) => {
  let database: NodeDatabase
  beforeAll(async () => {
    database = await NodeDatabase.open({ threads: 1 })
    await database.execute(`create table scoring as select '${scorer}' as scorer`)
    await database.execute('create table fixed_cutoffs (dimension varchar, score integer, low double)')
    await database.insert(
      'fixed_cutoffs',
      Object.entries(lows).flatMap(([dimension, values]) => values.map((low, index) => [dimension, index + 2, low])),
    )
  })
  afterAll(() => database.close())

  const build = async (buyers: readonly Buyer[]): Promise<void> => {
    await database.execute(
      `create or replace table customer_snapshots (days_before smallint, customer_key integer, recency_days integer,
        purchase_day_count integer, order_count integer, value decimal(18, 4))`,
    )
    await database.insert(
      'customer_snapshots',
      buyers.map(({ days, orders, cents }, index) => [0, index, days, 1, orders, cents / 100]),
    )
    await buildModels(database, [
      'value_counts',
      'int_ranked_values',
      'int_score_edges',
      'score_cutoffs',
      'int_customer_scores',
    ])
  }

  test('every customer has the scores of the definition, in whatever order the rows come', () =>
    fc.assert(
      fc.asyncProperty(fc.array(buyer, { minLength: 1, maxLength: 40 }), async (buyers) => {
        await build(buyers)
        const rows = await database.query(
          `select cast(r as double) as r, cast(f as double) as f, cast(m as double) as m
           from int_customer_scores order by customer_key`,
        )
        expect(rows.map((row) => Object.values(row))).toEqual(buyers.map((one) => expectedScores(scorer, buyers, one)))
        expect(await offences(database, 'score_ranges')).toBe(0)
      }),
      { numRuns: 60, seed: 1 },
    ))
})
