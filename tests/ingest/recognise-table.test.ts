import { expect, test } from 'vitest'
import type { FieldName, TableName } from '../../src/ingest/canonical.ts'
import { recogniseTable } from '../../src/ingest/recognise-table.ts'
import { shop } from '../support/sample-shop.ts'

/** A file's head: its table, its columns with a value each, and what each must be read as. */
type Case = readonly [
  name: string,
  table: TableName,
  columns: Readonly<Record<string, string>>,
  read: Partial<Record<FieldName, string>>,
]

const cases: readonly Case[] = [
  [
    'a Korean mall’s member list',
    'customers',
    {
      아이디: 'kim01', 이름: '김하나', 회원등급: 'VIP', 가입일: '2024-03-02', 생년월일: '1988-03-02', 성별: '여', 유입경로: '네이버',
      추천인: 'lee02', 적립금: '3,200', 'SMS 수신동의': 'Y', 총구매금액: '120000', 최종접속일: '2026-01-02',
    },
    {
      customer_id: '아이디', tier: '회원등급', signed_up_at: '가입일', birth_year: '생년월일', gender: '성별', acquisition_channel: '유입경로',
      referred_by: '추천인', points: '적립금', consent: 'SMS 수신동의',
    },
  ],
  [
    'a member list with short birth dates',
    'customers',
    { 회원번호: 'M001', 가입일시: '2024-03-02 10:11:12', 생년월일: '880302', 성별: 'F', 추천인ID: 'M000', 등급: 'GOLD', 마케팅수신동의: '동의' },
    { customer_id: '회원번호', signed_up_at: '가입일시', birth_year: '생년월일', gender: '성별', referred_by: '추천인ID', tier: '등급', consent: '마케팅수신동의' },
  ],
  [
    'Shopify-like customers',
    'customers',
    { 'Customer ID': '1001', 'First Name': 'Ann', Email: 'ann@a.com', 'Accepts Email Marketing': 'yes', 'Created At': '2024-03-02', 'Total Spent': '12.50', 'Total Orders': '3', 'Date of birth': '02/03/1988' },
    { customer_id: 'Customer ID', consent: 'Accepts Email Marketing', signed_up_at: 'Created At', birth_year: 'Date of birth' },
  ],
  [
    'a CRM’s contacts',
    'customers',
    { user_id: 'u1', signup_date: '2024-03-02', birth_year: '1988', gender: 'F', acquisition_channel: 'organic', referred_by: 'u0', age: '38', tier: 'gold' },
    { customer_id: 'user_id', signed_up_at: 'signup_date', birth_year: 'birth_year', age: 'age', gender: 'gender', acquisition_channel: 'acquisition_channel', referred_by: 'referred_by', tier: 'tier' },
  ],
  [
    'a Naver ad report',
    'spend',
    { 일자: '2026-01-02', 매체: '네이버', 캠페인: '브랜드', 노출수: '1200', 클릭수: '30', 총비용: '45,000', '평균클릭비용(CPC)': '1500' },
    { date: '일자', channel: '매체', campaign: '캠페인', amount: '총비용' },
  ],
  ['a Korean agency’s sheet', 'spend', { 날짜: '2026. 1. 2.', 채널: '카카오', 소진액: '₩45,000' }, { date: '날짜', channel: '채널', amount: '소진액' }],
  ['two columns', 'spend', { 날짜: '2026-01-02', '광고비(원)': '45000' }, { date: '날짜', amount: '광고비(원)' }],
  [
    'Google Ads by week',
    'spend',
    { Week: '2026-01-05', Campaign: 'Brand', 'Currency code': 'KRW', Cost: '45000', 'Impr.': '1200', Clicks: '30' },
    { date: 'Week', campaign: 'Campaign', amount: 'Cost' },
  ],
  [
    'Meta Ads',
    'spend',
    { 'Reporting starts': '2026-01-01', 'Reporting ends': '2026-01-31', 'Campaign name': 'Brand', 'Amount spent (KRW)': '45000', Impressions: '1200', 'Cost per results': '12' },
    { date: 'Reporting starts', until: 'Reporting ends', campaign: 'Campaign name', amount: 'Amount spent (KRW)' },
  ],
  ['months', 'spend', { 월: '2026-01', 매체: '구글', 광고비: '45000' }, { date: '월', channel: '매체', amount: '광고비' }],
  ['a period in one column', 'spend', { 기간: '2026.01.05.~2026.01.11.', 채널: '메타', 비용: '45000' }, { date: '기간', until: '기간', channel: '채널', amount: '비용' }],
  ['a plain export', 'spend', { day: '2026-01-02', channel: 'google', spend: '45.20' }, { date: 'day', channel: 'channel', amount: 'spend' }],
  [
    'site events',
    'events',
    { user_id: 'u1', anonymous_id: 'x-1', session_id: 's1', event_name: 'add_to_cart', event_time: '2026-01-02 10:00:00', product_id: 'p1' },
    { customer_id: 'user_id', visitor_id: 'anonymous_id', session_id: 'session_id', event: 'event_name', occurred_at: 'event_time', product: 'product_id' },
  ],
  ['Korean events', 'events', { 회원아이디: 'kim', 이벤트명: '장바구니', 발생일시: '2026-01-02 10:00:00', 상품명: '차' }, { customer_id: '회원아이디', event: '이벤트명', occurred_at: '발생일시', product: '상품명' }],
  ['events of visitors alone', 'events', { visitor_id: 'x-1', event: 'view', timestamp: '2026-01-02 10:00:00' }, { visitor_id: 'visitor_id', event: 'event', occurred_at: 'timestamp' }],
  [
    'Korean sends',
    'sends',
    { 회원번호: 'M1', 발송일: '2026-01-02', 캠페인: '신년', 채널: '알림톡', 오픈: 'Y', 클릭: 'N' },
    { customer_id: '회원번호', sent_at: '발송일', campaign: '캠페인', channel: '채널', opened_at: '오픈', clicked_at: '클릭' },
  ],
  [
    'a mail tool’s log',
    'sends',
    { recipient_id: 'c1', sent_at: '2026-01-02 10:00', campaign: 'NY', variant: 'A', subject: 'Hello', opened_at: '2026-01-02 11:00', clicked_at: '', cost: '12' },
    { customer_id: 'recipient_id', sent_at: 'sent_at', campaign: 'campaign', variant: 'variant', message: 'subject', opened_at: 'opened_at', clicked_at: 'clicked_at', cost: 'cost' },
  ],
  [
    'a Korean survey',
    'surveys',
    { 회원ID: 'M1', 응답일: '2026-01-02', '추천의향(NPS)': '9', 만족도: '4점', 기대수준: '5', 구매이유: '가격' },
    { customer_id: '회원ID', answered_at: '응답일', attitude: '추천의향(NPS)', experience: '만족도', expectation: '기대수준', reason: '구매이유' },
  ],
  ['an English survey', 'surveys', { customer_id: 'c1', submitted_at: '2026-01-02', nps: '9', csat: '4', comment: 'good' }, { customer_id: 'customer_id', answered_at: 'submitted_at', attitude: 'nps', experience: 'csat', reason: 'comment' }],
  ['Korean points', 'rewards', { 회원아이디: 'kim', 처리일시: '2026-01-02 10:00', 구분: '적립', 포인트: '300', 잔액: '1200' }, { customer_id: '회원아이디', occurred_at: '처리일시', kind: '구분', points: '포인트' }],
  ['English points', 'rewards', { member_id: 'm1', date: '2026-01-02', type: 'redeem', points: '-300' }, { customer_id: 'member_id', occurred_at: 'date', kind: 'type', points: 'points' }],
  [
    'orders that say much of their customers',
    'orders',
    { 주문번호: 'O1', 주문일시: '2026-01-02 10:00', 회원아이디: 'kim', 회원등급: 'VIP', 성별: '여', 상품명: '차', 수량: '1', 결제금액: '12000', 적립금: '100' },
    { order_id: '주문번호', ordered_at: '주문일시', customer_id: '회원아이디', amount: '결제금액', product: '상품명', quantity: '수량' },
  ],
  ['plain orders', 'orders', { customer_id: 'c1', date: '2026-01-02', amount: '12.50' }, { customer_id: 'customer_id', ordered_at: 'date', amount: 'amount' }],
  ['orders without a customer column', 'orders', { ordered_at: '2026-01-02', amount: '12', note: 'x' }, { ordered_at: 'ordered_at', amount: 'amount' }],
] // prettier-ignore

test.each(cases)('%s', (_name, table, columns, read) => {
  const rows = Array.from({ length: 5 }, () => Object.values(columns))
  const guess = recogniseTable({ headers: Object.keys(columns), rows })
  expect(guess.table).toBe(table)
  const { mapping } = guess.recognitions[table]
  expect(mapping.columns).toEqual(read)
})

test.each(Object.keys(shop) as TableName[])('the sample’s %s', (table) => {
  const given = shop[table] as unknown as readonly Record<string, unknown>[]
  const headers = Object.keys(given[0]!)
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  const times = new Set(['signed_up_at', 'date', 'occurred_at', 'sent_at', 'opened_at', 'clicked_at', 'answered_at'])
  const rows = given.slice(0, 500).map((row) =>
    headers.map((name) => {
      const value = row[name]
      return typeof value === 'number' && times.has(name) ? new Date(value).toISOString().slice(0, 10) : text(value)
    }),
  )
  const guess = recogniseTable({ headers, rows })
  expect(guess.table).toBe(table)
  expect(guess.recognitions[table].mapping.columns).toEqual(Object.fromEntries(headers.map((name) => [name, name])))
})

test('a table that is none of ours is said to be none', () => {
  const rows = [['1', '2', '3']]
  expect(recogniseTable({ headers: ['x', 'y', 'z'], rows }).table).toBeNull()
  expect(recogniseTable({ headers: ['도시', '기온', '날씨'], rows: [['서울', '3', '맑음']] }).table).toBeNull()
})

test('a row of spend covers a week or a month where its header or its dates say so', () => {
  const periodOf = (header: string, value: string) =>
    recogniseTable({ headers: [header, 'cost'], rows: [[value, '1']] }).recognitions.spend.mapping.period
  expect([periodOf('Week', '2026-01-05'), periodOf('월', '2026-01'), periodOf('date', '2026-01'), periodOf('Day', '2026-01-05')]).toEqual(['week', 'month', 'month', 'day'])
}) // prettier-ignore
