import { arrayCells, valueText } from './columns.ts'
import { type JsonCursor, JsonRows } from './rows.ts'
import { endOfValue, skipSpace, stringText } from './scan.ts'
import type { WrittenTable } from '../opened.ts'

/** Objects within objects that are looked into. */
const DEPTH_MOST = 16
/** Lists that are taken for tables. */
const TABLES_MOST = 200

interface Found {
  readonly name: string
  readonly rows: JsonRows
  readonly count: number
  /** The names of the columns where they stand beside the rows, as in pandas' `split`. */
  readonly header: () => readonly string[] | null
}

/**
 * The lists of objects or arrays within an object, the longest first; an object without one is a row, and so is each of
 * several objects one behind the other. Throws a `JsonFault`.
 */
export async function readWrapper(cursor: JsonCursor): Promise<WrittenTable[]> {
  const single = await singleRows(cursor)
  if (single) return single
  const found: Found[] = []
  await readObject(cursor, [], found)
  if ((await cursor.peek()) !== '') cursor.fault('more behind the end')
  found.sort((a, b) => b.count - a.count)
  return Promise.all(found.map(({ name, rows, header }) => rows.written(found.length > 1 ? name : null, header())))
}

/** Objects that follow each other without a list around them, or one alone that wraps nothing. */
async function singleRows(cursor: JsonCursor): Promise<WrittenTable[] | null> {
  const { source } = cursor
  // What does not end within the text at hand is a wrapper around much.
  const end = endOfValue(source.text, cursor.at)
  if (end < 0) return null
  const rest = source.text.slice(end).trimStart()
  if (rest === '' ? !source.isAtEnd || wraps(source.text.slice(cursor.at, end)) : !rest.startsWith('{')) return null
  const rows = new JsonRows('{')
  let number = 0
  while ((await cursor.peek()) !== '') {
    await cursor.whole()
    cursor.at = rows.read(source.text, cursor.at, ++number)
  }
  return [await rows.written(null, null)]
}

/** Is there a list of rows in it, or nothing but objects, or is it broken? Then it is no row. */
function wraps(json: string): boolean {
  try {
    const value = JSON.parse(json) as object
    const values: unknown[] = Object.values(value)
    return (
      values.length === 0 || values.every((each) => typeof each === 'object' && each !== null) || values.some(holdsRows)
    )
  } catch {
    return true
  }
}

function holdsRows(value: unknown): boolean {
  if (Array.isArray(value)) return typeof value[0] === 'object' && value[0] !== null
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsRows)
}

async function readObject(cursor: JsonCursor, path: readonly string[], found: Found[]): Promise<void> {
  await cursor.expect('{')
  let header: string[] | null = null
  if ((await cursor.peek()) === '}') {
    cursor.at++
    return
  }
  for (;;) {
    if ((await cursor.peek()) !== '"') cursor.fault('no key')
    const end = await cursor.whole()
    const key = stringText(cursor.source.text, cursor.at, end)
    cursor.at = end
    await cursor.expect(':')
    const first = await cursor.peek()
    if (first === '{' && path.length < DEPTH_MOST) await readObject(cursor, [...path, key], found)
    else if (first === '[') header = (await readArray(cursor, [...path, key], found, () => header)) ?? header
    else await skip(cursor)
    if ((await cursor.peek()) === '}') break
    await cursor.expect(',')
  }
  cursor.at++
}

/** Reads a list of rows, or goes past any other; gives its values where it names the columns. */
async function readArray(
  cursor: JsonCursor,
  path: readonly string[],
  found: Found[],
  header: () => readonly string[] | null,
): Promise<string[] | null> {
  if (path.at(-1) === 'columns') {
    await cursor.whole()
    const { text } = cursor.source
    if (!'[{'.includes(text[skipSpace(text, cursor.at + 1)]!)) {
      const { cells, end } = arrayCells(text, cursor.at)
      cursor.at = end
      return cells
    }
  }
  await cursor.expect('[')
  const first = await cursor.peek()
  if ((first === '{' || first === '[') && found.length < TABLES_MOST) {
    const rows = new JsonRows(first)
    let count = 0
    await cursor.list((text, at) => rows.read(text, at, ++count))
    const isSplit = first === '[' && path.at(-1) === 'data'
    found.push({ name: path.join('.'), rows, count, header: isSplit ? header : () => null })
  } else await cursor.list(pastValue)
  return null
}

async function skip(cursor: JsonCursor): Promise<void> {
  await cursor.whole()
  cursor.at = pastValue(cursor.source.text, cursor.at)
}

function pastValue(text: string, at: number): number {
  const end = endOfValue(text, at)
  const to = end < 0 ? text.length : end
  valueText(text, at, to)
  return to
}
