import { FlatTable } from './arrow-flat.ts'

/** Fields within fields that are followed, and fields in all. */
const DEPTH_MOST = 32
const FIELDS_MOST = 20_000
/** Digits of a decimal. */
const DIGITS_MOST = 76

/** Type numbers of the Arrow format, also those that the library does not know. */
export const ArrowType = {
  Null: 1, Int: 2, Float: 3, Binary: 4, Utf8: 5, Bool: 6, Decimal: 7, Date: 8, Time: 9, Timestamp: 10, Interval: 11,
  List: 12, Struct: 13, Union: 14, FixedBinary: 15, FixedList: 16, Map: 17, Duration: 18, LargeBinary: 19,
  LargeUtf8: 20, LargeList: 21, RunEnd: 22, BinaryView: 23, Utf8View: 24, ListView: 25, LargeListView: 26,
} as const // prettier-ignore

const NAMES = new Map<number, string>(Object.entries(ArrowType).map(([name, type]) => [type, name]))

/** A field of an Arrow schema as far as reading its values asks. */
export interface ArrowField {
  readonly name: string
  readonly type: number
  readonly typeName: string
  /** Bits of a number, bytes of a fixed value, 0 otherwise. */
  readonly width: number
  readonly isSigned: boolean
  readonly precision: number
  readonly scale: number
  /** Of dates, times, timestamps, durations. */
  readonly unit: number
  readonly zone: string
  readonly isDense: boolean
  /** The dictionary that its values stand in, and the numbers that point there. */
  readonly dictionary: { readonly id: number; readonly width: number; readonly isSigned: boolean } | null
  readonly children: readonly ArrowField[]
}

/** The fields of a schema. Throws a `RangeError` where it is damaged. */
export function schemaFields(schema: FlatTable): ArrowField[] {
  if (schema.int16(0) !== 0) throw new RangeError('the byte order is not ours')
  let count = 0
  const read = (field: FlatTable, depth: number): ArrowField => {
    if (depth > DEPTH_MOST || ++count > FIELDS_MOST) throw new RangeError('too many fields')
    const type = field.byte(2)
    const parameters = field.table(3)
    const dictionary = field.table(4)
    const index = dictionary?.table(1)
    const width = widthOf(type, parameters)
    const precision = type === ArrowType.Decimal ? (parameters?.int32(0) ?? 0) : 0
    const scale = type === ArrowType.Decimal ? (parameters?.int32(1) ?? 0) : 0
    const unit = unitOf(type, parameters)
    if (precision < 0 || precision > DIGITS_MOST || Math.abs(scale) > DIGITS_MOST || unit < 0 || unit > 3)
      throw new RangeError('no type of ours')
    if (width < 0 || (type === ArrowType.Decimal && ![32, 64, 128, 256].includes(width)))
      throw new RangeError('no width of ours')
    return {
      name: field.text(0),
      type,
      typeName: NAMES.get(type) ?? `type ${type}`,
      width,
      isSigned: parameters?.byte(1) === 1,
      precision,
      scale,
      unit,
      zone: type === ArrowType.Timestamp ? (parameters?.text(1) ?? '') : '',
      isDense: type === ArrowType.Union && parameters?.int16(0) === 1,
      dictionary: dictionary && {
        id: dictionary.int64(0),
        width: index ? index.int32(0) : 32,
        isSigned: index ? index.byte(1) === 1 : true,
      },
      children: field.tables(5).map((child) => read(child, depth + 1)),
    }
  }
  return schema.tables(1).map((field) => read(field, 0))
}

function widthOf(type: number, parameters: FlatTable | null): number {
  switch (type) {
    case ArrowType.Int:
    case ArrowType.FixedBinary:
      return parameters?.int32(0) ?? 0
    case ArrowType.Float:
      return [16, 32, 64][parameters?.int16(0) ?? 0] ?? 0
    case ArrowType.Decimal:
      return parameters?.int32(2, 128) ?? 128
    case ArrowType.Time:
      return parameters?.int32(1, 32) ?? 32
    case ArrowType.Date:
      return parameters?.int16(0, 1) === 0 ? 32 : 64
    case ArrowType.Timestamp:
    case ArrowType.Duration:
      return 64
    default:
      return 0
  }
}

function unitOf(type: number, parameters: FlatTable | null): number {
  if (type === ArrowType.Timestamp) return parameters?.int16(0, 0) ?? 0
  const isTime = type === ArrowType.Date || type === ArrowType.Time || type === ArrowType.Duration
  return isTime ? (parameters?.int16(0, 1) ?? 1) : 0
}

/** A value column within a schema: its field, those around it, and where its buffers begin. */
export interface ArrowLeaf {
  readonly name: string
  readonly field: ArrowField
  /** The structs around it, outermost first. */
  readonly parents: readonly Place[]
  readonly place: Place
}

/** Where a field's counts and buffers lie in the lists of a record batch; views before it, which have buffers of their own. */
export interface Place {
  readonly node: number
  readonly buffer: number
  readonly views: number
}

/** The columns of a schema, structs taken apart (`customer.email`). `version`: of the metadata, 4 for the fifth. */
export function leavesOf(fields: readonly ArrowField[], version: number): ArrowLeaf[] {
  const leaves: ArrowLeaf[] = []
  const at = { node: 0, buffer: 0, views: 0 }
  const walk = (field: ArrowField, prefix: string, parents: readonly Place[], isShown: boolean): void => {
    const place = { ...at }
    at.node++
    const isStruct = field.type === ArrowType.Struct && !field.dictionary && field.children.length > 0
    if (isShown && !isStruct) leaves.push({ name: prefix + field.name, field, parents, place })
    if (field.dictionary) {
      at.buffer += 2
      return
    }
    at.buffer += buffersOf(field, version)
    if (field.type === ArrowType.BinaryView || field.type === ArrowType.Utf8View) at.views++
    for (const child of field.children) walk(child, `${prefix}${field.name}.`, [...parents, place], isShown && isStruct)
  }
  for (const field of fields) walk(field, '', [], true)
  return leaves
}

function buffersOf({ type, isDense }: ArrowField, version: number): number {
  switch (type) {
    case ArrowType.Null:
    case ArrowType.RunEnd:
      return 0
    case ArrowType.Struct:
    case ArrowType.FixedList:
      return 1
    case ArrowType.Union:
      return (isDense ? 2 : 1) + (version < 4 ? 1 : 0)
    case ArrowType.Utf8:
    case ArrowType.Binary:
    case ArrowType.LargeUtf8:
    case ArrowType.LargeBinary:
    case ArrowType.ListView:
    case ArrowType.LargeListView:
      return 3
    default:
      return 2
  }
}
