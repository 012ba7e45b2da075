import { DAY_COUNT } from './calendar.ts'

/** A change of somebody's points; 1 point is 1 KRW. */
export interface PointsEntry {
  readonly day: number
  readonly kind: 'earn' | 'redeem' | 'expire'
  readonly points: number
  readonly tier: string
}

const LIFETIME = 365
const REFERRAL_BONUS = 3000
const TIERS = [
  { name: 'VIP', from: 400_000, rate: 3 },
  { name: '골드', from: 200_000, rate: 2 },
  { name: '실버', from: 80_000, rate: 1.5 },
  { name: '일반', from: 0, rate: 1 },
]

/** Points and tier of one customer. Days must not go back from one call to the next. */
export class Points {
  readonly #entries: PointsEntry[] = []
  readonly #purchases: { day: number; amount: number }[] = []
  /** What will be credited later, and what is there, oldest first. */
  #pending: { day: number; points: number }[]
  #lots: { day: number; points: number }[] = []

  /** A referral is worth a bonus a week after the friend's first order. */
  constructor(referralDays: readonly number[]) {
    this.#pending = referralDays.map((day) => ({ day: day + 7, points: REFERRAL_BONUS }))
  }

  /** All changes so far, in the order of time. */
  get entries(): readonly PointsEntry[] {
    return this.#entries
  }

  /** Points that can be spent on a day. */
  balanceOn(day: number): number {
    this.#settle(day)
    return this.#lots.reduce((sum, lot) => sum + lot.points, 0)
  }

  /** The tier that the purchases of the last 365 days have earned. */
  tierOn(day: number): string {
    return this.#tier(day).name
  }

  /** Spends points, oldest first. */
  redeem(day: number, points: number): void {
    this.#settle(day)
    this.#record(day, 'redeem', -points)
    for (let left = points; left > 0;) {
      const lot = this.#lots[0]!
      const used = Math.min(left, lot.points)
      left -= used
      lot.points -= used
      if (lot.points === 0) this.#lots.shift()
    }
  }

  /** Counts a purchase; its points come a week later, when it can no longer be returned. */
  purchase(day: number, amount: number): void {
    const points = Math.floor((amount * this.#tier(day).rate) / 100)
    this.#purchases.push({ day, amount })
    if (points > 0) this.#pending.push({ day: day + 7, points })
  }

  /** Settles everything up to the last day. */
  close(): void {
    this.#settle(DAY_COUNT - 1)
  }

  #tier(day: number) {
    const value = this.#purchases
      .filter((purchase) => purchase.day > day - LIFETIME && purchase.day <= day)
      .reduce((sum, purchase) => sum + purchase.amount, 0)
    return TIERS.find(({ from }) => value >= from)!
  }

  #settle(day: number): void {
    const due = this.#pending.filter((credit) => credit.day <= day).sort((a, b) => a.day - b.day)
    this.#pending = this.#pending.filter((credit) => credit.day > day)
    for (const credit of due) {
      this.#expire(credit.day)
      this.#record(credit.day, 'earn', credit.points)
      this.#lots.push(credit)
    }
    this.#expire(day)
  }

  #expire(day: number): void {
    for (let lot = this.#lots[0]; lot && lot.day + LIFETIME <= day; lot = this.#lots[0]) {
      this.#record(lot.day + LIFETIME, 'expire', -lot.points)
      this.#lots.shift()
    }
  }

  #record(day: number, kind: PointsEntry['kind'], points: number): void {
    this.#entries.push({ day, kind, points, tier: this.tierOn(day) })
  }
}
