import { DAY_COUNT, isoDay, isoMinute, seasonWeight, shoppingMinute } from './calendar.ts'
import { amountOf, fillBasket, type Order, type OrderLine } from './baskets.ts'
import { tastes } from './catalogue.ts'
import { Random } from '../../src/statistics/random.ts'
import type { RowOf } from './tables.ts'

type OrderRow = RowOf<'orders'>

/** Rows of the order file, a line each, refunds on their own day, in the order of time; with the mistakes such files have. */
export function orderRows(seed: number, customerOrders: readonly Order[]): OrderRow[] {
  const random = new Random(seed, 2)
  const orders = [...customerOrders, ...guestOrders(random)]
  const ids = orderIds(orders)
  const dated: { at: string; row: OrderRow }[] = []
  for (const order of orders) {
    const base = baseRow(order, ids.get(order)!)
    const at = isoMinute(order.day, order.minute)
    for (const line of order.lines) dated.push({ at, row: { ...base, ordered_at: at, ...lineCells(line) } })
    if (!order.refund || order.refund.day >= DAY_COUNT) continue
    const refundedAt = isoMinute(order.refund.day, random.between(600, 1079))
    for (const line of order.refund.lines)
      dated.push({ at: refundedAt, row: { ...base, ordered_at: refundedAt, status: '정산완료', ...negative(line) } })
  }
  dated.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const rows = dated.map(({ row }) => row)
  spoil(random, rows)
  return rows
}

/** Some pay without signing in: no customer to hold on to. */
function guestOrders(random: Random): Order[] {
  const orders: Order[] = []
  for (let day = 30; day < DAY_COUNT; day++)
    for (let left = random.count(0.08 * seasonWeight(day)); left > 0; left--) {
      const guest = { taste: random.pick(tastes), spending: random.gamma(2) }
      const lines = fillBasket(random, guest, day)
      const moment = { day, minute: shoppingMinute(random) }
      orders.push({
        person: null,
        ...moment,
        channel: '직접 방문',
        coupon: null,
        isFirst: false,
        isCancelled: false,
        refund: null,
        lines,
      })
    }
  return orders
}

/** `20260630-0042`: the day and the order's place in it. */
function orderIds(orders: readonly Order[]): Map<Order, string> {
  const ids = new Map<Order, string>()
  let day = -1
  let count = 0
  for (const order of [...orders].sort((a, b) => a.day - b.day || a.minute - b.minute)) {
    count = order.day === day ? count + 1 : 1
    day = order.day
    ids.set(order, `${isoDay(day).replaceAll('-', '')}-${String(count).padStart(4, '0')}`)
  }
  return ids
}

function baseRow(order: Order, id: string) {
  return {
    order_id: id,
    customer_id: order.person?.id ?? null,
    status: order.isCancelled ? '취소' : order.day >= DAY_COUNT - 3 ? '배송중' : '정산완료',
    channel: order.channel,
    coupon: order.coupon,
    referrer_id: order.isFirst ? (order.person?.referrer?.id ?? null) : null,
  }
}

function lineCells(line: OrderLine) {
  return {
    product: line.product.name,
    category: line.product.category,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount: line.discount,
    amount: amountOf(line),
    cost: line.cost,
  }
}

function negative(line: OrderLine) {
  const cells = lineCells(line)
  return {
    ...cells,
    quantity: -cells.quantity,
    discount: 0 - cells.discount,
    amount: 0 - cells.amount,
    cost: -cells.cost,
  }
}

/** Four times that cannot be read, a mistyped year, and a row exported twice. */
function spoil(random: Random, rows: OrderRow[]): void {
  for (const text of ['2024-02-30 11:20', '2024-13-04 15:42', '확인 필요', '0000-00-00 00:00'])
    rows[random.between(2000, rows.length - 2000)]!.ordered_at = text
  rows[random.between(2000, rows.length - 2000)]!.ordered_at = '2062-03-14 10:20'
  const twice = random.between(2000, rows.length - 2000)
  rows.splice(twice, 0, { ...rows[twice]! })
}
