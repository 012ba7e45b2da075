import type { WrittenTable } from '../opened.ts'
import { GridWriter, type Budget } from '../workbook/grid.ts'
import { SHEET_COLUMNS, tooLarge } from '../workbook/limits.ts'

/** As HTML bounds them. */
const MOST_COLUMNS = 1000
const MOST_ROWS = 65_534
/** Rows of a page's table. */
const ROWS = 1 << 26
/** Filled cells of a table that may be folded into the cell that it stands in. */
const FOLDED = 30
/** Filled cells that tell a row of data from one of a layout. */
const DATA_CELLS = 3

/** A table of a page as its tags go by. A cell over several rows or columns is the first of them; the others are empty. */
export class HtmlTable {
  caption = ''
  readonly #file: string
  readonly #grid: GridWriter
  #row = -1
  #column = 0
  /** Where the next cell stands. */
  #next = 0
  /** By column: rows that a cell from above still covers. */
  #covered: number[] = []
  #cell: string | null = null
  #filledInRow = 0
  #hasData = false
  #filled = 0
  /** What a folded table becomes: its rows of filled cells. */
  readonly #small: string[][] = []

  constructor(file: string, budget: Budget) {
    this.#file = file
    this.#grid = new GridWriter(file, 'table', budget, false, ROWS)
  }

  /** Is a cell open? */
  get isInCell(): boolean {
    return this.#cell !== null
  }

  /** Does it hold rows of several values, and not only other tables? */
  get isData(): boolean {
    return this.#hasData || this.#filledInRow >= DATA_CELLS
  }

  get filled(): number {
    return this.#filled
  }

  openRow(): void {
    this.closeRow()
    this.#row++
    this.#column = 0
    this.#filledInRow = 0
  }

  openCell(columnSpan: string | undefined, rowSpan: string | undefined): void {
    this.closeCell()
    if (this.#row < 0) this.openRow()
    while ((this.#covered[this.#column] ?? 0) > this.#row) this.#column++
    const columns = span(columnSpan, MOST_COLUMNS)
    const rows = span(rowSpan, MOST_ROWS)
    if (this.#column + columns > SHEET_COLUMNS) throw tooLarge(this.#file)
    if (rows > 1)
      for (let index = 0; index < columns; index++) {
        while (this.#covered.length < this.#column + index) this.#covered.push(0)
        this.#covered[this.#column + index] = this.#row + rows
      }
    this.#cell = ''
    this.#next = this.#column + columns
  }

  text(piece: string): void {
    if (this.#cell !== null) this.#cell += piece
  }

  closeCell(): void {
    if (this.#cell === null) return
    const text = shown(this.#cell)
    if (text !== '') {
      this.#grid.set(this.#row, this.#column, text)
      this.#filled++
      this.#filledInRow++
      if (this.#filled <= FOLDED) (this.#small[this.#row] ??= []).push(text)
    }
    this.#cell = null
    this.#column = this.#next
  }

  closeRow(): void {
    this.closeCell()
    if (this.#filledInRow >= DATA_CELLS) this.#hasData = true
  }

  /** A small table within a cell, as that cell's text; null: it is a table of its own. */
  folded(isInData: boolean): string | null {
    if (this.#filled > 1 && !(isInData && this.#filled <= FOLDED)) return null
    return this.#small
      .filter(Boolean)
      .map((cells) => cells.join(' '))
      .join('\n')
  }

  end(name: string | null): WrittenTable {
    return this.#grid.end(name)
  }
}

function span(text: string | undefined, most: number): number {
  const count = Number.parseInt(text ?? '1', 10)
  return count >= 1 ? Math.min(count, most) : 1
}

/** Text as a browser shows it: stretches of white space are one space, but for the breaks that tags make. */
function shown(text: string): string {
  if (!/[\s\u00a0]/.test(text)) return text
  return text
    .replaceAll('\u00a0', ' ')
    .replace(/ *\n[ \n]*/g, '\n')
    .trim()
}

/** A piece of text as it stands in a page: its line breaks are spaces. */
export function collapsed(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, ' ')
}
