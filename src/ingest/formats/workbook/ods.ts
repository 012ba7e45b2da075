import { IngestProblem } from '../../problem.ts'
import { GridWriter, type Budget } from './grid.ts'
import { SHEET_COLUMNS, SHEET_ROWS, SHEETS, tooLarge } from './limits.ts'
import { OdsCell } from './ods-cell.ts'
import { eachTag, type SheetTable } from './parts.ts'
import { attribute, type XmlHandler } from './xml.ts'
import type { ZipParts } from './zip.ts'

/** Cells with a value that one row may stand for. */
const REPEATED_CELLS = 1 << 22
const CONTENT = 'content.xml'
const MANIFEST = 'META-INF/manifest.xml'

/** Does an archive hold an OpenDocument spreadsheet? */
export function isOds(parts: ZipParts): boolean {
  return parts.has(CONTENT) || parts.has('encrypted-package')
}

/** Reads the sheets of an OpenDocument spreadsheet. Rejects with an `IngestProblem`. */
export async function readOds(parts: ZipParts, budget: Budget): Promise<SheetTable[]> {
  if (parts.has(MANIFEST) && (await isEncrypted(parts)))
    throw new IngestProblem({ code: 'unsupported_encryption', file: parts.file })
  const handler = new OdsHandler(parts.file, budget)
  await eachTag(parts, CONTENT, handler)
  return handler.tables
}

async function isEncrypted(parts: ZipParts): Promise<boolean> {
  let found = false
  const handler = {
    open(name: string) {
      found ||= name === 'encryption-data'
    },
    close() {},
    text() {},
  }
  await eachTag(parts, MANIFEST, handler, 5e7)
  return found
}

/** Takes the cells of all sheets from the document's XML. */
class OdsHandler implements XmlHandler {
  readonly tables: SheetTable[] = []
  readonly #file: string
  readonly #budget: Budget
  readonly #hiddenStyles = new Set<string>()
  #style = ''
  #name = ''
  #isHidden = false
  /** Tables within tables of a cell are not sheets. */
  #depth = 0
  #grid: GridWriter | null = null
  #row = 0
  #rowRepeat = 1
  #cells: (readonly [column: number, count: number, text: string])[] = []
  #column = 0
  #cell: OdsCell | null = null

  constructor(file: string, budget: Budget) {
    this.#file = file
    this.#budget = budget
  }

  open(name: string, attributes: string): void {
    if (this.#cell) return this.#cell.open(name, attributes)
    if (name === 'style') this.#style = attribute(attributes, 'name') ?? ''
    else if (name === 'table-properties' && attribute(attributes, 'display') === 'false')
      this.#hiddenStyles.add(this.#style)
    else if (name === 'table') {
      if (++this.#depth > 1) return
      this.#name = attribute(attributes, 'name') ?? ''
      this.#isHidden = this.#hiddenStyles.has(attribute(attributes, 'style-name') ?? '')
      if (this.tables.length >= SHEETS) throw tooLarge(this.#file)
      this.#grid = new GridWriter(this.#file, this.#name, this.#budget, false)
      this.#row = 0
    } else if (this.#depth !== 1) return
    else if (name === 'table-row') {
      this.#rowRepeat = repeatOf(attributes, 'number-rows-repeated', SHEET_ROWS)
      this.#cells = []
      this.#column = 0
    } else if (name === 'table-cell' || name === 'covered-table-cell')
      this.#cell = new OdsCell(name, attributes, repeatOf(attributes, 'number-columns-repeated', SHEET_COLUMNS))
  }

  text(piece: string): void {
    this.#cell?.text(piece)
  }

  close(name: string): void {
    if (this.#cell) {
      if (!this.#cell.close(name)) return
      const text = this.#cell.isCovered ? '' : this.#cell.value()
      if (text !== '') this.#cells.push([this.#column, this.#cell.repeat, text])
      this.#column += this.#cell.repeat
      this.#cell = null
    } else if (name === 'table') {
      if (--this.#depth > 0) return
      this.tables.push({ ...this.#grid!.end(this.#name), isHidden: this.#isHidden })
      this.#grid = null
    } else if (name === 'table-row' && this.#depth === 1) this.#writeRow()
  }

  #writeRow(): void {
    const width = this.#cells.reduce((sum, [, count]) => sum + count, 0)
    if (this.#rowRepeat * width > REPEATED_CELLS) throw tooLarge(this.#file, this.#name)
    for (let copy = 0; copy < this.#rowRepeat && this.#cells.length > 0; copy++)
      for (const [column, count, text] of this.#cells)
        for (let index = 0; index < count; index++) this.#grid!.set(this.#row + copy, column + index, text)
    this.#row += this.#rowRepeat
  }
}

function repeatOf(attributes: string, name: string, most: number): number {
  const count = Number(attribute(attributes, name) ?? 1)
  return count >= 1 ? Math.min(Math.trunc(count), most) : 1
}
