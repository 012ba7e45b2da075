import { DAY_COUNT, dayOf, timeOf } from './calendar.ts'
import type { Life } from './life.ts'
import { Random } from '../../src/statistics/random.ts'
import type { RowOf } from './tables.ts'

type SendRow = RowOf<'sends'>

const NEWSLETTER_DAYS = ['2026-01-08', '2026-02-05', '2026-03-05', '2026-04-02', '2026-05-07', '2026-06-04'].map(dayOf)

/**
 * Messages and hold-outs: one row a person and campaign, and a newsletter a month in 2026. A control has a row at the time
 * when it would have been sent to, without a channel.
 */
export function sendRows(seed: number, lives: readonly Life[]): SendRow[] {
  const random = new Random(seed, 4)
  const rows: SendRow[] = []
  for (const { person, orders, enrolments } of lives) {
    for (const { campaign, arm } of enrolments) {
      const isSent = !arm.isControl
      rows.push({
        customer_id: person.id,
        campaign: campaign.name,
        variant: arm.variant,
        channel: isSent ? campaign.channel : null,
        message: arm.message,
        personalised: isSent ? arm.isPersonalised : null,
        cost: isSent ? campaign.cost : 0,
        ...(isSent ? delivery(random, campaign.day, 660, 0.55) : { ...unopened, sent_at: timeOf(campaign.day, 660) }),
      })
    }
    if (!person.hasConsented) continue
    for (const day of NEWSLETTER_DAYS) {
      const isRecent = orders.some((order) => order.day < day && order.day > day - 365)
      if (!isRecent || !random.chance(0.3)) continue
      rows.push({
        customer_id: person.id,
        campaign: '달밤 편지',
        variant: null,
        channel: '이메일',
        message: '이달의 차 이야기',
        personalised: false,
        cost: 1,
        ...delivery(random, day, 600, 0.2),
      })
    }
  }
  return rows.sort((a, b) => a.sent_at! - b.sent_at!)
}

const unopened = { opened_at: null, clicked_at: null }

function delivery(random: Random, day: number, minute: number, openShare: number) {
  const sent_at = timeOf(day, minute + random.between(0, 20))
  const opened_at = sent_at + 60_000 * (1 + Math.floor(240 * random.exponential()))
  if (!random.chance(openShare) || opened_at >= timeOf(DAY_COUNT)) return { sent_at, ...unopened }
  const clicked_at = random.chance(0.22) ? opened_at + 60_000 * random.between(0, 3) : null
  return { sent_at, opened_at, clicked_at }
}
