import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The tables that files can be. */
export const tableWords = {
  orders: word('주문', 'Orders'),
  customers: word('고객 명단', 'Customers'),
  spend: word('광고비', 'Ad spend'),
  events: word('행동 기록', 'Events'),
  sends: word('발송 기록', 'Messages sent'),
  surveys: word('설문 응답', 'Survey answers'),
  rewards: word('적립금 내역', 'Points'),
} as const satisfies Record<string, Word>

/** A table's name in words; the name itself where it is not one of ours. */
export function tableWord(name: string): Word {
  return (tableWords as Readonly<Record<string, Word>>)[name] ?? { ko: name, en: name }
}

/** What each table beside the orders opens. */
export const tableOpens = {
  customers: word(
    '가입일, 태어난 해, 유입 경로, 추천인을 알 수 있습니다.',
    'tells sign-up days, birth years, channels and referrers.',
  ),
  spend: word(
    '고객 한 명을 얻는 데 쓴 돈(CAC)과 회수기간을 알 수 있습니다.',
    'tells what a customer costs, and when that is paid back.',
  ),
  events: word(
    '사기 전에 무엇을 보고 어디서 멈추는지 알 수 있습니다.',
    'tells what people do before they buy, and where they stop.',
  ),
  sends: word('보낸 메시지가 주문으로 이어졌는지 알 수 있습니다.', 'tells whether messages led to orders.'),
  surveys: word(
    '만족과 추천 의향을 구매와 견줄 수 있습니다.',
    'compares satisfaction and willingness to recommend with buying.',
  ),
  rewards: word('적립금이 얼마나 쌓이고 쓰이는지 알 수 있습니다.', 'tells how points are earned, used and lost.'),
} as const satisfies Record<string, Word>

const person = word('고객', 'Customer')

/** The canonical columns of the tables beside the orders. */
export const sideFieldWords: Readonly<Record<keyof typeof tableOpens, Readonly<Record<string, Word>>>> = {
  customers: {
    customer_id: person,
    signed_up_at: word('가입일', 'Sign-up day'),
    birth_year: word('태어난 해', 'Birth year'),
    age: word('나이', 'Age'),
    gender: word('성별', 'Gender'),
    acquisition_channel: word('유입 경로', 'Channel'),
    referred_by: word('추천인', 'Referrer'),
    tier: word('등급', 'Tier'),
    points: word('적립금', 'Points'),
    consent: word('수신동의', 'Consent'),
  },
  spend: {
    date: word('날짜(첫날)', 'Day, or first day'),
    until: word('마지막 날', 'Last day'),
    period: word('기간 단위', 'Period'),
    amount: word('쓴 돈', 'Amount spent'),
    channel: word('매체', 'Channel'),
    campaign: word('캠페인', 'Campaign'),
  },
  events: {
    customer_id: person,
    visitor_id: word('방문자', 'Visitor'),
    event: word('행동', 'Event'),
    occurred_at: word('일어난 시각', 'Time'),
    product: word('상품', 'Product'),
    session_id: word('세션', 'Session'),
  },
  sends: {
    customer_id: person,
    sent_at: word('발송 시각', 'Time sent'),
    campaign: word('캠페인', 'Campaign'),
    variant: word('시안', 'Variant'),
    channel: word('발송 채널', 'Channel'),
    message: word('문구', 'Message'),
    personalised: word('개인화', 'Personalised'),
    cost: word('발송 비용', 'Cost'),
    opened_at: word('오픈', 'Opened'),
    clicked_at: word('클릭', 'Clicked'),
  },
  surveys: {
    customer_id: person,
    answered_at: word('응답일', 'Day answered'),
    expectation: word('기대', 'Expectation'),
    experience: word('경험(만족)', 'Experience'),
    attitude: word('추천 의향', 'Willingness to recommend'),
    reason: word('이유', 'Reason'),
  },
  rewards: {
    customer_id: person,
    occurred_at: word('일어난 시각', 'Time'),
    points: word('적립금', 'Points'),
    kind: word('적립·사용·소멸', 'Earned, used or expired'),
    tier: word('등급', 'Tier'),
  },
}

/** What an optional column of these tables would open, where a page uses it. */
export const sideFieldOpens: Readonly<Record<string, Word>> = {
  'customers.birth_year': word(
    '연결하면 구매자의 나이가 어떻게 바뀌는지 봅니다',
    'would show how the age of buyers changes',
  ),
  'customers.age': word('태어난 해가 없을 때 씁니다', 'stands in for a birth year'),
  'customers.acquisition_channel': word(
    '연결하면 어디서 온 고객인지 구분합니다',
    'would tell where customers came from',
  ),
  'customers.referred_by': word('연결하면 추천으로 온 고객을 구분합니다', 'would tell referred customers apart'),
  'customers.signed_up_at': word('연결하면 가입부터 첫 구매까지를 봅니다', 'would date sign-ups'),
  'spend.channel': word('연결하면 고객획득비용을 매체별로 봅니다', 'would show acquisition cost by channel'),
  'spend.until': word('한 줄이 여러 날을 합한 것일 때 연결해 주세요', 'for rows that cover several days'),
  'spend.period': word(
    '한 줄이 일·주·월 가운데 무엇인지 알려 줍니다',
    'tells whether a row covers a day, a week or a month',
  ),
}

/** The confirm step where files of several shapes were dropped, and the list of what is loaded. */
export const tablesWords = {
  thisIs: word('이 파일은', 'This is'),
  leaveOut: word('쓰지 않음', 'Leave it out'),
  notRecognised: word(
    '어떤 표인지 열 이름으로 알 수 없어 쓰지 않습니다. 무엇인지 고르면 함께 읽습니다.',
    'Its columns look like no table known here, so it is left out. Say what it is to have it read.',
  ),
  leftOutNow: word('이 파일은 쓰지 않습니다.', 'This file is left out.'),
  recognisedAs: {
    ko: (table: string) => `${table} 표로 보았습니다. 아니면 바꿔 주세요.`,
    en: (table: string) => `Taken for: ${table}. Change it if it is something else.`,
  },
  currencies: {
    ko: (codes: string) =>
      `금액에 통화가 섞여 있습니다(${codes}). 환산하지 않고 숫자 그대로 더하므로 나누어 올리는 편이 좋습니다.`,
    en: (codes: string) =>
      `The amounts name several currencies (${codes}). They are added up as they stand, without conversion: better split them.`,
  },
  found: {
    ko: (table: string) => `${table}에 꼭 필요한 열을 모두 찾았습니다.`,
    en: (table: string) => `${table}: every required column was found.`,
  },
  mapped: {
    ko: (count: string) => `이은 열 ${count}개 보기`,
    en: (count: string) => `Show the ${count} columns that are mapped`,
  },
  period: word('한 줄이 나타내는 기간', 'A row covers'),
  periods: {
    day: word('하루', 'a day'),
    week: word('그날부터 한 주', 'a week from that day'),
    month: word('그날부터 한 달', 'a month from that day'),
  },
  nothing: word(
    '읽을 파일이 없습니다. 무엇인지 골라 주세요.',
    'Nothing is left to read. Say what one of the files is.',
  ),
  noOrders: word(
    '이 표들은 주문과 함께 봅니다. 주문 파일도 올려 주세요. 여기 파일은 그대로 기다립니다.',
    'These tables lie beside orders. Drop your orders too: the files here wait for them.',
  ),
  twoOrders: word(
    '열이 서로 다른 주문 파일이 둘입니다. 하나만 남기고 ‘쓰지 않음’을 골라 주세요.',
    'Two of these are orders with different columns. Leave one of them out.',
  ),
  confirmMore: word('맞습니다, 함께 보기', 'Looks right, add it'),
  loaded: word('읽은 표', 'Tables'),
  loadedLead: {
    ko: (tables: number) => (tables === 1 ? '주문만 읽었습니다.' : `표 ${tables}개를 함께 봅니다.`),
    en: (tables: number) => (tables === 1 ? 'Orders alone are loaded.' : `${tables} tables are read together.`),
  },
  table: word('표', 'Table'),
  files: word('파일', 'Files'),
  rows: word('읽은 줄', 'Rows read'),
  kept: word('쓰는 줄', 'Used'),
  leftOut: word('뺀 줄', 'Left out'),
  replace: word('바꾸기', 'Replace'),
  add: word('더하기', 'Add'),
  notLoaded: word('없음', 'none'),
  samplesOwn: word(
    '가상 쇼핑몰의 표입니다. 내 주문을 올리면 다른 표도 더할 수 있습니다.',
    'These are the sample shop’s. Drop your own orders to add tables to them.',
  ),
  howToAdd: word(
    '다른 표의 파일을 이 창에 놓으면 그 표만 바뀝니다. 주문은 다시 읽지 않습니다.',
    'Drop a file of any other table on the page: only that table changes, the orders stay.',
  ),
} as const
