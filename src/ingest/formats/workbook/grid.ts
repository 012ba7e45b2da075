import type { WrittenTable } from '../opened.ts'
import { TextTableWriter } from '../text-table-writer.ts'
import { damaged, SHEET_COLUMNS, SHEET_ROWS, tooLarge, WRITTEN_CHARACTERS } from './limits.ts'

/** Rows wider than this do not make the rows below them as wide. */
const PADDED = 512
/** Texts longer than this are counted with what they take in UTF-8 at most. */
const LONG = 200
/** Cells that are held where a sheet's rows are in no order. */
const HELD_CELLS = 5_000_000

/** A cell of a row above the one that is written: the sheet has to be read anew with its rows gathered. */
export class OutOfOrder extends Error {}

/** What may still be written for one file. */
export interface Budget {
  characters: number
}

/** A fresh budget. */
export function budget(): Budget {
  return { characters: WRITTEN_CHARACTERS }
}

/**
 * Makes a text table of cells that come by row and column, from 0. Rows are as wide as the widest before them, as when
 * Excel saves a sheet as CSV.
 */
export class GridWriter {
  readonly #file: string
  readonly #sheet: string
  readonly #rows: number
  readonly #budget: Budget
  readonly #writer = new TextTableWriter()
  /** All rows, where they come in no order. */
  readonly #gathered: Map<number, string[]> | null
  #held = 0
  #row = -1
  #cells: string[] = []
  #written = 0
  #width = 0

  /** `rows`: how many a table may have. */
  constructor(file: string, sheet: string, budget: Budget, gathers: boolean, rows = SHEET_ROWS) {
    this.#rows = rows
    this.#file = file
    this.#sheet = sheet
    this.#budget = budget
    this.#gathered = gathers ? new Map() : null
  }

  /** Puts a text into a cell. Throws `OutOfOrder`, or an `IngestProblem` where it lies outside of any sheet. */
  set(row: number, column: number, text: string): void {
    if (text === '') return
    if (!(row >= 0 && row < this.#rows && column >= 0 && column < SHEET_COLUMNS)) throw damaged(this.#file, this.#sheet)
    if (row !== this.#row) this.#turnTo(row)
    const cells = this.#cells
    while (cells.length < column) cells.push('')
    cells[column] = text
    if (this.#gathered && ++this.#held > HELD_CELLS) throw tooLarge(this.#file, this.#sheet)
  }

  /** The table of all that was put. */
  end(name: string | null): WrittenTable {
    if (this.#gathered) {
      this.#gathered.set(this.#row, this.#cells)
      this.#gathered.delete(-1)
      for (const row of [...this.#gathered.keys()].sort((a, b) => a - b)) this.#write(row, this.#gathered.get(row)!)
    } else if (this.#row >= 0) this.#write(this.#row, this.#cells)
    this.#cells = []
    return { name, blob: this.#writer.blob(), rows: this.#writer.rows }
  }

  #turnTo(row: number): void {
    if (this.#gathered) {
      this.#gathered.set(this.#row, this.#cells)
      this.#cells = this.#gathered.get(row) ?? []
    } else {
      if (row < this.#row) throw new OutOfOrder()
      if (this.#row >= 0) this.#write(this.#row, this.#cells)
      this.#cells = []
    }
    this.#row = row
  }

  #write(row: number, cells: string[]): void {
    for (; this.#written < row; this.#written++) this.#writer.row([])
    while (cells.length < this.#width) cells.push('')
    if (cells.length <= PADDED) this.#width = cells.length
    let characters = cells.length
    for (const { length } of cells) characters += length > LONG ? 3 * length : length
    this.#budget.characters -= characters
    if (this.#budget.characters < 0) throw tooLarge(this.#file, this.#sheet)
    this.#writer.row(cells)
    this.#written++
  }
}

/** Reads a sheet, a second time with its rows gathered where they are in no order. */
export async function readInOrder(read: (gathers: boolean) => Promise<WrittenTable>): Promise<WrittenTable> {
  try {
    return await read(false)
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error
    return read(true)
  }
}
