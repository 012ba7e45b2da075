import { metric } from './metric.ts'
import sql from './referral-value.sql?raw'

/**
 * What referrals are worth, direct ones only: p × 12-month margin of the referred + (1 − p) × what a customer of paid
 * channels cost in their month, p being the share who came only because of the referral (metrics.md §4). `crv` is at p = 50%;
 * `crv_low` and `crv_high` are the lower and the higher of p = 25% and 75%. Rewards to either side are not in the files and
 * not taken off. Ids are never given.
 */
export const referralValue = metric({
  id: 'referral_value',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount', 'orders.margin', 'customers.referred_by'],
  question: {
    scope: 'string',
    rank: 'number',
    referrers: 'number',
    referred: 'number',
    referred_value: 'number',
    referred_margin: 'number',
    saved_cost: 'number',
  },
  columns: {
    scope: 'string',
    rank: 'number',
    referrers: 'number',
    referred: 'number',
    referred_value: 'number',
    referred_margin: 'number',
    crv_low: 'number',
    crv: 'number',
    crv_high: 'number',
  },
  key: ['scope', 'rank'],
  compute: (rows) =>
    rows.map(({ saved_cost, ...row }) => {
      const worth = (p: number) => p * (row.referred_margin ?? 0) + (1 - p) * (saved_cost ?? 0)
      const ends = [worth(0.25), worth(0.75)]
      return { ...row, crv_low: Math.min(...ends), crv: worth(0.5), crv_high: Math.max(...ends) }
    }),
})
