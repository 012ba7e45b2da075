import { DAY_COUNT, timeOf } from './calendar.ts'
import type { Life } from './life.ts'
import type { RowOf } from './tables.ts'

/** One row a person who signed up, as of the last day. */
export function customerRows(lives: readonly Life[]): RowOf<'customers'>[] {
  return lives.map(({ person, points }) => ({
    customer_id: person.id,
    signed_up_at: timeOf(person.signedUp.day, person.signedUp.minute),
    birth_year: person.birthYear,
    gender: person.gender,
    acquisition_channel: person.channel.name,
    referred_by: person.referrer?.id ?? null,
    tier: points.tierOn(DAY_COUNT - 1),
    points: points.balanceOn(DAY_COUNT - 1),
    consent: person.hasConsented,
  }))
}

/** Every change of anybody's points, in the order of time. */
export function rewardRows(lives: readonly Life[]): RowOf<'rewards'>[] {
  return lives
    .flatMap(({ person, points }) =>
      points.entries.map(({ day, kind, points: change, tier }) => ({
        customer_id: person.id,
        occurred_at: timeOf(day),
        points: change,
        kind,
        tier,
      })),
    )
    .sort((a, b) => a.occurred_at - b.occurred_at)
}
