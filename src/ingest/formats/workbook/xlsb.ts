import { formatKind } from './formats.ts'
import { GridWriter, readInOrder, type Budget } from './grid.ts'
import { damaged, HELD_BYTES, HELD_CHARACTERS, SHEETS, tooLarge } from './limits.ts'
import { contextOf, relationshipsOf, sheetEntries, type SheetTable, type WorkbookList } from './parts.ts'
import type { SheetContext } from './sheet.ts'
import { errorText, numericText, packedNumber, type NumberKind } from './values.ts'
import { XlsbScanner, type XlsbReader } from './xlsb-records.ts'
import type { ZipParts } from './zip.ts'

const ROW = 0
const SHARED_ITEM = 19
const FORMAT = 44
const CELL_FORMAT = 47
const RICH_CELL = 62
const WORKBOOK = 153
const SHEET = 156
const BEGIN_CELL_FORMATS = 617
const END_CELL_FORMATS = 618
/** Kinds of cells with their column told, and those that stand right of the cell before them. */
const FIRST_CELL = 1
const LAST_CELL = 11
const FIRST_SHORT = 12
const LAST_SHORT = 18

/** Reads the sheets of an XLSB workbook whose own part is at `path`. Rejects with an `IngestProblem`. */
export async function readXlsb(parts: ZipParts, path: string, budget: Budget): Promise<SheetTable[]> {
  const list = await readList(parts, path)
  const references = await relationshipsOf(parts, path)
  const sheets = sheetEntries(parts.file, list, references)
  const context = await contextOf(parts, references, list.is1904, readStrings, readKinds)
  const tables: SheetTable[] = []
  for (const { name, path, isHidden } of sheets) {
    const table = await readInOrder(async (gathers) => {
      const cells = new XlsbCells(parts.file, name, new GridWriter(parts.file, name, budget, gathers), context)
      await eachRecord(parts, path, (id, reader) => cells.read(id, reader))
      return cells.grid.end(name)
    })
    tables.push({ ...table, isHidden })
  }
  return tables
}

async function eachRecord(
  parts: ZipParts,
  path: string,
  each: (id: number, reader: XlsbReader) => void,
  limit?: number,
): Promise<void> {
  const scanner = new XlsbScanner(each)
  await parts.each(path, (bytes) => scanner.push(bytes), limit)
  try {
    scanner.end()
  } catch (cause) {
    throw damaged(parts.file, path, cause)
  }
}

async function readList(parts: ZipParts, path: string): Promise<WorkbookList> {
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  let is1904 = false
  await eachRecord(parts, path, (type, reader) => {
    if (type === WORKBOOK) is1904 = (reader.i32() & 1) !== 0
    if (type !== SHEET) return
    const isHidden = reader.i32() !== 0
    reader.i32()
    const id = reader.text()
    sheets.push({ id, name: reader.text(), isHidden })
    if (sheets.length > SHEETS) throw tooLarge(parts.file)
  })
  return { sheets, is1904 }
}

async function readStrings(parts: ZipParts, path: string): Promise<string[]> {
  const strings: string[] = []
  let characters = 0
  await eachRecord(
    parts,
    path,
    (id, reader) => {
      if (id !== SHARED_ITEM) return
      reader.u8()
      const text = reader.text()
      characters += text.length + 16
      if (characters > HELD_CHARACTERS) throw tooLarge(parts.file, path)
      strings.push(text)
    },
    HELD_BYTES,
  )
  return strings
}

async function readKinds(parts: ZipParts, path: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let isCellFormats = false
  await eachRecord(
    parts,
    path,
    (id, reader) => {
      if (id === BEGIN_CELL_FORMATS) isCellFormats = true
      else if (id === END_CELL_FORMATS) isCellFormats = false
      else if (id === FORMAT) codes.set(reader.u16(), reader.text())
      else if (id === CELL_FORMAT && isCellFormats) {
        reader.u16()
        ids.push(reader.u16())
      }
    },
    HELD_BYTES,
  )
  return ids.map((id) => formatKind(id, codes.get(id)))
}

/** Takes the cells of a sheet from its records. */
class XlsbCells {
  readonly grid: GridWriter
  readonly #file: string
  readonly #sheet: string
  readonly #context: SheetContext
  #row = -1
  #column = -1

  constructor(file: string, sheet: string, grid: GridWriter, context: SheetContext) {
    this.#file = file
    this.#sheet = sheet
    this.grid = grid
    this.#context = context
  }

  read(id: number, reader: XlsbReader): void {
    if (id === ROW) {
      this.#row = reader.i32()
      this.#column = -1
    } else if ((id >= FIRST_CELL && id <= LAST_CELL) || id === RICH_CELL) {
      this.#column = reader.i32()
      this.grid.set(this.#row, this.#column, this.#value(id, reader))
    } else if (id >= FIRST_SHORT && id <= LAST_SHORT) {
      this.#column++
      this.grid.set(this.#row, this.#column, this.#value(id - FIRST_SHORT + FIRST_CELL, reader))
    }
  }

  #value(id: number, reader: XlsbReader): string {
    const format = reader.i32() & 0xffffff
    switch (id) {
      case 2:
        return this.#number(packedNumber(reader.i32()), format)
      case 5:
      case 9:
        return this.#number(reader.f64(), format)
      case 3:
      case 11:
        return errorText(reader.u8())
      case 4:
      case 10:
        return reader.u8() === 0 ? 'FALSE' : 'TRUE'
      case 6:
      case 8:
        return reader.text()
      case RICH_CELL:
        reader.u8()
        return reader.text()
      case 7: {
        const text = this.#context.strings[reader.i32() >>> 0]
        if (text === undefined) throw damaged(this.#file, this.#sheet)
        return text
      }
      default:
        return ''
    }
  }

  #number(value: number, format: number): string {
    return numericText(value, this.#context.kinds[format] ?? 'number', this.#context.is1904)
  }
}
