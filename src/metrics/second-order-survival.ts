import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { metric } from './metric.ts'
import sql from './second-order-survival.sql?raw'
import { shareByDay, waitCount } from './survival-rows.ts'

/** The share of all customers with a second purchase day, by days since the first: Kaplan–Meier, all cohorts together. */
export const secondOrderSurvival = metric({
  id: 'second_order_survival',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: { days: 'number', events: 'number', censored: 'number' },
  columns: {
    day: 'number',
    at_risk: 'number',
    reordered: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['day'],
  compute: (rows) => {
    const reordered = new Map(rows.map((row) => [row.days, row.events]))
    return shareByDay(kaplanMeier(rows.map(waitCount)), 1).map((row) => ({
      ...row,
      reordered: reordered.get(row.day) ?? 0,
    }))
  },
})
