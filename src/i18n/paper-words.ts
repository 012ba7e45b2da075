import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The head of a printed report. */
export const paperWords = {
  title: word('고객 보고서', 'Customer report'),
  data: {
    ko: (from: string, to: string) => `${from}–${to} 자료`,
    en: (from: string, to: string) => `data of ${from} – ${to}`,
  },
  basis: {
    ko: (basis: string) => `금액은 ${basis}`,
    en: (basis: string) => `value is ${basis}`,
  },
  printed: {
    ko: (day: string) => `${day} 인쇄`,
    en: (day: string) => `printed on ${day}`,
  },
  unhidden: word(
    '공유용이 아닙니다. 몇 명뿐인 숫자도 그대로 있으니 안에서만 쓰세요.',
    'Not made for sharing: small counts are not hidden, so keep it inside the company.',
  ),
} as const
