import type { Format } from './format.ts'
import type { Word } from './locale.ts'
import { particle, sentence, strong, type Sentence } from './sentence.ts'
import { setAsideWord, setAsideWords } from './set-aside-words.ts'
import { sideReasonNames } from './side-quality-words.ts'

/** What a data-quality row knows, besides its code. */
export interface QualityFacts {
  /** The table it is about. */
  readonly table: string
  readonly rows: number
  /** Share of the rows that could have it, 0–1; null where that has no meaning. */
  readonly share: number | null
  /** Share of the positive amounts, 0–1. */
  readonly valueShare: number | null
  readonly example: string | null
}

/** What a row of the quality table says, in the language of the format. */
export type QualitySentence = (facts: QualityFacts, format: Format) => Sentence

const isKo = (format: Format) => format.language === 'ko'
const rowsKo = (count: number, format: Format) => strong(`${format.count(count)}줄`)
const rowsEn = (count: number, format: Format) => strong(`${format.count(count)} ${count === 1 ? 'row' : 'rows'}`)

/** Codes of rows that were left out, as a short name for a list. */
const reasonNames: Readonly<Record<string, Word>> = {
  no_customer: { ko: '고객이 없음', en: 'no customer' },
  masked_customer: { ko: '가려진 고객 번호', en: 'masked customer id' },
  no_time: { ko: '날짜를 읽을 수 없음', en: 'no readable date' },
  no_amount: { ko: '금액을 읽을 수 없음', en: 'no readable amount' },
  implausible_date: { ko: '있을 수 없는 날짜', en: 'implausible date' },
  cancelled: { ko: '취소하거나 전액 환불한 주문', en: 'cancelled, or refunded in full' },
  duplicate_file: { ko: '다음 파일에 다시 나오는 주문', en: 'order repeated in a later file' },
}

/** A reason for leaving rows out, as a short name; the code itself where it is not one of ours. */
export function reasonWord(code: string): Word {
  return reasonNames[code] ?? sideReasonNames[code] ?? setAsideWord(code)?.name ?? { ko: code, en: code }
}

const reason =
  (ko: string, one: string, many: string): QualitySentence =>
  ({ rows }, format) =>
    isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060은 ${ko}`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? one : many}`

/** Why rows were left out, by code. */
export const reasonSentences: Readonly<Record<string, QualitySentence>> = {
  no_customer: reason('고객 번호가 비어 있어 누가 샀는지 모릅니다.', 'has no customer id.', 'have no customer id.'),
  masked_customer: reason(
    '고객 번호가 *로 가려져 있어 서로 다른 사람을 가를 수 없습니다.',
    'has a masked customer id (*), which cannot tell people apart.',
    'have masked customer ids (*), which cannot tell people apart.',
  ),
  no_time: reason(
    '주문한 날짜가 없거나 읽을 수 없습니다.',
    'has no readable order date.',
    'have no readable order date.',
  ),
  no_amount: reason(
    '금액이 없거나 숫자가 아닙니다.',
    'has no amount, or none that is a number.',
    'have no amount, or none that is a number.',
  ),
  implausible_date: reason(
    '날짜가 1990년보다 앞서거나, 다른 주문들보다 한 해 넘게 또는 2099년보다 늦습니다.',
    'is dated before 1990, after 2099, or more than a year after the other orders.',
    'are dated before 1990, after 2099, or more than a year after the other orders.',
  ),
  cancelled: reason(
    '취소했거나 전액 환불한 주문입니다.',
    'belongs to an order cancelled or refunded in full.',
    'belong to orders cancelled or refunded in full.',
  ),
  duplicate_file: reason(
    '다음 파일에 같은 주문이 있어 그쪽을 썼습니다.',
    'belongs to an order that a later file holds too; that one is used.',
    'belong to orders that a later file holds too; those are used.',
  ),
  ...Object.fromEntries(
    Object.entries(setAsideWords).map(([code, { ko, one, many }]) => [code, reason(ko, one, many)]),
  ),
}

/** What is worth knowing before any chart, by code. */
export const noticeSentences: Readonly<Record<string, QualitySentence>> = {
  unidentifiable_buyers: ({ rows, valueShare }, format) => {
    const share = valueShare === null ? null : format.percent(valueShare)
    if (isKo(format))
      return share === null
        ? sentence`${rowsKo(rows, format)}\u2060은 누가 샀는지 알 수 없습니다.`
        : sentence`금액의 ${strong(share)}${particle(share, '은/는')} 누가 샀는지 알 수 없습니다(${format.count(rows)}줄).`
    return share === null
      ? sentence`Nobody knows who bought ${rowsEn(rows, format)}.`
      : sentence`${strong(share)} of the amount (${format.count(rows)} ${rows === 1 ? 'row' : 'rows'}) cannot be traced to a buyer.`
  },
  identical_rows: ({ rows }, format) =>
    isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060이 같은 파일의 다른 줄과 똑같습니다. 빼지 않고 그대로 셉니다.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'repeats another' : 'repeat others'} of the same file exactly. They are kept.`,
  order_id_with_two_customers: ({ rows, example }, format) =>
    isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060의 주문번호를 두 고객 이상이 함께 씁니다${example ? `(보기: ${example})` : ''}. 고객마다 다른 주문으로 셉니다.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'shares its order id' : 'share an order id'} with another customer’s${example ? ` (such as ${example})` : ''}. Each customer’s counts as an order of its own.`,
  repeated_in_later_file: ({ rows }, format) =>
    isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060이 나중 파일에도 있습니다. 나중 것만 셉니다.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'is' : 'are'} in a later file too. Only the later counts.`,
  time_gap: ({ rows, example }, format) => {
    const [from, to] = (example ?? '').split('/')
    const span = from && to ? [format.date(from), format.date(to)] : null
    const days = strong(format.days(rows))
    return isKo(format)
      ? sentence`${days} 동안 주문이 하나도 없습니다${span ? `(${span[0]!}–${span[1]!})` : ''}. 자료가 빠졌는지 확인해 보세요.`
      : sentence`No order at all for ${days}${span ? `, ${span[0]!} to ${span[1]!}` : ''}. Is a part of the data missing?`
  },
  implausible_dates: ({ rows, example }, format) => {
    const date = example ? format.date(example) : null
    return isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060의 날짜는 있을 수 없어 뺐습니다${date ? `(보기: ${date})` : ''}.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'is' : 'are'} left out for an implausible date${date ? `, such as ${date}` : ''}.`
  },
  large_amounts: ({ rows, valueShare, example }, format) => {
    const most = example === null || example === '' ? null : format.money(Number(example))
    const share = valueShare === null ? null : format.percent(valueShare)
    return isKo(format)
      ? sentence`${rowsKo(rows, format)}\u2060의 금액이 중앙값의 50배를 넘습니다${most ? `(가장 큰 것 ${most}` : ''}${most ? (share ? `, 금액의 ${share})` : ')') : ''}. 단체 주문이나 입력 실수인지 확인해 보세요.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'is' : 'are'} over 50 times the median amount${most ? ` (the largest ${most}${share ? `; ${share} of all` : ''})` : ''}. Bulk orders, or slips of the keyboard?`
  },
  one_large_customer: ({ rows, share, valueShare }, format) => {
    const part = share === null ? null : format.percent(share)
    const value = valueShare === null ? '' : format.percent(valueShare)
    if (isKo(format))
      return part === null
        ? sentence`한 고객이 주문 ${strong(`${format.count(rows)}건`)}\u2060을 했습니다. 도매나 직원 주문인지 확인해 보세요.`
        : sentence`한 고객이 주문의 ${strong(part)}${particle(part, '을/를')} 했습니다${value ? `(금액의 ${value})` : ''}. 도매나 직원 주문인지 확인해 보세요.`
    return part === null
      ? sentence`One customer placed ${strong(format.count(rows))} orders. Wholesale, or staff?`
      : sentence`One customer placed ${strong(part)} of all orders${value ? ` (${value} of the amount)` : ''}. Wholesale, or staff?`
  },
  date_without_time: (_facts, format) =>
    isKo(format)
      ? sentence`모든 줄에 ${strong('날짜만')} 있고 시각이 없습니다. 주문번호가 없으면 같은 날의 주문은 하나로 셉니다.`
      : sentence`Every row has ${strong('a date without a time')}. Where there is no order id, orders of one day count as one.`,
  many_new_at_start: ({ rows, example }, format) => {
    const month = example ? format.month(example) : null
    return isKo(format)
      ? sentence`첫 기간${month ? `(${month})` : ''}의 새 고객이 ${strong(format.customers(rows))}\u2060으로 다른 때의 두 배를 넘습니다. 그전부터 사던 고객이 섞였을 수 있으니, 파일이 가게의 첫 주문부터인지 설정에서 답해 주세요.`
      : sentence`The first period${month ? ` (${month})` : ''} has ${strong(format.count(rows))} new customers, over twice the usual. Some may have bought before the file begins: say in the settings whether it goes back to the shop’s first order.`
  },
  refund_without_order: ({ rows }, format) =>
    isKo(format)
      ? sentence`환불 ${rowsKo(rows, format)}\u2060은 이 파일에 주문이 없는 고객의 것입니다. 고객으로도 금액으로도 세지 않습니다.`
      : sentence`${rowsEn(rows, format)} ${rows === 1 ? 'is a refund' : 'are refunds'} to customers without an order here. They count neither as customers nor against the value.`,
}

/** How full a mapped column is; its example is the file's own header. */
export const coverageSentence: QualitySentence = ({ share, example }, format) => {
  const part = strong(format.percent(share ?? 0))
  return isKo(format)
    ? sentence`‘${example ?? ''}’ 열은 쓰는 줄의 ${part}\u2060에 값이 있습니다.`
    : sentence`The column “${example ?? ''}” has a value in ${part} of the rows used.`
}

/** Columns, by the file's own headers, that have a value in every row used. */
export function fullColumnsSentence(names: readonly string[], format: Format): Sentence {
  if (isKo(format)) {
    const list = names.map((name) => `‘${name}’`).join(', ')
    return sentence`${list} 열은 쓰는 줄 ${strong('모두')}에 값이 있습니다.`
  }
  const list = names.map((name) => `“${name}”`).join(', ')
  return names.length === 1
    ? sentence`The column ${list} has a value in ${strong('every row')} used.`
    : sentence`The columns ${list} have a value in ${strong('every row')} used.`
}

/** What a column that no file has would open, by column. */
export const missingColumnWords: Readonly<Record<string, Word>> = {
  order_id: {
    ko: '주문번호가 있으면 같은 날의 주문을 따로 셉니다.',
    en: 'With order ids, orders of one day are told apart.',
  },
  status: {
    ko: '주문 상태가 있으면 취소한 주문을 뺍니다.',
    en: 'With an order status, cancelled orders are left out.',
  },
  cost: {
    ko: '원가가 있으면 매출 대신 공헌이익으로도 볼 수 있습니다.',
    en: 'With a cost, everything can be seen by contribution margin too.',
  },
  product: {
    ko: '상품이 있으면 구매주기를 상품별로 봅니다.',
    en: 'With a product, the purchase cycle is shown by product.',
  },
  category: {
    ko: '카테고리가 있으면 구매주기를 카테고리별로 봅니다.',
    en: 'With a category, the purchase cycle is shown by category.',
  },
}
