import type { Group } from '../acquisition/groups.ts'
import { acquisitionStudy, type Acquisition } from '../acquisition/study.ts'
import type { Study } from '../metric.ts'
import { monthOf } from '../months.ts'
import { GroupSum } from './forecast.ts'
import { marginStudy, type PredictedMargin } from './margin-study.ts'

/** What acquisition costs and brings, and what it will bring. */
export interface AcquisitionAhead {
  readonly acquisition: Acquisition
  readonly margin: PredictedMargin | null
}

/** Acquisition with the predicted margin beside it. */
export const ltvStudy: Study<AcquisitionAhead, never, readonly [Acquisition, PredictedMargin | null], never> = {
  name: 'acquisition ahead',
  uses: [acquisitionStudy, marginStudy],
  reads: [],
  questions: {},
  conclude: (_answers, _context, [acquisition, margin]) => ({ acquisition, margin }),
}

/** Margin per customer: earned before as_of and expected within the horizon, with its 95% interval. */
export interface LtvAhead {
  readonly ltv: number
  readonly low: number | null
  readonly high: number | null
}

/** What the customers of a group who came in these months (ISO first days) will have brought; null where there are none. */
export function ltvAhead(
  { people, channels, earned, forecast, spend }: PredictedMargin,
  group: Group,
  cohorts: readonly string[],
): LtvAhead | null {
  const inside = new Set(cohorts)
  const sum = new GroupSum(forecast, spend)
  let before = 0
  for (let at = 0; at < people.key.length; at++) {
    const cohort = people.cohort[at]!
    if (Number.isNaN(cohort) || !inside.has(monthOf(cohort))) continue
    if (!group.holds(channels.get(people.channel[at]!) ?? null)) continue
    sum.add(at)
    before += earned[at]!
  }
  const { customers, value, low, high } = sum.result()
  if (customers === 0 || value === null) return null
  const perCustomer = (ahead: number | null) => (ahead === null ? null : (before + ahead) / customers)
  return { ltv: (before + value) / customers, low: perCustomer(low), high: perCustomer(high) }
}
