import { strong, type Sentence } from '../i18n/sentence.ts'
import { meanValue } from './cohort-value.ts'
import { channelName } from './channel-words.ts'
import type { ChartContext } from './chart.ts'
import { earnedSentence } from './earned.ts'
import type { FindPage, PageFinding } from './page-findings.ts'
import { FEW, ko, say, strongKo, tooFew } from './words.ts'

/** What a new customer brought, against what one cost. */
function worthAndCost(context: ChartContext): PageFinding | null {
  const rows = context.rows('ltv_to_cac')
  const all = rows.find((row) => row.kind === 'blended')
  if (!all || all.ltv === null || all.cac === null || all.horizon_days === null) return null
  const { format, language } = context
  const [ltv, cac, days] = [format.money(all.ltv), format.money(all.cac), format.days(all.horizon_days)]
  const headline =
    language === 'ko'
      ? say(
          `새 고객 한 명은 ${days} 동안 `,
          strongKo(ltv, '을/를'),
          ` 남겼고, 데려오는 데 ${ko(cac, '이/가')} 들었습니다.`,
        )
      : say('A new customer brought ', strong(ltv), ` of margin in ${days} and cost ${cac}.`)
  const channels = rows.filter((row) => row.kind === 'channel' && row.ratio !== null && row.ratio_low !== null)
  const lowest = [...channels].sort((a, b) => a.ratio! - b.ratio!)[0]
  return {
    headline,
    sub:
      lowest && lowest.ratio! < 1
        ? earnedSentence(context, {
            channel: lowest.channel,
            ratio: lowest.ratio!,
            low: lowest.ratio_low,
            high: lowest.ratio_high,
          })
        : paidBack(context),
  }
}

/** How long all channels together take to pay back. */
function paidBack(context: ChartContext): Sentence | null {
  const row = context.rows('payback').find((row) => row.kind === 'blended' && row.cohort === null)
  if (!row?.periods_to_payback) return null
  const { language } = context
  const name = channelName(context, 'blended', null)
  const months = row.periods_to_payback
  return language === 'ko'
    ? say(`${name} 광고비는 `, strong(`${months}개월`), ' 만에 갚습니다.')
    : say(`${name} pay back in `, strong(`${months} ${months === 1 ? 'month' : 'months'}`), '.')
}

/** What a customer is worth where costs are not known: the value of the longest window that has a complete cohort. */
function worth(context: ChartContext): PageFinding | null {
  const cells = context
    .rows('cohort_value')
    .filter((cell) => cell.value_per_customer !== null && cell.is_left_edge !== true)
  const window = Math.max(0, ...cells.map((cell) => cell.window ?? 0))
  const customers = cells.filter((cell) => cell.window === window).reduce((sum, cell) => sum + (cell.customers ?? 0), 0)
  const value = meanValue(context, window)
  if (window === 0 || value === null) return null
  if (customers < FEW) return { headline: tooFew(context, customers), sub: null }
  const { format, language, report } = context
  const [sum, days] = [format.money(value), format.days(window)]
  if (language === 'ko')
    return {
      headline:
        report.basis === 'margin'
          ? say(`새 고객 한 명은 ${days} 동안 공헌이익 `, strongKo(sum, '을/를'), ' 남겼습니다.')
          : say(`새 고객 한 명은 ${days} 동안 `, strong(sum), '어치를 샀습니다.'),
      sub: null,
    }
  return {
    headline: say(
      'A new customer ',
      report.basis === 'margin' ? 'brought ' : 'spent ',
      strong(sum),
      report.basis === 'margin' ? ` of margin in ${days}.` : ` in ${days}.`,
    ),
    sub: null,
  }
}

/** Value: what a new customer brought and cost; below, the channel that earns least, or how long payback takes. */
export const valueFinding: FindPage = (context) => worthAndCost(context) ?? worth(context)
