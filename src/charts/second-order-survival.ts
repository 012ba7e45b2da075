import { particle, sentence, strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { halfDay, shareBy, survivalPlot } from './survival-curve.ts'
import { FEW, tooFew } from './words.ts'

/** The churn limit of a kind of wait, where it is known. */
export function limitOf(context: ChartContext, wait: 'first' | 'later') {
  const row = context.rows('churn_limits').find((row) => row.wait === wait)
  if (!row || row.status === 'unknown' || row.limit_days === null) return null
  return { days: row.limit_days, horizon: row.horizon_days, isProvisional: row.status === 'provisional' }
}

/** "60일이 지나면 거의 오지 않습니다." — or, with a quantile under 0.9, the share who have come by then. */
export function limitClause(context: ChartContext, days: number): string {
  const { format, report } = context
  const quantile = report.settings.churn_quantile
  const text = format.days(days)
  if (format.language === 'ko')
    return quantile >= 0.9
      ? `${text}${particle(text, '이/가')} 지나면 거의 오지 않습니다.`
      : `돌아올 고객의 ${format.percent(quantile, 0)}\u2060는 ${text} 안에 옵니다.`
  return quantile >= 0.9
    ? `after ${format.count(days)} hardly anyone comes.`
    : `${format.percent(quantile, 0)} of those who come have come by day ${format.count(days)}.`
}

/** The half point of first waits, in days; null where the horizon is unknown. */
export function secondOrderHalf(context: ChartContext): number | null {
  return halfDay(context.rows('second_order_survival'), limitOf(context, 'first')?.horizon ?? null)
}

/** How long until the second purchase day: one curve for everyone. */
export const secondOrderSurvival: Chart = {
  id: 'second_order_survival',
  title: { ko: '두 번째 주문까지', en: 'Time to the second order' },
  definition: {
    ko: '첫 구매일부터 두 번째 구매일까지 걸린 날을 카플란–마이어로 셉니다. 아직 다시 오지 않은 고객은 지금까지 기다린 날만큼만 셈에 넣습니다. 띠는 95% 신뢰구간(로그–로그)이고, 남은 고객이 10명 아래가 되면 곡선을 끊습니다.',
    en: 'Days from the first to the second purchase day, by Kaplan–Meier: customers who have not come back yet count for as long as they have been waiting. The band is the 95% interval (log–log); the curve ends where fewer than 10 are still waiting.',
  },
  formula: '1 − Π (1 − dᵢ ÷ nᵢ)',
  headline(context) {
    const rows = context.rows('second_order_survival')
    const waits = rows[0]?.at_risk ?? 0
    if (rows.length === 0) return null
    if (waits < FEW) return tooFew(context, waits)
    const limit = limitOf(context, 'first')
    const half = secondOrderHalf(context)
    if (limit && half !== null) return usually(context, half, limit.days)
    return soFar(context)
  },
  notes(context) {
    const { format } = context
    const waits = context.rows('second_order_survival')[0]?.at_risk
    if (!waits) return []
    const limit = limitOf(context, 'first')
    return [
      format.language === 'ko' ? `첫 구매 고객 ${format.customers(waits)}` : `${format.count(waits)} first-time buyers`,
      ...(limit?.isProvisional ? [provisional(context, limit.horizon ?? 0)] : []),
    ]
  },
  caption(context) {
    const { format, report } = context
    const limit = limitOf(context, 'first')
    const half = secondOrderHalf(context)
    if (!limit || half === null) return null
    const quantile = format.percent(report.settings.churn_quantile, 0)
    return format.language === 'ko'
      ? `${format.days(limit.horizon!)} 안에 다시 산 고객의 절반은 ${format.days(half)}, ${quantile}\u2060는 ${format.days(limit.days)} 안에 왔습니다. 띠는 95% 신뢰구간입니다.`
      : `Of those who came back within ${format.days(limit.horizon!)}, half had come by day ${format.count(half)} and ${quantile} by day ${format.count(limit.days)}. The band is the 95% interval.`
  },
  plot(context, width) {
    const { format } = context
    const rows = context.rows('second_order_survival')
    if ((rows[0]?.at_risk ?? 0) < FEW) return null
    const ko = format.language === 'ko'
    const limit = limitOf(context, 'first')
    const half = secondOrderHalf(context)
    return survivalPlot(rows, width, format, {
      title: context.t(secondOrderSurvival.title),
      half:
        half === null ? null : { day: half, text: ko ? `절반 ${format.days(half)}` : `half by ${format.days(half)}` },
      limit: limit && {
        day: limit.days,
        text: ko ? `이탈 기준 ${format.days(limit.days)}` : `churn limit ${format.days(limit.days)}`,
      },
      horizon: limit?.horizon ?? 365,
      endText: (day) => (ko ? `${format.days(day)} 안에` : `within ${format.days(day)}`),
    })
  },
}

/** "Provisional: observed for 120 days." */
export function provisional(context: ChartContext, horizon: number): string {
  const days = context.format.days(horizon)
  return context.language === 'ko' ? `잠정: 지켜본 기간 ${days}` : `provisional: observed for ${days}`
}

function usually(context: ChartContext, half: number, limit: number): Sentence {
  const { format } = context
  const clause = limitClause(context, limit)
  if (format.language === 'ko') return sentence`두 번째 주문까지 보통 ${strong(format.days(half))} 걸립니다. ${clause}`
  return sentence`The second order usually takes ${strong(format.days(half))}; ${clause}`
}

/** What can be said before the horizon is known: the share by the longest round day observed. */
function soFar(context: ChartContext): Sentence | null {
  const { format } = context
  const rows = context.rows('second_order_survival')
  const day = [365, 180, 90, 60, 30, 14, 7].find((day) => shareBy(rows, day) !== null)
  if (day === undefined) return null
  const share = shareBy(rows, day)!
  const days = format.days(day)
  const ko = format.language === 'ko'
  if (share === 0)
    return ko
      ? sentence`첫 구매 고객 ${strong(format.customers(rows[0]!.at_risk!))} 가운데 ${days} 안에 다시 산 고객은 없습니다.`
      : sentence`None of ${strong(format.count(rows[0]!.at_risk!))} first-time buyers came back within ${days}.`
  const rate = strong(format.percent(share))
  return ko
    ? sentence`첫 구매 고객의 ${rate}\u2060가 ${days} 안에 다시 샀습니다. 얼마나 걸리는지는 아직 말하기 이릅니다.`
    : sentence`${rate} of first-time buyers came back within ${days}; it is too early to say how long it usually takes.`
}
