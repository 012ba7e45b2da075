import { kaplanMeier, type WaitCount } from '../statistics/kaplan-meier.ts'
import { metric } from './metric.ts'
import sql from './gap-survival.sql?raw'
import { shareByDay, waitCount } from './survival-rows.ts'

/**
 * The share who bought again, by days since a purchase: Kaplan–Meier of the wait to the next purchase day of any kind.
 *
 * `all` takes every purchase day but the first, day by day. The splits have a row a week: by the number of the purchase day
 * (`1`, `2`, `3`, `4+`), and by the eight categories and products that stand in the most rows, bought on that day.
 */
export const gapSurvival = metric({
  id: 'gap_survival',
  sql,
  needs: ['orders.customer_id', 'orders.ordered_at'],
  question: { split: 'string', value: 'string', days: 'number', events: 'number', censored: 'number' },
  columns: {
    split: 'string',
    value: 'string',
    day: 'number',
    at_risk: 'number',
    share: 'number',
    low: 'number',
    high: 'number',
  },
  key: ['split', 'value', 'day'],
  compute: (rows) => {
    const groups = new Map<string, { split: string; value: string; counts: WaitCount[] }>()
    for (const row of rows) {
      const [split, value] = [row.split!, row.value!]
      const id = JSON.stringify([split, value])
      const group = groups.get(id) ?? { split, value, counts: [] }
      group.counts.push(waitCount(row))
      groups.set(id, group)
    }
    return [...groups.values()].flatMap(({ split, value, counts }) =>
      shareByDay(kaplanMeier(counts), split === 'all' ? 1 : 7).map((row) => ({ split, value, ...row })),
    )
  },
})
