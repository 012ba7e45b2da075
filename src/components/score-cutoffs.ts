import type { ChartContext } from '../charts/chart.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'

/** What is scored: recency in days (less is better), frequency in orders, monetary value. */
export type Dimension = 'r' | 'f' | 'm'

type Cutoffs = NonNullable<Settings['cutoffs']>
type Row = MetricRows['rfm_cutoffs']

/** The edges of the scores in force, for scores 2 to 5; where nobody has a score, that of the next one down or up. */
export function cutoffsOf(rows: readonly Row[]): Cutoffs {
  const edges = (dimension: Dimension) => {
    const found = [2, 3, 4, 5].map((score) => {
      const row = rows.find((row) => row.dimension === dimension && row.score === score)
      return (dimension === 'r' ? row?.high : row?.low) ?? null
    })
    return found.map(
      (edge, index) =>
        edge ?? found.slice(index).find((next) => next !== null) ?? found.findLast((last) => last !== null) ?? 0,
    )
  }
  return { r: edges('r'), f: edges('f'), m: edges('m') }
}

/** The first dimension whose edges are no numbers or do not run one way; null where all do. */
export function cutoffProblem(cutoffs: Cutoffs): Dimension | null {
  const runs = (edges: readonly number[], sign: number) =>
    edges.every((edge, index) => Number.isFinite(edge) && (index === 0 || sign * (edge - edges[index - 1]!) >= 0))
  if (!runs(cutoffs.r, -1)) return 'r'
  if (!runs(cutoffs.f, 1)) return 'f'
  return runs(cutoffs.m, 1) ? null : 'm'
}

/** The values that have a score, and how many customers: `1–35일 · 1,240명`. */
export function rangeText(context: ChartContext, rows: readonly Row[], dimension: Dimension, score: number): string {
  const { format } = context
  const row = rows.find((row) => row.dimension === dimension && row.score === score)
  if (!row || row.low === null || row.high === null) return '–'
  const value = (value: number) => (dimension === 'm' ? format.shortMoney(value) : format.count(value))
  const range = row.low === row.high ? value(row.low) : `${value(row.low)}–${value(row.high)}`
  const unit = dimension === 'r' ? (format.language === 'ko' ? '일' : ' d') : ''
  return `${range}${unit} · ${format.customers(row.customers ?? 0)}`
}
