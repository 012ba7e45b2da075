import type { Study } from '../metric.ts'
import cohortsSql from './cohorts.sql?raw'
import monthsSql from './months.sql?raw'
import sizesSql from './sizes.sql?raw'
import spendSql from './spend.sql?raw'
import stepsSql from './steps.sql?raw'
import { compare, horizonAt, type Comparison, type Horizon } from './matched.ts'
import { groupsOf, type Group } from './groups.ts'
import { endedBy } from './months.ts'
import { readTallies, type TallyQuestion, type Tallies } from './tallies.ts'

/** Value and cost of acquired customers as they stood at the end of the last whole month before as_of. */
export interface Acquisition {
  readonly tallies: Tallies
  /** Whole months before as_of. */
  readonly months: readonly string[]
  /** The last of them; null where there is none. */
  readonly month: string | null
  readonly groups: readonly Group[]
  readonly horizon: Horizon | null
  readonly comparisons: readonly Comparison[]
}

/** What customers cost and brought, by channel: shared by the costs, LTV:CAC, the value curves and payback. */
export const acquisitionStudy: Study<Acquisition, TallyQuestion> = {
  name: 'acquisition',
  questions: { months: monthsSql, cohorts: cohortsSql, sizes: sizesSql, spend: spendSql, steps: stepsSql },
  conclude: (answers, { settings }) => {
    const tallies = readTallies(answers)
    const months = endedBy(tallies.months, settings.as_of)
    const month = months.at(-1) ?? null
    const groups = groupsOf(tallies, settings.channel)
    const horizon = month === null ? null : horizonAt(tallies, month)
    return {
      tallies,
      months,
      month,
      groups,
      horizon,
      comparisons: horizon ? groups.map((group) => compare(tallies, group, horizon, month!)) : [],
    }
  },
}
