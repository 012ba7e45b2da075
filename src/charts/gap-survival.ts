import { sentence, strong, type Sentence } from '../i18n/sentence.ts'
import type { Word } from '../i18n/locale.ts'
import type { PlotOptions } from '@observablehq/plot'
import type { Chart, ChartContext } from './chart.ts'
import { gapCurves, gapLinesPlot, type GapCurve, type GapSplit } from './gap-lines.ts'
import { limitClause, limitOf, provisional } from './second-order-survival.ts'
import { halfDay, shareBy, survivalPlot } from './survival-curve.ts'
import { FEW, tooFew } from './words.ts'

export type { GapSplit }

const SPLITS: readonly { readonly id: GapSplit; readonly name: Word }[] = [
  { id: 'all', name: { ko: '전체', en: 'All' } },
  { id: 'order_number', name: { ko: '몇 번째 주문 뒤', en: 'By order number' } },
  { id: 'category', name: { ko: '카테고리별', en: 'By category' } },
  { id: 'product', name: { ko: '상품별', en: 'By product' } },
]

/** The splits that this report has rows for, in the order they are offered. */
export function gapSplits(context: ChartContext): readonly { readonly id: GapSplit; readonly name: Word }[] {
  const present = new Set(context.rows('gap_survival').map((row) => row.split))
  return SPLITS.filter(({ id }) => present.has(id))
}

/** Splits are compared by this day: 12 weeks, a day of every curve's grid; shorter where a curve ends before. */
const COMPARED_DAYS = [84, 56, 28]

/** The curve a split's headline points to, what it is held against, and the day they are compared on. */
export function gapComparison(context: ChartContext, split: Exclude<GapSplit, 'all'>) {
  const curves = gapCurves(context, split).filter((curve) => curve.waits >= FEW)
  const everyone = gapCurves(context, 'all')[0]
  for (const day of COMPARED_DAYS) {
    const known = curves.filter((curve) => shareBy(curve.points, day) !== null)
    const share = (curve: GapCurve) => shareBy(curve.points, day)!
    if (split === 'order_number') {
      const first = known[0]
      const last = known.at(-1)
      if (first && last && first !== last)
        return { day, key: last, share: share(last), against: share(first), other: first }
      continue
    }
    const [best] = [...known].sort((a, b) => share(b) - share(a))
    const all = everyone ? shareBy(everyone.points, day) : null
    if (best && known.length > 1 && all !== null)
      return { day, key: best, share: share(best), against: all, other: null }
  }
  return null
}

/** The finding of a split, as the card's headline while that split is chosen. */
export function gapHeadline(context: ChartContext, split: GapSplit = 'all'): Sentence | null {
  const { format } = context
  const ko = format.language === 'ko'
  if (split !== 'all') {
    const found = gapComparison(context, split)
    if (!found) return null
    const rate = strong(format.percent(found.share))
    const against = format.percent(found.against)
    const weeks = found.day / 7
    if (found.other)
      return ko
        ? sentence`${found.key.after}에는 ${rate}\u2060가 ${weeks}주 안에 다시 샀습니다. ${found.other.after}에는 ${against}\u2060입니다.`
        : sentence`${rate} bought again within ${weeks} weeks ${found.key.after}, against ${against} ${found.other.after}.`
    return ko
      ? sentence`‘${found.key.name}’ 구매 뒤에는 ${rate}\u2060가 ${weeks}주 안에 다시 샀습니다. 전체는 ${against}\u2060입니다.`
      : sentence`After buying “${found.key.name}”, ${rate} bought again within ${weeks} weeks; ${against} over all.`
  }
  const curve = gapCurves(context, 'all')[0]
  if (!curve) return null
  if (curve.waits < FEW) return tooFew(context, curve.waits)
  const limit = limitOf(context, 'later')
  const half = halfDay(curve.points, limit?.horizon ?? null)
  if (limit && half !== null) {
    const clause = limitClause(context, limit.days)
    return ko
      ? sentence`다시 산 고객은 보통 ${strong(format.days(half))} 만에 또 옵니다. ${clause}`
      : sentence`Repeat customers usually order again in ${strong(format.days(half))}; ${clause}`
  }
  const day = [365, 180, 90, 60, 30, 14, 7].find((day) => shareBy(curve.points, day) !== null)
  if (day === undefined) return null
  const rate = strong(format.percent(shareBy(curve.points, day)!))
  return ko
    ? sentence`두 번 이상 산 고객은 구매 뒤 ${format.days(day)} 안에 ${rate}\u2060가 다시 샀습니다. 주기는 아직 말하기 이릅니다.`
    : sentence`After a repeat purchase ${rate} bought again within ${format.days(day)}; it is too early to name a cycle.`
}

/** The picture of a split: one curve with its half point and limit, or a line for each value. */
export function gapPlot(context: ChartContext, width: number, split: GapSplit = 'all'): PlotOptions | null {
  const { format } = context
  const ko = format.language === 'ko'
  if (split !== 'all') return gapLinesPlot(context, width, split, gapComparison(context, split)?.key.value ?? null)
  const curve = gapCurves(context, 'all')[0]
  if (!curve || curve.waits < FEW) return null
  const limit = limitOf(context, 'later')
  const half = halfDay(curve.points, limit?.horizon ?? null)
  return survivalPlot(curve.points, width, format, {
    title: context.t(gapSurvival.title),
    half: half === null ? null : { day: half, text: ko ? `절반 ${format.days(half)}` : `half by ${format.days(half)}` },
    limit: limit && {
      day: limit.days,
      text: ko ? `이탈 기준 ${format.days(limit.days)}` : `churn limit ${format.days(limit.days)}`,
    },
    horizon: limit?.horizon ?? 365,
    endText: (day) => (ko ? `${format.days(day)} 안에` : `within ${format.days(day)}`),
  })
}

/** How long until the next purchase day of those who have bought again, together or by order number, category, product. */
export const gapSurvival: Chart = {
  id: 'gap_survival',
  title: { ko: '구매주기', en: 'Purchase cycle' },
  definition: {
    ko: '두 번째 이후의 구매일에서 다음 구매일까지 걸린 날을 카플란–마이어로 셉니다. 아직 다시 오지 않은 기다림은 지금까지 지난 날만큼만 셈에 넣습니다. 주문 순서, 카테고리, 상품으로 나누어 볼 수 있습니다.',
    en: 'Days from a second or later purchase day to the next, by Kaplan–Meier: waits that are still open count for as long as they have lasted. It can be split by order number, category or product.',
  },
  formula: '1 − Π (1 − dᵢ ÷ nᵢ)',
  headline: (context) => gapHeadline(context),
  notes(context) {
    const { format } = context
    const curve = gapCurves(context, 'all')[0]
    if (!curve) return []
    const limit = limitOf(context, 'later')
    return [
      format.language === 'ko' ? `구매 간격 ${format.count(curve.waits)}개` : `${format.count(curve.waits)} waits`,
      ...(limit?.isProvisional ? [provisional(context, limit.horizon ?? 0)] : []),
    ]
  },
  caption(context) {
    const curve = gapCurves(context, 'all')[0]
    if (!curve || curve.waits < FEW) return null
    return context.language === 'ko'
      ? '아직 다음 주문이 없는 고객도 셈에 넣은 곡선이라, 끝난 간격만의 평균보다 깁니다. 띠는 95% 신뢰구간입니다.'
      : 'The curve counts those who have not come back yet, so it runs longer than the mean of finished gaps. The band is the 95% interval.'
  },
  plot: (context, width) => gapPlot(context, width),
}
