import type { Cell, Row } from '../engine/database.ts'

/** Rows as CSV that spreadsheets open as they are: UTF-8 with a byte order mark, and no cell that starts a formula. */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return '\uFEFF' + lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are. */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = typeof cell === 'string' && /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
