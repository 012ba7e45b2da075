import { candidateQuotings, delimiters, longerDelimiters, type Quoting } from './candidates.ts'
import { columnKind, kindOf } from './kinds.ts'
import { lineAt, splitRecord, type Dialect, type Split } from './text.ts'

/** Rows and characters from which the dialect is told. */
const ROWS = 300
const CHARACTERS = 1 << 16
/** What the rows must fit better by for quotes that are more than usual, or less. */
const MARGIN = 0.02

/**
 * The dialect that makes the text most like a table: its rows alike in their number of cells, and its cells of kinds
 * known (after van den Burg et al. 2019: pattern score times type score). `isWhole`: the text ends where the file ends, so
 * that its last row is not cut.
 */
export function sniffDialect(text: string, isWhole: boolean): Dialect {
  const sample = sampleOf(text, isWhole)
  const said = /^\s*sep=([^\r\n]{1,3})(?=[\r\n])/i.exec(sample)?.[1]
  const quotings = candidateQuotings(sample)
  let best: Fit = {
    dialect: { delimiter: said ?? ',', ...quotings[0]!.quoting },
    score: 0,
    width: 1,
    share: 1,
    rows: [],
    odd: 0,
  }
  for (const { quoting, isRare } of quotings) {
    const isUsual = quoting === quotings[0]!.quoting
    for (const { delimiter, repeats, prior } of said ? [{ delimiter: said, prior: 1 }] : delimiters) {
      if (!sample.includes(delimiter)) continue
      const fit = fitOf(sample, { delimiter, ...(repeats ? { repeats } : {}), ...quoting })
      const score = fit.score * prior
      if ((isSpacing(delimiter) && !isTable(fit)) || (isRare && fit.share <= best.share)) continue
      const margin = isUsual || sameQuotes(quoting, best.dialect) ? 0 : MARGIN
      const isTidier = quoting.quote === best.dialect.quote && fit.odd < best.odd && score >= best.score
      if (score > best.score + margin || isTidier) best = { ...fit, score }
    }
  }
  return withOtherEscape(sample, said ? best : withLongerDelimiter(sample, best))
}

interface Fit {
  readonly dialect: Dialect
  readonly score: number
  /** The most frequent number of cells, and the share of the rows that have it. */
  readonly width: number
  readonly share: number
  readonly rows: readonly (readonly string[])[]
  /** Rows with quotes that a correct writer would not have written. */
  readonly odd: number
}

function sampleOf(text: string, isWhole: boolean): string {
  const sample = text.slice(0, CHARACTERS)
  if (isWhole && text.length <= CHARACTERS) return sample
  const last = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'))
  return last > 0 ? sample.slice(0, last + 1) : sample
}

const sameQuotes = (one: Quoting, other: Quoting) => one.quote === other.quote && one.escape === other.escape

/** Marks that stand in any text. */
const isSpacing = (delimiter: string) => /^(?: +|:)$/.test(delimiter)

/** Are the rows a table even though their delimiter stands in any text? */
function isTable({ width, share, rows, dialect }: Fit): boolean {
  if (rows.length < 3 || share < 0.85 || width < (dialect.delimiter === ':' ? 3 : 2)) return false
  const under = rows.slice(1).filter(({ length }) => length === width)
  let typed = 0
  for (let column = 0; column < width; column++) if (columnKind(under.map((cells) => cells[column]!))) typed++
  return typed > 0
}

/** Splits a text row by row; a quote that is never closed ends with its line. */
export function* splitsOf(text: string, dialect: Dialect, limit = Infinity): Generator<Split> {
  let at = 0
  for (let count = 0; at < text.length && count < limit; count++) {
    let split = splitRecord(text, at, dialect)
    if (split.hasBreaks && (split.isOpen || split.oddQuotes > 0)) {
      const { end, next } = lineAt(text, at)
      split = { ...splitRecord(text.slice(at, end), 0, dialect), start: at, end, next }
    }
    at = split.next
    if (split.isFilled) yield split
    else count--
  }
}

function fitOf(text: string, dialect: Dialect): Fit {
  const counts = new Map<number, number>()
  const rows: string[][] = []
  let cells = 0
  let known = 0
  let odd = 0
  for (const split of splitsOf(text, dialect, ROWS)) {
    rows.push(split.cells)
    counts.set(split.cells.length, (counts.get(split.cells.length) ?? 0) + 1)
    const quoted = new Set(split.openings.map(({ cell }) => cell))
    const isOdd = split.oddQuotes > 0 || split.isOpen
    if (isOdd) odd++
    for (const [index, cell] of split.cells.slice(0, 200).entries()) {
      cells++
      if (quoted.has(index) ? !isOdd : isKnown(cell)) known++
    }
  }
  let pattern = 0
  let width = 0
  for (const [length, count] of counts) {
    pattern += (count * Math.max(0.001, length - 1)) / length
    if (count > (counts.get(width) ?? 0) || (count === counts.get(width) && length > width)) width = length
  }
  const share = (counts.get(width) ?? 0) / (rows.length || 1)
  const pureness = pattern / (rows.length || 1) / (1 + (counts.size - 1) / 4)
  const score = width < 2 ? 0 : Math.sqrt(share) * pureness * (known / (cells || 1))
  return { dialect, score, width, share, rows, odd }
}

/** A cell that looks whole: a value, or words without a mark that might separate them. */
function isKnown(cell: string): boolean {
  const kind = kindOf(cell)
  if (kind !== 'text') return true
  const text = cell.trim()
  if (/[;\t|^~\u0001\u001f¦§]|::/.test(text) || /,(?! )/.test(text)) return false
  return !/^["'“«„‘]|["”»]$|^.+'$/.test(text)
}

/** The same delimiter with what always stands beside it, or doubled. */
function withLongerDelimiter(text: string, best: Fit): Fit {
  const { delimiter } = best.dialect
  if (best.score === 0 || delimiter.length > 1 || delimiter === ' ') return best
  for (const longer of longerDelimiters(delimiter)) {
    if (!text.includes(longer)) continue
    const fit = fitOf(text, { ...best.dialect, delimiter: longer })
    const filled = fit.rows.filter((cells) => cells.filter((cell) => cell !== '').length > 1).length
    if (fit.width < 2 || fit.share < best.share - 1e-9 || filled * 2 < fit.rows.length) continue
    if (fit.score > best.score + MARGIN && fit.share > best.share) return fit
    const times = longer.split(delimiter).length - 1
    const isSame = times === 1 && fit.width === best.width
    const isMultiple = times > 1 && best.width === (fit.width - 1) * times + 1
    if (isSame || (isMultiple && hasEmptyBetween(best, times))) return fit
  }
  return best
}

function hasEmptyBetween({ rows, width }: Fit, times: number): boolean {
  return rows.every((cells) => cells.length !== width || cells.every((cell, at) => at % times === 0 || cell === ''))
}

/** Quotes that are no ends of cells all have the same mark in front: what escapes them. */
function withOtherEscape(text: string, { dialect, score }: Fit): Dialect {
  const { quote, escape, closing } = dialect
  if (quote === null || closing !== undefined || escape !== quote) return dialect
  const before = new Map<string, number>()
  let total = 0
  for (const split of splitsOf(text, dialect, ROWS)) {
    if (split.oddQuotes === 0 && !split.isOpen) continue
    const line = text.slice(split.start, split.end)
    for (let at = line.indexOf(quote, 1); at > 0; at = line.indexOf(quote, at + 1)) {
      const mark = line[at - 1]!
      if (!/[\p{P}\p{S}]/u.test(mark) || mark === quote || mark === dialect.delimiter) continue
      total++
      before.set(mark, (before.get(mark) ?? 0) + 1)
    }
  }
  for (const [mark, count] of before)
    if (count > 1 && count * 2 > total) {
      const fit = fitOf(text, { ...dialect, escape: mark })
      if (fit.score > score + MARGIN / 2) return fit.dialect
    }
  return dialect
}
