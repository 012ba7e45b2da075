import type { Word } from './locale.ts'
import type { Phrase } from './page-words.ts'

const word = (ko: string, en: string): Word => ({ ko, en })
const phrase = <Gaps extends readonly unknown[]>(
  ko: (...gaps: Gaps) => string,
  en: (...gaps: Gaps) => string,
): Phrase<Gaps> => ({ ko, en })

/** The list of customers on the Customers page. */
export const customerWords = {
  title: word('앞으로 살 가능성이 높은 고객', 'Who is likely to buy next'),
  load: word(
    '고객별 목록은 주문을 불러와야 볼 수 있습니다. 지금은 미리 계산해 둔 결과만 있습니다.',
    'Single customers can be seen once the orders are loaded: so far there are only results computed beforehand.',
  ),
  loadButton: word('주문 불러오기', 'Load the orders'),
  order: word('정렬', 'Order by'),
  orders: {
    value: phrase(
      (value: string) => `예상 ${value}`,
      (value: string) => `expected ${value}`,
    ),
    orders: word('예상 구매', 'expected purchases'),
    alive: word('재구매 가능성', 'chance to buy again'),
    recent: word('최근 구매', 'last purchase'),
  },
  search: word('고객 번호 찾기', 'Find a customer id'),
  found: phrase(
    (count: string) => `고객 번호 ${count}개를 찾았습니다.`,
    (count: string) => `${count} ${count === '1' ? 'id' : 'ids'} found.`,
  ),
  cut: phrase(
    (count: string) => `많아서 ${count}개까지만 보여 줍니다. 번호를 더 적어 보세요.`,
    (count: string) => `More than ${count} ids found, the first ${count} are shown. Type more of it.`,
  ),
  shownOf: phrase(
    (from: string, to: string, all: string) => `고객 ${all}명 가운데 ${from}–${to}`,
    (from: string, to: string, all: string) => `${from}–${to} of ${all} customers`,
  ),
  none: word('그런 번호의 고객이 없습니다.', 'No customer has such an id.'),
  nobody: word('고른 조건에 맞는 고객이 없습니다.', 'The filters choose no customers.'),
  customer: word('고객 번호', 'Customer'),
  segment: word('세그먼트', 'Segment'),
  purchases: word('구매일수', 'Purchase days'),
  lastOn: word('마지막 구매일', 'Last purchase'),
  alive: word('재구매 가능성', 'Chance to buy again'),
  expectedOrders: word('예상 구매(회)', 'Expected purchases'),
  expectedSpend: word('1회 예상 금액', 'Per purchase'),
  expectedValue: phrase(
    (value: string) => `예상 ${value}`,
    (value: string) => `Expected ${value}`,
  ),
  unpredicted: word(
    '누가 다시 살지 이 자료로는 예측할 수 없어, 최근에 산 차례로 보여 줍니다.',
    'These data do not tell who will buy again, so the list goes by the last purchase',
  ),
  reference: phrase(
    (reason: string) => `예측은 참고용입니다. ${reason}`,
    (reason: string) => `The predictions are for reference only${reason && `: ${reason}`}.`,
  ),
  reading: phrase(
    (months: string, value: string) =>
      `${months} 동안의 예측입니다. 구매는 구매일 기준이고(하루에 여러 번 사도 1회), 예상 ${value}은 나중에 벌 돈을 할인율만큼 깎은 현재가치입니다.`,
    (months: string, value: string) =>
      `Predicted for ${months}. Purchases are purchase days; expected ${value} is discounted to today.`,
  ),
  save: phrase(
    (format: string) => `고객 목록 저장(${format})`,
    (format: string) => `Save all customers (${format})`,
  ),
  saving: word('만드는 중입니다.', 'Being made.'),
  stop: word('멈추기', 'Stop'),
  saveFailed: word('파일을 만들지 못했습니다.', 'The file could not be made.'),
  ownersOnly: word(
    '파일에 고객 번호가 들어 있습니다. 밖으로 보내지 말고 안에서만 쓰세요. 보고서(JSON)에는 고객 번호가 들어가지 않습니다.',
    'The file holds customer ids: keep it to yourself. The report (JSON) never holds them.',
  ),
} as const

/** The drawer of one customer. */
export const lifeWords = {
  gone: word('이 고객을 찾을 수 없습니다.', 'This customer cannot be found.'),
  why: word('왜 이 세그먼트인가', 'Why this segment'),
  stage: word('단계', 'Stage'),
  stages: {
    new: word('신규고객', 'new'),
    existing: word('기존고객', 'existing'),
    core: word('핵심고객', 'core'),
    churned: word('이탈고객', 'churned'),
  } as Readonly<Record<string, Word>>,
  since: word('첫 구매일', 'First purchase'),
  next: phrase(
    (months: string) => `${months} 예상`,
    (months: string) => `Expected in ${months}`,
  ),
  alive: word('재구매 가능성', 'Chance to buy again'),
  orders: word('예상 구매', 'Expected purchases'),
  times: phrase(
    (count: string) => `${count}회`,
    (count: string) => count,
  ),
  perPurchase: phrase(
    (money: string) => `1회 ${money}`,
    (money: string) => `${money} each`,
  ),
  course: word('구매와 재구매 가능성', 'Purchases and the chance to buy again'),
  courseNote: word(
    '재구매 가능성은 그날까지의 구매만 보고 매긴 값입니다. 안 사는 동안 낮아지고, 사면 다시 올라갑니다. 점선은 앞으로의 예측으로, 재구매 가능성은 계속 사지 않을 때입니다.',
    'The chance as it stood each day, from the purchases seen by then: it falls in silence and rises with each purchase. Broken lines look ahead; that of the chance supposes silence.',
  ),
  days: word('구매 내역', 'Purchases'),
  latest: phrase(
    (count: string, all: string) => `구매일 ${all}일 가운데 최근 ${count}일`,
    (count: string, all: string) => `the latest ${count} of ${all} purchase days`,
  ),
  day: word('구매일', 'Day'),
  dayOrders: word('주문(건)', 'Orders'),
  unpredicted: word('이 고객이 다시 살지 예측할 수 없습니다.', 'Whether they will buy again cannot be told'),
} as const
