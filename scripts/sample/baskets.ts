import { dayOf, isGiftSeason, isSale } from './calendar.ts'
import { chooseProduct, companionOf, type Product } from './catalogue.ts'
import { REFERRAL } from './channels.ts'
import type { Person } from './people.ts'
import type { Points } from './points.ts'
import type { Random } from '../../src/statistics/random.ts'

/** One product of an order; money in KRW, discount and cost for all pieces together. */
export interface OrderLine {
  readonly product: Product
  readonly quantity: number
  readonly unitPrice: number
  discount: number
  readonly cost: number
}

/** One order with the fate it met. */
export interface Order {
  /** Null for a guest. */
  readonly person: Person | null
  readonly day: number
  readonly minute: number
  readonly channel: string
  readonly coupon: string | null
  readonly isFirst: boolean
  readonly isCancelled: boolean
  /** Lines given back and on which day. */
  readonly refund: { readonly day: number; readonly lines: readonly OrderLine[] } | null
  readonly lines: readonly OrderLine[]
}

type Coupon = { readonly code: string; readonly percent: number }

/** What an order depends on. `earlier` counts the customer's orders before; `coupon` came with a campaign. */
export interface Occasion {
  readonly person: Person
  readonly day: number
  readonly minute: number
  readonly earlier: number
  readonly points: Points
  readonly coupon: Coupon | null
}

/** Puts an order together, spends and earns the points for it. */
export function makeOrder(random: Random, occasion: Occasion): Order {
  const { person, day, minute, earlier, points } = occasion
  const lines = fillBasket(random, person, day)
  const coupon = chooseCoupon(random, occasion)
  for (const line of lines)
    line.discount = roundDown((line.quantity * line.unitPrice * (coupon?.percent ?? 0)) / 100, 10)
  if (coupon?.code === '친구초대') lines[0]!.discount = 3000
  const isCancelled = random.chance(0.013)
  const refund = isCancelled ? null : drawRefund(random, lines, day)
  if (!isCancelled) {
    spendPoints(random, points, lines, day)
    const returned = new Set(refund?.lines)
    points.purchase(
      day,
      lines.filter((line) => !returned.has(line)).reduce((sum, line) => sum + amountOf(line), 0),
    )
  }
  const channel = earlier === 0 ? person.channel.name : returnChannel(random, person)
  return {
    person,
    day,
    minute,
    channel,
    coupon: coupon?.code ?? null,
    isFirst: earlier === 0,
    isCancelled,
    refund,
    lines,
  }
}

/** What is paid for a line. */
export function amountOf(line: OrderLine): number {
  return line.quantity * line.unitPrice - line.discount
}

/** Products of the person's taste; who spends much takes more of them, and the dearer of two. */
export function fillBasket(random: Random, person: Pick<Person, 'taste' | 'spending'>, day: number): OrderLine[] {
  const choose = () => chooseProduct(random, person.taste, day)
  const count = 1 + random.count(0.3 * person.spending)
  const basket: Product[] = []
  for (let index = 0; index < Math.min(count, 5); index++) {
    const one = choose()
    const isDear = random.chance(0.2 * person.spending)
    const other = isDear ? choose() : one
    basket.push(other.price > one.price ? other : one)
  }
  const companion = companionOf(basket[0]!)
  if (companion && random.chance(0.3)) basket.push(companion)
  return [...new Set(basket)].map((product) => {
    const most = product.category === '차' ? 3 : product.category === '선물세트' && isGiftSeason(day) ? 4 : 1
    const quantity = 1 + Math.min(most - 1, random.count(0.35 * person.spending))
    return { product, quantity, unitPrice: priceOn(product, day), discount: 0, cost: quantity * product.cost }
  })
}

const RISE = dayOf('2025-03-03')

/** Prices rose by some 6% in March 2025; they end in 900 or 000 as they do in shops. */
function priceOn({ price }: Product, day: number): number {
  return day < RISE ? price : roundDown(price * 1.06 + 600, 1000) - (price % 1000 === 0 ? 0 : 100)
}

function chooseCoupon(random: Random, { person, day, earlier, coupon }: Occasion): Coupon | null {
  if (coupon) return coupon
  if (earlier === 0 && person.channel.name === REFERRAL) return { code: '친구초대', percent: 0 }
  if (isSale(day) && random.chance(0.6)) return { code: '달밤세일20', percent: 20 }
  const { share, percent } = person.channel.welcome
  if (earlier === 0) return random.chance(share) ? { code: `첫구매${percent}`, percent } : null
  if (isGiftSeason(day) && random.chance(0.25)) return { code: '명절선물10', percent: 10 }
  return random.chance(0.06) ? { code: '생일축하10', percent: 10 } : null
}

function spendPoints(random: Random, points: Points, lines: readonly OrderLine[], day: number): void {
  const balance = points.balanceOn(day)
  if (balance < 2000 || !random.chance(0.4)) return
  const used = roundDown(Math.min(balance, amountOf(lines[0]!) / 2), 100)
  lines[0]!.discount += used
  points.redeem(day, used)
}

function drawRefund(random: Random, lines: readonly OrderLine[], day: number): Order['refund'] {
  if (!random.chance(0.022)) return null
  return { day: day + random.between(3, 12), lines: random.chance(0.4) ? lines : [random.pick(lines)] }
}

function returnChannel(random: Random, person: Person): string {
  const own = person.channel.name === REFERRAL ? '직접 방문' : person.channel.name
  return ['직접 방문', '카카오톡', '이메일', own][random.weighted([48, person.hasConsented ? 20 : 0, 6, 26])]!
}

function roundDown(value: number, step: number): number {
  return Math.floor(value / step) * step
}
