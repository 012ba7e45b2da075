import * as arrow from 'apache-arrow'
import type { ArrowField } from './arrow-schema.ts'
import type { Dictionaries, Values } from './arrow-vectors.ts'

/** The values that numbers point to in a dictionary. Throws a `RangeError` where they point outside. */
export function taken(
  { dictionary }: ArrowField,
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
  given: Uint8Array,
  dictionaries: Dictionaries,
): Values {
  const { id, width } = dictionary!
  const from = dictionaries.get(id)
  if (!from) throw new RangeError('a dictionary is missing')
  if (bytes.length * 8 < length * width) throw new RangeError('values are too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const read = { 8: (at: number) => view.getUint8(at), 16: (at: number) => view.getUint16(2 * at, true), 32: (at: number) => view.getUint32(4 * at, true), 64: (at: number) => Number(view.getBigUint64(8 * at, true)) }[width as 8] // prettier-ignore
  if (!read) throw new RangeError('no numbers of a dictionary')
  const isGiven = (bits: Uint8Array, row: number) => bits.length === 0 || ((bits[row >> 3]! >> (row & 7)) & 1) === 1
  const valid = new Uint8Array((length + 7) >> 3)
  const places = new Int32Array(length).fill(-1)
  for (let row = 0; row < length; row++) {
    if (!isGiven(given, row)) continue
    const place = read(row)
    if (place >= from.length) throw new RangeError('a number points outside its dictionary')
    if (!isGiven(from.valid, place)) continue
    places[row] = place
    valid[row >> 3]! |= 1 << (row & 7)
  }
  return { type: from.type, length, valid, ...takeAt(from, places) }
}

/** Bytes that the texts of one batch may take where a dictionary repeats them. */
const TAKEN_MOST = 2 ** 29

/** The values at places; at −1 there is none. */
function takeAt({ type, data, offsets, length }: Values, places: Int32Array): Pick<Values, 'data' | 'offsets'> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (offsets) {
    const starts = new Int32Array(places.length + 1)
    let size = 0
    for (const [row, place] of places.entries()) {
      if (place >= 0) size += offsets[place + 1]! - offsets[place]!
      if (size > TAKEN_MOST) throw new RangeError('a dictionary repeats too much text')
      starts[row + 1] = size
    }
    const out = new Uint8Array(size)
    for (const [row, place] of places.entries())
      if (place >= 0) out.set(bytes.subarray(offsets[place], offsets[place + 1]), starts[row])
    return { data: out, offsets: starts }
  }
  if (type.typeId === arrow.Type.Bool) {
    const out = new Uint8Array((places.length + 7) >> 3)
    for (const [row, place] of places.entries())
      if (place >= 0) out[row >> 3]! |= ((bytes[place >> 3]! >> (place & 7)) & 1) << (row & 7)
    return { data: out }
  }
  const size = length > 0 ? Math.floor(bytes.length / length) : 32
  const out = new Uint8Array(places.length * size)
  for (const [row, place] of places.entries())
    if (place >= 0) out.set(bytes.subarray(place * size, (place + 1) * size), row * size)
  return { data: out }
}

/** Puts the values of a delta behind those of its dictionary. */
export function joined(left: Values, right: Values): Values {
  const both = [left, right]
  const length = left.length + right.length
  const valid = new Uint8Array((length + 7) >> 3)
  let row = 0
  for (const { length: rows, valid: bits } of both)
    for (let at = 0; at < rows; at++, row++)
      if (bits.length === 0 || (bits[at >> 3]! >> (at & 7)) & 1) valid[row >> 3]! |= 1 << (row & 7)
  if (!left.offsets || !right.offsets || left.type.typeId !== right.type.typeId)
    throw new RangeError('a dictionary grows that holds no text')
  const data = new Uint8Array(left.offsets.at(-1)! + right.offsets.at(-1)!)
  data.set((left.data as Uint8Array).subarray(0, left.offsets.at(-1)))
  data.set((right.data as Uint8Array).subarray(0, right.offsets.at(-1)), left.offsets.at(-1))
  const offsets = new Int32Array(length + 1)
  offsets.set(left.offsets)
  offsets.set(
    right.offsets.map((offset) => offset + left.offsets!.at(-1)!),
    left.length,
  )
  return { type: left.type, length, valid, data, offsets }
}
