import { customerRows, rewardRows } from './customers.ts'
import { eventRows } from './events.ts'
import { live } from './life.ts'
import { orderRows } from './orders.ts'
import { makePeople } from './people.ts'
import { sendRows } from './sends.ts'
import { spendRows } from './spend.ts'
import { surveyRows } from './surveys.ts'
import type { Tables } from './tables.ts'

/** The seed of the shop that lies in `sample-data/`. */
export const SEED = 8

/** All tables of the sample shop; the same seed gives the same rows on every machine. */
export function makeShop(seed: number): Tables {
  const lives = makePeople(seed).map((person) => live(seed, person))
  return {
    orders: orderRows(
      seed,
      lives.flatMap(({ orders }) => orders),
    ),
    customers: customerRows(lives),
    spend: spendRows(seed),
    events: eventRows(seed, lives),
    sends: sendRows(seed, lives),
    surveys: surveyRows(seed, lives),
    rewards: rewardRows(lives),
  }
}
