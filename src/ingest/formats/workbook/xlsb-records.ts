/** Longest record: a text of 32,767 characters with its formats is a tenth of it. */
const LONGEST = 1 << 22

/** Splits the binary parts of an XLSB workbook into records as they arrive. Throws a `RangeError` where one is no record. */
export class XlsbScanner {
  readonly #each: (id: number, reader: XlsbReader) => void
  #rest: Uint8Array = new Uint8Array()

  constructor(each: (id: number, reader: XlsbReader) => void) {
    this.#each = each
  }

  push(piece: Uint8Array): void {
    let bytes = piece
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length)
      bytes.set(this.#rest)
      bytes.set(piece, this.#rest.length)
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let at = 0
    while (at < bytes.length) {
      let next = at
      let id = bytes[next++]!
      if (id & 128) id = (id & 127) | ((bytes[next++] ?? 0) << 7)
      let length = 0
      let shift = 0
      let byte = 128
      for (; byte & 128 && shift < 28 && next < bytes.length; shift += 7) {
        byte = bytes[next++]!
        length |= (byte & 127) << shift
      }
      if (length > LONGEST) throw new RangeError('no record')
      if ((byte & 128 && shift < 28) || next + length > bytes.length) break
      this.#each(id, new XlsbReader(view, next, next + length))
      at = next + length
    }
    this.#rest = bytes.slice(at)
  }

  /** Ends the part. */
  end(): void {
    if (this.#rest.length > 0) throw new RangeError('cut short')
  }
}

/** Reads values from a record. What lies behind its end is a `RangeError`. */
export class XlsbReader {
  readonly #view: DataView
  readonly #end: number
  #at: number

  constructor(view: DataView, at: number, end: number) {
    this.#view = view
    this.#at = at
    this.#end = end
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#step(2), true)
  }

  i32(): number {
    return this.#view.getInt32(this.#step(4), true)
  }

  f64(): number {
    return this.#view.getFloat64(this.#step(8), true)
  }

  /** A text with its length before it. */
  text(): string {
    const length = this.i32()
    if (length < 0) return ''
    const at = this.#step(2 * length)
    return decoder.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, 2 * length))
  }

  #step(count: number): number {
    const at = this.#at
    this.#at += count
    if (this.#at > this.#end) throw new RangeError('behind the end')
    return at
  }
}

const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
