import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The canonical columns of `orders`. */
export const fieldWords = {
  customer_id: word('고객', 'Customer'),
  ordered_at: word('주문 시각', 'Order time'),
  amount: word('금액', 'Amount'),
  order_id: word('주문 번호', 'Order number'),
  status: word('주문 상태', 'Order status'),
  quantity: word('수량', 'Quantity'),
  unit_price: word('단가', 'Unit price'),
  discount: word('할인', 'Discount'),
  cost: word('원가', 'Cost'),
  product: word('상품', 'Product'),
  category: word('상품 분류', 'Category'),
  channel: word('유입 경로', 'Channel'),
  coupon: word('쿠폰', 'Coupon'),
  referrer_id: word('추천인', 'Referrer'),
} as const satisfies Record<string, Word>

/** What an optional column that was not found would open. */
export const fieldOpens = {
  order_id: word('연결하면 같은 시각의 주문도 하나씩 구분합니다', 'would tell orders of the same moment apart'),
  status: word('연결하면 취소한 주문을 뺍니다', 'would leave cancelled orders out'),
  quantity: word('연결하면 단가와 곱해 금액을 계산할 수 있습니다', 'would let amounts be computed from unit prices'),
  unit_price: word('연결하면 수량과 곱해 금액을 계산할 수 있습니다', 'would let amounts be computed from quantities'),
  discount: word(
    '연결하면 할인으로 산 고객이 다시 오는지 볼 수 있습니다',
    'would show whether discount buyers come back',
  ),
  cost: word(
    '연결하면 매출 대신 이익을 기준으로 볼 수 있습니다',
    'would let everything be seen by margin instead of revenue',
  ),
  product: word('연결하면 상품마다 다시 사는 간격을 볼 수 있습니다', 'would show the time between orders by product'),
  category: word('연결하면 분류마다 다시 사는 간격을 볼 수 있습니다', 'would show the time between orders by category'),
  channel: word(
    '연결하면 어디서 온 고객이 다시 오는지 볼 수 있습니다',
    'would show from where customers who return come',
  ),
  coupon: word('연결하면 쿠폰을 쓴 주문을 구분합니다', 'would tell orders with a coupon apart'),
  referrer_id: word('연결하면 추천으로 온 고객을 구분합니다', 'would tell referred customers apart'),
} as const satisfies Record<string, Word>

/** Why a column was taken for a field. */
export const whyWords = {
  preset: word('이 쇼핑몰의 파일은 이렇게 되어 있습니다', 'this is how the shop system exports it'),
  both: word('이름과 값이 모두 맞습니다', 'name and values both match'),
  header: word('이름이 맞습니다', 'the name matches'),
  values: word('이름은 모르지만 값의 모양이 맞습니다', 'the name is unknown, but the values have the right shape'),
  only_candidate: word(
    '이름은 모르지만 값의 모양이 맞는 열이 이것뿐입니다',
    'the only column whose values have the right shape',
  ),
  derived: word('수량에 단가를 곱합니다', 'quantity times unit price'),
  not_found: word('찾지 못함', 'not found'),
} as const satisfies Record<string, Word>

/** Why one column should be looked at. */
export const checkWords = {
  close: word('다른 열도 후보입니다', 'another column could be it too'),
  weak: word('확실하지 않습니다', 'this is not certain'),
  name: word('이름은 여러 고객이 같을 수 있습니다', 'several customers may share a name'),
} as const satisfies Record<string, Word>

/** The questions of the confirm step, as a person is asked. */
export const questionWords = {
  date_order: word('날짜를 어떤 순서로 적었나요?', 'In which order are the dates written?'),
  customer_id: word('고객을 구분하는 열은 어느 것인가요?', 'Which column tells customers apart?'),
  ordered_at: word('주문한 시각은 어느 열인가요?', 'Which column is the time of the order?'),
  amount: word('고객이 실제로 낸 금액은 어느 열인가요?', 'Which column is what the customer paid?'),
  amount_from: word(
    '이 값은 줄 전체의 금액인가요, 한 개의 값인가요?',
    'Is this the amount of the whole row, or the price of one piece?',
  ),
  amount_is: word(
    '이 금액은 주문 전체의 금액인가요, 줄마다의 금액인가요?',
    'Is this amount the whole order’s, or each row’s own?',
  ),
  decimal: word(
    '1.234는 천이백삼십사인가요, 1보다 조금 큰 값인가요?',
    'Is 1.234 more than a thousand, or a little more than one?',
  ),
  time_zone: word('어느 지역의 시각으로 볼까요?', 'In which time zone do the days of the shop begin?'),
  currencies: word(
    '통화가 여러 가지입니다. 한 통화로 바꾸어 볼까요?',
    'There are several currencies. Shall they be turned into one?',
  ),
  test_orders: word('시험 삼아 넣은 주문을 뺄까요?', 'Leave test orders out?'),
  history: word('이 파일에 가게의 첫 주문부터 들어 있나요?', 'Does this file go back to the shop’s first order?'),
} as const satisfies Record<string, Word>

/** Why a question is asked, where the question does not say it. */
export const questionNotes = {
  date_order: word(
    '날짜만 보아서는 연·월·일의 순서를 알 수 없습니다. 잘못 읽으면 모든 결과가 틀립니다.',
    'The dates alone do not tell in which order they are written. Read the wrong way, every result would be wrong.',
  ),
  every_row: word(
    '한 주문의 모든 줄에 같은 금액이 되풀이됩니다. 주문 전체의 금액이면 한 번만 셉니다.',
    'The same amount repeats on every row of an order. If it is the whole order’s, it counts once.',
  ),
  first_row: word(
    '한 주문의 한 줄에만 금액이 있습니다. 주문 전체의 금액이면 나머지 줄은 0으로 봅니다.',
    'The amount stands on one row of an order only. If it is the whole order’s, the other rows count as 0.',
  ),
  epoch: word(
    '시각이 1970년부터 센 숫자라서 지역을 알 수 없습니다.',
    'The times are counted from 1970 and carry no place.',
  ),
  utc: word('시각이 협정 세계시(UTC)로 적혀 있습니다.', 'The times are written in UTC.'),
  offsets: word('시각마다 시차 표시가 다릅니다.', 'The times carry different offsets from UTC.'),
  currencies: word(
    '환율을 적은 통화만 바꿉니다. 적지 않은 통화는 숫자 그대로 더합니다.',
    'Only currencies with a rate are converted. The others are added up as they stand.',
  ),
  test_orders: word(
    '시험 주문으로 보이는 값이 있습니다. 빼면 취소한 주문과 함께 빠집니다.',
    'Some values look like test orders. Left out, they go with the cancelled ones.',
  ),
  history: word(
    '중간부터 시작하는 파일이면 처음 보이는 고객이 모두 신규고객은 아닙니다.',
    'In a file that starts midway, customers seen for the first time are not all new.',
  ),
} as const satisfies Record<string, Word>

/** The answers to choose from. */
export const answerWords = {
  ymd: word('연-월-일', 'year, month, day'),
  dmy: word('일-월-연', 'day, month, year'),
  mdy: word('월-일-연', 'month, day, year'),
  amount: word('줄 전체의 금액', 'the amount of the whole row'),
  quantity_x_unit_price: word('한 개의 값(수량을 곱함)', 'the price of one piece (times quantity)'),
  order_total: word('주문 전체의 금액', 'the whole order’s'),
  line: word('줄마다의 금액', 'each row’s own'),
  point: word('소수점이 점(1.234 = 1과 조금)', 'the point marks decimals (a little more than one)'),
  comma: word('점은 천 단위 구분(1.234 = 1,234)', 'the point separates thousands (1.234 = 1,234)'),
  complete: word('예, 첫 주문부터 있습니다', 'Yes, from the first order'),
  partial: word('아니요, 중간부터 있습니다', 'No, it starts midway'),
  unanswered: word('모르겠습니다', 'I do not know'),
  leave_out: word('빼고 봅니다', 'Leave them out'),
  keep: word('그대로 둡니다', 'Keep them'),
  as_written: word('적힌 그대로', 'As written'),
} as const satisfies Record<string, Word>

/** How a column that tells customers apart is read: the rule, shown and switched in the confirm step. */
export const keyWords = {
  id: word('적힌 그대로 비교합니다', 'compared as written'),
  name: word('한글을 한 가지 방식으로 맞추어 비교합니다', 'compared in one form of Unicode'),
  phone: word(
    '전화번호로 비교합니다: 숫자만 남기고 +82는 0으로 바꿉니다',
    'compared as phone numbers: digits only, +82 read as 0',
  ),
  email: word('이메일로 비교합니다: 대문자와 소문자를 같게 봅니다', 'compared as e-mail: capitals do not matter'),
} as const satisfies Record<string, Word>

/** What is no key, whatever the rule. */
export const noKeyNote = word(
  '별표(*)로 가린 값과 050 안심번호로는 고객을 구분하지 않습니다.',
  'Values masked with * and one-time 050 numbers tell no customers apart.',
)

/** Why a column that looks like an amount was not taken for it. */
export const passedOverWords = {
  shipping: word('배송비', 'shipping'),
  tax: word('세금', 'tax'),
  discount: word('할인', 'discount'),
  points: word('적립금·포인트', 'points or credit'),
  fee: word('수수료', 'fee'),
  refund: word('환불', 'refund'),
  settlement: word('정산', 'settlement'),
} as const satisfies Record<string, Word>

/** The confirm step's table. */
export const mappingWords = {
  field: word('항목', 'Field'),
  column: word('파일의 열', 'Column in the file'),
  samples: word('예시 값', 'Sample values'),
  why: word('그렇게 본 까닭', 'Why'),
  required: word('꼭 필요', 'required'),
  optional: word('있으면 좋음', 'optional'),
  notFound: word('찾지 못함', 'not found'),
  pleaseCheck: word('확인해 주세요', 'Please check'),
  change: word('바꾸기', 'Change'),
  choose: word('고르기', 'Choose'),
  fallback: word('비어 있거나 가려져 있으면 이 열로 구분', 'where it is empty or masked, told apart by'),
} as const satisfies Record<string, Word>
