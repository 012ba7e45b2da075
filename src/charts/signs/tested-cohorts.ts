import type { ChartContext } from '../chart.ts'
import { lightOf } from '../lights.ts'
import { isShared } from '../words.ts'
import { pointsOf, type EvidencePoint } from './evidence.ts'

const SIGN = 'retention_anomaly'
const PERIODS = [1, 2, 3] as const

/** A cohort over its first months: the share of it that bought, a month, with what is usual and what would be too low. */
export interface CohortMean {
  readonly at: string
  readonly value: number
  /** Null where nothing is known to compare with. */
  readonly usual: number | null
  /** Null for cohorts that are not tested. */
  readonly limit: number | null
  readonly n: number | null
  readonly isFlagged: boolean
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const meanOrNull = (values: readonly (number | null)[]) =>
  values.every((value) => value !== null) ? mean(values) : null

/** Every cohort that was seen for `seen` months, over those months. */
export function cohortMeans(context: ChartContext, seen: number): readonly CohortMean[] {
  const [first = [], ...later] = PERIODS.slice(0, seen).map((period) => pointsOf(context, SIGN, `after_${period}`))
  return first.flatMap((point): CohortMean[] => {
    const others = later.map((points) => points.find((other) => other.at === point.at))
    const cells = [point, ...others].filter((cell): cell is EvidencePoint => cell !== undefined)
    if (cells.length < seen) return []
    return [
      {
        at: point.at,
        value: mean(cells.map((cell) => cell.value)),
        usual: meanOrNull(cells.map((cell) => cell.high)),
        limit: meanOrNull(cells.map((cell) => cell.low)),
        n: point.n,
        isFlagged: point.isFlagged,
      },
    ]
  })
}

/** The tested cohort that the light speaks of, and how many months it was seen for; null where none is tested. */
export function testedCohort(context: ChartContext): { readonly seen: number; readonly cohort: CohortMean } | null {
  const light = lightOf(context, SIGN)
  if (!light) return null
  // A cohort is tested over all the months it was seen for: one, two or three.
  const tested = PERIODS.flatMap((seen) => {
    const newer = seen < PERIODS.length ? cohortMeans(context, seen + 1).map((cohort) => cohort.at) : []
    return cohortMeans(context, seen)
      .filter((cohort) => cohort.limit !== null && !newer.includes(cohort.at))
      .map((cohort) => ({ seen, cohort }))
  })
  // What is shared is rounded.
  const near = isShared(context) ? 2e-3 : 1e-6
  const isNamed = ({ cohort }: (typeof tested)[number]) =>
    light.statistic !== null && cohort.n === light.n && Math.abs(cohort.value - light.statistic) < near
  const below = ({ cohort }: (typeof tested)[number]) => cohort.value / cohort.limit!
  const flagged = tested.filter(({ cohort }) => cohort.isFlagged)
  const some = flagged.length > 0 ? flagged : tested
  const named = tested.find(isNamed)
  if (named) return { ...named, cohort: { ...named.cohort, limit: light.limit ?? named.cohort.limit } }
  // Its figures are hidden: another cohort is not the one that the light speaks of.
  if (isShared(context)) return null
  return [...some].sort((a, b) => below(a) - below(b))[0] ?? null
}
