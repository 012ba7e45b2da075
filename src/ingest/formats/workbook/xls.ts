import { decode, detectEncoding, type TextEncoding } from '../../encoding.ts'
import { IngestProblem } from '../../problem.ts'
import type { Reading } from '../opened.ts'
import { OPEN_TO_ALL } from './encrypted.ts'
import { formatKind } from './formats.ts'
import type { Budget } from './grid.ts'
import { joined } from '../joined.ts'
import { damaged, HELD_CHARACTERS, SHEETS, tooLarge } from './limits.ts'
import { Pace } from '../pace.ts'
import type { SheetTable } from './parts.ts'
import type { NumberKind } from './values.ts'
import { readXlsLock, unlockXls } from './xls-lock.ts'
import { XLS, XlsReader, xlsRecords, type XlsRecord } from './xls-records.ts'
import { readXlsSheet, type XlsContext } from './xls-sheet.ts'

const BIFF5 = 0x0500
const BIFF8 = 0x0600
/** Bytes of texts from which their encoding is told where the file tells a wrong one or none. */
const SAMPLE = 1 << 16
const CODE_PAGES: Readonly<Record<number, TextEncoding>> = {
  932: 'shift_jis',
  949: 'cp949',
  1361: 'cp949',
  10001: 'shift_jis',
  10003: 'cp949',
  65001: 'utf-8',
}

interface Globals {
  readonly sheets: { readonly name: Uint8Array | string; readonly place: number; readonly isHidden: boolean }[]
  readonly strings: string[]
  readonly kinds: NumberKind[]
  is1904: boolean
  codePage: number
}

/** Reads a workbook of Excel 5 to 2003 from its stream. Rejects with an `IngestProblem`. */
export async function readXls(
  file: string,
  locked: Uint8Array,
  reading: Reading,
  budget: Budget,
): Promise<SheetTable[]> {
  const pace = new Pace(reading.signal)
  const first = xlsRecords(locked).next().value as XlsRecord | undefined
  if (!first || first.blocks[0]!.length < 4) throw damaged(file)
  const version = new XlsReader(first).u16()
  if (first.id !== XLS.bof || (version !== BIFF5 && version !== BIFF8))
    throw new IngestProblem({ code: 'not_a_workbook', file })
  try {
    const stream = await unlocked(file, locked, reading, pace)
    const isWide = version === BIFF8
    const globals = await readGlobals(file, stream, isWide, pace)
    const text = await textOf(stream, isWide, globals.codePage, reading)
    const context: XlsContext = { ...globals, isWide, text }
    const tables: SheetTable[] = []
    for (const { name, place, isHidden } of globals.sheets) {
      const sheet = typeof name === 'string' ? name : text(name)
      const table = await readXlsSheet(file, sheet, stream, place, context, budget, pace, (at) =>
        reading.progress?.(at / stream.length),
      )
      if (table) tables.push({ ...table, isHidden })
    }
    return tables
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(file, undefined, cause)
    throw cause
  }
}

async function unlocked(file: string, stream: Uint8Array, reading: Reading, pace: Pace): Promise<Uint8Array> {
  for (const { id, blocks } of xlsRecords(stream)) {
    if (id === XLS.eof) return stream
    if (id !== XLS.filePass) continue
    const lock = readXlsLock(blocks[0]!)
    if (!lock) throw new IngestProblem({ code: 'unsupported_encryption', file })
    const { password } = reading
    const keyOf = lock(password ?? OPEN_TO_ALL)
    if (!keyOf) throw new IngestProblem({ code: password === undefined ? 'needs_password' : 'wrong_password', file })
    const steps = unlockXls(stream, keyOf)
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
      if (pace.isDue) await pace.step()
    }
  }
  return stream
}

async function readGlobals(file: string, stream: Uint8Array, isWide: boolean, pace: Pace): Promise<Globals> {
  const globals: Globals = { sheets: [], strings: [], kinds: [], is1904: false, codePage: 0 }
  const codes = new Map<number, string>()
  const formats: number[] = []
  let characters = 0
  for (const record of xlsRecords(stream)) {
    const reader = new XlsReader(record)
    if (record.id === XLS.eof) {
      globals.kinds.push(...formats.map((id) => formatKind(id, codes.get(id))))
      return globals
    }
    if (record.id === XLS.codePage) globals.codePage = reader.u16()
    else if (record.id === XLS.dateMode) globals.is1904 = reader.u16() === 1
    else if (record.id === XLS.format) {
      const id = reader.u16()
      codes.set(id, isWide ? reader.text(2) : String.fromCharCode(...reader.bytes(reader.u8())))
    } else if (record.id === XLS.xf) {
      reader.skip(2)
      formats.push(reader.u16())
    } else if (record.id === XLS.boundSheet) {
      const place = reader.i32() >>> 0
      const isHidden = (reader.u8() & 3) !== 0
      const isTable = reader.u8() === 0
      const name = isWide ? reader.text(1) : reader.bytes(reader.u8())
      if (isTable) globals.sheets.push({ name, place, isHidden })
      if (globals.sheets.length > SHEETS) throw tooLarge(file)
    } else if (record.id === XLS.sharedStrings) {
      reader.skip(8)
      while (!reader.isAtEnd) {
        const text = reader.text(2)
        characters += text.length + 16
        if (characters > HELD_CHARACTERS) throw tooLarge(file)
        globals.strings.push(text)
        if (pace.isDue) await pace.step()
      }
    }
  }
  throw damaged(file)
}

/**
 * How texts in bytes become texts. Programs of Korean shops say Latin and write Korean: the bytes are believed where they
 * are not Latin.
 */
async function textOf(
  stream: Uint8Array,
  isWide: boolean,
  codePage: number,
  { encoding }: Reading,
): Promise<(bytes: Uint8Array) => string> {
  const told = CODE_PAGES[codePage]
  const chosen = encoding ?? told ?? (isWide ? null : detectEncoding(sampleOf(stream), true)?.encoding)
  return (bytes) => decode(bytes, chosen ?? 'windows-1252')
}

function sampleOf(stream: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = []
  let length = 0
  for (const { id, blocks } of xlsRecords(stream)) {
    if (id !== XLS.label && id !== XLS.richString) continue
    pieces.push(blocks[0]!.subarray(8), Uint8Array.of(10))
    length += blocks[0]!.length
    if (length > SAMPLE) break
  }
  return joined(...pieces)
}
