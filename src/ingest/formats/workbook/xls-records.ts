/** Records of the old binary format that are read. */
export const XLS = {
  formula: 0x0006,
  eof: 0x000a,
  codePage: 0x0042,
  dateMode: 0x0022,
  filePass: 0x002f,
  continued: 0x003c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  richString: 0x00d6,
  xf: 0x00e0,
  sharedStrings: 0x00fc,
  labelShared: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolOrError: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
} as const

/** A record with what continues it. */
export interface XlsRecord {
  readonly id: number
  readonly blocks: readonly Uint8Array[]
}

/** The records of a workbook's stream from a place on. What is cut at its end is not told. */
export function* xlsRecords(stream: Uint8Array, at = 0): Generator<XlsRecord> {
  const idAt = (place: number) => stream[place]! | (stream[place + 1]! << 8)
  while (at + 4 <= stream.length) {
    const id = idAt(at)
    const blocks: Uint8Array[] = []
    do {
      const end = at + 4 + idAt(at + 2)
      if (end > stream.length) return
      blocks.push(stream.subarray(at + 4, end))
      at = end
    } while (at + 4 <= stream.length && idAt(at) === XLS.continued)
    yield { id, blocks }
  }
}

/** Reads values from a record. What lies behind its end is a `RangeError`. */
export class XlsReader {
  readonly #blocks: readonly Uint8Array[]
  #block = 0
  #view: DataView
  #at = 0

  constructor({ blocks }: XlsRecord) {
    this.#blocks = blocks
    this.#view = viewOf(blocks[0]!)
  }

  /** Bytes left before the record ends or is continued. */
  get left(): number {
    return this.#view.byteLength - this.#at
  }

  get isAtEnd(): boolean {
    return this.left === 0 && this.#block === this.#blocks.length - 1
  }

  u8(): number {
    this.#enter()
    return this.#view.getUint8(this.#at++)
  }

  u16(): number {
    this.#enter()
    const value = this.#view.getUint16(this.#at, true)
    this.#at += 2
    return value
  }

  i32(): number {
    this.#enter()
    const value = this.#view.getInt32(this.#at, true)
    this.#at += 4
    return value
  }

  f64(): number {
    const value = this.#view.getFloat64(this.#at, true)
    this.#at += 8
    return value
  }

  skip(count: number): void {
    for (let left = count; left > 0;) {
      this.#enter()
      const step = Math.min(left, this.left)
      if (step === 0) throw new RangeError('behind the end')
      this.#at += step
      left -= step
    }
  }

  bytes(count: number): Uint8Array {
    const { buffer, byteOffset } = this.#view
    if (count > this.left) throw new RangeError('behind the end')
    this.#at += count
    return new Uint8Array(buffer, byteOffset + this.#at - count, count)
  }

  /** A text of the format since Excel 97, its length before it in one or two bytes; what continues it tells anew how wide it is. */
  text(lengthBytes: 1 | 2): string {
    const length = lengthBytes === 1 ? this.u8() : this.u16()
    let flags = this.u8()
    const runs = flags & 8 ? this.u16() : 0
    const extension = flags & 4 ? this.i32() : 0
    let text = ''
    while (text.length < length) {
      if (this.left === 0) flags = this.u8()
      const width = flags & 1 ? 2 : 1
      const count = Math.min(length - text.length, Math.floor(this.left / width))
      if (count === 0) throw new RangeError('half a character')
      for (let index = 0; index < count; index++, this.#at += width)
        text += String.fromCharCode(width === 2 ? this.#view.getUint16(this.#at, true) : this.#view.getUint8(this.#at))
    }
    this.skip(4 * runs)
    this.skip(Math.max(0, extension))
    return text
  }

  #enter(): void {
    while (this.left === 0 && this.#block < this.#blocks.length - 1) {
      this.#view = viewOf(this.#blocks[++this.#block]!)
      this.#at = 0
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
