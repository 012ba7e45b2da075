import type { MetricRows } from '../../metrics/index.ts'
import type { Sign } from '../../metrics/signs/sign.ts'
import type { ChartContext } from '../chart.ts'

/** A row of the evidence. */
export type EvidenceRow = MetricRows['warning_evidence']

/** A point of a series in time. */
export interface EvidencePoint {
  /** ISO first day of the month, quarter or cohort. */
  readonly at: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number | null
  readonly isFlagged: boolean
}

/** The rows of one series behind a light. */
export const seriesOf = (context: ChartContext, sign: Sign, series: string): readonly EvidenceRow[] =>
  context.rows('warning_evidence').filter((row) => row.sign === sign && row.series === series)

/** The points of one series in order of time; those without a value are left out. */
export function pointsOf(context: ChartContext, sign: Sign, series: string): readonly EvidencePoint[] {
  return seriesOf(context, sign, series)
    .flatMap((row): EvidencePoint[] =>
      row.at === null || row.value === null
        ? []
        : [
            {
              at: row.at.slice(0, 10),
              value: row.value,
              low: row.low,
              high: row.high,
              n: row.n,
              isFlagged: row.is_flagged === true,
            },
          ],
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The only value of a series that has no time; null where there is none. */
export const figureOf = (context: ChartContext, sign: Sign, series: string): number | null =>
  seriesOf(context, sign, series)[0]?.value ?? null
