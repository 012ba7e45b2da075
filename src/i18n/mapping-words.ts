import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The confirm step around its table and questions (`ingest-words`). */
export const confirmWords = {
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
  columnCount: {
    ko: (count: string) => `열 ${count}개`,
    en: (count: string) => `${count} columns`,
  },
  preset: {
    ko: (name: string) => `${name} 파일입니다.`,
    en: (name: string) => `This is an export of ${name}.`,
  },
  remembered: word(
    '같은 모양의 파일에 썼던 연결을 골라 두었습니다.',
    'The mapping used for files of this shape is chosen already.',
  ),
  whyRemembered: word('지난번에 고른 대로입니다', 'as chosen last time'),
  whyChosen: word('직접 골랐습니다', 'chosen by you'),
  close: {
    ko: (column: string) => `‘${column}’ 열도 후보입니다`,
    en: (column: string) => `“${column}” could be it too`,
  },
  dateOrderBelow: word('아래에서 날짜 순서를 골라 주세요', 'choose the order of the dates below'),
  unused: word('지금 화면에는 쓰이지 않습니다', 'no page uses it yet'),
  more: {
    ko: (count: number) => `더 이을 수 있는 항목 ${count}개`,
    en: (count: number) => `${count} more fields`,
  },
  quantityTimesPrice: word('수량 × 단가', 'quantity × unit price'),
  confirm: word('맞습니다, 결과 보기', 'Looks right, show the results'),
  cancel: word('그만두기', 'Cancel'),
  rememberNote: word(
    '같은 모양의 파일은 이 브라우저가 기억합니다.',
    'Files of this shape are remembered in this browser only.',
  ),
  openFields: {
    ko: (fields: string) => `${fields} 열을 고르면 볼 수 있습니다.`,
    en: (fields: string) => `Choose a column for ${fields} first.`,
  },
  openDates: {
    ko: (column: string) => `‘${column}’ 열의 날짜 순서를 먼저 골라 주세요.`,
    en: (column: string) => `Choose the order of the dates in “${column}” first.`,
  },
  save: word('설정 파일로 저장', 'Save the mapping'),
  load: word('설정 파일 열기', 'Open a mapping'),
  loadFailed: word('이 파일에는 쓸 수 없는 설정 파일입니다.', 'This mapping does not fit these files.'),
} as const

/** How values are read: the options below the questions. */
export const readingWords = {
  options: word('읽는 법', 'How it is read'),
  orderAmounts: {
    ko: (order: string, amounts: string) => `주문 ${order}: ${amounts}`,
    en: (order: string, amounts: string) => `Order ${order}: ${amounts}`,
  },
  baseCurrency: word('이 통화로 봅니다', 'everything is shown in it'),
  rate: {
    ko: (from: string, to: string) => `1 ${from}는 몇 ${to}인가요`,
    en: (from: string, to: string) => `How many ${to} is 1 ${from}`,
  },
  key: word('고객을 비교하는 방법', 'How customers are compared'),
  passedOver: word('금액이 아닌 열로 본 것', 'not taken for the amount'),
  currency: word('통화', 'Currency'),
  noCurrency: word('통화 없음', 'none'),
  timeZone: word('시간대', 'Time zone'),
  decimal: word('소수점', 'Decimals'),
  decimals: { '.': word('점 (1,234.50)', 'a point (1,234.50)'), ',': word('쉼표 (1.234,50)', 'a comma (1.234,50)') },
  amountIs: word('금액의 뜻', 'The amount is'),
  cancelled: word('취소로 보는 주문 상태', 'Statuses that mean cancelled'),
} as const
