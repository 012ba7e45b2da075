import type { Dialect } from './dialect.ts'
import { MANY_CELLS, splitQuickly } from './quick.ts'

export type { Dialect } from './dialect.ts'

/** One row of a text table as it is split at one place of a text. */
export interface Split {
  readonly cells: string[]
  readonly start: number
  /** Where its text ends, and where the next row begins. */
  readonly end: number
  readonly next: number
  /** Quotes within quoted cells that neither end them nor are escaped: read as quotes. */
  readonly oddQuotes: number
  /** The text ended, or was given up, inside a quoted cell. */
  readonly isOpen: boolean
  /** A line break stands in a quoted cell. */
  readonly hasBreaks: boolean
  /** Something stands in it besides delimiters, spaces and empty quotes. */
  readonly isFilled: boolean
  /** A line break ends it, and all of that break is there. */
  readonly isEnded: boolean
  /** Where its quoted cells begin: the place of the quote in the text, and of the cell in the row. */
  readonly openings: readonly { readonly at: number; readonly cell: number }[]
}

/** How quotes are understood that a correct writer would not have written. */
export interface Leniency {
  /** A doubled quote in front of a delimiter is a quote and the end of the cell. */
  readonly doubledEnds?: boolean
  /** Of quotes within a cell every second one belongs to the one before and ends nothing. */
  readonly pairs?: boolean
  /** The opening quote at this place of the text is none. */
  readonly literalAt?: number
}

const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const TAB = 9
const MARK = 0xfeff

const CORRECT: Leniency = {}
const NO_OPENINGS: Split['openings'] = []
/** Lines over which a quoted cell is followed once a quote in it is odd. */
const ODD_LINES = 16

/**
 * Splits the row that begins at a place of the text. Spaces around quotes are nothing; in a quoted cell a quote that
 * neither a delimiter nor the end of the line follows is a quote; byte-order marks in front of cells are nothing.
 */
export function splitRecord(text: string, start: number, dialect: Dialect, leniency: Leniency = CORRECT): Split {
  const quick = leniency === CORRECT ? splitQuickly(text, start, dialect) : null
  if (quick) return quick
  const { delimiter, quote, escape, repeats } = dialect
  const closing = dialect.closing ?? quote
  const first = delimiter.charCodeAt(0)
  const width = delimiter.length
  const quoteCode = quote === null ? -1 : quote.charCodeAt(0)
  const escapeCode = escape === null || escape === closing ? -1 : escape.charCodeAt(0)
  const length = text.length
  const cells: string[] = []
  let openings: { at: number; cell: number }[] | null = null
  let oddQuotes = 0
  let hasBreaks = false
  let isFilled = false
  let isOpen = false
  let index = start

  const isDelimiter = (at: number): boolean =>
    text.charCodeAt(at) === first && (width === 1 || text.startsWith(delimiter, at))
  const isEnd = (at: number): boolean => {
    if (at >= length) return true
    const code = text.charCodeAt(at)
    return code === LINE_FEED || code === RETURN || isDelimiter(at)
  }
  const skipSpaces = (at: number): number => {
    while (text.charCodeAt(at) === SPACE && !isDelimiter(at)) at++
    return at
  }

  /** The text of the quoted cell that begins at `index`; leaves `index` behind its end. */
  const quotedCell = (): string => {
    let cell = ''
    let from = index
    let inner = 0
    let oddLines = 0
    for (; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code === LINE_FEED || code === RETURN) {
        hasBreaks = true
        if (inner > 0 && ++oddLines > ODD_LINES) break
        continue
      }
      if (code === escapeCode && index + 1 < length) {
        const after = text[index + 1]!
        if (after === closing || after === quote || after === escape) {
          cell += text.slice(from, index) + after
          from = ++index + 1
        }
        continue
      }
      if (text[index] !== closing) continue
      if (escape === closing && text[index + 1] === closing) {
        if (!(leniency.doubledEnds && isEnd(index + 2))) {
          cell += text.slice(from, index + 1)
          from = ++index + 1
          continue
        }
        cell += text.slice(from, index + 1)
        index += 2
        return cell
      }
      const after = skipSpaces(index + 1)
      if (isEnd(after) && !(leniency.pairs && inner % 2 === 1)) {
        cell += text.slice(from, index)
        index = after
        return cell
      }
      inner++
      oddQuotes++
    }
    isOpen = true
    return cell + text.slice(from, index)
  }

  /** The text of the cell without quotes that begins at `index`; leaves `index` behind its end. */
  const plainCell = (): string => {
    const from = index
    let cell = ''
    let kept = from
    for (; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code === LINE_FEED || code === RETURN) break
      if (code === first && (width === 1 || text.startsWith(delimiter, index))) break
      if (code !== SPACE && code !== TAB && code !== MARK) isFilled = true
      if (
        code === escapeCode &&
        (text.startsWith(delimiter, index + 1) || text[index + 1] === quote || text[index + 1] === escape)
      ) {
        cell += text.slice(kept, index)
        kept = ++index
      }
    }
    cell = kept === from ? text.slice(from, index) : cell + text.slice(kept, index)
    while (cell.charCodeAt(0) === MARK) cell = cell.slice(1)
    return repeats ? cell.trim() : cell
  }

  if (repeats) while (text.charCodeAt(index) === SPACE) index++
  for (;;) {
    let opens = -1
    if (quoteCode >= 0) {
      let at = index
      let code = text.charCodeAt(at)
      while (code === MARK || (code === SPACE && !isDelimiter(at))) code = text.charCodeAt(++at)
      if (code === quoteCode && at !== leniency.literalAt) opens = at
    }
    if (opens >= 0) {
      openings ??= []
      openings.push({ at: opens, cell: cells.length })
      index = opens + 1
      const cell = quotedCell()
      if (cell !== '') isFilled = true
      cells.push(cell)
    } else {
      const cell = plainCell()
      if (cell !== '' || cells.length < MANY_CELLS) cells.push(cell)
    }
    if (index >= length || !isDelimiter(index)) break
    index += width
    if (repeats) {
      while (text.charCodeAt(index) === first) index++
      if (isEnd(index)) break
    }
  }
  const end = index
  const code = text.charCodeAt(index)
  let isEnded = code === LINE_FEED && !isOpen
  if (code === RETURN && !isOpen) {
    isEnded = index + 1 < length
    if (text.charCodeAt(index + 1) === LINE_FEED) index++
  }
  return {
    cells,
    start,
    end,
    next: Math.min(index + 1, length),
    oddQuotes,
    isOpen,
    hasBreaks,
    isFilled,
    isEnded,
    openings: openings ?? NO_OPENINGS,
  }
}

/** Where the line that holds a place of the text ends, and where the next begins. */
export function lineAt(text: string, from: number): { readonly end: number; readonly next: number } {
  let end = from
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === LINE_FEED || code === RETURN) break
  }
  const isPair = text.charCodeAt(end) === RETURN && text.charCodeAt(end + 1) === LINE_FEED
  return { end, next: Math.min(end + (isPair ? 2 : 1), text.length) }
}
