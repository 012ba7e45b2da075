import { columnKind, kindOf, type CellKind } from './kinds.ts'

/** Where the header of a table stands among its first rows. */
export interface FoundHeader {
  /** Its place among the rows; -1: there is none, and the rows above `first` are titles. */
  readonly place: number
  /** The place of the first row under it. */
  readonly first: number
  /** Its cells as they stand in the file; null: there is none. */
  readonly raw: readonly string[] | null
  /** The names of the columns: those cells, cut or with an empty one in front where the rows ask for it. */
  readonly headers: readonly string[]
}

/** Rows in which a header is looked for, and those below by which columns are known. */
const ROWS = 500
/** Titles above a header, at most, where they look like rows. */
const TITLES = 30

/**
 * Finds the header among the first rows of a table of `width` columns, the most frequent number of cells: of the rows
 * above the first that holds values, the one with the most different names, the nearest to the values among equals;
 * units and remarks under the names apart. Where no row holds names, there is no header. Null: nothing is a table.
 */
export function findHeader(rows: readonly (readonly string[])[], width: number): FoundHeader | null {
  const some = rows.slice(0, ROWS)
  const full = some.findIndex((cells) => cells.length === width && filledIn(cells) * 2 >= Math.min(width, 4))
  if (full < 0) return null
  const exact = some.filter((cells) => cells.length === width)
  const equal = exact.length < 3 ? some : exact
  const kinds = kindsOf(equal.slice(Math.min(12, Math.ceil(equal.length / 3))), width)
  const hasKinds = kinds.some((kind) => kind !== null)
  const first = hasKinds ? some.findIndex((cells) => isUnder(cells, kinds)) : full + 1
  if (first < 0 || (!hasKinds && some.length === 1 && isMostlyValues(some[full]!)))
    return { place: -1, first: full, raw: null, headers: Array<string>(width).fill('') }
  let above = candidatesIn(some.slice(0, first), width)
  if (!hasKinds) above = above.slice(0, 1)
  const best =
    above.reduce<Candidate | null>((one, other) => (one && one.names > other.names ? one : other), null) ??
    namesBelow(some, kinds, width)
  if (best === null) return { place: -1, first, raw: null, headers: Array<string>(width).fill('') }
  let under = best.place + 1
  while (under < first && (isRemark(some[under]!, best.cells) || isNames(some[under]!, kinds))) under++
  return { place: best.place, first: under, raw: best.cells, headers: headersOf(best.cells, some.slice(under), width) }
}

/** A header below titles that look like rows with some of their values: fuller than each of them. */
function namesBelow(
  rows: readonly (readonly string[])[],
  kinds: readonly (CellKind | null)[],
  width: number,
): Candidate | null {
  const found = candidatesIn(rows.slice(0, TITLES), width).find(({ cells }) => isNames(cells, kinds))
  if (!found || rows.slice(0, found.place).some((cells) => filledIn(cells) >= filledIn(found.cells))) return null
  return found
}

interface Candidate {
  readonly place: number
  readonly cells: readonly string[]
  readonly names: number
}

const filledIn = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length

/** The kind of each column that holds values rather than words. */
function kindsOf(rows: readonly (readonly string[])[], width: number): (CellKind | null)[] {
  return Array.from({ length: width }, (_, column) => {
    const kind = columnKind(rows.map((cells) => cells[column] ?? ''))
    return kind === 'code' || kind === 'empty' ? null : kind
  })
}

/** Does a row hold values where its columns do? A row of years over numbers is one of names. */
function isUnder(cells: readonly string[], kinds: readonly (CellKind | null)[]): boolean {
  if (isRowOfYears(cells)) return false
  let same = 0
  let other = 0
  for (const [column, kind] of kinds.entries()) {
    const cell = cells[column]
    if (kind === null || cell === undefined || cell.trim() === '') continue
    if (kindOf(cell) === kind) same++
    else other++
  }
  return same > 0 && same >= other && same * 2 >= kinds.filter((kind) => kind !== null).length
}

/** Does a row hold words where columns hold values? */
function isNames(cells: readonly string[], kinds: readonly (CellKind | null)[]): boolean {
  const typed = kinds.flatMap((kind, column) => (kind === null ? [] : [cells[column]?.trim() ?? '']))
  const filled = typed.filter((cell) => cell !== '')
  return filled.length * 2 >= typed.length && filled.every((cell) => kindOf(cell) === 'text' && /\p{L}/u.test(cell))
}

function isMostlyValues(cells: readonly string[]): boolean {
  const filled = cells.map(kindOf).filter((kind) => kind !== 'empty')
  return filled.filter((kind) => kind !== 'text' && kind !== 'code').length * 2 >= filled.length
}

/** Names, and years or months each later than the one before. */
function isRowOfYears(cells: readonly string[]): boolean {
  const times = cells
    .map((cell) => /^\s*((?:19|20)\d\d)(?:\D{0,2}(\d\d?))?(?:\D{0,2}(\d\d?))?\D{0,2}$/.exec(cell))
    .filter((found) => found !== null)
  const values = times.map(([, year, month = 0, day = 0]) => Number(year) * 10_000 + Number(month) * 100 + Number(day))
  return (
    values.length > 1 &&
    values.every((value, index) => index === 0 || value > values[index - 1]!) &&
    cells.some((cell) => kindOf(cell) === 'text')
  )
}

/** No dates and few numbers. */
function areNames(cells: readonly string[]): boolean {
  if (isRowOfYears(cells)) return true
  const filled = cells.map(kindOf).filter((kind) => kind !== 'empty')
  return (
    !filled.some((kind) => kind === 'date' || kind === 'time') &&
    filled.filter((kind) => kind === 'number').length * 3 < filled.length
  )
}

function candidatesIn(rows: readonly (readonly string[])[], width: number): Candidate[] {
  const found: Candidate[] = []
  for (const [place, cells] of rows.entries()) {
    const names = new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
    if (names.size < 2 || names.size * 2 < Math.min(width, cells.length) || !areNames(cells)) continue
    const last = found.at(-1)
    if (last && last.cells.length >= cells.length - 1 && isRemark(cells, last.cells)) continue
    found.push({ place, cells, names: names.size })
  }
  return found
}

const UNIT =
  /^\s*(?:[([{<].*[)\]}>]|[₩$€£%]|원|천원|백만원|개|건|명|회|점|krw|usd|eur|ea|pcs|qty|yyyy[-./]?mm.*|dd[-./]mm.*|mm[-./]dd.*|text|string|varchar.*|integer|int|number|date|datetime|필수|선택|required|optional)\s*$/i

/** Units, types or sentences under names rather than names. */
function isRemark(cells: readonly string[], above: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.filter((cell) => UNIT.test(cell)).length * 2 > filled.length) return true
  const mean = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0) / (texts.length || 1)
  return mean(filled) > 30 && mean(filled) > 3 * mean(above)
}

/**
 * The names of the columns. Rows one cell wider than the header begin with a name of their own, or end in a delimiter;
 * columns at the right that have neither name nor value are none.
 */
function headersOf(cells: readonly string[], under: readonly (readonly string[])[], width: number): readonly string[] {
  const full = under.filter(({ length }) => length === width)
  if (cells.length === width - 1 && full.length > 0) {
    const isWider = full.some((row) => row[width - 1]!.trim() !== '')
    if (isWider && full.length === under.filter((row) => filledIn(row) > 1).length) return ['', ...cells]
  }
  const isValue = (column: number) => under.some((row) => (row[column] ?? '').trim() !== '')
  let length = cells.length
  while (length > 2 && cells[length - 1]!.trim() === '' && !isValue(length - 1)) length--
  return cells.slice(0, length)
}
