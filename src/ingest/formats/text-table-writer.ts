import type { Dialect } from './csv/text.ts'

/** How written tables are written: UTF-8, a line feed behind each row. */
export const writtenDialect: Dialect = { delimiter: ',', quote: '"', escape: '"' }

const PIECE = 1 << 20
const SPECIAL = /[",\r\n]|^\s|\s$/

/**
 * Writes rows as a text table. An empty row is an empty line, so that rows keep their numbers; empty rows at the end are
 * not written. What is written leaves memory in pieces.
 */
export class TextTableWriter {
  readonly #pieces: Blob[] = []
  #text = ''
  #emptyLines = 0
  /** Rows that are not empty. */
  rows = 0

  /** Writes one row; a cell without a value is empty text. */
  row(cells: readonly string[]): void {
    if (cells.every((cell) => cell === '')) {
      this.#emptyLines++
      return
    }
    if (this.#emptyLines > 0) this.#text += '\n'.repeat(this.#emptyLines)
    this.#emptyLines = 0
    this.rows++
    this.#text += cells.map(quoted).join(',') + '\n'
    if (this.#text.length >= PIECE) this.#flush()
  }

  /** All that was written. */
  blob(): Blob {
    this.#flush()
    return new Blob(this.#pieces, { type: 'text/csv' })
  }

  #flush(): void {
    if (this.#text === '') return
    this.#pieces.push(new Blob([this.#text]))
    this.#text = ''
  }
}

/** A cell as it is written: in quotes where it holds what would end it. */
export function quoted(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
