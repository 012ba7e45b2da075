import type { CustomerLife } from '../metrics/customers/life.ts'
import type { ChartContext } from './chart.ts'
import { segmentOf } from './segments.ts'
import { ko } from './words.ts'

/** Why a customer is in their segment: scores, and what they rest on. */
export function whySegment({ format, language, report }: ChartContext, life: CustomerLife): string {
  const { r, f, m, recencyDays, orders, value, segment } = life
  const isMargin = report.basis === 'margin'
  const scores = `R${r}\u00a0F${f}\u00a0M${m}`
  const count = format.count(orders)
  const money = format.money(value)
  const { name, people } = segmentOf(segment ?? '')
  if (language === 'ko') {
    const spent = isMargin ? `주문 ${count}건에서 공헌이익 ${money}을 남겼습니다` : `주문 ${count}건에 모두 ${money}을 썼습니다` // prettier-ignore
    const last = `마지막 구매가 ${format.count(recencyDays)}일 전이고, ${spent}.`
    if (!segment) return `${last} RFM 점수는 ${scores}입니다.`
    return `${last} RFM 점수가 ${ko(scores, '이라/라')}서 ‘${name.ko}’ 세그먼트입니다.`
  }
  const spent = `${count} ${orders === 1 ? 'order' : 'orders'}, ${money}${isMargin ? ' of contribution margin' : ''} in all`
  const place = segment ? `, which puts them among the ${people.en}` : ''
  return `Bought ${format.days(recencyDays)} ago, ${spent}: RFM scores ${scores}${place}.`
}
