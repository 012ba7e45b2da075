import { kaplanMeier, type WaitCount } from '../statistics/kaplan-meier.ts'
import { metric } from './metric.ts'
import sql from './second-order-by-cohort.sql?raw'
import { FEWEST_AT_RISK, shareOn, waitCount } from './survival-rows.ts'

const DAYS = [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 365]

/** The share with a second purchase day by days since the first, for each month of the first; null where fewer than 10 are at risk. */
export const secondOrderByCohort = metric({
  id: 'second_order_by_cohort',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: { cohort: 'timestamp', is_left_edge: 'boolean', days: 'number', events: 'number', censored: 'number' },
  columns: {
    cohort: 'timestamp',
    day: 'number',
    is_left_edge: 'boolean',
    customers: 'number',
    at_risk: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['cohort', 'day'],
  compute: (rows) => {
    const cohorts = new Map<string, { is_left_edge: boolean | null; counts: WaitCount[] }>()
    for (const row of rows) {
      const cohort = cohorts.get(row.cohort!) ?? { is_left_edge: row.is_left_edge, counts: [] }
      cohort.counts.push(waitCount(row))
      cohorts.set(row.cohort!, cohort)
    }
    return [...cohorts].flatMap(([cohort, { is_left_edge, counts }]) => {
      const curve = kaplanMeier(counts)
      const customers = curve[0]?.atRisk ?? 0
      return DAYS.map((day) => {
        const on = shareOn(curve, day)
        const unknown = on.at_risk < FEWEST_AT_RISK ? { share: null, low: null, high: null } : {}
        return { cohort, is_left_edge, customers, ...on, ...unknown }
      })
    })
  },
})
