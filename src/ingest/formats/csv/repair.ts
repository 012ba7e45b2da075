import { lineAt, splitRecord, type Dialect, type Split } from './text.ts'

/** A row that was read, or the line that could not be. */
export interface Repaired {
  readonly split: Split
  readonly reason: 'unclosed_quote' | null
}

/** Lines below a quote that are looked at, and characters of a line in which quotes are mended. */
const LINES = 1000
const LINE = 1 << 16
/** Opening quotes of a line that are tried as mere quotes. */
const OPENINGS = 64

/**
 * Reads a row whose quotes are not as a correct writer's, or which has too many or too few cells for a row with a line
 * break in it: the first way of reading it that gives as many cells as the table has columns (`width`; null: any
 * number). A row over several lines is none where one of those lines is a whole row. Where no way is left, a quote is
 * open: the line alone is set aside, and reading goes on below it. Null: more text is needed to tell (`isWhole`: there is
 * none).
 */
export function repair(
  text: string,
  split: Split,
  dialect: Dialect,
  width: number | null,
  isWhole: boolean,
): Repaired | null {
  const { start } = split
  const fits = (one: Split) => !one.isOpen && (width === null ? one.cells.length > 1 : hasWidth(one.cells, width))
  const isOne = (one: Split) => !one.hasBreaks || (width !== null && !someLineIsRow(text, one, dialect, width))
  if (split.oddQuotes === 0 && !split.isOpen) {
    if (!split.hasBreaks || width === null || !someLineIsRow(text, split, dialect, width))
      return { split, reason: null }
  } else {
    for (const leniency of [{}, { pairs: true }, { doubledEnds: true }]) {
      const one = splitRecord(text, start, dialect, leniency)
      if (!isWhole && !one.isEnded && one.end >= text.length) return null
      if (fits(one) && isOne(one)) return { split: one, reason: null }
    }
  }
  const { end, next } = lineAt(text, start)
  const alone = text.slice(start, end)
  const whole = splitRecord(alone, 0, dialect)
  const placed = (one: Split): Split => ({ ...one, start, end, next, isEnded: true })
  if (alone.length <= LINE && dialect.quote !== null) {
    const last = alone.lastIndexOf(dialect.closing ?? dialect.quote)
    for (const { at } of whole.openings.slice(0, OPENINGS)) {
      const one = splitRecord(alone, 0, dialect, { literalAt: at })
      if (last > at && fits(one)) return { split: placed(one), reason: null }
    }
  }
  if (!whole.isOpen && !split.hasBreaks) return { split: placed(whole), reason: null }
  if (width === null) {
    const literal = splitRecord(alone, 0, { ...dialect, quote: null, escape: null })
    return { split: placed(literal), reason: null }
  }
  return { split: { ...placed(whole), cells: [alone] }, reason: 'unclosed_quote' }
}

/** As many cells as columns, empty ones behind them apart. */
export function hasWidth(cells: readonly string[], width: number): boolean {
  if (cells.length < width) return false
  for (let index = width; index < cells.length; index++) if (cells[index]!.trim() !== '') return false
  return true
}

/** Is one of the lines below the first a whole row by itself? */
function someLineIsRow(text: string, { start, end }: Split, dialect: Dialect, width: number): boolean {
  let { next } = lineAt(text, start)
  for (let count = 0; next < end && count < LINES; count++) {
    const line = lineAt(text, next)
    const alone = splitRecord(text.slice(next, Math.min(line.end, end)), 0, dialect)
    if (alone.oddQuotes === 0 && !alone.isOpen && alone.isFilled && hasWidth(alone.cells, width)) return true
    next = line.next
  }
  return false
}
