import type { ChartContext } from './chart.ts'

/** One cell of the recency × frequency grid, all monetary scores together. */
export interface GridCell {
  readonly r: number
  readonly f: number
  /** The segment of most of its customers; null in an empty cell. */
  readonly segment: string | null
  /** Does the cell hold more than one segment (schemes that read M)? */
  readonly isMixed: boolean
  readonly customers: number
  /** Null where it is hidden. */
  readonly value: number | null
}

/** The values a score covers, inclusive as observed. */
export interface ScoreRange {
  readonly low: number
  readonly high: number
}

/** The 25 cells, R5 first and F1 first; empty ones too. No rows: no cells. */
export function gridCells(context: ChartContext): GridCell[] {
  const rows = context.rows('rfm_scores')
  if (rows.length === 0) return []
  return [5, 4, 3, 2, 1].flatMap((r) =>
    [1, 2, 3, 4, 5].map((f): GridCell => {
      const inside = rows.filter((row) => row.r === r && row.f === f)
      const bySegment = new Map<string, number>()
      for (const row of inside)
        if (row.segment !== null) bySegment.set(row.segment, (bySegment.get(row.segment) ?? 0) + (row.customers ?? 0))
      const [largest] = [...bySegment].sort(([, a], [, b]) => b - a)
      return {
        r,
        f,
        segment: largest?.[0] ?? null,
        isMixed: bySegment.size > 1,
        customers: inside.reduce((sum, row) => sum + (row.customers ?? 0), 0),
        value: inside.some((row) => row.value === null) ? null : inside.reduce((sum, row) => sum + row.value!, 0),
      }
    }),
  )
}

/** All customers of some cells. */
export const customersOf = (cells: readonly GridCell[]) => cells.reduce((sum, cell) => sum + cell.customers, 0)

/** The cell with most customers, of equal ones the one of more value; null without customers. */
export function largestCell(cells: readonly GridCell[]): GridCell | null {
  const [first] = [...cells].sort((a, b) => b.customers - a.customers || (b.value ?? 0) - (a.value ?? 0))
  return first && first.customers > 0 ? first : null
}

/** The values that earn a score; null where nobody has it or the cut-offs are not there. */
export function scoreRange(context: ChartContext, dimension: 'r' | 'f' | 'm', score: number): ScoreRange | null {
  const row = context.rows('rfm_cutoffs').find((row) => row.dimension === dimension && row.score === score)
  return row && row.low !== null && row.high !== null ? { low: row.low, high: row.high } : null
}

/** Values as one reads them: 4–5, or 10+ where the score is open at the far end. */
const span = ({ format }: ChartContext, { low, high }: ScoreRange) =>
  low === high ? format.count(low) : `${format.count(low)}–${format.count(high)}`

/** The recency score's days at its row: 36–137일, 450일 이상. */
export function recencyLabel(context: ChartContext, score: number): string {
  const range = scoreRange(context, 'r', score)
  if (!range) return '–'
  const isKo = context.language === 'ko'
  if (score === 1)
    return isKo ? `${context.format.count(range.low)}일 이상` : `${context.format.count(range.low)}+ days`
  return isKo ? `${span(context, range)}일` : `${span(context, range)} days`
}

/** The frequency score's orders over its column: 2–3회, 10회 이상; without the unit where `isShort`. */
export function frequencyLabel(context: ChartContext, score: number, isShort: boolean): string {
  const range = scoreRange(context, 'f', score)
  if (!range) return '–'
  const isKo = context.language === 'ko'
  const low = context.format.count(range.low)
  if (score === 5 && range.high > range.low)
    return isKo ? (isShort ? `${low}회+` : `${low}회 이상`) : isShort ? `${low}+` : `${low}+ orders`
  if (isKo) return `${span(context, range)}회`
  return isShort ? span(context, range) : `${span(context, range)} ${range.high === 1 ? 'order' : 'orders'}`
}

/** Who a cell holds, as a clause before (ko) or after (en) the number: 한 번 사고 450일 이상 오지 않은. */
export function cellClause(context: ChartContext, cell: GridCell): string {
  const days = scoreRange(context, 'r', cell.r)
  const orders = scoreRange(context, 'f', cell.f)
  const isKo = context.language === 'ko'
  if (!days || !orders) return isKo ? `R${cell.r}·F${cell.f}인` : `in R${cell.r} × F${cell.f}`
  const isOnce = orders.high === 1
  const times = cell.f === 5 && orders.high > orders.low ? null : span(context, orders)
  const count = context.format.count
  if (isKo) {
    const bought = times === null ? `${count(orders.low)}회 이상` : `${times}회`
    if (cell.r === 5)
      return isOnce ? `최근 ${count(days.high)}일 안에 처음 산` : `${bought} 샀고 최근 ${count(days.high)}일 안에도 산`
    if (cell.r === 1) return `${isOnce ? '한 번 사고' : `${bought} 샀지만`} ${count(days.low)}일 이상 오지 않은`
    return isOnce
      ? `${span(context, days)}일 전에 한 번 산`
      : `${bought} 샀고 ${span(context, days)}일 전에 마지막으로 산`
  }
  const bought = isOnce ? 'bought once' : `bought ${times ?? `${count(orders.low)} or more`} times`
  if (cell.r === 5)
    return isOnce
      ? `who first bought in the last ${count(days.high)} days`
      : `who ${bought}, last within ${count(days.high)} days`
  if (cell.r === 1)
    return isOnce
      ? `who ${bought}, ${count(days.low)} or more days ago`
      : `who ${bought}, but not for ${count(days.low)} days or more`
  return `who ${bought}, ${isOnce ? '' : 'last '}${span(context, days)} days ago`
}
