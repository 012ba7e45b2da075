import { studyMetric } from './metric.ts'
import { endedBy } from './months.ts'
import { signs } from './signs/sign.ts'
import { warningStudy } from './signs/study.ts'

/** The picture behind each light as of the last whole month before as_of: series by sign, as each sign's file names them. */
export const warningEvidence = studyMetric({
  id: 'warning_evidence',
  study: warningStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    sign: 'string',
    series: 'string',
    label: 'string',
    at: 'timestamp',
    value: 'number',
    low: 'number',
    high: 'number',
    n: 'number',
    is_flagged: 'boolean',
  },
  key: ['sign', 'series', 'label', 'at'],
  rows: ({ months, judged }, { as_of }) => {
    const month = endedBy(months, as_of).at(-1)
    if (month === undefined) return []
    return signs.flatMap((sign) => judged[sign].evidenceAt(month).map((point) => ({ sign, ...point })))
  },
})
