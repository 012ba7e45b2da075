import { studyMetric } from './metric.ts'
import { signs } from './signs/sign.ts'
import { judgementsBy, warningStudy } from './signs/study.ts'

/** What each light said at the end of each whole month before as_of, from the rows up to then alone, limits included. */
export const warningHistory = studyMetric({
  id: 'warning_history',
  study: warningStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    sign: 'string',
    month: 'timestamp',
    status: 'string',
    reason: 'string',
    statistic: 'number',
    limit: 'number',
    n: 'number',
  },
  key: ['sign', 'month'],
  rows: (warnings, { as_of }) =>
    signs.flatMap((sign) => judgementsBy(warnings, sign, as_of).map((judgement) => ({ sign, ...judgement }))),
})
