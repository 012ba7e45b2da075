import type { Language } from './locale.ts'

/** Numbers, money, shares, dates and durations as a person of the language writes them. */
export interface Format {
  readonly language: Language
  /** 12,345 */
  count(value: number): string
  /** 12,345명 / 12,345 customers (singular where one) */
  customers(value: number): string
  /** 28.4%; `digits` after the point, 1 unless told. */
  percent(share: number, digits?: number): string
  /** A difference of shares: 4.0%p / 4.0 points, without sign. */
  points(difference: number, digits?: number): string
  /** Money to read: 1억 1,517만원, ₩115m, $76,109 (cents only under 1,000); with the currency where one is known. */
  money(value: number): string
  /** Money for an axis or a cell: 1.2억, 4,590만, ₩1.2m, $45k. */
  shortMoney(value: number): string
  /** Any number with at most `digits` after the point. */
  number(value: number, digits?: number): string
  /** 23일 / 23 days (1 day) */
  days(value: number): string
  /** 2026년 7월 1일 / 1 July 2026, from an ISO date. */
  date(iso: string): string
  /** 2026년 7월 / July 2026 */
  month(iso: string): string
  /** 7월 / Jul: for axes, the year only where told. */
  shortMonth(iso: string, withYear?: boolean): string
}

const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The formats of a language, for sums in `currency` (ISO 4217; null: no currency is written). */
export function formatOf(language: Language, currency: string | null): Format {
  const locale = language === 'ko' ? 'ko-KR' : 'en-GB'
  const ko = language === 'ko'
  const number = (value: number, digits = 0, fixed = false) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: fixed ? digits : 0 }).format(
      value,
    )
  const date = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(iso.slice(0, 10) + 'T00:00:00Z'))
  const won = currency === 'KRW'
  const decimals =
    currency === null
      ? 2
      : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
  const exact = (value: number) =>
    currency === null
      ? number(value, Math.abs(value) >= 1000 ? 0 : decimals)
      : new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          minimumFractionDigits: Math.abs(value) >= 1000 ? 0 : decimals,
          maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : decimals,
        }).format(value)
  const short = (value: number) => {
    if (won && ko) return wonKo(value, 2)
    return new Intl.NumberFormat(ko ? 'ko-KR' : 'en-GB', {
      notation: 'compact',
      maximumSignificantDigits: 3,
      ...(currency === null ? {} : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' as const }),
    }).format(value)
  }
  /** 억 and 만, rounded to what is worth reading; `figures` after the point from 1억 on. */
  const wonKo = (value: number, figures: number): string => {
    const size = Math.abs(value)
    if (size >= 1e8) return number(value / 1e8, size >= 1e10 ? 0 : Math.min(1, figures)) + '억'
    if (size >= 1e4) return number(value / 1e4, size < 1e5 && figures > 0 ? 1 : 0) + '만'
    return number(value)
  }
  return {
    language,
    count: (value) => number(value),
    customers: (value) => (ko ? `${number(value)}명` : `${number(value)} ${value === 1 ? 'customer' : 'customers'}`),
    percent: (share, digits = 1) => number(share * 100, digits, true) + '%',
    points: (difference, digits = 1) => {
      const size = number(Math.abs(difference) * 100, digits, true)
      return ko ? `${size}%p` : `${size} points`
    },
    money: (value) => {
      if (!won) return Math.abs(value) >= 1e6 ? short(value) : exact(value)
      if (!ko) return Math.abs(value) >= 1e6 ? short(value) : exact(value)
      const size = Math.abs(value)
      if (size < 1e4) return `${number(value)}원`
      const sign = value < 0 ? '−' : ''
      const whole = Math.floor(size / 1e8)
      const rest = Math.round((size % 1e8) / 1e4)
      if (rest === 1e4) return `${sign}${number(whole + 1)}억원`
      if (whole === 0) return size < 1e6 ? `${number(value)}원` : `${sign}${number(rest)}만원`
      return `${sign}${number(whole)}억${rest > 0 && whole < 100 ? ` ${number(rest)}만` : ''}원`
    },
    shortMoney: short,
    number,
    days: (value) => (ko ? `${number(value, 1)}일` : `${number(value, 1)} ${value === 1 ? 'day' : 'days'}`),
    date: (iso) => date(iso, { year: 'numeric', month: 'long', day: 'numeric' }),
    month: (iso) => date(iso, { year: 'numeric', month: 'long' }),
    shortMonth: (iso, withYear = false) => {
      const month = Number(iso.slice(5, 7))
      if (ko) return withYear ? `${iso.slice(0, 4)}년 ${month}월` : `${month}월`
      return withYear ? `${MONTHS_EN[month - 1]} ${iso.slice(0, 4)}` : MONTHS_EN[month - 1]!
    },
  }
}
