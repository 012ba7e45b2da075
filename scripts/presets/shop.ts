/** A product with its prices in won and in dollars. */
export interface Product {
  readonly sku: string
  readonly ko: string
  readonly en: string
  readonly category: string
  readonly won: number
  readonly dollars: number
}

/** Somebody who does not exist: phone numbers 010-0000-… are given to nobody, example.com is nobody's. */
export interface Buyer {
  readonly id: string
  readonly ko: string
  readonly en: string
  readonly phone: string
  readonly email: string
}

/** An order of the made-up shop; a refund is what was paid back of it, in won and dollars. */
export interface Order {
  readonly number: number
  /** Local time. */
  readonly at: string
  readonly buyer: Buyer
  readonly isGuest: boolean
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[]
  readonly discount: readonly [won: number, dollars: number]
  readonly state: 'done' | 'cancelled' | 'refunded' | 'partly_refunded'
  readonly refund: readonly [won: number, dollars: number]
}

// prettier-ignore
const products: readonly Product[] = [
  { sku: 'TEA-20', ko: '보리차 티백 20입', en: 'Barley tea, 20 bags', category: '차', won: 9000, dollars: 6.5 },
  { sku: 'CUP-GL', ko: '유리 찻잔', en: 'Glass tea cup', category: '다구', won: 15000, dollars: 11 },
  { sku: 'GIFT-L', ko: '찻잎 선물 상자', en: 'Gift box of leaves', category: '차', won: 32000, dollars: 24 },
  { sku: 'CANDLE', ko: '향초', en: 'Scented candle', category: '향', won: 18000, dollars: 13.25 },
]

// prettier-ignore
const buyers: readonly Buyer[] = [
  ['dal', '김달', 'Moon Kim'], ['bam', '이밤', 'Night Lee'], ['byeol', '박별', 'Star Park'], ['sol', '최솔', 'Pine Choi'],
  ['soop', '정숲', 'Forest Jung'], ['gang', '한강', 'River Han'], ['today', '오늘', 'Today Oh'], ['', '손님하나', 'Guest One'], ['', '손님둘', 'Guest Two'],
].map(([id, ko, en], index) => ({
  id: id!, ko: ko!, en: en!, phone: `010-0000-11${String(index + 10)}`, email: `${id || `guest${index}`}@example.com`,
}))

type Entry = readonly [at: string, buyer: number, lines: readonly (readonly [product: number, quantity: number])[], more?: Partial<Pick<Order, 'discount' | 'state' | 'refund'>>] // prettier-ignore

// prettier-ignore
const book: readonly Entry[] = [
  ['2026-01-03 10:12:05', 0, [[0, 2]]],
  ['2026-01-05 21:40:11', 1, [[1, 1], [0, 1]]],
  ['2026-01-09 08:05:59', 2, [[2, 1]], { discount: [3000, 2] }],
  ['2026-01-14 13:33:20', 0, [[3, 1], [1, 2]]],
  ['2026-01-20 19:02:44', 3, [[0, 1]], { state: 'cancelled' }],
  ['2026-02-02 11:11:11', 1, [[2, 1]]],
  ['2026-02-08 09:20:00', 4, [[1, 1]]],
  ['2026-02-14 22:58:31', 2, [[0, 3], [3, 1]], { discount: [1000, 1] }],
  ['2026-02-21 15:45:15', 7, [[0, 1]]],
  ['2026-03-01 00:10:09', 5, [[2, 2]]],
  ['2026-03-03 12:00:00', 0, [[0, 1]]],
  ['2026-03-12 17:17:17', 3, [[1, 1], [3, 1]], { state: 'refunded', refund: [33000, 24.25] }],
  ['2026-03-19 20:30:45', 6, [[3, 2]]],
  ['2026-03-28 10:05:30', 1, [[1, 3]], { state: 'partly_refunded', refund: [15000, 11] }],
  ['2026-04-02 18:22:10', 4, [[0, 2], [2, 1]]],
  ['2026-04-11 07:45:00', 8, [[1, 1]]],
  ['2026-04-18 23:59:59', 2, [[3, 1]]],
  ['2026-05-05 14:14:14', 5, [[0, 4]], { discount: [2000, 1.5] }],
  ['2026-05-16 16:40:20', 0, [[2, 1], [3, 1]]],
  ['2026-05-23 09:09:09', 6, [[0, 1], [1, 1]]],
  ['2026-06-01 12:34:56', 3, [[2, 1]]],
  ['2026-06-13 21:05:00', 1, [[0, 2]]],
]

/** The twenty-two orders of a made-up shop, in order of time: every example file tells of these. */
export const orders: readonly Order[] = book.map(([at, buyer, lines, more = {}], index) => ({
  number: index + 1,
  at,
  buyer: buyers[buyer]!,
  isGuest: buyer >= 7,
  lines: lines.map(([product, quantity]) => ({ product: products[product]!, quantity })),
  discount: more.discount ?? [0, 0],
  state: more.state ?? 'done',
  refund: more.refund ?? [0, 0],
}))

/** Won (0) or dollars (1). */
export type Currency = 0 | 1

const SHIPPING = { fee: [3000, 5], freeFrom: [30000, 25] } as const

/** What the goods of an order cost before discounts. */
export function goodsOf({ lines }: Order, currency: Currency): number {
  return lines.reduce((sum, line) => sum + priceOf(line, currency), 0)
}

/** What a line of an order costs before discounts. */
export function priceOf({ product, quantity }: Order['lines'][number], currency: Currency): number {
  return quantity * (currency === 0 ? product.won : product.dollars)
}

/** What shipping an order costs. */
export function shippingOf(order: Order, currency: Currency): number {
  return goodsOf(order, currency) >= SHIPPING.freeFrom[currency] ? 0 : SHIPPING.fee[currency]
}

/** What was paid for an order: goods and shipping, less the discount. */
export function paidFor(order: Order, currency: Currency): number {
  return goodsOf(order, currency) + shippingOf(order, currency) - order.discount[currency]
}

/** What was paid for one line; a discount is the first line's. */
export function paidForLine(order: Order, place: number, currency: Currency): number {
  return priceOf(order.lines[place]!, currency) - (place === 0 ? order.discount[currency] : 0)
}
