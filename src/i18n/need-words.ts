import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** Needs that are more than one column of the orders, as `Cannot be judged without …` names them. */
export const needWords: Readonly<Record<string, Word>> = {
  'orders.margin': word('원가 열이나 이익률', 'a cost column or a margin rate'),
  'orders.channel': word('주문의 유입 경로 열', 'a channel column in the orders'),
  'spend.amount': word('광고비 파일', 'a file of advertising spend'),
  'customers.birth_year': word('고객 표의 출생 연도나 나이 열', 'a birth-year or age column in the customers table'),
  'customers.referred_by': word('고객 표의 추천인 열', 'a referred-by column in the customers table'),
}
