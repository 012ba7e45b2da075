import { bare } from './rows.ts'

const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const QUOTE = 34
/** A byte-order mark in UTF-8. */
const MARK = [0xef, 0xbb, 0xbf] as const

/** Is the byte at a place no NUL and no byte-order mark? A mark cut by the end of the bytes counts as one. */
export function isOrdinary(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === 0) return false
  const isMark = (place: number, byte: number) => place >= bytes.length || bytes[place] === byte
  return !(isMark(at, MARK[0]) && isMark(at + 1, MARK[1]) && isMark(at + 2, MARK[2]))
}

/** A header by its bytes, spaces and quotes apart. */
export class HeaderBytes {
  readonly #bytes: Uint8Array | null
  /** Bytes of a record that may be the header. */
  readonly least: number
  readonly most: number

  constructor(header: readonly string[] | null, delimiter: string) {
    const text =
      header === null
        ? null
        : bare(header)
            .replaceAll('\0', delimiter)
            .replace(/[\r\n]/g, '')
    this.#bytes = text === null ? null : new TextEncoder().encode(text)
    this.least = this.#bytes?.length ?? Infinity
    this.most = this.least * 3 + 64
  }

  /** Is a record the header: what was `begun` in earlier pieces, and the bytes from `start` to `end`? */
  equals(begun: readonly Uint8Array[], bytes: Uint8Array, start: number, end: number): boolean {
    const header = this.#bytes
    if (header === null) return false
    let at = 0
    for (let place = 0; place <= begun.length; place++) {
      const isLast = place === begun.length
      const piece = isLast ? bytes : begun[place]!
      const to = isLast ? end : piece.length
      for (let index = isLast ? start : 0; index < to; index++) {
        const byte = piece[index]!
        if (byte === SPACE || byte === QUOTE || byte === LINE_FEED || byte === RETURN) continue
        if (byte !== header[at++]) return false
      }
    }
    return at === header.length
  }
}
