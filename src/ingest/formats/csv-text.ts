/** How the cells of a text table are written. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t' | '|'
  /** The mark around cells that hold a delimiter or a line break; null: there is none. */
  readonly quote: '"' | null
  /** What stands before a quote inside a quoted cell: another one, or a backslash. */
  readonly escape: '"' | '\\' | null
}

/** One row of a text table: its cells, and where its text begins and ends. */
export interface TextRecord {
  readonly cells: readonly string[]
  readonly start: number
  readonly end: number
  /** The text ended inside a quoted cell. */
  readonly isOpen: boolean
}

/** Splits text into rows and cells; empty lines are no rows. Stops after `limit` rows. */
export function parseRecords(text: string, { delimiter, quote, escape }: Dialect, limit = Infinity): TextRecord[] {
  const records: TextRecord[] = []
  let index = 0
  while (index < text.length && records.length < limit) {
    const start = index
    const cells: string[] = []
    let isOpen = false
    for (;;) {
      const quoteAt = openingQuote(text, index, quote)
      let cell = ''
      if (quoteAt >= 0) {
        isOpen = true
        for (index = quoteAt + 1; index < text.length; index++) {
          const char = text[index]!
          if (char === escape && text[index + 1] === quote) cell += text[++index]
          else if (char === quote) {
            isOpen = false
            index++
            break
          } else cell += char
        }
      }
      const from = index
      while (index < text.length && text[index] !== delimiter && text[index] !== '\n' && text[index] !== '\r') index++
      cells.push(quoteAt >= 0 ? cell + text.slice(from, index).trimEnd() : text.slice(from, index))
      if (text[index] !== delimiter) break
      index++
    }
    const end = index
    if (text[index] === '\r' && text[index + 1] === '\n') index++
    index++
    if (cells.length > 1 || cells[0] !== '' || end - start > 0) records.push({ cells, start, end, isOpen })
  }
  return records
}

/** Where a quoted cell begins, spaces before it apart; -1 where the cell is not quoted. */
function openingQuote(text: string, from: number, quote: string | null): number {
  if (quote === null) return -1
  let index = from
  while (text[index] === ' ') index++
  return text[index] === quote ? index : -1
}

const SNIFFED = 500
const DELIMITERS = [',', '\t', ';', '|'] as const

/**
 * The dialect under which most rows of the text have the same number of cells. `isWhole`: the text ends where the file
 * ends, so that its last row is not cut.
 */
export function sniffDialect(text: string, isWhole: boolean): Dialect {
  const quotings: Pick<Dialect, 'quote' | 'escape'>[] = [{ quote: '"', escape: '"' }]
  if (text.includes('\\"')) quotings.push({ quote: '"', escape: '\\' })
  if (text.includes('"')) quotings.push({ quote: null, escape: null })
  let best = { dialect: { delimiter: ',', ...quotings[0]! } as Dialect, score: 0 }
  for (const quoting of quotings)
    for (const delimiter of DELIMITERS) {
      const dialect: Dialect = { delimiter, ...quoting }
      const records = parseRecords(text, dialect, SNIFFED)
      const score = fit(
        isWhole || records.length === SNIFFED || records.length < 2 ? records : records.slice(0, -1),
        dialect,
      )
      // Quotes are quotes unless the rows fit clearly better without them.
      if (score > best.score + (quoting.quote === best.dialect.quote ? 0 : 0.02)) best = { dialect, score }
    }
  return best.dialect
}

function fit(records: readonly TextRecord[], { quote }: Dialect): number {
  const { width, share } = commonWidth(records)
  if (width < 2) return 0
  const isOpen = records.some((record) => record.isOpen)
  const keepsQuotes = quote === null && records.some(({ cells }) => cells.some((cell) => /^".*"$/s.test(cell)))
  return share * (isOpen ? 0.9 : 1) * (keepsQuotes ? 0.5 : 1) + Math.min(width, 50) / 10_000
}

/** The most frequent number of cells, a trailing empty one not counted where others lack it, and its share of the rows. */
export function commonWidth(records: readonly TextRecord[]): { readonly width: number; readonly share: number } {
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let width = 0
  for (const [candidate, count] of counts)
    if (count > (counts.get(width) ?? 0) || (count === counts.get(width) && candidate > width)) width = candidate
  return { width, share: records.length ? (counts.get(width) ?? 0) / records.length : 0 }
}
