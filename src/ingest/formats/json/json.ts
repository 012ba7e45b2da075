import type { FileSource } from '../../../engine/database.ts'
import { detectEncoding, toUtf8 } from '../../encoding.ts'
import { IngestProblem, readBytes } from '../../problem.ts'
import { isLines, readLines } from './lines.ts'
import { JsonCursor, JsonRows } from './rows.ts'
import { JsonFault } from './scan.ts'
import { TooManyColumns } from './table.ts'
import { JsonText, lineAndCharacter, LongValue } from './text.ts'
import { readWrapper } from './wrapper.ts'
import type { Reading, WrittenTable } from '../opened.ts'

const HEAD = 1 << 20
const LIST = /^\s*\[\s*(?:\{\s*["}]|\[\s*(?:["\]\[{]|-?\d|true|false|null)|\]\s*$|$)/
const OBJECT = /^\s*\{\s*(?:\}|"(?:[^"\\]|\\.)*(?:"\s*(?::|$)|$)|$)/
const ROW = /^\s*\[\s*(?:"(?:[^"\\]|\\.)*"|-?\d[\d.]*|true|false|null)\s*(?:,[^\n]*)?\]\s*\n/

/** Does a text that starts so look like JSON with tables in it? A text table whose first cell begins with a bracket does not. */
export function isJson(head: string): boolean {
  const text = head.replace(/^\ufeff/, '')
  return /[[{]/.test(text) && (LIST.test(text) || OBJECT.test(text) || ROW.test(text))
}

/**
 * The tables of a JSON file: of lines with one object each, of a list of objects or of arrays under a header, and of every
 * such list within an object (the longest first). Objects within a row become columns (`customer.email`), lists within it
 * stay JSON text; numbers stay as they are written. Lines that are broken are kept aside.
 * Throws `IngestProblem` or the signal's reason.
 */
export async function readJson(file: FileSource, reading: Reading): Promise<WrittenTable[]> {
  const { signal } = reading
  const head = await readBytes(file.name, file.blob.slice(0, HEAD))
  const detected = detectEncoding(head, file.blob.size <= HEAD)
  const { encoding = detected.encoding } = reading
  const utf8 = await toUtf8(file.blob, { encoding, bom: encoding === detected.encoding ? detected.bom : 0 }, signal)
  const source = new JsonText(utf8, reading)
  try {
    const tables = await readTables(source)
    if (tables.length === 0) throw new IngestProblem({ code: 'json_without_table', file: file.name })
    return tables
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof LongValue)
      throw new IngestProblem({ code: 'json_without_table', file: file.name }, { cause: error })
    if (error instanceof TooManyColumns)
      throw new IngestProblem({ code: 'too_many_columns', file: file.name, detail: error.message }, { cause: error })
    if (!(error instanceof JsonFault)) throw error
    const { line, character } = await lineAndCharacter(utf8, source.before + error.at)
    throw new IngestProblem(
      { code: 'damaged_json', file: file.name, row: line, detail: String(character) },
      { cause: error },
    )
  }
}

async function readTables(source: JsonText): Promise<WrittenTable[]> {
  const cursor = new JsonCursor(source)
  const first = await cursor.peek()
  if (await isLines(source)) return readLines(source)
  if (first === '{') return readWrapper(cursor)
  return readList(cursor)
}

async function readList(cursor: JsonCursor): Promise<WrittenTable[]> {
  await cursor.expect('[')
  const first = await cursor.peek()
  if (first !== '{' && first !== '[' && first !== ']') return []
  const rows = new JsonRows(first)
  let number = 0
  await cursor.list((text, at) => rows.read(text, at, ++number))
  if ((await cursor.peek()) !== '') cursor.fault('more behind the end')
  return number > 0 ? [await rows.written(null, null)] : []
}
