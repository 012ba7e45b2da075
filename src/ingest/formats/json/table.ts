import type { SetAsideRow, WrittenTable } from '../opened.ts'
import { quoted, TextTableWriter } from '../text-table-writer.ts'

/** Columns that a table may have, and cells that filling it up may write. */
const COLUMNS_MOST = 5000
const CELLS_MOST = 2 ** 31
/** Rows of a table that are kept aside. */
const SET_ASIDE_MOST = 10_000
const TEXT_MOST = 1000

/** A table with more columns, or more empty cells, than any file of rows has. */
export class TooManyColumns extends Error {}

/** Rows written while the table had so many columns. */
interface Stretch {
  readonly columns: number
  readonly writer: TextTableWriter
}

/** Writes a table whose columns are only known behind its last row: what was written before a column came is filled up. */
export class GrowingTable {
  readonly #stretches: Stretch[] = []
  readonly setAside: SetAsideRow[] = []
  rows = 0

  /** Writes a row; cells that are missing at its end are empty. */
  row(cells: readonly string[]): void {
    let last = this.#stretches.at(-1)
    if (!last || cells.length > last.columns) {
      if (cells.length > COLUMNS_MOST) throw new TooManyColumns(String(COLUMNS_MOST))
      last = { columns: cells.length, writer: new TextTableWriter() }
      this.#stretches.push(last)
    }
    const missing = last.columns - cells.length
    last.writer.row(missing > 0 ? [...cells, ...new Array<string>(missing).fill('')] : cells)
    this.rows++
  }

  /** Keeps a row aside. */
  aside(row: number, reason: string, text: string): void {
    if (this.setAside.length < SET_ASIDE_MOST) this.setAside.push({ row, reason, text: text.slice(0, TEXT_MOST) })
  }

  /** All of it below a header; null: the first row is the header. */
  async written(name: string | null, header: readonly string[] | null): Promise<WrittenTable> {
    const columns = Math.max(header?.length ?? 0, this.#stretches.at(-1)?.columns ?? 0)
    if (columns * this.rows > CELLS_MOST) throw new TooManyColumns(String(columns))
    const pieces: Blob[] = []
    if (header) pieces.push(new Blob([header.map(quoted).join(',') + '\n']))
    let rows = header ? 1 : 0
    for (const { columns: had, writer } of this.#stretches) {
      const blob = writer.blob()
      pieces.push(had < columns ? await filledUp(blob, columns - had) : blob)
      rows += writer.rows
    }
    return {
      name,
      blob: new Blob(pieces, { type: 'text/csv' }),
      rows,
      ...(this.setAside.length > 0 ? { setAside: this.setAside } : {}),
    }
  }
}

const PIECE = 1 << 22

/** The same rows with so many more empty cells. */
async function filledUp(blob: Blob, cells: number): Promise<Blob> {
  const commas = ','.repeat(cells)
  const pieces: Blob[] = []
  const decoder = new TextDecoder()
  let isQuoted = false
  for (let start = 0; start < blob.size; start += PIECE) {
    const text = decoder.decode(await blob.slice(start, start + PIECE).arrayBuffer(), { stream: true })
    // Between two quotation marks in the text's order, line feeds belong to a cell, or end rows.
    const parts = text.split('"').map((part, index) => {
      const inside = isQuoted !== (index % 2 === 1)
      return inside ? part : part.replaceAll('\n', `${commas}\n`)
    })
    if (parts.length % 2 === 0) isQuoted = !isQuoted
    pieces.push(new Blob([parts.join('"')]))
  }
  return new Blob(pieces)
}
