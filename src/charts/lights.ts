import { signs, type Sign, type SignStatus, type UnknownReason } from '../metrics/signs/sign.ts'
import type { ChartContext } from './chart.ts'
import { monthName } from './words.ts'

/** One of the six lights, as it was at the last month end. */
export interface Light {
  readonly sign: Sign
  /** Its number in the staff and on its card: 1 to 6. */
  readonly number: number
  readonly status: SignStatus
  readonly reason: UnknownReason | null
  /** First day of the judged month; null where no month has ended. */
  readonly month: string | null
  /** First month of the unbroken run of its status. */
  readonly since: string | null
  readonly statistic: number | null
  readonly limit: number | null
  readonly n: number | null
  /** Columns that would turn it on, as `table.column`. */
  readonly missing: readonly string[]
}

/** The order in which lights are read: loudest first. */
export const statusOrder: readonly SignStatus[] = ['alarm', 'watch', 'ok', 'unknown']

const day = (iso: string | null) => iso?.slice(0, 10) ?? null

/** The lights, loudest first; none where the report has no signs. */
export function lightsOf(context: ChartContext): readonly Light[] {
  const lights = context.rows('warning_signs').map((row): Light => {
    const sign = row.sign as Sign
    return {
      sign,
      number: signs.indexOf(sign) + 1,
      status: row.status as SignStatus,
      reason: row.reason as UnknownReason | null,
      month: day(row.month),
      since: day(row.since),
      statistic: row.statistic,
      limit: row.limit,
      n: row.n,
      missing: row.missing ? row.missing.split(',') : [],
    }
  })
  return lights.sort((a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) || a.number - b.number)
}

/** The light of a sign; null where the report has none. */
export const lightOf = (context: ChartContext, sign: Sign): Light | null =>
  lightsOf(context).find((light) => light.sign === sign) ?? null

/** A month seen from the judged one: without its year within the last twelve months. */
export function monthSeenFrom(context: ChartContext, month: string, from: string | null): string {
  const count = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7))
  return from !== null && Math.abs(count(from) - count(month)) < 12
    ? monthName(context, month)
    : context.format.month(month)
}

/** Since when a light is on: 3월부터 / since March; null for one that is not on. */
export function sinceText(context: ChartContext, light: Light): string | null {
  if (light.since === null || (light.status !== 'alarm' && light.status !== 'watch')) return null
  const month = monthSeenFrom(context, light.since, light.month)
  return context.language === 'ko' ? `${month}부터` : `since ${month}`
}

const signed = (text: string, value: number) => (value < 0 ? '−' : '+') + text

/** What a sign's rule compares, with its limit: `재구매율 33.4% · 한계 35.1%`; null where it was not worked out. */
export function measureText(
  { format, language }: ChartContext,
  sign: Sign,
  { statistic, limit }: { readonly statistic: number | null; readonly limit: number | null },
): string | null {
  if (statistic === null || limit === null) return null
  const isKo = language === 'ko'
  const size = Math.abs(statistic)
  const bound = isKo ? '한계' : 'limit'
  switch (sign) {
    case 'new_churned_crossover':
      return `${isKo ? '이탈 ÷ (신규 + 복귀)' : 'left ÷ (new + back)'} ${format.number(statistic, 2)} · ${bound} ${format.number(limit, 2)}`
    case 'retention_anomaly':
      return `${isKo ? '재구매율' : 'rate'} ${format.percent(statistic)} · ${bound} ${format.percent(limit)}`
    case 'ageing_buyers':
      return isKo
        ? `한 해에 ${signed(format.number(size, 2), statistic)}세 · 한계 ${format.number(limit, 2)}세`
        : `${signed(format.number(size, 2), statistic)} years a year · limit ${format.number(limit, 2)}`
    case 'abnormal_cycle_or_basket':
      return `z ${signed(format.number(size, 1), statistic)} · ${bound} ±${format.number(limit, 1)}`
    case 'one_time_rising':
      return `${isKo ? '평소보다' : 'on the usual share'} ${signed(format.points(size), statistic)} · ${bound} ${format.points(limit)}`
    case 'ltv_below_cac':
      return `LTV ÷ CAC ${format.number(statistic, 2)} · ${bound} ${format.number(limit, 2)}`
  }
}
