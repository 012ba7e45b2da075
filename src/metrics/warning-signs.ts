import { studyMetric } from './metric.ts'
import { signs, type Judgement } from './signs/sign.ts'
import { judgementsBy, warningStudy } from './signs/study.ts'

/**
 * The six lights as of the last whole month before as_of. What `statistic`, `limit` and `n` are, each sign's file says;
 * `since` is the first month of the unbroken run of the present status; `missing` names the columns that an unknown light
 * would need, with commas between them.
 */
export const warningSigns = studyMetric({
  id: 'warning_signs',
  study: warningStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    sign: 'string',
    status: 'string',
    reason: 'string',
    statistic: 'number',
    limit: 'number',
    n: 'number',
    month: 'timestamp',
    since: 'timestamp',
    missing: 'string',
  },
  key: ['sign'],
  rows: (warnings, { as_of }) =>
    signs.map((sign) => {
      const judgements = judgementsBy(warnings, sign, as_of)
      const missing = warnings.missing[sign]
      const last = judgements.at(-1)
      return {
        sign,
        status: last?.status ?? 'unknown',
        reason: last ? last.reason : missing.length > 0 ? 'missing_column' : 'too_early',
        statistic: last?.statistic ?? null,
        limit: last?.limit ?? null,
        n: last?.n ?? null,
        month: last?.month ?? null,
        since: last ? sinceOf(judgements) : null,
        missing: missing.join(',') || null,
      }
    }),
})

function sinceOf(judgements: readonly Judgement[]): string {
  const { status } = judgements.at(-1)!
  let first = judgements.length - 1
  while (first > 0 && judgements[first - 1]!.status === status) first--
  return judgements[first]!.month
}
