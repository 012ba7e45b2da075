import { curveOf } from './acquisition/curve.ts'
import { acquisitionStudy, asOf, type AcquisitionThen } from './acquisition/study.ts'
import type { Group } from './acquisition/groups.ts'
import { studyMetric } from './metric.ts'

/**
 * Steps of 30 days until the cumulative margin per acquired customer reaches the cost, pooled over the cohorts of LTV:CAC
 * (`cohort` null) and for each month of acquisition by itself. Not reached: `beyond` is the last step that was seen.
 */
export const payback = studyMetric({
  id: 'payback',
  study: acquisitionStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'spend.amount'],
  columns: {
    kind: 'string',
    channel: 'string',
    cohort: 'timestamp',
    customers: 'number',
    cac: 'number',
    periods_to_payback: 'number',
    beyond: 'number',
  },
  key: ['kind', 'channel', 'cohort'],
  rows: (found, { as_of }) => {
    const then = asOf(found, as_of)
    return then.groups.flatMap((group) => [...pooled(then, group), ...byCohort(then, group)])
  },
})

function pooled({ tallies, horizon, month }: AcquisitionThen, group: Group) {
  return horizon === null ? [] : rowOf(group, null, curveOf(tallies, group, horizon.cohorts, month!))
}

function byCohort({ tallies, months, month }: AcquisitionThen, group: Group) {
  return months
    .filter((cohort) => tallies.known.has(cohort) && tallies.covered.has(cohort))
    .flatMap((cohort) => rowOf(group, cohort, curveOf(tallies, group, [cohort], month!)))
}

function rowOf(group: Group, cohort: string | null, curve: ReturnType<typeof curveOf>) {
  if (curve.cac === null || curve.values.length === 0) return []
  const { customers, cac, values, payback: periods } = curve
  const { kind, channel } = group
  return [
    {
      kind,
      channel,
      cohort,
      customers,
      cac,
      periods_to_payback: periods,
      beyond: periods === null ? values.length : null,
    },
  ]
}
