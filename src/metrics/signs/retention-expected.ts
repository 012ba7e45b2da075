import { occasionOf } from './holidays.ts'
import { monthNumber } from '../months.ts'

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

const ROUNDS = 6

/**
 * What every cell should be, judged by the others: the usual share k months after the first order, times how busy that
 * calendar month was for the other cohorts, whatever made it so (a season, a feast, a sale). The cell itself is left out
 * of both; so are all cells of the cohort `without`. Cohorts of months of a feast or sale have a usual share of their own,
 * where there are three of them.
 *
 * The multiplicative fit of rows and columns is found by scaling them in turn (Deming and Stephan 1940). Cells without
 * another to compare with are left out.
 */
export function expectedCells(cells: readonly RetentionCell[], without: string | null = null): ExpectedCell[] {
  const places = placesOf(cells)
  const used = places.filter(({ cell }) => cell.cohort !== without)
  const rows = new Side(used, 'row')
  const columns = new Side(used, 'column')
  for (let round = 0; round < ROUNDS; round++) {
    rows.scale(columns)
    columns.scale(rows)
  }
  return places.flatMap(({ cell, row, column }) => {
    const isUsed = cell.cohort !== without
    const usual = rows.factor(row, isUsed ? cell : null, columns.factor(column))
    const busy = columns.factor(column, isUsed ? cell : null, rows.factor(row))
    return usual > 0 && busy > 0 ? [{ ...cell, expected: Math.min(0.99, usual * busy) }] : []
  })
}

/** Where a cell stands in the table: ages (by kind of cohort) down, calendar months across. */
interface Place {
  readonly cell: RetentionCell
  readonly row: number
  readonly column: number
}

function placesOf(cells: readonly RetentionCell[]): Place[] {
  const isOccasion = occasionsOf(cells)
  const first = cells.reduce((least, { cohort }) => (cohort < least ? cohort : least), cells[0]?.cohort ?? '')
  return cells.map((cell) => ({
    cell,
    row: 2 * cell.k + (isOccasion(cell.cohort) ? 1 : 0),
    column: monthNumber(cell.cohort) + cell.k - monthNumber(first),
  }))
}

/** Is a cohort's a month of a feast or sale? Only told where there are three such cohorts and three others. */
function occasionsOf(cells: readonly RetentionCell[]): (cohort: string) => boolean {
  const cohorts = new Set(cells.map(({ cohort }) => cohort))
  const occasions = new Set([...cohorts].filter((cohort) => occasionOf(cohort) !== null))
  const isTold = occasions.size >= 3 && cohorts.size - occasions.size >= 3
  return (cohort) => isTold && occasions.has(cohort)
}

/** The rows or the columns of the table: each line's factor is its active customers ÷ what the other side expects. */
class Side {
  readonly #places: readonly Place[]
  readonly #side: 'row' | 'column'
  readonly #cells: number[] = []
  readonly #active: number[] = []
  #expected: number[] = []

  constructor(places: readonly Place[], side: 'row' | 'column') {
    this.#places = places
    this.#side = side
    for (const place of places) {
      this.#cells[place[side]] = (this.#cells[place[side]] ?? 0) + 1
      this.#active[place[side]] = (this.#active[place[side]] ?? 0) + place.cell.active
    }
    for (const place of places) this.#expected[place[side]] = (this.#expected[place[side]] ?? 0) + place.cell.customers
  }

  scale(other: Side): void {
    const expected = this.#expected.map(() => 0)
    for (const place of this.#places)
      expected[place[this.#side]]! += place.cell.customers * other.factor(place[other.#side])
    this.#expected = expected
  }

  /** A line's factor, leaving out one of its cells, for which the other side has this factor; 0 where nothing is left. */
  factor(line: number, leftOut: RetentionCell | null = null, across = 0): number {
    const cells = (this.#cells[line] ?? 0) - (leftOut ? 1 : 0)
    const expected = (this.#expected[line] ?? 0) - (leftOut ? leftOut.customers * across : 0)
    return cells > 0 && expected > 0 ? ((this.#active[line] ?? 0) - (leftOut?.active ?? 0)) / expected : 0
  }
}
