import type { Format } from './format.ts'
import type { Word } from './locale.ts'
import type { QualityFacts, QualitySentence } from './quality-words.ts'
import { particle, sentence, strong, type Sentence } from './sentence.ts'
import { setAsideWords } from './set-aside-words.ts'
import { tableWord } from './table-words.ts'

const isKo = (format: Format) => format.language === 'ko'
const tableOf = ({ table }: QualityFacts, format: Format) => tableWord(table)[format.language]
const rowsOf = (rows: number, format: Format) =>
  strong(isKo(format) ? `${format.count(rows)}줄` : `${format.count(rows)} ${rows === 1 ? 'row' : 'rows'}`)
const people = (count: number, format: Format) => strong(format.customers(count))
const have = (rows: number) => (rows === 1 ? 'has' : 'have')
const does = (rows: number, one: string, many: string) => (rows === 1 ? one : many)

/** Codes of rows left out of the tables beside the orders, as short names for a list. */
export const sideReasonNames: Readonly<Record<string, Word>> = {
  negative_amount: { ko: '0보다 작은 금액', en: 'negative amount' },
  implausible_period: { ko: '있을 수 없는 기간', en: 'implausible period' },
  repeated_customer: { ko: '다시 나오는 고객', en: 'repeated customer' },
  no_event: { ko: '행동이 없음', en: 'no event' },
  no_points: { ko: '적립금을 읽을 수 없음', en: 'no readable points' },
}

const reasons: Readonly<Record<string, (rows: number) => Word>> = {
  no_customer: (rows) => ({ ko: '고객 번호가 없습니다.', en: `${have(rows)} no customer id.` }),
  masked_customer: (rows) => ({
    ko: '고객 번호가 *로 가려져 있습니다.',
    en: `${have(rows)} a masked customer id (*).`,
  }),
  no_time: (rows) => ({
    ko: '날짜가 없거나 읽을 수 없습니다. 합계를 적은 줄일 수 있습니다.',
    en: `${have(rows)} no readable date; totals at the end of a file have none.`,
  }),
  no_amount: (rows) => ({ ko: '금액이 없거나 숫자가 아닙니다.', en: `${have(rows)} no amount that is a number.` }),
  no_points: (rows) => ({ ko: '적립금이 없거나 숫자가 아닙니다.', en: `${have(rows)} no points that are a number.` }),
  no_event: (rows) => ({ ko: '무슨 행동인지 없습니다.', en: `${have(rows)} no event.` }),
  negative_amount: (rows) => ({
    ko: '쓴 돈이 0보다 작습니다. 돌려받은 돈이라면 그 날짜의 광고비에서 빼고 올려 주세요.',
    en: `${does(rows, 'is', 'are')} below zero. If it was paid back, take it off the spend of its day.`,
  }),
  implausible_date: (rows) => ({
    ko: '날짜가 1990년보다 앞서거나 2099년보다 늦습니다.',
    en: `${does(rows, 'is', 'are')} dated before 1990 or after 2099.`,
  }),
  implausible_period: (rows) => ({
    ko: '마지막 날이 첫날보다 앞서거나 기간이 400일을 넘습니다.',
    en: `${does(rows, 'ends', 'end')} before it begins, or ${does(rows, 'covers', 'cover')} more than 400 days.`,
  }),
  repeated_customer: (rows) => ({
    ko: '같은 고객이 여러 번 나옵니다. 마지막 파일에서 가입일이 가장 늦은 줄을 썼습니다.',
    en: `${does(rows, 'names', 'name')} a customer who comes several times; of the last file, the row of the latest sign-up is used.`,
  }),
  ...Object.fromEntries(
    Object.entries(setAsideWords).map(([code, { ko, one, many }]) => [
      code,
      (rows: number) => ({ ko, en: does(rows, one, many) }),
    ]),
  ),
}

/** The reasons for leaving rows of a table beside the orders out. */
export const sideReasonCodes: readonly string[] = Object.keys(reasons)

/** Why rows of a table beside the orders were left out. Null: no reason of ours. */
export function sideReasonSentence(code: string, facts: QualityFacts, format: Format): Sentence | null {
  const word = reasons[code]?.(facts.rows)
  if (!word) return null
  return isKo(format)
    ? sentence`${tableOf(facts, format)}: ${rowsOf(facts.rows, format)}\u2060은 ${word.ko}`
    : sentence`${tableOf(facts, format)}: ${rowsOf(facts.rows, format)} ${word.en}`
}

/** Why ids of one customer look like two. */
const causes: Readonly<Record<string, Word>> = {
  leading_zeros: { ko: '앞자리 0이 빠졌거나 더 있는 것으로 보입니다', en: 'leading zeros look lost or added' },
  letter_case: { ko: '대문자와 소문자가 다르게 적힌 것으로 보입니다', en: 'capitals and small letters seem to differ' },
  spaces: { ko: '빈칸이나 줄표가 다르게 적힌 것으로 보입니다', en: 'spaces or hyphens seem to differ' },
  decimals: { ko: '번호 끝에 .0이 붙은 것으로 보입니다', en: 'a .0 seems to hang on the numbers' },
  email: {
    ko: '한쪽은 이메일, 한쪽은 고객 번호인 것으로 보입니다',
    en: 'one side seems to hold e-mail addresses, the other ids',
  },
  several: {
    ko: '번호를 적는 방식이 여러 가지로 다른 것으로 보입니다',
    en: 'the ids seem to be written in several ways',
  },
  unknown: {
    ko: '다른 가게나 다른 기간의 파일인지 확인해 주세요',
    en: 'is it a file of another shop, or of another time?',
  },
}

/** What is worth knowing of the tables beside the orders, of costs and of currencies, by code. */
export const sideNoticeSentences: Readonly<Record<string, QualitySentence>> = {
  unmatched_customers: (facts, format) => {
    const cause = (causes[facts.example ?? ''] ?? causes['unknown']!)[format.language]
    const share = strong(format.percent(facts.share ?? 0))
    const table = tableOf(facts, format)
    if (isKo(format))
      return facts.table === 'customers'
        ? sentence`산 고객의 ${share}(${format.customers(facts.rows)})${particle('명', '이/가')} 고객 명단에 없습니다. ${cause}.`
        : sentence`${table}: 고객의 ${share}(${format.customers(facts.rows)})${particle('명', '을/를')} 주문과 고객 명단에서 찾을 수 없습니다. ${cause}.`
    const end = cause.endsWith('?') ? cause : `${cause}.`
    return facts.table === 'customers'
      ? sentence`${share} of the buyers (${format.count(facts.rows)}) are not in the customers table: ${end}`
      : sentence`${table}: ${share} of the customers (${format.count(facts.rows)}) are found neither in the orders nor among the customers: ${end}`
  },
  spend_without_overlap: ({ example }, format) => {
    const [from, to] = (example ?? '').split('/')
    const span = from && to ? ` (${format.date(from)}–${format.date(to)})` : ''
    return isKo(format)
      ? sentence`광고비${span}의 기간은 주문 기간과 ${strong('하루도')} 겹치지 않습니다. 고객획득비용을 셈할 수 없으니 기간을 확인해 주세요.`
      : sentence`The ad spend${span} shares ${strong('no day')} with the orders, so no acquisition cost can be told. Is it of another year?`
  },
  unmatched_spend_channels: ({ rows, valueShare, example }, format) => {
    const share = valueShare === null ? null : format.percent(valueShare)
    const names = example ? ` (${example})` : ''
    return isKo(format)
      ? sentence`광고 매체 ${strong(`${format.count(rows)}곳`)}${names}⁠은 고객의 유입 경로에 없는 이름입니다${share ? `(광고비의 ${share})` : ''}. 같은 매체라면 설정에서 이름을 이어 주세요.`
      : sentence`${strong(format.count(rows))} ${does(rows, 'channel', 'channels')} of the ad spend${names} ${does(rows, 'is', 'are')} no customer’s channel${share ? `: ${share} of the spend` : ''}. If only the names differ, match them in the settings.`
  },
  implausible_birth_year: ({ rows, example }, format) =>
    isKo(format)
      ? sentence`고객 ${people(rows, format)}의 태어난 해는 있을 수 없어${example ? `(보기: ${example}년)` : ''} 나이를 모르는 것으로 봅니다.`
      : sentence`The birth year of ${people(rows, format)} cannot be${example ? ` (such as ${example})` : ''}; their age counts as unknown.`,
  self_referral: ({ rows }, format) =>
    isKo(format)
      ? sentence`고객 ${people(rows, format)}\u2060이 자기 자신을 추천인으로 적었습니다. 추천으로 세지 않습니다.`
      : sentence`${people(rows, format)} ${does(rows, 'names', 'name')} themselves as referrer. That counts as no referral.`,
  referral_loop: ({ rows }, format) =>
    isKo(format)
      ? sentence`고객 ${people(rows, format)}\u2060이 서로 돌아가며 추천했습니다. 먼저 온 사람의 추천만 셉니다.`
      : sentence`${people(rows, format)} referred each other in a circle. Only referrals by who came first count.`,
  unknown_referrer: ({ rows, share }, format) => {
    const part = share === null ? '' : format.percent(share)
    return isKo(format)
      ? sentence`고객 ${people(rows, format)}의 추천인이 고객이나 구매자 가운데 없습니다${part ? `(추천의 ${part})` : ''}.`
      : sentence`The referrers of ${people(rows, format)} are nobody known here${part ? ` (${part} of all referrals)` : ''}.`
  },
  cost_above_amount: ({ rows, share }, format) => {
    const part = share === null ? '' : format.percent(share)
    return isKo(format)
      ? sentence`${rowsOf(rows, format)}\u2060의 원가가 금액보다 큽니다${part ? `(원가가 있는 줄의 ${part})` : ''}. 원가가 한 개 값인지 줄 전체 값인지 확인해 보세요.`
      : sentence`The cost of ${rowsOf(rows, format)} is above the amount${part ? ` (${part} of those with a cost)` : ''}. Is it a piece’s, or the row’s?`
  },
  negative_cost: ({ rows }, format) =>
    isKo(format)
      ? sentence`${rowsOf(rows, format)}\u2060의 원가가 0보다 작아 공헌이익이 판 값보다 큽니다. 그대로 셈하니 확인해 보세요.`
      : sentence`The cost of ${rowsOf(rows, format)} is below zero, so that the margin is above the price. It is counted as it stands.`,
  mixed_currencies: (facts, format) => {
    const codes = facts.example ? ` (${facts.example})` : ''
    return isKo(format)
      ? sentence`${tableOf(facts, format)}의 금액에 통화가 섞여 있습니다${codes}. ${rowsOf(facts.rows, format)}⁠이 다른 통화이며 환산하지 않고 더했습니다.`
      : sentence`The amounts of ${tableOf(facts, format)} name several currencies${codes}. ${rowsOf(facts.rows, format)} ${does(facts.rows, 'is', 'are')} in another one, added up without conversion.`
  },
  other_currency: ({ example }, format) => {
    const [own, orders] = (example ?? '').split(', ')
    const which = own && orders ? ` (${own}, ${orders})` : ''
    return isKo(format)
      ? sentence`광고비와 주문의 ${strong('통화')}⁠가 다릅니다${which}. 환산하지 않고 견주므로 고객획득비용이 맞지 않습니다.`
      : sentence`The ad spend is in ${strong('another currency')} than the orders${which}. They are compared without conversion, so acquisition costs are off.`
  },
}
