import type { Cell, Row } from '../engine/database.ts'

/** What a file of CSV begins with, so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** Rows as CSV that spreadsheets open as they are: UTF-8 with a byte order mark, and no cell that starts a formula. */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return BYTE_ORDER_MARK + lines.map(csvLine).join('')
}

/** One line of CSV with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/

/** A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are, also as text. */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = typeof cell === 'string' && /^[=+\-@\t\r\0]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
