/** Texts side by side, and where each begins and the last ends. */
export interface Texts {
  readonly data: Uint8Array<ArrayBuffer>
  readonly offsets: Int32Array
}

/** The places of texts, checked: none lies outside the data. Throws a `RangeError`. */
export function offsetsOf(
  bytes: Uint8Array<ArrayBuffer>,
  isLarge: boolean,
  length: number,
  dataSize: number,
): Int32Array {
  // Writers leave out the one offset of no rows.
  if (length === 0) return new Int32Array(1)
  if (bytes.length < (length + 1) * (isLarge ? 8 : 4)) throw new RangeError('offsets are too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const offsets = new Int32Array(length + 1)
  let last = 0
  for (let row = 0; row <= length; row++) {
    const offset = isLarge ? Number(view.getBigInt64(8 * row, true)) : view.getInt32(4 * row, true)
    if (offset < last || offset > dataSize || offset > 2 ** 31 - 1) throw new RangeError('an offset points outside')
    offsets[row] = last = offset
  }
  return offsets
}

/** Texts from 16-byte views: length, then the text where it has at most twelve bytes, else where it lies in the data. */
export function textFromViews(bytes: Uint8Array<ArrayBuffer>, data: readonly Uint8Array[], length: number): Texts {
  if (bytes.length < 16 * length) throw new RangeError('views are too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const offsets = new Int32Array(length + 1)
  let size = 0
  for (let row = 0; row < length; row++) {
    const text = view.getInt32(16 * row, true)
    size += text
    if (text < 0 || size > 2 ** 31 - 1) throw new RangeError('a view is too long')
    offsets[row + 1] = size
  }
  const total = data.reduce((sum, { length }) => sum + length, 0)
  // Views may share their text, yet not without bound.
  if (size > 2 ** 28 && size > 16 * (total + bytes.length)) throw new RangeError('views are too long')
  const out = new Uint8Array(size)
  for (let row = 0; row < length; row++) {
    const text = offsets[row + 1]! - offsets[row]!
    const at = 16 * row
    if (text <= 12) {
      out.set(bytes.subarray(at + 4, at + 4 + text), offsets[row])
      continue
    }
    const from = data[view.getInt32(at + 8, true)]
    const start = view.getInt32(at + 12, true)
    if (!from || start < 0 || start + text > from.length) throw new RangeError('a view points outside')
    out.set(from.subarray(start, start + text), offsets[row])
  }
  return { data: out, offsets }
}
