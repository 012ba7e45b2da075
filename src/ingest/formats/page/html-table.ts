import { Parser } from 'htmlparser2'
import type { FileSource } from '../../../engine/database.ts'
import { IngestProblem } from '../../problem.ts'
import { collapsed, HtmlTable } from './html-table-grid.ts'
import { eachPiece } from './html-table-text.ts'
import type { Reading, WrittenTable } from '../opened.ts'
import { budget } from '../workbook/grid.ts'
import { SHEETS, tooLarge } from '../workbook/limits.ts'

/** Tables within tables; layouts have some five. */
const DEEPEST = 100
/** Tags that matter. All others are taken as if they held nothing, so that what is never closed costs nothing. */
const STRUCTURE = new Set(['table', 'caption', 'tr', 'td', 'th', 'script', 'style', 'title', 'noscript', 'template'])
const SILENT = new Set(['script', 'style', 'title', 'noscript', 'template'])
const BREAKS = new Set(['br', 'p', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'pre'])
const BEGINNING =
  /^(?:\ufeff|\s|<!--[^]*?-->|<\?[^>]*\?>)*<(?:!doctype\s+html|html|head|meta|title|body|style|script|center|table|div|font|form|p|br)\b/i

/** Is it a web page, from its first characters? */
export function isHtml(head: string): boolean {
  return BEGINNING.test(head)
}

/**
 * The tables of a web page, also of one that calls itself XLS: each innermost one that holds more than a cell, or one that
 * holds data with the small ones in its cells folded into them. Nothing of the page is run or fetched. Rejects with an
 * `IngestProblem`, or with the signal's reason.
 */
export async function readHtmlTables(file: FileSource, reading: Reading): Promise<WrittenTable[]> {
  const page = new Page(file.name)
  const parser = new TableParser(page, { decodeEntities: true })
  await eachPiece(file, reading, (text) => parser.write(text))
  parser.end()
  page.end()
  if (page.found.length === 0) throw new IngestProblem({ code: 'no_table_in_page', file: file.name })
  const isOne = page.found.length === 1
  return page.found.map((table, index) => table.end(isOne ? null : table.caption.trim() || `#${index + 1}`))
}

class TableParser extends Parser {
  protected override isVoidElement(name: string): boolean {
    return !STRUCTURE.has(name)
  }
}

/** Takes the tables from a page's tags. */
class Page {
  readonly found: HtmlTable[] = []
  readonly #file: string
  readonly #budget = budget()
  readonly #open: HtmlTable[] = []
  #silence = 0
  #isCaption = false

  constructor(file: string) {
    this.#file = file
  }

  get #table(): HtmlTable | undefined {
    return this.#open.at(-1)
  }

  onopentag = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (SILENT.has(name)) this.#silence++
    else if (BREAKS.has(name)) this.#table?.text('\n')
    else if (name === 'table') {
      if (this.#open.length >= DEEPEST) throw tooLarge(this.#file)
      this.#open.push(new HtmlTable(this.#file, this.#budget))
    } else if (name === 'tr') this.#table?.openRow()
    else if (name === 'td' || name === 'th') this.#table?.openCell(attributes['colspan'], attributes['rowspan'])
    else if (name === 'caption') this.#isCaption = true
  }

  ontext = (text: string): void => {
    const table = this.#table
    if (!table || this.#silence > 0) return
    if (table.isInCell) table.text(collapsed(text))
    else if (this.#isCaption && table.caption.length < 100) table.caption += collapsed(text)
  }

  onclosetag = (name: string): void => {
    if (SILENT.has(name)) this.#silence--
    else if (name === 'td' || name === 'th') this.#table?.closeCell()
    else if (name === 'tr') this.#table?.closeRow()
    else if (name === 'caption') this.#isCaption = false
    else if (name === 'table') this.#close()
  }

  /** Ends the page with what is still open. */
  end(): void {
    while (this.#open.length > 0) this.#close()
    // Of a page whose tables hold one cell each, those are its tables.
    this.found.push(...(this.found.length === 0 ? this.#lone : []))
  }

  readonly #lone: HtmlTable[] = []

  #close(): void {
    const table = this.#open.pop()
    if (!table) return
    table.closeRow()
    if (table.filled === 0) return
    const outer = this.#table
    const text = table.folded(outer?.isData ?? false)
    if (outer?.isInCell && text !== null) outer.text(`\n${text}\n`)
    else if (text !== null && table.filled === 1) this.#keep(this.#lone, table)
    else this.#keep(this.found, table)
  }

  #keep(tables: HtmlTable[], table: HtmlTable): void {
    if (tables.length >= SHEETS) throw tooLarge(this.#file)
    tables.push(table)
  }
}
