import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { cohortFinding, cohortRetention } from './cohort-retention.ts'
import type { FindPage } from './page-findings.ts'
import { repeatRate, repeatWindow } from './repeat-rate.ts'
import { limitClause, limitOf, secondOrderHalf, secondOrderSurvival } from './second-order-survival.ts'
import { say } from './words.ts'

/** Retention: how many come back, and when it is too late; below, how long it usually takes and how the newest cohort does. */
export const retentionFinding: FindPage = (context) => {
  const headline = comeBack(context) ?? secondOrderSurvival.headline(context) ?? repeatRate.headline(context)
  return headline ? { headline, sub: sub(context) } : null
}

function comeBack(context: ChartContext): Sentence | null {
  const { format } = context
  const row = repeatWindow(context)
  if (!row) return null
  const rate = strong(format.percent(row.rate!))
  const days = format.days(row.days!)
  const limit = limitOf(context, 'first')
  const late = limit ? limitClause(context, limit.days) : null
  if (format.language === 'ko')
    return say('처음 산 고객의 ', rate, `가 ${days} 안에 돌아왔습니다.`, late ? ` ${late}` : '')
  return say(rate, ` of first-time buyers came back within ${days}`, late ? `; ${late}` : '.')
}

/** The usual wait, and the newest cohort; null where neither is known. */
function sub(context: ChartContext): Sentence | null {
  if (!repeatWindow(context)) return null
  const { format } = context
  const half = secondOrderHalf(context)
  const newest = cohortFinding(context) ? cohortRetention.headline(context) : null
  const wait =
    half === null
      ? null
      : format.language === 'ko'
        ? say('두 번째 주문까지 보통 ', strong(format.days(half)), ' 걸립니다.')
        : say('The second order usually takes ', strong(format.days(half)), '.')
  if (!wait) return newest
  return newest ? say(wait, ' ', newest) : wait
}
