import { DAY_COUNT, dayOf, seasonWeight, shoppingMinute, timeOf } from './calendar.ts'
import { chooseProduct, tastes, type Taste } from './catalogue.ts'
import type { Order } from './baskets.ts'
import type { Life } from './life.ts'
import { Random } from '../../src/statistics/random.ts'
import type { RowOf } from './tables.ts'

type EventRow = RowOf<'events'>
type EventName = 'view' | 'wishlist' | 'cart' | 'share'

/** The site has been measured since this day. */
const FIRST_MEASURED = dayOf('2026-01-01')

interface Session {
  readonly customer: string | null
  readonly visitor: string
  readonly at: number
  readonly steps: readonly (readonly [EventName, string])[]
}

/** What people did on the site in 2026 besides buying, a session at a time; purchases stand in `orders`. */
export function eventRows(seed: number, lives: readonly Life[]): EventRow[] {
  const random = new Random(seed, 6)
  const sessions = lives.flatMap((life) => sessionsOf(random, life))
  let strangers = 0
  for (let day = FIRST_MEASURED; day < DAY_COUNT; day++)
    for (let left = random.count(6 * seasonWeight(day)); left > 0; left--)
      sessions.push(browse(random, null, `A-${String(++strangers).padStart(5, '0')}`, day, random.pick(tastes), 0.06))
  sessions.sort((a, b) => a.at - b.at)
  return sessions.flatMap((session, index) =>
    session.steps.map(([event, product], step) => ({
      customer_id: session.customer,
      visitor_id: session.visitor,
      session_id: `S-${String(index + 1).padStart(6, '0')}`,
      event,
      occurred_at: session.at + 90_000 * step,
      product,
    })),
  )
}

function sessionsOf(random: Random, { person, orders }: Life): Session[] {
  const visitor = `V-${person.id.slice(2)}`
  const sessions: Session[] = []
  for (const order of orders)
    if (order.day >= FIRST_MEASURED && random.chance(0.9)) sessions.push(beforeOrder(random, visitor, order))
  for (const { from, to, perDay, cart } of openSpells(person.signedUp.day, orders))
    for (let left = random.count(Math.max(0, to - from) * perDay); left > 0; left--)
      sessions.push(browse(random, person.id, visitor, random.between(from, to - 1), person.taste, cart))
  return sessions
}

/** Days in which a person may look without buying: from signing up to the first order, and for five months after an order. */
function openSpells(signedUp: number, orders: readonly Order[]) {
  const first = orders[0]?.day ?? signedUp + 21
  const spells = [{ from: signedUp, to: first, perDay: 0.06, cart: 0.2 }]
  for (const [index, { day }] of orders.entries())
    spells.push({
      from: day + 1,
      to: Math.min(orders[index + 1]?.day ?? DAY_COUNT, day + 150),
      perDay: 0.013,
      cart: 0.3,
    })
  return spells.map((spell) => ({
    ...spell,
    from: Math.max(spell.from, FIRST_MEASURED),
    to: Math.min(spell.to, DAY_COUNT),
  }))
}

function beforeOrder(random: Random, visitor: string, order: Order): Session {
  const bought = order.lines.map(({ product }) => product.name)
  const early = random.chance(0.3) ? Math.min(order.day - FIRST_MEASURED, Math.floor(2 * random.exponential())) : 0
  const steps: [EventName, string][] = [['view', bought[0]!]]
  if (early > 0 && random.chance(0.4)) steps.push(['wishlist', bought[0]!])
  for (const product of bought) steps.push(['cart', product])
  if (early === 0 && random.chance(0.04)) steps.push(['share', bought[0]!])
  const at = timeOf(order.day - early, Math.max(0, order.minute - 2 - 2 * steps.length))
  return { customer: order.person!.id, visitor, at, steps }
}

function browse(
  random: Random,
  customer: string | null,
  visitor: string,
  day: number,
  taste: Taste,
  cart: number,
): Session {
  const seen = Array.from({ length: 1 + random.count(0.5) }, () => chooseProduct(random, taste, day).name)
  const steps: [EventName, string][] = seen.map((product) => ['view', product])
  const liked = seen.at(-1)!
  if (random.chance(0.1)) steps.push(['wishlist', liked])
  if (random.chance(cart)) steps.push(['cart', liked])
  if (customer && random.chance(0.02)) steps.push(['share', liked])
  return { customer, visitor, at: timeOf(day, shoppingMinute(random)), steps }
}
