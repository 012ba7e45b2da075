import { endOfString, endOfValue, JsonFault, skipSpace, stringText, wordText } from './scan.ts'

/** Objects within objects that become columns of their own; deeper ones stay text. */
const DEPTH_MOST = 32

/** A key that objects of a table have, and the keys within its own objects. By `Map`: keys are any text. */
interface Key {
  column: number | null
  readonly keys: Map<string, Key>
}

/**
 * The columns of a table of objects, in the order in which they first appear. An object within a row becomes columns of
 * its own (`customer.email`); an array becomes text, as it is written.
 */
export class JsonColumns {
  readonly names: string[] = []
  readonly #root: Key = { column: null, keys: new Map() }

  /** The cells of a row whose object starts at a place, and where it ends. Throws a `JsonFault`. */
  read(text: string, at: number): { readonly cells: string[]; readonly end: number } {
    const cells = new Array<string>(this.names.length).fill('')
    const end = this.#object(text, at, this.#root, '', 0, cells)
    return { cells, end }
  }

  #object(text: string, at: number, parent: Key, prefix: string, depth: number, cells: string[]): number {
    at = skipSpace(text, at + 1)
    if (text.charCodeAt(at) === 125) return at + 1
    for (;;) {
      if (text.charCodeAt(at) !== 34) throw new JsonFault(at, 'no key')
      const keyEnd = endOfString(text, at)
      if (keyEnd < 0) throw new JsonFault(text.length, 'cut')
      const name = stringText(text, at, keyEnd)
      at = skipSpace(text, keyEnd)
      if (text.charCodeAt(at) !== 58) throw new JsonFault(at, 'no colon')
      at = skipSpace(text, at + 1)
      let key = parent.keys.get(name)
      if (!key) parent.keys.set(name, (key = { column: null, keys: new Map() }))
      at =
        text.charCodeAt(at) === 123 && depth < DEPTH_MOST
          ? this.#object(text, at, key, `${prefix}${name}.`, depth + 1, cells)
          : this.#cell(text, at, key, prefix + name, cells)
      at = skipSpace(text, at)
      const code = text.charCodeAt(at)
      if (code === 125) return at + 1
      if (code !== 44) throw new JsonFault(Math.min(at, text.length), 'no comma')
      at = skipSpace(text, at + 1)
    }
  }

  #cell(text: string, at: number, key: Key, name: string, cells: string[]): number {
    const end = endOfValue(text, at)
    if (end < 0) throw new JsonFault(text.length, 'cut')
    const value = valueText(text, at, end)
    if (key.column === null) {
      key.column = this.names.length
      this.names.push(name)
    }
    while (cells.length <= key.column) cells.push('')
    cells[key.column] = value
    return end
  }
}

/** The cells of a row that is an array. Throws a `JsonFault`. */
export function arrayCells(text: string, at: number): { readonly cells: string[]; readonly end: number } {
  const cells: string[] = []
  at = skipSpace(text, at + 1)
  if (text.charCodeAt(at) === 93) return { cells, end: at + 1 }
  for (;;) {
    const end = endOfValue(text, at)
    if (end < 0) throw new JsonFault(text.length, 'cut')
    cells.push(valueText(text, at, end))
    at = skipSpace(text, end)
    const code = text.charCodeAt(at)
    if (code === 93) return { cells, end: at + 1 }
    if (code !== 44) throw new JsonFault(Math.min(at, text.length), 'no comma')
    at = skipSpace(text, at + 1)
  }
}

/** What a value says as a cell: a string its text, a number as it is written, an array or object its JSON. */
export function valueText(text: string, from: number, to: number): string {
  const code = text.charCodeAt(from)
  if (code === 34) return stringText(text, from, to)
  if (code !== 91 && code !== 123) return wordText(text, from, to)
  const json = text.slice(from, to)
  try {
    JSON.parse(json)
  } catch {
    throw new JsonFault(from, 'no array')
  }
  return json
}
