import type { ChartContext } from '../chart.ts'
import type { Light } from '../lights.ts'
import { pointsOf, type EvidencePoint } from './evidence.ts'

/** The two medians that the light on cycle and basket watches. */
export const rangeSeries = ['gap', 'basket'] as const
type RangeSeries = (typeof rangeSeries)[number]

/** A median that left its usual range in the judged month, and which way. */
export interface OutOfRange {
  readonly series: RangeSeries
  readonly direction: 'up' | 'down'
  readonly point: EvidencePoint
}

/** The medians of the judged month that turned the light on; a longer gap and a smaller basket, which alarm, first. */
export function outOfRange(context: ChartContext, light: Light): readonly OutOfRange[] {
  const found = rangeSeries.flatMap((series): OutOfRange[] => {
    const point = pointsOf(context, 'abnormal_cycle_or_basket', series).find(({ at }) => at === light.month)
    if (!point?.isFlagged || point.low === null || point.high === null) return []
    return [{ series, direction: point.value > (point.low + point.high) / 2 ? 'up' : 'down', point }]
  })
  const isBad = ({ series, direction }: OutOfRange) => (series === 'gap') === (direction === 'up')
  return found.sort((a, b) => Number(isBad(b)) - Number(isBad(a)))
}
