/** Unpacks LZ4 frames one behind the other into a buffer of the stated size. Throws a `RangeError` where they are damaged. */
export function unpackLz4(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size)
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length)
  let at = 0
  let to = 0
  while (at < packed.length) {
    const magic = view.getUint32(at, true)
    if (magic >>> 4 === 0x184d2a5) {
      at += 8 + view.getUint32(at + 4, true)
      continue
    }
    if (magic !== 0x184d2204) throw new RangeError('no LZ4 frame')
    const flags = view.getUint8(at + 4)
    if (flags >> 6 !== 1 || flags & 1) throw new RangeError('an LZ4 frame with a dictionary')
    const hasBlockChecksum = (flags & 16) !== 0
    at += 7 + (flags & 8 ? 8 : 0)
    for (;;) {
      const length = view.getUint32(at, true)
      at += 4
      if (length === 0) break
      const end = at + (length & 0x7fffffff)
      if (end > packed.length) throw new RangeError('an LZ4 block is cut')
      if (length >>> 31) {
        if (to + end - at > size) throw new RangeError('an LZ4 block is too long')
        out.set(packed.subarray(at, end), to)
        to += end - at
      } else to = unpackBlock(packed, at, end, out, to)
      at = end + (hasBlockChecksum ? 4 : 0)
    }
    if (flags & 4) at += 4
  }
  if (to !== size) throw new RangeError('LZ4 frames are too short')
  return out
}

/** Unpacks one block behind what is there and gives where it ends. */
function unpackBlock(packed: Uint8Array, at: number, end: number, out: Uint8Array, to: number): number {
  const more = (length: number): number => {
    if (length < 15) return length
    for (;;) {
      if (at >= end) throw new RangeError('an LZ4 block is cut')
      const byte = packed[at++]!
      length += byte
      if (byte !== 255) return length
    }
  }
  while (at < end) {
    const token = packed[at++]!
    const literals = more(token >> 4)
    if (at + literals > end || to + literals > out.length) throw new RangeError('LZ4 literals are too long')
    for (let index = 0; index < literals; index++) out[to++] = packed[at++]!
    if (at === end) return to
    if (at + 2 > end) throw new RangeError('an LZ4 block is cut')
    const back = packed[at]! | (packed[at + 1]! << 8)
    at += 2
    const length = more(token & 15) + 4
    if (back === 0 || back > to || to + length > out.length) throw new RangeError('an LZ4 match points outside')
    for (let index = 0; index < length; index++, to++) out[to] = out[to - back]!
  }
  return to
}
