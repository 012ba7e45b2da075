/** A table of a FlatBuffer, read where it lies; fields by their number. What points outside throws a `RangeError`. */
export class FlatTable {
  readonly #view: DataView
  readonly #at: number

  private constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
  }

  /** The table that a buffer begins with a pointer to. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    return new FlatTable(view, view.getUint32(0, true))
  }

  byte(field: number, otherwise = 0): number {
    const at = this.#place(field)
    return at ? this.#view.getUint8(at) : otherwise
  }

  int16(field: number, otherwise = 0): number {
    const at = this.#place(field)
    return at ? this.#view.getInt16(at, true) : otherwise
  }

  int32(field: number, otherwise = 0): number {
    const at = this.#place(field)
    return at ? this.#view.getInt32(at, true) : otherwise
  }

  int64(field: number): number {
    const at = this.#place(field)
    return at ? safe(this.#view.getBigInt64(at, true)) : 0
  }

  table(field: number): FlatTable | null {
    const at = this.#place(field)
    return at ? new FlatTable(this.#view, this.#pointer(at)) : null
  }

  text(field: number): string {
    const at = this.#place(field)
    if (!at) return ''
    const start = this.#pointer(at)
    const length = this.#view.getUint32(start, true)
    this.#check(start + 4, length)
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + start + 4, length))
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.#vector(field, 4)
    return Array.from({ length }, (_, i) => new FlatTable(this.#view, this.#pointer(start + 4 * i)))
  }

  /** A vector of structs of 64-bit numbers, `width` numbers each, as one row of numbers. */
  int64s(field: number, width: number): number[] {
    const { start, length } = this.#vector(field, 8 * width)
    return Array.from({ length: length * width }, (_, i) => safe(this.#view.getBigInt64(start + 8 * i, true)))
  }

  #vector(field: number, size: number): { readonly start: number; readonly length: number } {
    const at = this.#place(field)
    if (!at) return { start: 0, length: 0 }
    const start = this.#pointer(at)
    const length = this.#view.getUint32(start, true)
    this.#check(start + 4, length * size)
    return { start: start + 4, length }
  }

  /** Where a field lies; 0: it is not there. */
  #place(field: number): number {
    const fields = this.#at - this.#view.getInt32(this.#at, true)
    const entry = 4 + 2 * field
    if (entry >= this.#view.getUint16(fields, true)) return 0
    const offset = this.#view.getUint16(fields + entry, true)
    return offset && this.#at + offset
  }

  #pointer(at: number): number {
    return at + this.#view.getUint32(at, true)
  }

  #check(start: number, size: number): void {
    if (start + size > this.#view.byteLength) throw new RangeError('a FlatBuffer points outside')
  }
}

function safe(value: bigint): number {
  if (value < -9007199254740991n || value > 9007199254740991n) throw new RangeError('a number is too large')
  return Number(value)
}
