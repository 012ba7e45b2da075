import {
  type Data,
  Field,
  Float64,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Type,
  makeData,
  tableFromIPC,
  tableToIPC,
} from 'apache-arrow'
import { halfFloat } from './arrow-vectors.ts'

/** How `parquet-wasm` is asked for top-level columns. */
export interface ChosenColumns {
  /** The names that choose them. */
  readonly names: string[]
  /** Makes what is read plain: without columns that the names chose besides, and of types that the engine takes. */
  readonly plain: (ipc: Uint8Array) => Uint8Array
}

/**
 * How to choose top-level columns by their places. The library knows columns by name only: one that bears the name of
 * another, or of a field within another (`a.b`), is chosen with it.
 */
export function chosenColumns(fields: readonly Field[], roots: readonly number[]): ChosenColumns {
  const wanted = [...new Set(roots)].sort((a, b) => a - b)
  const names = wanted.map((root) => fields[root]!.name)
  const read = fields.flatMap((field, root) => (isChosen(field, '', names) ? [root] : []))
  const hasMore = read.length !== wanted.length
  const hasHalf = wanted.some((root) => isHalf(fields[root]!))
  if (!hasMore && !hasHalf) return { names, plain: (ipc) => ipc }
  const places = wanted.map((root) => read.indexOf(root))
  return { names, plain: (ipc) => tableToIPC(picked(tableFromIPC(ipc), places), 'stream') }
}

/** A name chooses the values whose path it is, or begins up to a point. */
function isChosen(field: Field, prefix: string, names: readonly string[]): boolean {
  const path = prefix + field.name
  if (names.some((name) => path === name || path.startsWith(`${name}.`))) return true
  const children: Field[] = field.type.typeId === Type.Struct ? field.type.children : []
  return children.some((child) => isChosen(child, `${path}.`, names))
}

function isHalf({ type }: Field): boolean {
  return type.typeId === Type.Float && type.precision === 0
}

function picked(table: Table, places: readonly number[]): Table {
  const batches = table.batches.map((batch) => {
    const children = places.map((place) => asDouble(batch.data.children[place]!))
    const fields = children.map(({ type }, index) => new Field(`c${index}`, type as Field['type'], true))
    const data = makeData({ type: new Struct(fields), length: batch.numRows, nullCount: 0, children })
    return new RecordBatch(new Schema(fields), data)
  })
  return new Table(batches)
}

/** The engine takes no numbers of half precision. */
function asDouble(data: Data): Data {
  const type = data.type as Field['type']
  if (type.typeId !== Type.Float || type.precision !== 0) return data
  const values = Float64Array.from(data.values as Uint16Array, halfFloat)
  return makeData({ type: new Float64(), length: data.length, nullBitmap: data.nullBitmap, data: values })
}
