import { type Data, DateUnit, type Field, Precision, type Table, Type, Vector } from 'apache-arrow'
import type { SourceType } from '../../mapping.ts'
import type { ParquetColumn } from './parquet.ts'
import { dateText, durationText, timeOfDayText, timestampText } from './arrow-times.ts'

/** Structs within structs that are taken apart. */
const DEPTH_MOST = 16

/** The columns of a schema, as ingest sees them: structs taken apart, `customer.email` for a field of theirs. */
export function columnsOf(fields: readonly Field[]): ParquetColumn[] {
  const columns: ParquetColumn[] = []
  const walk = (field: Field, prefix: string, root: number, path: readonly number[]): void => {
    const children: Field[] = field.type.typeId === Type.Struct ? field.type.children : []
    if (children.length === 0 || path.length === DEPTH_MOST)
      columns.push({ ...columnOf(field), name: prefix + field.name, root, path })
    else for (const [index, child] of children.entries()) walk(child, `${prefix}${field.name}.`, root, [...path, index])
  }
  for (const [root, field] of fields.entries()) walk(field, '', root, [])
  return columns
}

/** What ingest asks of a field's type. */
export function columnOf(field: Field): Pick<ParquetColumn, 'type' | 'isBinary' | 'typeName'> {
  return { type: sourceType(field), isBinary: isBinaryType(field.type), typeName: String(field.type) }
}

function isBinaryType(type: Field['type']): boolean {
  return type.typeId === Type.Binary || type.typeId === Type.LargeBinary || isFixedText(type)
}

/** Bytes of a fixed number are text, but for sixteen: those are mostly UUIDs, which the engines show in their own ways. */
function isFixedText(type: Field['type']): boolean {
  return type.typeId === Type.FixedSizeBinary && type.byteWidth !== 16
}

function sourceType({ type }: Field): SourceType {
  if (isFixedText(type)) return 'string'
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Binary:
    case Type.LargeBinary:
      return 'string'
    // A column without any value is of the engine's integers.
    case Type.Null:
    case Type.Int:
      return 'integer'
    // The engine's decimals end at 38 digits.
    case Type.Decimal:
      return type.bitWidth > 128 ? 'other' : 'decimal'
    case Type.Float:
      return 'float'
    case Type.Bool:
      return 'boolean'
    case Type.Date:
      return 'date'
    case Type.Timestamp:
      return type.timezone ? 'timestamptz' : 'timestamp'
    default:
      return 'other'
  }
}

/**
 * The rows of a table as text, as a text file would hold them: numbers with all their digits, times to the last one that
 * is not 0. `columns` are of a file; the table holds those of its top-level columns that they name, in their order.
 */
export function textRows(table: Table, columns: readonly Pick<ParquetColumn, 'root' | 'path'>[]): (string | null)[][] {
  const roots = [...new Set(columns.map(({ root }) => root))].sort((a, b) => a - b)
  const texts = columns.map(({ root, path }) => {
    let vector: Vector = table.getChildAt(roots.indexOf(root))!
    const parents: Vector[] = []
    for (const index of path) {
      parents.push(vector)
      vector = vector.getChildAt(index)!
    }
    const values = columnTexts(vector)
    for (const parent of parents)
      for (let row = 0; row < values.length; row++) if (!parent.isValid(row)) values[row] = null
    return values
  })
  return Array.from({ length: table.numRows }, (_, row) => texts.map((values) => values[row]!))
}

function columnTexts(vector: Vector): (string | null)[] {
  const texts: (string | null)[] = []
  for (const data of vector.data as readonly Data[]) {
    const text = textOf(data)
    for (let row = 0; row < data.length; row++) texts.push(data.getValid(row) ? text(row) : null)
  }
  return texts
}

/** The text of a value that is there, by its row. */
function textOf(data: Data): (row: number) => string | null {
  const type = data.type as Field['type']
  const numbers = data.values as ArrayLike<number | bigint>
  const raw = (row: number) => BigInt(numbers[row]!)
  if (isBinaryType(type)) {
    const values = new Vector([data])
    return (row) => new TextDecoder().decode(values.get(row) as Uint8Array)
  }
  switch (type.typeId) {
    case Type.Null:
      return () => null
    case Type.Date:
      return type.unit === DateUnit.DAY ? (row) => dateText(raw(row)) : (row) => timestampText(raw(row), 1)
    case Type.Timestamp: {
      const zone = type.timezone ? '+00:00' : ''
      return (row) => timestampText(raw(row), type.unit) + zone
    }
    case Type.Time:
      return (row) => timeOfDayText(raw(row), type.unit)
    case Type.Duration:
      return (row) => durationText(raw(row), type.unit)
    default: {
      const values = new Vector([data])
      if (type.typeId === Type.Decimal) return (row) => decimalText(values.get(row) as Uint32Array, type.scale)
      if (type.typeId === Type.Float && type.precision === Precision.SINGLE)
        return (row) => floatText(Number(numbers[row]))
      return (row) => String(values.get(row))
    }
  }
}

/** A number of single precision with the digits that tell it apart from its neighbours. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === value) return String(text)
  }
  return String(Number(value.toPrecision(9)))
}

/** A decimal from its little-endian 32-bit words in two's complement. */
function decimalText(words: Uint32Array, scale: number): string {
  let value = 0n
  for (let index = words.length - 1; index >= 0; index--) value = (value << 32n) | BigInt(words[index]!)
  value = BigInt.asIntN(32 * words.length, value)
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString()
  if (scale <= 0) return sign + digits + '0'.repeat(value === 0n ? 0 : -scale)
  const padded = digits.padStart(scale + 1, '0')
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}
