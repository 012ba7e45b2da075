import type { CellKind } from './kinds.ts'
import { kindOf } from './kinds.ts'
import type { Fault, TextRecord } from './reader.ts'
import { hasWidth } from './repair.ts'
import type { Dialect } from './text.ts'

/** What rows of a text table are measured against. */
export interface TableShape {
  readonly dialect: Dialect
  readonly width: number
  /** The cells of the header as they stand in the file; null: there is none. */
  readonly header: readonly string[] | null
  /** What the first column holds; null: words. */
  readonly firstKind: CellKind | null
  /** Can rows at the end be told from notes and totals? */
  readonly hasTail: boolean
}

/** Why a row is no row of the table. */
export type SetAsideReason = Fault | 'too_many_cells' | 'repeated_header' | 'note' | 'total'

/** A row of the table, as many cells as it has columns, or one that was set aside. `row` as a spreadsheet numbers it. */
export type TableRow =
  | { readonly row: number; readonly cells: readonly string[]; readonly reason: null; readonly text: string }
  | { readonly row: number; readonly cells: null; readonly reason: SetAsideReason; readonly text: string }

/** Rows at the end of a file that may be notes and totals, at most. */
export const TAIL = 64

/**
 * Tells rows of the table from what else stands below its header:
 * - A row with fewer cells than the header is filled up with empty ones; one with more is cut where they are empty, and
 *   set aside (`too_many_cells`) where they are not.
 * - The header again is set aside (`repeated_header`).
 * - Of the last `TAIL` rows of the file, those below the last proper one are set aside as `total` where their first
 *   words say so and the rest are numbers, as `note` where one cell alone is filled and says what no value says.
 * - What could not be read is set aside with its `Fault`.
 */
export class RowSorter {
  readonly #shape: TableShape
  readonly #header: string | null
  #row: number
  /** Rows that are notes or totals if nothing proper follows. */
  #pending: { readonly row: TableRow; readonly instead: TableRow }[] = []

  /** `row`: rows and empty lines above the first that will be pushed. */
  constructor(shape: TableShape, row: number) {
    this.#shape = shape
    this.#header = shape.header === null ? null : bare(shape.header)
    this.#row = row
  }

  /** Rows and empty lines so far, those above included. */
  get row(): number {
    return this.#row
  }

  /** No row waits for what follows it. */
  get isSettled(): boolean {
    return this.#pending.length === 0
  }

  /** Takes the next record; adds to `rows` what is certain now. */
  push(record: TextRecord, rows: TableRow[]): void {
    const row = ++this.#row
    if (record.isBlank) return
    const { cells, text, fault } = record
    const { width } = this.#shape
    const reason =
      fault ??
      (this.#isHeader(cells)
        ? 'repeated_header'
        : cells.length > width && !hasWidth(cells, width)
          ? 'too_many_cells'
          : null)
    if (reason !== null) {
      const aside: TableRow = { row, cells: null, reason, text }
      if (this.#pending.length === 0) rows.push(aside)
      else this.#wait(aside, aside, rows)
      return
    }
    const kept: TableRow = { row, cells: fitted(cells, width), reason: null, text }
    const tail = this.#shape.hasTail ? tailReason(cells, this.#shape) : null
    if (tail !== null) return this.#wait(kept, { row, cells: null, reason: tail, text }, rows)
    if (this.#pending.length > 0) this.#release(this.#pending.length, rows)
    rows.push(kept)
  }

  /** There are no more records. `isEnd`: the file ends here. */
  end(isEnd: boolean, rows: TableRow[]): void {
    if (isEnd) for (const { instead } of this.#pending.splice(0)) rows.push(instead)
    else this.#release(this.#pending.length, rows)
  }

  #isHeader(cells: readonly string[]): boolean {
    const { header } = this.#shape
    if (header === null || cells.length !== header.length) return false
    // Nearly every row differs in its first cell; names may be quoted and have spaces around them.
    const [first] = cells
    if (first !== header[0] && !/["\s]/.test(first!) && !/["\s]/.test(header[0]!)) return false
    return bare(cells) === this.#header
  }

  #wait(row: TableRow, instead: TableRow, rows: TableRow[]): void {
    this.#pending.push({ row, instead })
    if (this.#pending.length > TAIL) this.#release(1, rows)
  }

  #release(count: number, rows: TableRow[]): void {
    for (const { row } of this.#pending.splice(0, count)) rows.push(row)
  }
}

function fitted(cells: string[], width: number): readonly string[] {
  if (cells.length > width) return cells.slice(0, width)
  while (cells.length < width) cells.push('')
  return cells
}

/** Cells without what differs between two ways of writing them. */
export function bare(cells: readonly string[]): string {
  return cells.map((cell) => cell.replace(/[ "]/g, '')).join('\0')
}

/** What the words of a total begin with. */
const TOTAL_START = /^\s*[*※\-[(<총합소누계gst]/i
const TOTAL =
  /^[*※\-[(<]*\s*(?:총\s*)?(?:합\s*계|총\s*계|소\s*계|누\s*계|총\s*액|총\s*합|계|grand\s*totals?|sub-?\s*totals?|totals?|sum|합\s*산|gesamt|summe|합계금액)\s*(?:[\])>:：]|[(（][^()（）]*[)）]|금액|건수)*\s*[:：]?$/i

/** What a row would be if it stood at the end of the file; null: a row. */
export function tailReason(
  cells: readonly string[],
  { width, firstKind }: Pick<TableShape, 'width' | 'firstKind'>,
): 'note' | 'total' | null {
  let first = 0
  while (first < cells.length && cells[first]!.trim() === '') first++
  if (first === cells.length) return null
  let second = first + 1
  while (second < cells.length && cells[second]!.trim() === '') second++
  const isOnly = second >= cells.length
  if (!isOnly && !TOTAL_START.test(cells[first]!)) return null
  const text = cells[first]!.trim()
  if (text.length < 60 && TOTAL.test(text)) {
    const others = cells.filter((cell, index) => index !== first && cell.trim() !== '')
    const numbers = others.filter((cell) => kindOf(cell) === 'number').length
    if (others.length === 0 || numbers * 2 > others.length) return 'total'
  }
  if (!isOnly) return null
  const kind = kindOf(text)
  const isAlone = cells.length === 1
  if (first > 0 || kind === 'number' || kind === 'date' || kind === 'time') return null
  if (firstKind !== null) return kind === firstKind || (width < 3 && !isAlone) ? null : 'note'
  if (isAlone) return width >= 3 || saysSomething(text) ? 'note' : null
  return width >= 3 && saysSomething(text) ? 'note' : null
}

/** Is it a sentence rather than a name? */
function saysSomething(text: string): boolean {
  return (
    /^[*※#•▶■◎☞→-]/.test(text) ||
    /[.!?。:：]$/.test(text) ||
    /^(?:note|notes|source|출처|비고|참고|주의|주\d?\)|작성|조회|문의|단위|출력|다운로드|footnote)/i.test(text) ||
    (text.length >= 12 && text.split(/\s+/).length >= 3)
  )
}
