import { channels, REFERRAL, type Channel } from './channels.ts'
import { tastes, type Taste } from './catalogue.ts'
import { DAY_COUNT, dayOf, isoDay, monthOf, seasonWeight, shoppingMinute } from './calendar.ts'
import { Random } from '../../src/statistics/random.ts'

/** A made-up person who signed up, and what makes them buy as they do. */
export interface Person {
  /** `M-000123`, counted in the order of signing up. */
  readonly id: string
  readonly number: number
  readonly channel: Channel
  readonly signedUp: { readonly day: number; readonly minute: number }
  /** Day and minute of the first order; null for those who only looked. */
  readonly first: { readonly day: number; readonly minute: number } | null
  readonly referrer: Person | null
  /** Days on which somebody they brought first bought. */
  readonly referralDays: number[]
  readonly taste: Taste
  readonly pace: number
  readonly spending: number
  readonly leaveAfterFirst: number
  readonly leaveLater: number
  readonly birthYear: number | null
  readonly gender: string | null
  readonly hasConsented: boolean
}

type Draft = { -readonly [K in keyof Person]: Person[K] }

const TROUBLED_MONTH = monthOf(dayOf('2026-03-01'))
const OPENING_SIGN_UPS = dayOf('2023-06-19')

/** Everybody who signed up, in that order. Referrers bought before those they brought signed up. */
export function makePeople(seed: number): Person[] {
  const random = new Random(seed, 1)
  const drafts: Draft[] = []
  const advocates: Draft[] = []
  for (let day = 0; day < DAY_COUNT; day++)
    for (const channel of channels) {
      const expected = (channel.newBuyers[Math.floor(monthOf(day) / 3)]! / 30.4) * seasonWeight(day)
      for (let left = random.count(expected); left > 0; left--) {
        const buyer = draftPerson(random, channel, day, true)
        if (channel.name === REFERRAL) bringTogether(random, advocates, buyer, day)
        if (random.chance(buyer.leaveAfterFirst < 0.5 ? 0.12 : 0.02)) advocates.push(buyer)
        drafts.push(buyer)
      }
      for (let left = random.count(expected * channel.lookers); left > 0; left--)
        drafts.push(draftPerson(random, channel, day, false))
    }
  const moment = ({ signedUp }: Draft) => signedUp.day * 1440 + signedUp.minute
  drafts.sort((a, b) => moment(a) - moment(b))
  for (const [index, draft] of drafts.entries()) {
    draft.number = index + 1
    draft.id = `M-${String(index + 1).padStart(6, '0')}`
  }
  return drafts
}

function draftPerson(random: Random, channel: Channel, day: number, isBuyer: boolean): Draft {
  const minute = shoppingMinute(random)
  const waited = isBuyer && random.chance(0.35) ? Math.floor(12 * random.exponential()) : 0
  const month = monthOf(day)
  const isTroubled = month === TROUBLED_MONTH
  const leaving = Math.min(0.9, channel.leaveAfterFirst + growingReluctance(month))
  const year = Number(isoDay(day).slice(0, 4))
  const age = Math.min(72, Math.max(18, Math.round(31 + channel.age + 0.055 * month + 8 * random.bell())))
  return {
    id: '',
    number: 0,
    channel,
    signedUp: {
      day: Math.max(OPENING_SIGN_UPS, day - waited),
      minute: isBuyer ? Math.max(0, minute - random.between(2, 25)) : minute,
    },
    first: isBuyer ? { day, minute } : null,
    referrer: null,
    referralDays: [],
    taste: tastes[random.weighted(tastes.map(({ share }) => share))]!,
    pace: channel.pace * (0.25 + 0.75 * random.gamma(2)) * (isTroubled ? 0.75 : 1),
    spending: 0.35 + 0.65 * random.gamma(2),
    leaveAfterFirst: isTroubled ? 0.45 + 0.55 * leaving : leaving,
    leaveLater: Math.min(0.8, channel.leaveLater * random.beta(1, 7)),
    birthYear: random.chance(0.88) ? year - age : null,
    gender: random.chance(0.94) ? (random.chance(0.76) ? '여' : '남') : null,
    hasConsented: random.chance(0.72),
  }
}

/** From 2025 on, a little more of each month's first-time buyers do not come back. */
function growingReluctance(month: number): number {
  return Math.min(0.06, 0.005 * Math.max(0, month - monthOf(dayOf('2024-12-01'))))
}

function bringTogether(random: Random, advocates: readonly Draft[], friend: Draft, day: number): void {
  const latest = Math.min(day - 7, friend.signedUp.day - 1)
  const candidates = advocates.filter(({ first }) => first!.day <= latest && first!.day >= day - 300)
  if (candidates.length === 0) return
  const referrer = random.pick(candidates)
  friend.referrer = referrer
  referrer.referralDays.push(day)
}
