/** What the text of a cell is, as far as telling columns and headers apart asks. */
export type CellKind = 'empty' | 'number' | 'date' | 'time' | 'code' | 'text'

const SIGN = /^[-+(]?\s*(?:[₩￦$€£¥₹%]|KRW|USD|EUR|JPY)?\s*[-+]?\s*/.source
const NUMBER = new RegExp(
  `${SIGN}(?:\\d[\\d,.' \\u00a0]*\\d|\\d|[.,]\\d+)(?:[eE][-+]?\\d+)?\\s*(?:원|%|₩|€|\\$|£|¥|円|개|건|명|점|회|KRW|USD|EUR)?\\s*\\)?-?$`,
)
const DATE =
  /^(?:\d{4}\s*[-./년]\s*\d{1,2}(?:\s*[-./월]\s*\d{1,2}\s*(?:[.일]|\b))?|\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{2,4}|\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ,]+\d{2,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4})(?:$|[\sT,(].*\d.*$|\s*\([^)]{1,3}\))/i
const TIME = /^(?:(?:오전|오후|am|pm)\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?$/i
const CODE = /^(?=.*\d)[\p{L}\d][\p{L}\d_\-#@.+*/]*$/u

const known = new Map<string, CellKind>()

/** The kind of a cell. Dates are told before numbers, so that `2026.11.01` is one. */
export function kindOf(cell: string): CellKind {
  const text = cell.trim()
  if (text === '') return 'empty'
  if (text.length > 60) return 'text'
  let kind = known.get(text)
  if (kind === undefined) {
    kind = DATE.test(text)
      ? 'date'
      : NUMBER.test(text)
        ? 'number'
        : TIME.test(text)
          ? 'time'
          : CODE.test(text)
            ? 'code'
            : 'text'
    if (known.size > 5000) known.clear()
    known.set(text, kind)
  }
  return kind
}

/** The kind of nearly all filled cells of a column; null: they are words, or too mixed. */
export function columnKind(cells: readonly string[]): CellKind | null {
  const counts = new Map<CellKind, number>()
  let filled = 0
  for (const cell of cells) {
    const kind = kindOf(cell)
    if (kind === 'empty') continue
    filled++
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  for (const [kind, count] of counts) if (kind !== 'text' && count >= filled * 0.8) return kind
  return null
}
