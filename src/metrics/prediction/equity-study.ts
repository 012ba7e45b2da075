import type { ColumnTable } from '../../engine/database.ts'
import quadrantsSql from '../customer-equity.sql?raw'
import type { ColumnStudy, RowOf } from '../metric.ts'
import { marginStudy, type PredictedMargin } from './margin-study.ts'
import referrersSql from './referrers.sql?raw'

/** Columns of `customer_equity`. */
export const equityColumns = {
  quadrant: 'string',
  customers: 'number',
  clv: 'number',
  crv: 'number',
  clv_median: 'number',
  basis: 'string',
} as const

type EquityRow = RowOf<typeof equityColumns>

const QUADRANTS = ['champions', 'affluents', 'advocates', 'misers'] as const

/** Customers by value and referrals: predicted margin where it may be trusted, else what they have brought. */
export const equityStudy: ColumnStudy<
  readonly EquityRow[],
  'quadrants' | 'referrers',
  readonly [PredictedMargin | null],
  never
> = {
  name: 'equity',
  ask: 'columns',
  uses: [marginStudy],
  reads: [],
  questions: { quadrants: quadrantsSql, referrers: referrersSql },
  requires: { quadrants: ['orders.margin'], referrers: ['orders.margin'] },
  conclude: (answers, _context, [predicted]) =>
    predicted ? predictedEquity(predicted, answers.referrers) : observedEquity(answers.quadrants),
}

function observedEquity({ columns, length }: ColumnTable): EquityRow[] {
  const number = (name: string, at: number) => (columns[name] as Float64Array)[at]!
  return Array.from({ length }, (_, at) => ({
    quadrant: (columns['quadrant'] as readonly string[])[at]!,
    customers: number('customers', at),
    clv: number('clv', at),
    crv: number('crv', at),
    clv_median: number('clv_median', at),
    basis: 'observed',
  }))
}

function predictedEquity({ people, forecast, spend }: PredictedMargin, referrers: ColumnTable): EquityRow[] {
  const clv = forecast.discounted.map((orders, at) => orders * spend.mean[at]!)
  const median = clv.toSorted()[Math.ceil(clv.length / 2) - 1] ?? null
  const referred = new Map<number, number>()
  for (let at = 0; at < referrers.length; at++)
    referred.set(
      (referrers.columns['customer_key'] as Float64Array)[at]!,
      (referrers.columns['crv'] as Float64Array)[at]!,
    )
  const sums = new Map(QUADRANTS.map((quadrant) => [quadrant, { customers: 0, clv: 0, crv: 0 }]))
  for (let at = 0; at < clv.length; at++) {
    const crv = referred.get(people.key[at]!) ?? 0
    const [isValued, refers] = [clv[at]! >= median!, crv > 0]
    const sum = sums.get(isValued ? (refers ? 'champions' : 'affluents') : refers ? 'advocates' : 'misers')!
    sum.customers++
    sum.clv += clv[at]!
    sum.crv += crv
  }
  return [...sums].map(([quadrant, sum]) => ({ quadrant, ...sum, clv_median: median, basis: 'predicted' }))
}
