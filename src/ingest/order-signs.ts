import type { ColumnProfile } from './column-profile.ts'
import { compactHeader } from './header-words.ts'
import type { PassedOver, TableSample, TestValue } from './recognition.ts'

/** Least and most of the order numbers that may bear the letter of a cancellation, and of their rows that are negative. */
const PREFIXED = { least: 0.005, most: 0.4, negative: 0.8 }

/**
 * The letter before order numbers of cancellations (C536379 among 536365): a few of otherwise plain numbers bear it, and
 * most of their rows are negative. Null: none does.
 */
export function cancelPrefix(
  { rows }: TableSample,
  orderId: ColumnProfile | null,
  money: readonly (ColumnProfile | null)[],
): string | null {
  if (!orderId) return null
  const orders = new Map<string, boolean>()
  const value = money.filter((profile) => profile !== null)
  for (const row of rows) {
    const id = row[orderId.index]?.trim()
    if (!id) continue
    const isNegative = value.some(({ index }) => /^[-(−]|-$/.test(row[index]?.trim() ?? ''))
    orders.set(id, (orders.get(id) ?? true) && isNegative)
  }
  const ids = [...orders.keys()]
  const letters = [...new Set(ids.flatMap((id) => /^([A-Za-z])\d+$/.exec(id)?.[1] ?? []))]
  const plain = ids.filter((id) => /^\d+$/.test(id)).length
  const found = letters.find((letter) => {
    const prefixed = ids.filter((id) => id.startsWith(letter))
    const share = prefixed.length / ids.length
    const negative = prefixed.filter((id) => orders.get(id)).length / prefixed.length
    return share >= PREFIXED.least && share <= PREFIXED.most && negative >= PREFIXED.negative
  })
  return found !== undefined && plain >= (1 - PREFIXED.most) * ids.length ? found : null
}

const TEST =
  /^(test(er|ing)?[-_ ]?\d*|test[-_ ]?(order|product|item|user|account|customer|payment)|bogus|(\(for testing\) )?bogus gateway|테스트[-_ ]?\d*|테스트 ?(주문|상품|결제|회원|계정|고객)|주문 ?테스트|test(er|ing)?\d*@.*)$/i
/** Where tests show themselves; what a product is called may be a test that is sold. */
const TELLING: readonly string[] = ['customer_id', 'order_id', 'status', 'product', 'email', 'person_name']
const PAYMENT = /^(payment(method|gateway)?|gateway|결제(수단|방법)|tags?|태그)$/
/** More of the rows than this are no tests. */
const MOST = 0.2

/** The values that show that an order was only a test, by column, with how many rows bear them; none: no order was. */
export function testValues(sample: TableSample, profiles: readonly ColumnProfile[]): readonly TestValue[] {
  const telling = profiles.filter(
    ({ name, meaning }) => TELLING.includes(meaning?.role ?? '') || PAYMENT.test(compactHeader(name)),
  )
  const found = telling.flatMap(({ name, index, values, distinct }) =>
    distinct
      .filter((value) => TEST.test(value))
      .map((value) => ({ column: name, index, value, rows: values.filter((other) => other === value).length })),
  )
  const isTest = (row: TableSample['rows'][number]) => found.some(({ index, value }) => row[index]?.trim() === value)
  if (sample.rows.filter(isTest).length > MOST * sample.rows.length) return []
  return found.map(({ column, value, rows }) => ({ column, value, rows }))
}

/** What resembles an amount and is none, tried from top to bottom on the compact header. */
const RESEMBLING: readonly (readonly [PassedOver['because'], RegExp])[] = [
  ['settlement', /정산|payout|settlement|nettotal/],
  ['refund', /환불|취소금액|반품금액|refund/],
  ['shipping', /배송비|배송료|택배비|배송금액|shipping|freight|postage/],
  ['tax', /부가세|세금|세액|(^|[^a-z])tax|tax(es|amount|total)?$|^vat|vat$|duties/],
  ['fee', /수수료|fees?$|commission/],
  ['points', /적립|포인트|예치금|마일리지|points|credit|giftcard/],
  ['discount', /할인|discount|coupon/],
]

/** Columns of numbers that look like money and were not taken for the amount, with the reason, in the file's order. */
export function passedOver(profiles: readonly ColumnProfile[], taken: readonly string[]): PassedOver[] {
  return profiles
    .filter(({ name, numberShare, values }) => !taken.includes(name) && values.length > 0 && numberShare > 0.8)
    .flatMap(({ name }): PassedOver[] => {
      const header = compactHeader(name)
      const because = RESEMBLING.find(([, pattern]) => pattern.test(header))?.[0]
      return because ? [{ column: name, because }] : []
    })
    .slice(0, 6)
}
