import { groupBy, monthNumber } from './judging.ts'
import { occasionOf } from './holidays.ts'

/** A cohort's customers active in the k-th calendar month after that of their first order; that month is over. */
export interface RetentionCell {
  readonly cohort: string
  readonly k: number
  readonly customers: number
  readonly active: number
}

/** A cell with the share that was to be expected of it. */
export interface ExpectedCell extends RetentionCell {
  readonly expected: number
}

/** Sums over a row or a column of the table of cells. */
interface Side {
  cells: number
  active: number
  weight: number
}

const ROUNDS = 12

/**
 * What every cell should be, judged by the others: the usual share k months after the first order, times how busy that
 * calendar month was for the other cohorts, whatever made it so (a season, a feast, a sale). A cohort's own customers are
 * left out of both. Cohorts of months of a feast or sale have a usual share of their own, where there are two others.
 *
 * The multiplicative fit of rows and columns is found by scaling them in turn (Deming and Stephan 1940). Cells without
 * another to compare with are left out.
 */
export function expectedCells(cells: readonly RetentionCell[]): ExpectedCell[] {
  const kinds = kindOf(cells)
  const rowKeys = cells.map((cell) => `${cell.k} ${kinds(cell.cohort)}`)
  const columnKeys = cells.map(({ cohort, k }) => monthNumber(cohort) + k)
  const rows = new Map<string, Side>()
  const columns = new Map<number, Side>()
  const share = (side: Side | undefined) => (side && side.cells > 0 && side.weight > 0 ? side.active / side.weight : 0)
  const scale = <K, L>(to: Map<K, Side>, keys: readonly K[], by: ReadonlyMap<L, Side>, byKeys: readonly L[]) => {
    to.clear()
    for (const [index, { customers, active }] of cells.entries()) {
      const side = to.get(keys[index]!) ?? { cells: 0, active: 0, weight: 0 }
      side.cells += 1
      side.active += active
      side.weight += customers * (by.size > 0 ? share(by.get(byKeys[index]!)) : 1)
      to.set(keys[index]!, side)
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    scale(rows, rowKeys, columns, columnKeys)
    scale(columns, columnKeys, rows, rowKeys)
  }
  scale(rows, rowKeys, columns, columnKeys)
  return cells.flatMap((cell, index) => {
    const row = rows.get(rowKeys[index]!)!
    const column = columns.get(columnKeys[index]!)!
    const usual = share(without(row, cell, share(column)))
    const busy = share(without(column, cell, share(row)))
    return usual > 0 && busy > 0 ? [{ ...cell, expected: Math.min(0.99, usual * busy) }] : []
  })
}

function without({ cells, active, weight }: Side, cell: RetentionCell, factor: number): Side {
  return { cells: cells - 1, active: active - cell.active, weight: weight - cell.customers * factor }
}

/** Is a cohort's a month of a feast or sale? Only told where there are three such cohorts and three others. */
function kindOf(cells: readonly RetentionCell[]): (cohort: string) => boolean {
  const cohorts = [...groupBy(cells, ({ cohort }) => cohort).keys()]
  const occasions = new Set(cohorts.filter((cohort) => occasionOf(cohort) !== null))
  const isTold = occasions.size >= 3 && cohorts.length - occasions.size >= 3
  return (cohort) => isTold && occasions.has(cohort)
}
