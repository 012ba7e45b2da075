import type { Word } from './locale.ts'
import { particle } from './sentence.ts'

/** A word with gaps to fill. */
export interface Phrase<Gaps extends readonly unknown[]> {
  readonly ko: (...gaps: Gaps) => string
  readonly en: (...gaps: Gaps) => string
}

const word = (ko: string, en: string): Word => ({ ko, en })
const phrase = <Gaps extends readonly unknown[]>(
  ko: (...gaps: Gaps) => string,
  en: (...gaps: Gaps) => string,
): Phrase<Gaps> => ({ ko, en })
const s = (count: number | string) => (Number(count) === 1 || count === '1' ? '' : 's')

/** The pages: name in the navigation, and the question each answers. */
export const pageWords = {
  health: { name: word('상태', 'Health'), question: word('우리 가게는 지금 어떤가?', 'How are we doing?') },
  customers: { name: word('고객', 'Customers'), question: word('우리 고객은 누구인가?', 'Who are they?') },
  retention: {
    name: word('리텐션', 'Retention'),
    question: word('다시 오는가, 언제 오는가, 언제 늦는가?', 'Do they come back, when, and when is it too late?'),
  },
  value: {
    name: word('가치', 'Value'),
    question: word(
      '고객 한 명은 얼마의 가치가 있고, 데려오는 데 얼마가 드는가?',
      'What is a customer worth, and what did one cost?',
    ),
  },
  data: {
    name: word('데이터', 'Data'),
    question: word('무엇을 읽었고 믿을 만한가?', 'What was read, and can it be trusted?'),
  },
  trust: {
    name: word('안전', 'Trust'),
    question: word('내 자료가 정말 이 탭에만 있는가?', 'Does my data really stay in this tab?'),
  },
} as const

/** Head and foot of every page. */
export const frameWords = {
  skip: word('본문으로 건너뛰기', 'Skip to the content'),
  pages: word('페이지', 'Pages'),
  sampleShop: word('달밤상점', 'Moonlit Store'),
  sampleNote: word('지어낸 표본 자료', 'sample, made-up data'),
  noShop: word('아직 자료가 없습니다', 'no data yet'),
  moreFiles: phrase(
    (name: string, more: number) => `${name} 외 ${more}개`,
    (name: string, more: number) => `${name} and ${more} more`,
  ),
  trust: word('이 탭 밖으로 나가지 않음', 'Nothing leaves this tab'),
  requestsOut: phrase(
    (count: string) => `외부 요청 ${count}건`,
    (count: string) => `${count} request${s(count)} out`,
  ),
  language: word('언어', 'Language'),
  theme: word('화면 밝기', 'Theme'),
  light: word('밝게', 'Light'),
  dark: word('어둡게', 'Dark'),
  openFiles: word('파일 열기', 'Open files'),
  inFrame: word(
    '이 자료는 열을 먼저 확인해야 합니다. 새 탭에서 여세요.',
    'The columns of this data must be confirmed first. Open it in a tab of its own.',
  ),
  share: word('공유하기', 'Share'),
  exportJson: word('JSON 내보내기', 'Export JSON'),
  print: word('인쇄·PDF', 'Print or PDF'),
  saveFile: word('HTML 파일로 저장', 'Save as HTML'),
  saveFileFailed: word('저장하지 못함, 다시 시도', 'Not saved: try again'),
  footSample: word(
    '모든 숫자는 지어낸 표본입니다. 실제 가게가 아닙니다.',
    'Every figure here is made up for this sample. It is not a real shop.',
  ),
  footPeriod: phrase(
    (from: string, to: string, kept: string) => `${from}–${to} · 쓰는 줄 ${kept}줄`,
    (from: string, to: string, kept: string) => `${from} – ${to} · ${kept} rows kept`,
  ),
  footTab: word('단골 · 계산은 모두 이 탭에서', 'Dangol · computed in this tab'),
  dropHere: word('여기에 놓으면 읽습니다', 'Let go to read these files'),
  close: word('닫기', 'Close'),
} as const

/** The control of the as-of date. */
export const asOfWords = {
  name: word('기준일', 'As of'),
  through: phrase(
    (day: string) => `${day}까지의 주문`,
    (day: string) => `orders through ${day}`,
  ),
  slider: word('기준일 막대', 'As-of slider'),
  end: word('자료 끝', 'end of data'),
} as const

/** What is under way, and what went wrong with it. */
export const workWords = {
  engine: word('계산기를 준비하는 중', 'Preparing the engine'),
  fetch: word('자료 파일을 받는 중', 'Fetching the files'),
  inspect: word('파일을 살펴보는 중', 'Looking into the files'),
  open: word('파일을 여는 중', 'Opening the files'),
  read: word('주문을 읽는 중', 'Reading the orders'),
  models: word('고객별로 모으는 중', 'Gathering orders by customer'),
  metrics: word('숫자를 계산하는 중', 'Computing the figures'),
  rows: phrase(
    (count: string) => `${count}줄`,
    (count: string) => `${count} row${s(count)}`,
  ),
  secondsLeft: phrase(
    (seconds: number) => (seconds >= 90 ? `약 ${Math.round(seconds / 60)}분 남음` : `약 ${seconds}초 남음`),
    (seconds: number) => (seconds >= 90 ? `about ${Math.round(seconds / 60)} min left` : `about ${seconds} s left`),
  ),
  progress: word('진행 상황', 'Progress'),
  cancel: word('멈추기', 'Cancel'),
  canBrowse: word('끝난 것부터 바로 볼 수 있습니다.', 'What is ready can be read already.'),
  failedTitle: word('읽지 못했습니다', 'That did not work'),
  engineFailed: word(
    '계산하다가 멈췄습니다. 메모리가 부족했을 수 있습니다. 다른 탭을 닫고 다시 해 보세요.',
    'The computation stopped, perhaps for lack of memory. Close other tabs and try again.',
  ),
  engineRestarted: word(
    '계산하다가 멈춰 계산기를 다시 켰습니다. 다시 해 보세요.',
    'The computation stopped and the engine was started anew. Please try again.',
  ),
  nothingKept: word(
    '쓸 수 있는 줄이 하나도 없습니다. 아래 이유를 보고 열을 다시 이어 주세요.',
    'Not one row could be kept. See the reasons below and map the columns again.',
  ),
  previousStays: word('보고 있던 결과는 그대로입니다.', 'What you were looking at is still here.'),
} as const

/** The drop zone and the paste dialog. */
export const dropWords = {
  start: word('시작하기', 'Start'),
  sampleShown: word('지금 보이는 것은 표본입니다.', 'What you see so far is a sample.'),
  another: word('다른 파일을 열어도 됩니다.', 'Another file can be opened.'),
  title: word('주문 파일을 여기에 놓으세요', 'Drop your orders here'),
  promise: word(
    '파일은 이 탭 안에서만 읽습니다. 어디로도 보내지 않고, 인터넷이 끊겨도 똑같이 동작합니다.',
    'The file is read inside this tab. It is sent nowhere, and everything works with the network off.',
  ),
  choose: word('파일 고르기', 'Choose files'),
  paste: word('표 붙여넣기', 'Paste a table'),
  formats: word(
    '엑셀 · CSV · Parquet · JSON, 압축 파일과 폴더도 됩니다. 고객 번호, 주문 시각, 금액이 있으면 됩니다. 고객 명단과 광고비 파일도 함께 놓을 수 있습니다.',
    'Excel, CSV, Parquet, JSON; archives and folders too. All it needs is a customer, a time and an amount. Member lists and ad spend may come along.',
  ),
  lookAround: word('먼저 표본 가게 둘러보기', 'Look around the sample shop first'),
  spec: word('이런 모양이면 됩니다. 다른 열은 많을수록 좋습니다.', 'This is enough. More columns tell more.'),
  customer: word('고객', 'customer'),
  time: word('주문 시각', 'time'),
  amount: word('금액', 'amount'),
  pasteTitle: word('표 붙여넣기', 'Paste a table'),
  pasteHelp: word(
    '스프레드시트나 웹 페이지의 표를 머리글 줄까지 복사해 붙여넣으세요.',
    'Copy cells from a spreadsheet or a web page, with their header row, and paste them here.',
  ),
  pasteRead: word('읽기', 'Read it'),
} as const

/** A card's menu and what it opens. */
export const cardWords = {
  how: word('계산 방법', 'How computed'),
  table: word('표로 보기', 'Table'),
  save: word('저장', 'Save'),
  saveFailed: phrase(
    (format: string) => `${format} 파일을 만들지 못했습니다.`,
    (format: string) => `The ${format} file could not be made.`,
  ),
  formula: word('식', 'Formula'),
  sql: word('SQL', 'SQL'),
  tooEarly: word('아직 말할 수 있는 것이 없습니다.', 'There is nothing to say yet.'),
  pending: word('계산하는 중입니다.', 'Being computed.'),
  failed: word('이 숫자는 계산하지 못했습니다.', 'This could not be computed.'),
  missing: phrase(
    (columns: string) => `${columns}${particle(columns, '이/가')} 없어 판단할 수 없습니다.`,
    (columns: string) => `Cannot be judged without ${columns}.`,
  ),
  missingOpens: phrase(
    (title: string) => `이어 주면 ‘${title}’ 카드가 열립니다.`,
    (title: string) => `With it, “${title}” is shown here.`,
  ),
  needsJoin: word(', ', ', and '),
  mapColumn: word('열 이어 주기', 'Map the column'),
  addFile: word('파일 더하기', 'Add the file'),
  setMarginRate: word('이익률 넣기', 'Set a margin rate'),
  noRows: word('보여 줄 것이 없습니다.', 'There is nothing to show.'),
  rowsOf: phrase(
    (from: string, to: string, all: string) => `${all}줄 가운데 ${from}–${to}`,
    (from: string, to: string, all: string) => `${from}–${to} of ${all} rows`,
  ),
  previous: word('이전', 'Previous'),
  next: word('다음', 'Next'),
  yes: word('예', 'yes'),
  no: word('아니요', 'no'),
} as const

/** Health. */
export const healthWords = {
  dataNote: word('자료', 'Data'),
  dataLink: word('자료 상태 보기', 'See the data quality'),
} as const

/** Customers and Retention. */
export const viewWords = {
  grain: word('코호트 단위', 'Cohorts by'),
  month: word('월', 'month'),
  week: word('주', 'week'),
  quarter: word('분기', 'quarter'),
  split: word('나누어 보기', 'Split by'),
  segment: word('세그먼트', 'Segment'),
  customers: word('고객', 'Customers'),
  value: phrase(
    (value: string) => value,
    (value: string) => value.slice(0, 1).toUpperCase() + value.slice(1),
  ),
  share: word('비중', 'Share'),
  filledValue: phrase(
    (value: string) => `채운 막대 ${value} 비중`,
    (value: string) => `filled: share of ${value}`,
  ),
  outlinedCustomers: word('빈 막대 고객 비중', 'outlined: share of customers'),
  change: phrase(
    (days: number) => `${days}일 증감`,
    (days: number) => `${days}-day change`,
  ),
  movedTo: word('가장 많이 옮겨 간 곳', 'Most moved to'),
  topCustomers: word('상위 고객', 'Top'),
  valueShare: phrase(
    (value: string) => `${value} 비중`,
    (value: string) => `Share of ${value}`,
  ),
} as const

/** Value. */
export const valueWords = {
  referredMargin: word('첫 12개월 공헌이익', 'Margin, first 12 months'),
  topReferrers: word('가장 많이 추천한 고객', 'Top referrers'),
  rank: phrase(
    (rank: number) => `${rank}위`,
    (rank: number) => `No. ${rank}`,
  ),
} as const

/** The Data page. */
export const dataWords = {
  qualityTopics: {
    left_out: word('뺀 줄과 이유', 'Left out, and why'),
    notice: word('알아 둘 것', 'Worth knowing'),
    coverage: word('열마다 값이 얼마나 있는지', 'How full the columns are'),
  },
  keptLead: phrase(
    (rows: string, kept: string, share: string) =>
      rows === kept ? `읽은 ${rows}줄을 모두 씁니다.` : `${rows}줄 가운데 ${kept}줄(${share})을 씁니다.`,
    (rows: string, kept: string, share: string) =>
      rows === kept ? `All ${rows} rows are used.` : `${kept} of ${rows} rows are used (${share}).`,
  ),
  kept: word('쓰는 줄', 'kept'),
  leftOut: word('뺀 줄', 'left out'),
  reason: word('뺀 이유', 'Why left out'),
  rows: word('줄', 'Rows'),
  toResults: word('결과 보기', 'See the results'),
  settings: word('설정', 'Settings'),
  settingsRail: word('숫자의 기준', 'what the figures rest on'),
  tables: word('표', 'Tables'),
  tablesRail: word('계산에 쓰인 모든 표', 'every table behind the figures'),
  tablesWait: word(
    '표본 가게는 미리 계산해 둔 결과만 보여 줍니다. 파일을 열거나 기준일을 옮기면 표가 열립니다.',
    'For the sample only finished results are shown. Open a file or move the as-of date, and its tables open here.',
  ),
  rowCount: phrase(
    (count: string) => `${count}줄`,
    (count: string) => `${count} row${s(count)}`,
  ),
  chooseTable: word('표 고르기', 'Table'),
} as const
