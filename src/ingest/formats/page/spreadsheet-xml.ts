import type { FileSource } from '../../../engine/database.ts'
import { IngestProblem } from '../../problem.ts'
import { eachPiece } from './html-table-text.ts'
import type { Reading } from '../opened.ts'
import { budget, GridWriter, OutOfOrder } from '../workbook/grid.ts'
import { damaged, SHEET_COLUMNS, SHEET_ROWS, SHEETS, tooLarge } from '../workbook/limits.ts'
import type { SheetTable } from '../workbook/parts.ts'
import { isoText, numberText } from '../workbook/values.ts'
import { attribute, XmlError, XmlScanner, type XmlHandler } from '../workbook/xml.ts'

const NAMESPACE = 'urn:schemas-microsoft-com:office:spreadsheet'

/** Is it an XML Spreadsheet of Excel 2003, from its first characters? */
export function isSpreadsheetXml(head: string): boolean {
  return (
    /^[\ufeff\s]*<(?:\?xml\b|(?:\w+:)?workbook\b)/i.test(head) &&
    head.includes(NAMESPACE) &&
    /<(?:\w+:)?Workbook\b/.test(head)
  )
}

/** The sheets of an XML Spreadsheet 2003. Rejects with an `IngestProblem`, or with the signal's reason. */
export async function readSpreadsheetXml(file: FileSource, reading: Reading): Promise<SheetTable[]> {
  const sheets = new Sheets(file.name)
  const scanner = new XmlScanner(sheets)
  try {
    await eachPiece(file, reading, (text) => scanner.push(text))
    scanner.end()
    if (!sheets.isWhole) throw new XmlError('cut short')
  } catch (cause) {
    if (cause instanceof XmlError || cause instanceof OutOfOrder) throw damaged(file.name, undefined, cause)
    throw cause
  }
  if (sheets.tables.every((table) => table.rows === 0))
    throw new IngestProblem({ code: 'empty_workbook', file: file.name })
  return sheets.tables.filter((table) => table.rows > 0 || !table.isHidden)
}

class Sheets implements XmlHandler {
  /** Has the workbook come to its end? */
  isWhole = false
  readonly tables: SheetTable[] = []
  readonly #file: string
  readonly #budget = budget()
  #grid: GridWriter | null = null
  #name = ''
  #isHidden = false
  #row = 0
  #column = 0
  #merged = 0
  #type = 'String'
  #text = ''
  /** What is read: a cell's data, or whether a sheet is visible. */
  #reads: 'data' | 'visible' | null = null
  #isComment = false

  constructor(file: string) {
    this.#file = file
  }

  open(name: string, attributes: string): void {
    if (name === 'Comment') this.#isComment = true
    else if (name === 'Worksheet') {
      if (this.tables.length >= SHEETS) throw tooLarge(this.#file)
      this.#name = attribute(attributes, 'Name') ?? ''
      this.#grid = new GridWriter(this.#file, this.#name, this.#budget, false)
      this.#isHidden = false
      this.#row = -1
    } else if (name === 'Row') {
      this.#row = indexOf(attributes, SHEET_ROWS) ?? this.#row + 1
      this.#column = -1
      this.#merged = 0
    } else if (name === 'Cell') {
      this.#column = indexOf(attributes, SHEET_COLUMNS) ?? this.#column + this.#merged + 1
      this.#merged = Math.max(0, Math.min(SHEET_COLUMNS, Number(attribute(attributes, 'MergeAcross') ?? 0) || 0))
    } else if (name === 'Data' && !this.#isComment) {
      this.#type = attribute(attributes, 'Type') ?? 'String'
      this.#reads = 'data'
      this.#text = ''
    } else if (name === 'Visible') {
      this.#reads = 'visible'
      this.#text = ''
    }
  }

  text(piece: string): void {
    if (this.#reads !== null) this.#text += piece
  }

  close(name: string): void {
    if (name === 'Comment') this.#isComment = false
    else if (name === 'Data' && this.#reads === 'data') {
      this.#reads = null
      this.#grid?.set(this.#row, this.#column, this.#value())
    } else if (name === 'Visible') {
      this.#isHidden = this.#text.trim() !== '' && this.#text.trim() !== 'SheetVisible'
      this.#reads = null
    } else if (name === 'Workbook') this.isWhole = true
    else if (name === 'Worksheet' && this.#grid) {
      this.tables.push({ ...this.#grid.end(this.#name), isHidden: this.#isHidden })
      this.#grid = null
    }
  }

  #value(): string {
    const text = this.#text
    switch (this.#type) {
      case 'Number':
        return text.trim() !== '' && Number.isFinite(Number(text)) ? numberText(Number(text)) : text
      case 'Boolean':
        return text.trim() === '1' ? 'TRUE' : 'FALSE'
      case 'DateTime':
        // A time of day is one of the day before Excel's first.
        return isoText(text).replace(/^1899-12-3[01] ?(?=\d)/, '')
      default:
        return text
    }
  }
}

function indexOf(attributes: string, most: number): number | null {
  const index = Number(attribute(attributes, 'Index') ?? 0)
  return index >= 1 && index <= most ? Math.trunc(index) - 1 : null
}
