import type { Study } from '../metric.ts'
import cohortsSql from './cohorts.sql?raw'
import monthsSql from './months.sql?raw'
import sizesSql from './sizes.sql?raw'
import spendSql from './spend.sql?raw'
import stepsSql from './steps.sql?raw'
import { horizonAt, type Horizon } from './matched.ts'
import { groupsOf, type Group } from './groups.ts'
import { endedBy } from '../months.ts'
import { readTallies, type TallyQuestion, type Tallies } from './tallies.ts'

/** What customers cost and brought over the whole file. */
export interface Acquisition {
  readonly tallies: Tallies
  readonly groups: readonly Group[]
}

/** The same as it stood on a day. */
export interface AcquisitionThen extends Acquisition {
  /** Whole months that had ended. */
  readonly months: readonly string[]
  /** The last of them; null where there is none. */
  readonly month: string | null
  readonly horizon: Horizon | null
}

/** What customers cost and brought, by channel: shared by the costs, LTV:CAC, the value curves and payback. */
export const acquisitionStudy: Study<Acquisition, TallyQuestion> = {
  name: 'acquisition',
  questions: { months: monthsSql, cohorts: cohortsSql, sizes: sizesSql, spend: spendSql, steps: stepsSql },
  requires: { cohorts: ['orders.margin'], steps: ['orders.margin'] },
  conclude: (answers, { settings }) => {
    const tallies = readTallies(answers)
    return { tallies, groups: groupsOf(tallies, settings.channel) }
  },
}

/** Cuts off what was not known before as_of. */
export function asOf(found: Acquisition, as_of: string): AcquisitionThen {
  const months = endedBy(found.tallies.months, as_of)
  const month = months.at(-1) ?? null
  return { ...found, months, month, horizon: month === null ? null : horizonAt(found.tallies, month) }
}
