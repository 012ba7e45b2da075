import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { signs, type Sign, type SignStatus } from '../../src/metrics/signs/sign.ts'
import { MONTHS } from './calendar.ts'
import { plantings, shops, type Fault } from './faults.ts'
import { openJudge } from './history.ts'
import { simulateShop } from './shop.ts'

/** What the lights made of one simulated shop. */
export interface Outcome {
  readonly size: number
  readonly seed: number
  /** Of a healthy shop: what each light says at the last month end; null of a faulty one. */
  readonly healthy: Readonly<Record<Sign, SignStatus>> | null
  /** Of a faulty shop: was each of its faults found in time? */
  readonly found: Readonly<Partial<Record<Fault, boolean>>>
}

/** Judges all shops of these sizes and seeds, one after the other. */
export async function* outcomes(sizes: readonly number[], seeds: readonly number[]): AsyncGenerator<Outcome> {
  const database = await NodeDatabase.open({ threads: 1 })
  const judge = await openJudge(database)
  for (const size of sizes)
    for (const seed of seeds)
      for (const faults of shops) {
        const history = await judge(simulateShop({ seed, size, faults }))
        const found = Object.fromEntries(
          [...faults].map((fault) => {
            const { sign, seen } = plantings[fault]
            return [fault, history[sign].slice(seen[0], seen[1] + 1).includes('alarm')]
          }),
        )
        const last = Object.fromEntries(signs.map((sign) => [sign, history[sign][MONTHS - 1]!]))
        yield { size, seed, healthy: faults.size === 0 ? (last as Record<Sign, SignStatus>) : null, found }
      }
  await database.close()
}
