import { DAY_COUNT, dayAfterWait, shoppingMinute } from './calendar.ts'
import { campaigns, enrol, type Enrolment } from './campaigns.ts'
import { makeOrder, type Order } from './baskets.ts'
import type { Person } from './people.ts'
import { Points } from './points.ts'
import { Random } from '../../src/statistics/random.ts'

/** What became of one person: orders in the order of time, what they were sent, and their points. */
export interface Life {
  readonly person: Person
  readonly orders: readonly Order[]
  readonly enrolments: readonly Enrolment[]
  readonly points: Points
}

/**
 * A customer's orders, after the model behind BG/NBD: waits of a personal pace, and after each order a personal chance of
 * leaving for good. Unlike there, the first order is the likeliest to be the last, waits also depend on what was bought,
 * run by the season's clock rather than by days, and may be cut short by a campaign that works.
 */
export function live(seed: number, person: Person): Life {
  const random = new Random(seed, 1000 + person.number)
  const points = new Points(person.referralDays)
  const orders: Order[] = []
  const enrolments: Enrolment[] = []
  let visit: { day: number; minute: number } | null = person.first
  while (visit) {
    const coupon = couponOf(enrolments, visit.day)
    const order = makeOrder(random, { person, ...visit, earlier: orders.length, points, coupon })
    orders.push(order)
    visit = nextVisit(random, person, orders.length, order, enrolments)
  }
  points.close()
  return { person, orders, enrolments, points }
}

function nextVisit(random: Random, person: Person, orderCount: number, order: Order, enrolments: Enrolment[]) {
  const isLeaving = random.chance(orderCount === 1 ? person.leaveAfterFirst : person.leaveLater)
  const wait = (order.lines[0]!.product.lasts * random.gamma(2)) / person.pace
  let day = isLeaving ? DAY_COUNT : dayAfterWait(order.day, wait)
  for (const campaign of campaigns) {
    if (campaign.day <= order.day || campaign.day >= Math.min(day, DAY_COUNT)) continue
    const enrolment = enrol(random, campaign, person, order.day)
    if (!enrolment) continue
    enrolments.push(enrolment)
    const prompted = campaign.day + random.between(1, 10)
    if (!enrolment.arm.isControl && random.chance(campaign.effect)) day = Math.min(day, prompted)
  }
  return day < DAY_COUNT ? { day, minute: shoppingMinute(random) } : null
}

function couponOf(enrolments: readonly Enrolment[], day: number) {
  const recent = enrolments.find(
    ({ campaign, arm }) => campaign.coupon && !arm.isControl && day >= campaign.day && day - campaign.day <= 14,
  )
  return recent?.campaign.coupon ?? null
}
