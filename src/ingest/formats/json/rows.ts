import { arrayCells, JsonColumns } from './columns.ts'
import { endOfValue, JsonFault, skipSpace } from './scan.ts'
import { GrowingTable } from './table.ts'
import type { JsonText } from './text.ts'
import type { WrittenTable } from '../opened.ts'

/** The rows of a list, all objects or all arrays; what is neither is kept aside. */
export class JsonRows {
  readonly table = new GrowingTable()
  readonly #columns: JsonColumns | null

  /** `first`: the first character of the first row. */
  constructor(first: string) {
    this.#columns = first === '{' ? new JsonColumns() : null
  }

  /** Reads the row at a place and gives where it ends. Throws a `JsonFault`, and then leaves the table as it was. */
  read(text: string, at: number, number: number): number {
    const code = text.charCodeAt(at)
    if (code !== (this.#columns ? 123 : 91)) {
      const found = endOfValue(text, at)
      const end = found < 0 ? text.length : found
      this.table.aside(number, 'not_a_row', text.slice(at, end))
      return end
    }
    const { cells, end } = this.#columns ? this.#columns.read(text, at) : arrayCells(text, at)
    this.table.row(cells)
    return end
  }

  /** `header`: the names of the columns of arrays; null: their first row. */
  written(name: string | null, header: readonly string[] | null): Promise<WrittenTable> {
    return this.table.written(name, this.#columns?.names ?? header)
  }
}

/** Reads JSON value by value, fetching text as it goes. */
export class JsonCursor {
  readonly source: JsonText
  at = 0

  constructor(source: JsonText) {
    this.source = source
  }

  /** The next character that is no space; empty at the end. */
  async peek(): Promise<string> {
    for (;;) {
      this.at = skipSpace(this.source.text, this.at)
      if (this.at < this.source.text.length) return this.source.text[this.at]!
      if (this.source.isAtEnd) return ''
      await this.#more()
    }
  }

  /** Goes past a character. Throws a `JsonFault` where another stands. */
  async expect(character: string): Promise<void> {
    if ((await this.peek()) !== character) this.fault(`no ${character}`)
    this.at++
  }

  /** Makes sure that the value here is at hand to its end, which it gives. */
  async whole(): Promise<number> {
    for (;;) {
      const { text } = this.source
      const end = endOfValue(text, this.at)
      if (end >= 0) return end
      if (this.source.isAtEnd) {
        // At the very end a number needs nothing behind it.
        if (!'{["'.includes(text[this.at] ?? '{')) return text.length
        this.at = text.length
        this.fault('cut')
      }
      await this.#more()
    }
  }

  /** Goes behind the bracket that closes a list, handing over each of its values. `each` gives where the value ends. */
  async list(each: (text: string, at: number) => number): Promise<void> {
    if ((await this.peek()) === ']') {
      this.at++
      return
    }
    for (;;) {
      await this.peek()
      await this.whole()
      this.at = each(this.source.text, this.at)
      if ((await this.peek()) === ']') break
      await this.expect(',')
    }
    this.at++
  }

  /** Throws a `JsonFault` at this place. */
  fault(message: string): never {
    throw new JsonFault(this.at, message)
  }

  async #more(): Promise<void> {
    await this.source.more(this.at)
    this.at = 0
  }
}
