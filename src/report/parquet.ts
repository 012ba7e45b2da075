import {
  Bool,
  Field,
  Float64,
  RecordBatch,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
  makeData,
  tableToIPC,
  Table,
  type DataType,
} from 'apache-arrow'
import type * as ParquetWasm from 'parquet-wasm'
import type { Cell, ColumnType, Row } from '../engine/database.ts'

/** The functions of `parquet-wasm` that write, initialised. */
export type ParquetWriter = Pick<
  typeof ParquetWasm,
  'Compression' | 'Table' | 'WriterPropertiesBuilder' | 'transformParquetStream'
>

type Streams = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** Rows of one part of a file that is read at once; a writer holds no more of them. */
const ROW_GROUP = 100_000

const TYPES: Readonly<Record<ColumnType, () => DataType>> = {
  string: () => new Utf8(),
  number: () => new Float64(),
  boolean: () => new Bool(),
  timestamp: () => new TimestampMillisecond(),
}

/** What stands in the row that every stream begins with and no file holds. */
const FILLED: Readonly<Record<ColumnType, Cell>> = { string: '', number: 0, boolean: true, timestamp: '1970-01-01' }

/**
 * Rows, cells in the order of the columns, as a stream of Arrow for `parquetOf`. Timestamps carry no zone, as in the report.
 * A filled row goes before them: apache-arrow writes no values for a column of truths that are all null, and the Parquet
 * writer refuses such a column.
 */
export function arrowOf(columns: Readonly<Record<string, ColumnType>>, rows: readonly (readonly Cell[])[]): Uint8Array {
  const fields = Object.entries(columns).map(([name, type]) => new Field(name, TYPES[type](), true))
  const children = Object.values(columns).map((type, place) => {
    const cells = [FILLED[type], ...rows.map((row) => row[place]!)]
    const nullBitmap = bitsOf(cells, (cell) => cell !== null)
    return makeData({ type: fields[place]!.type, length: cells.length, nullBitmap, ...VALUES[type](cells) })
  })
  const schema = new Schema(fields)
  const data = makeData({ type: new Struct(fields), length: rows.length + 1, nullCount: 0, children })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

/** The values of a column as Arrow keeps them. apache-arrow's own builders make code from strings, which the content policy forbids. */
const VALUES = {
  string: textsOf,
  number: (cells: readonly Cell[]) => ({ data: Float64Array.from(cells, Number) }),
  boolean: (cells: readonly Cell[]) => ({ data: bitsOf(cells, (cell) => cell === true) }),
  timestamp: (cells: readonly Cell[]) => ({ data: BigInt64Array.from(cells, timeOf) }),
} as const

function textsOf(cells: readonly Cell[]) {
  const encoder = new TextEncoder()
  const texts = cells.map((cell) => encoder.encode(cell === null ? '' : String(cell)))
  const valueOffsets = new Int32Array(cells.length + 1)
  texts.forEach(({ length }, at) => (valueOffsets[at + 1] = valueOffsets[at]! + length))
  const data = new Uint8Array(valueOffsets[cells.length]!)
  texts.forEach((text, at) => data.set(text, valueOffsets[at]))
  return { valueOffsets, data }
}

function bitsOf(cells: readonly Cell[], isSet: (cell: Cell) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(cells.length / 8))
  cells.forEach((cell, at) => {
    if (isSet(cell)) bits[at >> 3]! |= 1 << (at & 7)
  })
  return bits
}

/** The milliseconds of an ISO day, or day and time, in UTC. */
function timeOf(cell: Cell): bigint {
  if (cell === null) return 0n
  const text = String(cell)
  return BigInt(Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`))
}

/** The same of rows by column name. */
export function arrowOfRows(columns: Readonly<Record<string, ColumnType>>, rows: readonly Row[]): Uint8Array {
  const names = Object.keys(columns)
  return arrowOf(
    columns,
    rows.map((row) => names.map((name) => row[name] ?? null)),
  )
}

/** Streams of Arrow, one schema in all, as the pieces of a Parquet file. */
export async function* parquetOf(module: ParquetWriter, streams: Streams): AsyncGenerator<Uint8Array> {
  const properties = new module.WriterPropertiesBuilder()
    .setCompression(module.Compression.SNAPPY)
    .setMaxRowGroupSize(ROW_GROUP)
    .setCreatedBy('Dangol')
    .build()
  const batches = batchesOf(module, streams)
  const stream = new ReadableStream({
    async pull(controller) {
      const { done, value } = await batches.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const reader = (await module.transformParquetStream(stream, properties)).getReader()
  for (;;) {
    const { done, value } = (await reader.read()) as ReadableStreamReadResult<Uint8Array>
    if (done) return
    yield value
  }
}

async function* batchesOf(module: ParquetWriter, streams: Streams) {
  for await (const stream of streams)
    for (const batch of module.Table.fromIPCStream(stream).recordBatches()) yield batch.slice(1, batch.numRows - 1)
}
