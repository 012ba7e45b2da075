import type { WrittenTable } from '../opened.ts'
import { GridWriter, readInOrder, type Budget } from './grid.ts'
import { damaged } from './limits.ts'
import type { Pace } from '../pace.ts'
import { errorText, numericText, packedNumber, type NumberKind } from './values.ts'
import { XLS, XlsReader, xlsRecords, type XlsRecord } from './xls-records.ts'

/** What the sheets of an old workbook share. */
export interface XlsContext {
  readonly strings: readonly string[]
  readonly kinds: readonly NumberKind[]
  readonly is1904: boolean
  /** Are texts those of Excel 97 to 2003? Before, they are bytes. */
  readonly isWide: boolean
  readonly text: (bytes: Uint8Array) => string
}

/** A sheet that is a table; null: it is a chart or holds macros. Rejects with an `IngestProblem` or a `RangeError`. */
export async function readXlsSheet(
  file: string,
  sheet: string,
  stream: Uint8Array,
  place: number,
  context: XlsContext,
  budget: Budget,
  pace: Pace,
  progress: (at: number) => void,
): Promise<WrittenTable | null> {
  const first = xlsRecords(stream, place).next().value as XlsRecord | undefined
  if (first?.id !== XLS.bof) throw damaged(file, sheet)
  const reader = new XlsReader(first)
  reader.skip(2)
  if (reader.u16() !== 0x0010) return null
  return readInOrder(async (gathers) => {
    const cells = new XlsCells(file, sheet, context, new GridWriter(file, sheet, budget, gathers))
    let depth = 0
    let at = place
    for (const record of xlsRecords(stream, place)) {
      for (const block of record.blocks) at += 4 + block.length
      if (record.id === XLS.bof) depth++
      else if (record.id === XLS.eof && --depth === 0) return cells.grid.end(sheet)
      else if (depth === 1) cells.read(record)
      if (!pace.isDue) continue
      progress(at)
      await pace.step()
    }
    throw damaged(file, sheet)
  })
}

/** Takes the cells of a sheet from its records. */
class XlsCells {
  readonly grid: GridWriter
  readonly #file: string
  readonly #sheet: string
  readonly #context: XlsContext
  /** The cell whose formula gives the text that a later record holds. */
  #pending: readonly [row: number, column: number] | null = null

  constructor(file: string, sheet: string, context: XlsContext, grid: GridWriter) {
    this.#file = file
    this.#sheet = sheet
    this.#context = context
    this.grid = grid
  }

  read(record: XlsRecord): void {
    const { grid } = this
    const reader = new XlsReader(record)
    switch (record.id) {
      case XLS.labelShared: {
        const [row, column] = this.#place(reader)
        const text = this.#context.strings[reader.i32() >>> 0]
        if (text === undefined) throw damaged(this.#file, this.#sheet)
        return grid.set(row, column, text)
      }
      case XLS.label:
      case XLS.richString: {
        const [row, column] = this.#place(reader)
        return grid.set(row, column, this.#text(reader))
      }
      case XLS.number: {
        const [row, column, format] = this.#place(reader)
        return grid.set(row, column, this.#number(reader.f64(), format))
      }
      case XLS.rk: {
        const [row, column, format] = this.#place(reader)
        return grid.set(row, column, this.#number(packedNumber(reader.i32()), format))
      }
      case XLS.mulRk: {
        const row = reader.u16()
        for (let column = reader.u16(); reader.left >= 6; column++) {
          const format = reader.u16()
          grid.set(row, column, this.#number(packedNumber(reader.i32()), format))
        }
        return
      }
      case XLS.boolOrError: {
        const [row, column] = this.#place(reader)
        const value = reader.u8()
        return grid.set(row, column, reader.u8() === 1 ? errorText(value) : booleanText(value))
      }
      case XLS.formula:
        return this.#formula(reader)
      case XLS.string:
        if (this.#pending) grid.set(...this.#pending, this.#text(reader))
        this.#pending = null
    }
  }

  #place(reader: XlsReader): [row: number, column: number, format: number] {
    return [reader.u16(), reader.u16(), reader.u16()]
  }

  #formula(reader: XlsReader): void {
    const [row, column, format] = this.#place(reader)
    const value = reader.bytes(8)
    this.#pending = null
    if (value[6] !== 0xff || value[7] !== 0xff) {
      const number = new DataView(value.buffer, value.byteOffset).getFloat64(0, true)
      this.grid.set(row, column, this.#number(number, format))
    } else if (value[0] === 0) this.#pending = [row, column]
    else if (value[0] === 1) this.grid.set(row, column, booleanText(value[2]!))
    else if (value[0] === 2) this.grid.set(row, column, errorText(value[2]!))
  }

  #number(value: number, format: number): string {
    return numericText(value, this.#context.kinds[format] ?? 'number', this.#context.is1904)
  }

  #text(reader: XlsReader): string {
    return this.#context.isWide ? reader.text(2) : this.#context.text(reader.bytes(reader.u16()))
  }
}

function booleanText(value: number): string {
  return value === 0 ? 'FALSE' : 'TRUE'
}
