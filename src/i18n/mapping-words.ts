import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The canonical columns of orders. */
export const fieldWords = {
  customer_id: word('고객', 'Customer'),
  ordered_at: word('주문 시각', 'Order time'),
  amount: word('금액', 'Amount'),
  order_id: word('주문번호', 'Order number'),
  status: word('주문 상태', 'Order status'),
  quantity: word('수량', 'Quantity'),
  unit_price: word('단가', 'Unit price'),
  discount: word('할인', 'Discount'),
  cost: word('원가', 'Cost'),
  product: word('상품', 'Product'),
  category: word('카테고리', 'Category'),
  channel: word('유입 경로', 'Channel'),
  coupon: word('쿠폰', 'Coupon'),
  referrer_id: word('추천인', 'Referrer'),
} as const satisfies Record<string, Word>

/** Why a column was taken for a field. */
export const whyWords = {
  header: word('이름이 맞습니다', 'the name matches'),
  values: word('값의 모양이 맞습니다', 'the values look right'),
  both: word('이름과 값의 모양이 모두 맞습니다', 'name and values both match'),
  only_candidate: word('맞을 수 있는 열이 이것뿐입니다', 'no other column could be it'),
  derived: word('수량 × 단가로 계산합니다', 'computed as quantity × unit price'),
  not_found: word('', ''),
  chosen: word('직접 골랐습니다', 'chosen by you'),
  remembered: word('지난번에 고른 대로입니다', 'as chosen last time'),
} as const satisfies Record<string, Word>

/** The confirm step. */
export const mappingWords = {
  title: word('열 확인', 'Check the columns'),
  allFound: {
    ko: (count: number) => `꼭 필요한 열 ${count}개를 모두 찾았습니다.`,
    en: (count: number) => `All ${count} required columns were found.`,
  },
  someMissing: {
    ko: (fields: string) => `${fields} 열을 골라 주세요.`,
    en: (fields: string) => `Please choose a column for: ${fields}.`,
  },
  toCheck: {
    ko: (count: number) => (count === 1 ? '하나만 확인해 주세요.' : `${count}가지를 확인해 주세요.`),
    en: (count: number) => (count === 1 ? 'One thing needs your eye.' : `${count} things need your eye.`),
  },
  remembered: word(
    '같은 모양의 파일에 썼던 연결을 골라 두었습니다.',
    'The mapping used for files of this shape is chosen already.',
  ),
  field: word('항목', 'Field'),
  column: word('파일의 열', 'Column in the file'),
  samples: word('예시 값', 'Sample values'),
  why: word('그렇게 본 까닭', 'Why'),
  required: word('꼭 필요', 'required'),
  optional: word('있으면 좋음', 'optional'),
  none: word('없음', 'none'),
  quantityTimesPrice: word('수량 × 단가', 'quantity × unit price'),
  pleaseCheck: word('확인해 주세요', 'Please check'),
  close: {
    ko: (column: string) => `‘${column}’ 열도 후보입니다`,
    en: (column: string) => `“${column}” is as likely`,
  },
  weak: word('뚜렷한 근거가 없습니다', 'little speaks for it'),
  name: word('이름은 여러 사람이 같을 수 있습니다', 'several people can share a name'),
  unused: word('지금 화면에는 쓰이지 않습니다.', 'No page uses it yet.'),
  more: {
    ko: (count: number) => `더 이을 수 있는 항목 ${count}개`,
    en: (count: number) => `${count} more fields`,
  },
  confirm: word('맞습니다, 결과 보기', 'Looks right, show the results'),
  cancel: word('그만두기', 'Cancel'),
  rememberNote: word(
    '같은 모양의 파일은 이 브라우저가 기억합니다.',
    'Files of this shape are remembered in this browser only.',
  ),
  save: word('설정 파일로 저장', 'Save the mapping'),
  load: word('설정 파일 열기', 'Open a mapping'),
  loadFailed: word('이 파일에는 쓸 수 없는 설정 파일입니다.', 'This mapping does not fit these files.'),
  openFields: {
    ko: (fields: string) => `${fields} 열을 고르면 볼 수 있습니다.`,
    en: (fields: string) => `Choose a column for ${fields} first.`,
  },
  openDates: {
    ko: (column: string) => `‘${column}’ 열의 날짜 순서를 먼저 골라 주세요.`,
    en: (column: string) => `Choose the order of the dates in “${column}” first.`,
  },
  columnCount: {
    ko: (count: string) => `열 ${count}개`,
    en: (count: string) => `${count} columns`,
  },
  options: word('읽는 법', 'How it is read'),
} as const

/** The questions of the confirm step, with the names of their answers. */
export const questionWords = {
  dateOrder: {
    ko: (column: string) => `‘${column}’ 열의 날짜는 어떤 순서입니까?`,
    en: (column: string) => `In what order are the dates in “${column}” written?`,
  },
  dateOrders: {
    ymd: word('년 · 월 · 일', 'year · month · day'),
    dmy: word('일 · 월 · 년', 'day · month · year'),
    mdy: word('월 · 일 · 년', 'month · day · year'),
  },
  amountFrom: word('금액을 무엇으로 볼까요?', 'What is the amount?'),
  timesPrice: word('수량 × 단가', 'quantity × unit price'),
  amountFromColumn: {
    ko: (column: string) => `‘${column}’ 열`,
    en: (column: string) => `the column “${column}”`,
  },
  amountIs: {
    every_row: word(
      '한 주문의 여러 줄에 같은 금액이 되풀이됩니다. 무엇의 금액입니까?',
      'The same amount stands on every row of an order. What is it the amount of?',
    ),
    first_row: word(
      '여러 줄인 주문은 첫 줄에만 금액이 있습니다. 무엇의 금액입니까?',
      'Only the first row of an order has an amount. What is it the amount of?',
    ),
  },
  amountKinds: {
    order_total: word('주문 전체의 금액(한 번만 셉니다)', 'the whole order (counted once)'),
    line: word('줄마다의 금액(모두 더합니다)', 'each row (all added up)'),
  },
  orderAmounts: {
    ko: (order: string, amounts: string) => `주문 ${order}: ${amounts}`,
    en: (order: string, amounts: string) => `Order ${order}: ${amounts}`,
  },
  decimal: {
    ko: (column: string) => `‘${column}’ 열에서 소수점은 무엇입니까?`,
    en: (column: string) => `What marks the decimals in “${column}”?`,
  },
  decimals: { '.': word('점 (1,234.50)', 'a point (1,234.50)'), ',': word('쉼표 (1.234,50)', 'a comma (1.234,50)') },
  timeZone: {
    ko: (column: string) => `‘${column}’ 열의 시각을 어느 시간대로 볼까요?`,
    en: (column: string) => `In which time zone should the times of “${column}” be read?`,
  },
  asWritten: word('적힌 그대로', 'as written'),
  history: word('이 파일은 가게의 첫 주문부터 있습니까?', 'Does this file go back to the shop’s first order?'),
  histories: {
    complete: word('예, 첫 주문부터 있습니다', 'Yes, from the first order'),
    partial: word('아니요, 중간부터입니다', 'No, it starts later'),
    unanswered: word('잘 모르겠습니다', 'I am not sure'),
  },
  currency: word('통화', 'Currency'),
  noCurrency: word('통화 없음', 'none'),
  timeZoneName: word('시간대', 'Time zone'),
  dateOrderName: word('날짜 순서', 'Date order'),
  decimalName: word('소수점', 'Decimals'),
  amountIsName: word('금액의 뜻', 'The amount is'),
  cancelled: word('취소로 보는 주문 상태', 'Statuses that mean cancelled'),
} as const
