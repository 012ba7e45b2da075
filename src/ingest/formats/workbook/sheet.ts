import type { GridWriter } from './grid.ts'
import { damaged } from './limits.ts'
import { isoText, numericText, unescapeCell, type NumberKind } from './values.ts'
import { attribute, type XmlHandler } from './xml.ts'

/** What the sheets of a workbook share. */
export interface SheetContext {
  readonly strings: readonly string[]
  /** By cell format. */
  readonly kinds: readonly NumberKind[]
  readonly is1904: boolean
}

/** Numbers that are written as they would be anyway. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/

/** Takes the cells of a sheet from its XML. */
export class SheetHandler implements XmlHandler {
  readonly #file: string
  readonly #sheet: string
  readonly #grid: GridWriter
  readonly #context: SheetContext
  #isData = false
  #row = -1
  /** Does the row under way tell its number? */
  #isNumbered = false
  #column = -1
  #type: string | null = null
  #format = 0
  #text = ''
  #isText = false
  #isInline = false
  #reading = 0

  constructor(file: string, sheet: string, grid: GridWriter, context: SheetContext) {
    this.#file = file
    this.#sheet = sheet
    this.#grid = grid
    this.#context = context
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        return this.#openCell(attributes)
      case 'v':
        this.#isText = !this.#isInline
        return
      case 't':
        this.#isText = this.#isInline && this.#reading === 0
        return
      case 'is':
        this.#isInline = true
        return
      case 'rPh':
        this.#reading++
        return
      case 'row': {
        const number = attribute(attributes, 'r')
        this.#isNumbered = number !== null
        this.#row = number === null ? this.#row + 1 : Number(number) - 1
        this.#column = -1
        return
      }
      case 'sheetData':
        this.#isData = true
    }
  }

  text(piece: string): void {
    if (this.#isText) this.#text = this.#text === '' ? piece : this.#text + piece
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#isText = false
        return
      case 'c':
        if (this.#isData && this.#text !== '') this.#grid.set(this.#row, this.#column, this.#value())
        this.#text = ''
        return
      case 'is':
        this.#isInline = false
        return
      case 'rPh':
        this.#reading--
        return
      case 'sheetData':
        this.#isData = false
    }
  }

  #openCell(attributes: string): void {
    this.#type = attribute(attributes, 't')
    this.#format = Number(attribute(attributes, 's') ?? 0)
    this.#text = ''
    const place = attribute(attributes, 'r')
    if (place === null) {
      this.#column++
      return
    }
    let column = 0
    let at = 0
    for (; at < place.length; at++) {
      const letter = place.charCodeAt(at) | 32
      if (letter < 97 || letter > 122) break
      column = column * 26 + letter - 96
    }
    this.#column = column - 1
    // Rows of some writers have no number, but their cells have.
    if (!this.#isNumbered) this.#row = Number(place.slice(at)) - 1
  }

  #value(): string {
    const text = this.#text
    const kind = this.#context.kinds[this.#format] ?? 'number'
    switch (this.#type) {
      case 's': {
        const shared = this.#context.strings[Number(text)]
        if (shared === undefined) throw damaged(this.#file, this.#sheet)
        return shared
      }
      case 'inlineStr':
      case 'str':
        return unescapeCell(text)
      case 'b':
        return text.trim() === '1' || text.trim() === 'true' ? 'TRUE' : 'FALSE'
      case 'e':
        return text
      case 'd':
        return isoText(text)
    }
    if (kind === 'number' && PLAIN.test(text)) return text
    const value = Number(text)
    return Number.isNaN(value) ? text : numericText(value, kind, this.#context.is1904)
  }
}
