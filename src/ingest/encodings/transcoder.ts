import type { TextEncoding } from '../encoding.ts'
import { LEAD, type CodeTable } from './code-table.ts'
import { cp949Table } from './cp949.ts'
import { shiftJisTable } from './shift-jis.ts'
import { windows1252Table } from './windows-1252.ts'

/** Turns a text's bytes, piece by piece and cut anywhere, into UTF-8. What is broken becomes U+FFFD. */
export interface Transcoder {
  /** The text as far as its characters are whole. Keeps nothing of `bytes`; those of UTF-8 come back as they are. */
  push(bytes: Uint8Array): Uint8Array
  /** What is left of a character cut by the end of the text. */
  end(): Uint8Array
}

/** Encodings whose characters come from a table of ours. */
export type TableEncoding = 'cp949' | 'shift_jis' | 'windows-1252'

const builders = { cp949: cp949Table, shift_jis: shiftJisTable, 'windows-1252': windows1252Table }
const tables = new Map<TableEncoding, CodeTable>()

/** The characters of an encoding; built when first asked for, in a few milliseconds. */
export function codeTable(encoding: TableEncoding): CodeTable {
  const table = tables.get(encoding) ?? builders[encoding]()
  tables.set(encoding, table)
  return table
}

/** A transcoder to UTF-8 for one text without byte-order mark. */
export function transcoder(encoding: TextEncoding): Transcoder {
  switch (encoding) {
    case 'utf-8':
      return { push: (bytes) => bytes, end: () => new Uint8Array() }
    case 'utf-16le':
    case 'utf-16be': {
      const decoder = new TextDecoder(encoding, { ignoreBOM: true })
      const encoder = new TextEncoder()
      return {
        push: (bytes) => encoder.encode(decoder.decode(bytes, { stream: true })),
        end: () => encoder.encode(decoder.decode()),
      }
    }
    default:
      return new TableTranscoder(codeTable(encoding))
  }
}

class TableTranscoder implements Transcoder {
  readonly #table: CodeTable
  #room = new Uint8Array()
  #lead = 0

  constructor(table: CodeTable) {
    this.#table = table
  }

  push(bytes: Uint8Array): Uint8Array {
    const { single, pairs } = this.#table
    const most = 3 * (bytes.length + 1)
    if (this.#room.length < most) this.#room = new Uint8Array(most)
    const room = this.#room
    const { length } = bytes
    let lead = this.#lead
    let from = 0
    let to = 0
    for (;;) {
      let unit = 0
      if (lead === 0) {
        let byte = 0
        while (from < length && (byte = bytes[from]!) < 0x80) {
          room[to++] = byte
          from++
        }
        if (from >= length) break
        from++
        unit = single[byte]!
        if (unit === LEAD) lead = byte
      }
      if (lead !== 0) {
        if (from >= length) break
        const byte = bytes[from++]!
        unit = pairs[(lead << 8) | byte]!
        lead = 0
        // An ASCII byte behind a broken lead is a character of its own: it may be a delimiter.
        if (unit === 0 && byte < 0x80) from--
      }
      if (unit === 0) unit = 0xfffd
      if (unit < 0x800) room[to++] = 0xc0 | (unit >> 6)
      else {
        room[to++] = 0xe0 | (unit >> 12)
        room[to++] = 0x80 | ((unit >> 6) & 0x3f)
      }
      room[to++] = 0x80 | (unit & 0x3f)
    }
    this.#lead = lead
    return room.slice(0, to)
  }

  end(): Uint8Array {
    const isCut = this.#lead !== 0
    this.#lead = 0
    return isCut ? Uint8Array.of(0xef, 0xbf, 0xbd) : new Uint8Array()
  }
}
