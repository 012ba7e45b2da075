import { DAY_COUNT, dayOf, timeOf } from './calendar.ts'
import type { Order } from './baskets.ts'
import type { Life } from './life.ts'
import type { Person } from './people.ts'
import { Random } from '../../src/statistics/random.ts'
import type { RowOf } from './tables.ts'

const FIRST_ASKED = dayOf('2025-01-01')
const TROUBLE = [dayOf('2026-03-01'), dayOf('2026-03-31')] as const

/** Answers to the question sent two weeks after an order since 2025; expectation and experience 1–5, attitude as NPS 0–10. */
export function surveyRows(seed: number, lives: readonly Life[]): RowOf<'surveys'>[] {
  const random = new Random(seed, 5)
  const rows: RowOf<'surveys'>[] = []
  for (const { person, orders } of lives)
    for (const order of orders) {
      const day = order.day + random.between(13, 20)
      if (order.day < FIRST_ASKED || order.isCancelled || day >= DAY_COUNT || !random.chance(0.11)) continue
      rows.push({
        customer_id: person.id,
        answered_at: timeOf(day, random.between(540, 1320)),
        ...answer(random, person, order),
      })
    }
  return rows.sort((a, b) => a.answered_at! - b.answered_at!)
}

const REASONS = ['맛과 향', '디자인', '가격과 할인', '선물하기 좋아서', '브랜드가 좋아서', '배송이 빨라서']

/** Those who are likely to stay are content; the late parcels of March 2026 are remembered. */
function answer(random: Random, person: Person, order: Order) {
  const isTroubled = order.day >= TROUBLE[0] && order.day <= TROUBLE[1]
  const warmth = 1 - person.leaveLater - 0.5 * person.leaveAfterFirst
  const expectation = scale(3.6 + 0.7 * random.bell(), 1, 5)
  const experience = scale(3.1 + 1.3 * warmth + 0.8 * random.bell() - (isTroubled ? 1.4 : 0), 1, 5)
  const attitude = scale(3.2 + 5.2 * warmth + 0.6 * (experience - 3) + 1.5 * random.bell(), 0, 10)
  const isBargain = order.coupon !== null
  const reason =
    REASONS[random.weighted([24, 22, isBargain ? 40 : 12, 14, 4 + 16 * Math.max(0, warmth), isTroubled ? 0 : 8])]!
  return { expectation: random.chance(0.85) ? expectation : null, experience, attitude, reason }
}

function scale(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)))
}
