import { type Field, type Schema, type Table, Type } from 'apache-arrow'
import type { SourceType } from '../mapping.ts'
import type { ParquetColumn } from './parquet.ts'

const MILLISECONDS_PER_DAY = 86_400_000

/** The columns of a schema, as ingest sees them. */
export function columnsOf(schema: Schema): ParquetColumn[] {
  return schema.fields.map((field) => ({
    name: field.name,
    type: sourceType(field),
    isBinary: isBinary(field),
    typeName: String(field.type),
  }))
}

function isBinary({ type }: Field): boolean {
  return type.typeId === Type.Binary || type.typeId === Type.LargeBinary
}

function sourceType({ type }: Field): SourceType {
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Binary:
    case Type.LargeBinary:
      return 'string'
    case Type.Int:
      return 'integer'
    // The engine's decimals end at 38 digits.
    case Type.Decimal:
      return type.bitWidth > 128 ? 'other' : 'decimal'
    case Type.Float:
      return type.precision === 0 ? 'other' : 'float'
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

/** The rows of a table as text, as a text file would hold them. */
export function textRows(table: Table): (string | null)[][] {
  const columns = table.schema.fields.map((field, index) => {
    const values = table.getChildAt(index)!
    const text = textOf(field)
    return (row: number): string | null => {
      const value: unknown = values.get(row)
      return value === null || value === undefined ? null : text(value)
    }
  })
  return Array.from({ length: table.numRows }, (_, row) => columns.map((cell) => cell(row)))
}

function textOf(field: Field): (value: unknown) => string {
  const { type } = field
  if (isBinary(field)) return (value) => new TextDecoder().decode(value as Uint8Array)
  if (type.typeId === Type.Decimal) return (value) => decimalText(value as Uint32Array, type.scale)
  if (type.typeId === Type.Date) return (value) => timeText(Number(value)).slice(0, 10)
  if (type.typeId === Type.Timestamp) {
    const zone = type.timezone ? '+00:00' : ''
    return (value) => timeText(Number(value)) + zone
  }
  return String
}

function timeText(milliseconds: number): string {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return String(milliseconds)
  const iso = date.toISOString()
  const time = iso.slice(0, milliseconds % 1000 === 0 ? 19 : 23)
  return milliseconds % MILLISECONDS_PER_DAY === 0 ? iso.slice(0, 10) : time.replace('T', ' ')
}

/** A decimal from its little-endian 32-bit words in two's complement. */
function decimalText(words: Uint32Array, scale: number): string {
  let value = 0n
  for (let index = words.length - 1; index >= 0; index--) value = (value << 32n) | BigInt(words[index]!)
  value = BigInt.asIntN(32 * words.length, value)
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  return scale > 0 ? `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}` : sign + digits
}
