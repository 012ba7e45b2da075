import * as arrow from 'apache-arrow'
import type { ArrowBuffers } from './arrow-buffers.ts'
import { taken } from './arrow-dictionaries.ts'
import { ArrowType, type ArrowField, type ArrowLeaf, type Place } from './arrow-schema.ts'
import { offsetsOf, textFromViews, type Texts } from './arrow-strings.ts'

/** The values of one column of one batch. */
export interface Values {
  readonly type: arrow.DataType
  readonly length: number
  /** A bit for each value that is there; empty: all are. */
  readonly valid: Uint8Array
  /** Values side by side, or the bytes of texts. */
  readonly data: Uint8Array<ArrayBuffer> | Int32Array | BigInt64Array | Float64Array
  /** Where each text begins, and where the last ends. */
  readonly offsets?: Int32Array
}

/** Dictionaries by their id. */
export type Dictionaries = ReadonlyMap<number, Values>

/** The type that a field's values are handed over in, one that every engine takes; null: they stay unread. */
export function plainType(field: ArrowField): arrow.DataType | null {
  const { type, width, isSigned, precision, scale, unit, zone } = field
  switch (type) {
    case ArrowType.Null:
    case ArrowType.Utf8:
    case ArrowType.LargeUtf8:
    case ArrowType.Utf8View:
      return new arrow.Utf8()
    case ArrowType.Binary:
    case ArrowType.LargeBinary:
    case ArrowType.BinaryView:
    case ArrowType.FixedBinary:
      return new arrow.Binary()
    case ArrowType.Int:
      return [8, 16, 32, 64].includes(width) ? new arrow.Int(isSigned, width as 8) : null
    case ArrowType.Float:
      return width === 32 ? new arrow.Float32() : new arrow.Float64()
    case ArrowType.Bool:
      return new arrow.Bool()
    case ArrowType.Decimal:
      return new arrow.Decimal(scale, precision, precision > 38 ? 256 : 128)
    case ArrowType.Date:
      return new arrow.DateDay()
    case ArrowType.Timestamp:
      return new arrow.Timestamp(Math.max(unit, arrow.TimeUnit.MILLISECOND), zone ? 'UTC' : null)
    case ArrowType.Time:
      return new arrow.Time(unit, width as 32)
    case ArrowType.Duration:
      return new arrow.Duration(unit)
    default:
      return null
  }
}

/** Reads a column of a batch; one that cannot be read is empty. Rejects with a `RangeError` where it is damaged. */
export async function readValues(
  { field, parents, place }: Pick<ArrowLeaf, 'field' | 'parents' | 'place'>,
  buffers: ArrowBuffers,
  dictionaries: Dictionaries,
): Promise<Values> {
  const type = plainType(field)
  const length = buffers.rows
  if (buffers.nodes[2 * place.node] !== length) throw new RangeError('a column has other rows')
  if (field.type === ArrowType.Null || !type) return nothing(buffers)
  let valid = await validity(buffers, place)
  for (const parent of parents) valid = both(valid, await validity(buffers, parent))
  if (field.dictionary)
    return taken(field, await buffers.read(firstBuffer(buffers, place) + 1), length, valid, dictionaries)
  return { type, length, valid, ...(await plainValues(field, buffers, place, length)) }
}

/** Rows that may stand without a byte behind them. */
const EMPTY_ROWS = 2 ** 20

function nothing({ rows: length, size }: ArrowBuffers): Values {
  if (length > EMPTY_ROWS + 64 * size) throw new RangeError('more rows than bytes')
  const valid = new Uint8Array((length + 7) >> 3)
  return { type: new arrow.Utf8(), length, valid, data: new Uint8Array(0), offsets: new Int32Array(length + 1) }
}

async function validity(buffers: ArrowBuffers, place: Place): Promise<Uint8Array> {
  if (buffers.nodes[2 * place.node + 1] === 0) return new Uint8Array(0)
  const bits = await buffers.read(firstBuffer(buffers, place))
  if (bits.length > 0 && bits.length * 8 < buffers.rows) throw new RangeError('validity is too short')
  return bits
}

function both(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left
  return left.map((byte, index) => byte & right[index]!)
}

async function plainValues(
  field: ArrowField,
  buffers: ArrowBuffers,
  place: Place,
  length: number,
): Promise<Pick<Values, 'data' | 'offsets'>> {
  const at = firstBuffer(buffers, place)
  switch (field.type) {
    case ArrowType.Utf8View:
    case ArrowType.BinaryView: {
      const data: Uint8Array[] = []
      for (let index = 0; index < (buffers.variadic[place.views] ?? 0); index++)
        data.push(await buffers.read(at + 2 + index))
      return checked(field, textFromViews(await buffers.read(at + 1), data, length))
    }
    case ArrowType.Utf8:
    case ArrowType.Binary:
    case ArrowType.LargeUtf8:
    case ArrowType.LargeBinary: {
      const isLarge = field.type === ArrowType.LargeUtf8 || field.type === ArrowType.LargeBinary
      const data = await buffers.read(at + 2)
      return checked(field, { data, offsets: offsetsOf(await buffers.read(at + 1), isLarge, length, data.length) })
    }
    case ArrowType.FixedBinary: {
      const data = await buffers.read(at + 1)
      const offsets = Int32Array.from({ length: length + 1 }, (_, row) => row * field.width)
      if (data.length < length * field.width) throw new RangeError('values are too short')
      return { data, offsets }
    }
    default:
      return { data: fixedValues(field, await buffers.read(at + 1), length) }
  }
}

/** Where a field's buffers begin: each column of views before it has as many more as it says. */
function firstBuffer({ variadic }: ArrowBuffers, { buffer, views }: Place): number {
  return variadic.slice(0, views).reduce((sum, count) => sum + count, buffer)
}

/** Text must be UTF-8: the engine takes it on trust. */
function checked({ type }: ArrowField, texts: Texts): Texts {
  if (type !== ArrowType.Utf8 && type !== ArrowType.LargeUtf8 && type !== ArrowType.Utf8View) return texts
  const { data, offsets } = texts
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const end = offsets.at(-1)!
    for (let at = offsets[0]!; at < end; at += 1 << 24)
      decoder.decode(data.subarray(at, Math.min(end, at + (1 << 24))), { stream: true })
    decoder.decode()
  } catch {
    throw new RangeError('text is not UTF-8')
  }
  return texts
}

/** Numbers and times as the plain type wants them. */
function fixedValues(field: ArrowField, bytes: Uint8Array<ArrayBuffer>, length: number): Values['data'] {
  const { type, width, unit } = field
  const size = type === ArrowType.Bool ? 1 / 8 : width / 8
  if (bytes.length < length * size) throw new RangeError('values are too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (type === ArrowType.Timestamp && unit === 0)
    return BigInt64Array.from({ length }, (_, row) => view.getBigInt64(8 * row, true) * 1000n)
  if (type === ArrowType.Date && width === 64)
    return Int32Array.from({ length }, (_, row) => Number(view.getBigInt64(8 * row, true) / 86_400_000n))
  if (type === ArrowType.Float && width === 16)
    return Float64Array.from({ length }, (_, row) => halfFloat(view.getUint16(2 * row, true)))
  if (type === ArrowType.Decimal) return wideDecimals(view, width / 8, field.precision > 38 ? 32 : 16, length)
  return bytes
}

/** Decimals of another width, in two's complement. */
function wideDecimals(view: DataView, from: number, to: number, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length * to)
  for (let row = 0; row < length; row++) {
    const sign = view.getInt8((row + 1) * from - 1) < 0 ? 255 : 0
    for (let byte = 0; byte < to; byte++) out[row * to + byte] = byte < from ? view.getUint8(row * from + byte) : sign
  }
  return out
}

/** The number that 16 bits stand for. */
export function halfFloat(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -14 * (fraction / 1024)
}
