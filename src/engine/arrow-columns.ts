import { DataType, TimeUnit, type Data, type Field, type Vector } from 'apache-arrow'
import { EngineError, type ColumnTable } from './database.ts'
import { isoFromEpochMilliseconds, remembering } from './dates.ts'
import { textDecoder } from './text-decoder.ts'

/** Reads one column of a result, batch after batch. */
export interface ColumnReader {
  readonly name: string
  readonly read: (vector: Vector) => void
  readonly values: () => ColumnTable['columns'][string]
}

/** A reader for a field of the schema. Throws `EngineError` for a type that may not leave the engine. */
export function columnReader({ name, type }: Field): ColumnReader {
  if (DataType.isFloat(type) && type.precision === 2) return numbers(name, doublesOf)
  if (DataType.isBool(type)) return numbers(name, truthsOf)
  if (DataType.isUtf8(type)) return texts(name, textsOf(textDecoder()))
  if (DataType.isTimestamp(type) && type.unit === TimeUnit.MICROSECOND)
    return texts(name, datesOf(remembering(isoFromEpochMilliseconds)))
  throw new EngineError(`column ${name} has type ${type}, which may not leave the engine: cast it`)
}

function numbers(name: string, numbersOf: (data: Data) => Float64Array): ColumnReader {
  const parts: Float64Array[] = []
  const read = (vector: Vector) => {
    for (const data of vector.data) parts.push(withoutNulls(numbersOf(data), data))
  }
  return { name, read, values: () => joined(parts) }
}

function texts(name: string, textsIn: (data: Data) => (index: number) => string): ColumnReader {
  const values: (string | null)[] = []
  const read = (vector: Vector) => {
    for (const data of vector.data) {
      const textAt = textsIn(data)
      for (let index = 0; index < data.length; index++) values.push(isNull(data, index) ? null : textAt(index))
    }
  }
  return { name, read, values: () => values }
}

function doublesOf({ values, length }: Data): Float64Array {
  return (values as Float64Array).slice(0, length)
}

function truthsOf({ values, offset, length }: Data): Float64Array {
  return Float64Array.from({ length }, (_, index) => bitAt(values as Uint8Array, offset + index))
}

function textsOf(decode: (bytes: Uint8Array, from: number, to: number) => string) {
  return ({ values, valueOffsets }: Data) => {
    const offsets = valueOffsets as Int32Array
    return (index: number) => decode(values as Uint8Array, offsets[index]!, offsets[index + 1]!)
  }
}

function datesOf(iso: (milliseconds: number) => string) {
  return ({ values }: Data) => {
    const microseconds = new BigInt64Array(values.buffer, values.byteOffset, values.byteLength / 8)
    return (index: number) => iso(Number(microseconds[index]! / 1000n))
  }
}

function withoutNulls(values: Float64Array, data: Data): Float64Array {
  if (data.nullCount > 0)
    for (let index = 0; index < values.length; index++) if (isNull(data, index)) values[index] = NaN
  return values
}

/** Looks at the bits itself: a vector's own way takes ten times as long. */
function isNull({ nullCount, nullBitmap, offset }: Data, index: number): boolean {
  return nullCount > 0 && bitAt(nullBitmap, offset + index) === 0
}

function bitAt(bits: Uint8Array, index: number): number {
  return (bits[index >> 3]! >> (index & 7)) & 1
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
