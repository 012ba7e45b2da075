import * as arrow from 'apache-arrow'
import { pause } from '../../../engine/pause.ts'
import { ArrowBuffers } from './arrow-buffers.ts'
import { arrowError, arrowMessages, type ArrowMessage } from './arrow-messages.ts'
import { ArrowType, leavesOf, schemaFields, type ArrowField, type ArrowLeaf } from './arrow-schema.ts'
import { columnOf, textRows } from './arrow-text.ts'
import { joined } from './arrow-dictionaries.ts'
import { plainType, readValues, type Values } from './arrow-vectors.ts'
import { ParquetError, type ParquetReader, type ParquetSummary } from './parquet.ts'

export { isArrow } from './arrow-messages.ts'

/** Rows that are handed over at once, about. */
const BATCH = 1 << 18
const SAMPLE = 300

/**
 * Opens an Arrow file or stream (Feather 2 is one), its buffers as they are or packed with LZ4 or Zstandard. Structs are
 * taken apart into columns; lists, maps and unions are named and stay unread. Rejects with a `ParquetError`.
 */
export async function openArrow(blob: Blob): Promise<ParquetReader> {
  const source = await guarded(() => ArrowSource.open(blob))
  let batches: AsyncIterator<arrow.RecordBatch[]> | null = null
  return {
    summary: () => guarded(() => source.summary()),
    async start(columns) {
      batches = together(source.batches([...new Set(columns)].sort((a, b) => a - b)))
    },
    next: () =>
      guarded(async () => {
        const { done, value } = await batches!.next()
        return done ? null : arrow.tableToIPC(new arrow.Table(value), 'stream')
      }),
    async close() {
      batches = null
    },
  }
}

async function guarded<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw arrowError(error)
  }
}

/** The batches of an Arrow file and what they hold. */
class ArrowSource {
  readonly #messages: readonly ArrowMessage[]
  readonly #leaves: readonly ArrowLeaf[]
  /** Rows of each batch. */
  readonly #rows: readonly number[]

  private constructor(messages: readonly ArrowMessage[], leaves: readonly ArrowLeaf[]) {
    this.#messages = messages
    this.#leaves = leaves
    this.#rows = messages.flatMap(({ kind, header }) => (kind === 'batch' ? [header.int64(0)] : []))
    if (this.#rows.some((rows) => rows < 0 || rows > 2 ** 31 - 1)) throw new RangeError('rows out of bounds')
  }

  static async open(blob: Blob): Promise<ArrowSource> {
    const messages: ArrowMessage[] = []
    for await (const message of arrowMessages(blob)) messages.push(message)
    const [schema, ...rest] = messages
    if (schema?.kind !== 'schema') throw new ParquetError('truncated_arrow', 'no schema')
    const leaves = leavesOf(schemaFields(schema.header), schema.version)
    return new ArrowSource(rest, leaves)
  }

  async summary(): Promise<ParquetSummary> {
    const columns = this.#leaves.map(({ name, field }, root) => {
      const type = plainType(field)
      const typeName = type && !field.dictionary ? String(type) : field.typeName
      const column = columnOf(new arrow.Field(name, type ?? new arrow.Null()))
      // Sixteen bytes are mostly a UUID, as in Parquet.
      const isRead = type && !(field.type === ArrowType.FixedBinary && field.width === 16)
      return { ...column, ...(isRead ? {} : { type: 'other' as const }), name, typeName, root, path: [] }
    })
    const filled = this.#rows.flatMap((rows, batch) => (rows > 0 ? [batch] : []))
    const sampled = new Set([filled[0], filled[filled.length >> 1], filled.at(-1)])
    const rows: (string | null)[][] = []
    const all = this.#leaves.map((_, index) => index)
    for await (const batch of this.batches(all, sampled)) {
      const table = new arrow.Table([batch])
      rows.push(...textRows(table.slice(0, SAMPLE), columns))
      if (filled.length === 1 && batch.numRows > SAMPLE)
        rows.push(...textRows(table.slice(Math.max(SAMPLE, batch.numRows - SAMPLE)), columns))
    }
    return { columns, rowCount: this.#rows.reduce((sum, count) => sum + count, 0), rowGroups: this.#rows, rows }
  }

  /** The batches that are wanted, by number, with these columns; a column that cannot be read is empty. */
  async *batches(
    columns: readonly number[],
    wanted?: ReadonlySet<number | undefined>,
  ): AsyncGenerator<arrow.RecordBatch> {
    const leaves = columns.map((column) => this.#leaves[column]!)
    const texts = new Map(this.#leaves.flatMap(({ field }) => (field.dictionary ? [[field.dictionary.id, field]] : [])))
    const dictionaries = new Map<number, Values>()
    let number = 0
    for (const { kind, header, body } of this.#messages)
      if (kind === 'dictionary') await addDictionary(dictionaries, texts, header, body)
      else if (kind === 'batch') {
        if ((!wanted || wanted.has(number)) && this.#rows[number]! > 0)
          yield await batchOf(leaves, new ArrowBuffers(header, body), dictionaries)
        number++
      }
  }
}

async function addDictionary(
  dictionaries: Map<number, Values>,
  fields: ReadonlyMap<number, ArrowField>,
  header: ArrowMessage['header'],
  body: Blob,
): Promise<void> {
  const id = header.int64(0)
  const field = fields.get(id)
  const data = header.table(1)
  if (!field || !plainType(field) || !data) return
  const place = { node: 0, buffer: 0, views: 0 }
  const values = await readValues(
    { field: { ...field, dictionary: null }, parents: [], place },
    new ArrowBuffers(data, body),
    dictionaries,
  )
  const before = dictionaries.get(id)
  dictionaries.set(id, header.byte(2) && before ? joined(before, values) : values)
}

async function batchOf(
  leaves: readonly ArrowLeaf[],
  buffers: ArrowBuffers,
  dictionaries: ReadonlyMap<number, Values>,
): Promise<arrow.RecordBatch> {
  const fields: arrow.Field[] = []
  const children: arrow.Data[] = []
  for (const [index, leaf] of leaves.entries()) {
    const { type, length, valid, data, offsets } = await readValues(leaf, buffers, dictionaries)
    fields.push(new arrow.Field(`c${index}`, type, true))
    const properties = { type, length, nullBitmap: valid, data, ...(offsets ? { valueOffsets: offsets } : {}) }
    children.push(arrow.makeData(properties as Parameters<typeof arrow.makeData>[0]))
  }
  const data = arrow.makeData({ type: new arrow.Struct(fields), length: buffers.rows, nullCount: 0, children })
  return new arrow.RecordBatch(new arrow.Schema(fields), data)
}

/** Small batches together, large ones apart. */
async function* together(batches: AsyncIterable<arrow.RecordBatch>): AsyncGenerator<arrow.RecordBatch[]> {
  let waiting: arrow.RecordBatch[] = []
  let rows = 0
  for await (const batch of batches) {
    for (let at = 0; at < batch.numRows; at += BATCH) {
      const part = batch.numRows > 2 * BATCH ? batch.slice(at, Math.min(at + BATCH, batch.numRows)) : batch
      waiting.push(part)
      rows += part.numRows
      if (rows >= BATCH) {
        yield waiting
        await pause()
        waiting = []
        rows = 0
      }
      if (part === batch) break
    }
  }
  if (rows > 0) yield waiting
}
