import type { ChartContext } from './chart.ts'

/** A channel by name; all channels together, or all that cost money. */
export function channelName({ t }: ChartContext, kind: string | null, channel: string | null): string {
  if (kind === 'paid') return t({ ko: '유료 경로', en: 'Paid channels' })
  return kind === 'blended' || channel === null ? t({ ko: '전체', en: 'All channels' }) : channel
}

/** A sum for one unit of money spent, to two places: 0.79원, ₩0.79, $0.79. */
export function unitMoney({ format, language, report }: ChartContext, value: number): string {
  const digits = Number.isInteger(value) ? 0 : 2
  const { currency } = report
  if (currency === null) return format.number(value, digits)
  if (currency === 'KRW' && language === 'ko') return `${format.number(value, digits)}원`
  return new Intl.NumberFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}
