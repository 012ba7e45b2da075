import { JsonRows } from './rows.ts'
import { endOfValue, JsonFault, skipSpace } from './scan.ts'
import type { JsonText } from './text.ts'
import type { WrittenTable } from '../opened.ts'

/** Lines that are looked at, and characters within which the first of them must end. */
const LOOKED_AT = 50
const LINE_MOST = 1 << 24

/** Does every line hold a value of its own? Broken lines among them change nothing. */
export async function isLines(source: JsonText): Promise<boolean> {
  const hasLine = () => source.text.includes('\n', skipSpace(source.text, 0))
  while (!source.isAtEnd && source.text.length < LINE_MOST && !hasLine()) await source.more(0)
  const lines = source.text.split('\n', LOOKED_AT + 1)
  if (lines.length <= LOOKED_AT && !source.isAtEnd) lines.pop()
  const texts = lines.slice(0, LOOKED_AT).filter((line) => line.trim() !== '')
  const whole = texts.filter(isWhole).length
  if (whole * 2 < texts.length || whole === 0) return false
  // One line alone is a list, or an object that may wrap one.
  return texts.length > 1 && (whole > 1 || texts[0]!.trim().startsWith('{'))
}

function isWhole(line: string): boolean {
  const text = line.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Reads lines with one object, or one array, each. Throws a `JsonFault` at the first broken one where most are broken. */
export async function readLines(source: JsonText): Promise<WrittenTable[]> {
  let rows: JsonRows | null = null
  let [line, broken, whole] = [0, 0, 0]
  let firstBroken = 0
  for (let at = 0; ;) {
    const end = source.text.indexOf('\n', at)
    if (end < 0 && !source.isAtEnd) {
      await source.more(at)
      at = 0
      continue
    }
    const text = source.text.slice(at, end < 0 ? undefined : end)
    line++
    const start = skipSpace(text, 0)
    if (start < text.length) {
      rows ??= new JsonRows(text[start] === '[' ? '[' : '{')
      try {
        readLine(rows, text, start, line)
        whole++
      } catch (error) {
        if (!(error instanceof JsonFault)) throw error
        if (broken++ === 0) firstBroken = source.before + at + error.at
        rows.table.aside(line, 'broken_json', text.trim())
      }
    }
    if (end < 0) break
    at = end + 1
  }
  if (broken > whole) throw new JsonFault(firstBroken - source.before, 'most lines are broken')
  return rows ? [await rows.written(null, null)] : []
}

/** A line's row is added only where the whole line is well-formed. */
function readLine(rows: JsonRows, text: string, start: number, line: number): void {
  const end = endOfValue(text, start)
  if (end < 0) throw new JsonFault(text.length, 'cut')
  const behind = skipSpace(text, end)
  if (behind < text.length) throw new JsonFault(behind, 'more behind the value')
  rows.read(text, start, line)
}
