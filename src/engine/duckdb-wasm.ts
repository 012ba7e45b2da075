import { DataType, type RecordBatch, type Schema, TimeUnit } from 'apache-arrow'
import { columnReader, type ColumnReader } from './arrow-columns.ts'
import { EngineError, type Cell, type ColumnTable, type Database, type FileSource, type Row } from './database.ts'
import { isoFromEpochMilliseconds } from './dates.ts'
import { insertBatches } from './insert-batches.ts'
import { Packing } from './packing.ts'

/** What `WasmDatabase` needs of an engine, whichever thread that runs in. */
export interface WasmEngine {
  /** Runs one statement; batches arrive as they are read. `schema` is known once the first is asked for. */
  send(sql: string): Promise<{ readonly schema: Schema; readonly batches: AsyncIterable<RecordBatch> }>
  cancel(): Promise<void>
  tableNames(sql: string): Promise<string[]>
  prepared(sql: string, rows: readonly (readonly Cell[])[]): Promise<void>
  insertArrow(table: string, ipc: Uint8Array, create: boolean): Promise<void>
  registerFile(path: string, blob: Blob): Promise<void>
  dropFile(path: string): Promise<void>
  close(): Promise<void>
  /** Settles, with the reason, when the engine's thread has died. */
  readonly died: Promise<EngineError>
}

/** DuckDB in WebAssembly, locked down, as the page and the tests use it. */
export class WasmDatabase implements Database {
  readonly engine = 'wasm'
  readonly #wasm: WasmEngine
  #last: Promise<unknown> = Promise.resolve()
  readonly #inserted = new Set<string>()
  readonly #packing = new Packing()

  private constructor(wasm: WasmEngine) {
    this.#wasm = wasm
  }

  /**
   * Takes a freshly started engine and locks it down; the order of the settings matters.
   * With nothing but `enable_external_access=false` the registered files themselves would be unreadable.
   */
  static async open(wasm: WasmEngine): Promise<WasmDatabase> {
    const database = new WasmDatabase(wasm)
    // The engine's own database is never compressed; one attached so is at each checkpoint, and only at ours.
    for (const statement of ["attach ':memory:' as tables (compress)", 'use tables']) await database.execute(statement)
    for (const setting of [
      "checkpoint_threshold = '1TB'",
      'autoload_known_extensions = false',
      'autoinstall_known_extensions = false',
      'allow_community_extensions = false',
      `allowed_directories = ['drop/']`,
      'enable_external_access = false',
      'lock_configuration = true',
    ])
      await database.execute(`set ${setting}`)
    return database
  }

  async version(): Promise<string> {
    return String((await this.query('select version() as version'))[0]?.['version'])
  }

  async execute(sql: string, signal?: AbortSignal): Promise<void> {
    const start = performance.now()
    this.#packing.begin(sql)
    await this.#send(sql, signal, () => {})
    if (this.#packing.end(sql, performance.now() - start)) await this.#pack()
  }

  /** Writes tables anew, compressed, where they take much of the engine's memory; where that cannot be done, they stay. */
  async #pack(): Promise<void> {
    if (!this.#packing.isDue(await this.#tableBytes())) return
    await this.#send('checkpoint', undefined, () => {}).catch((error: unknown) => {
      if (error instanceof EngineError && error.fatal) throw error
    })
    this.#packing.packed(await this.#tableBytes())
  }

  async #tableBytes(): Promise<number> {
    const [row] = await this.query(
      "select cast(sum(memory_usage_bytes) as double) as bytes from duckdb_memory() where tag = 'IN_MEMORY_TABLE'",
    )
    return Number(row?.['bytes'])
  }

  async query(sql: string, signal?: AbortSignal): Promise<Row[]> {
    const rows: Row[] = []
    let converters: readonly Converter[] | undefined
    await this.#send(sql, signal, (batch, schema) => {
      converters ??= schema.fields.map(converter)
      const columns = converters.map(({ name, convert }, index) => ({
        name,
        convert,
        column: batch.getChildAt(index)!,
      }))
      for (let index = 0; index < batch.numRows; index++) {
        const row: Record<string, Cell> = {}
        for (const { name, convert, column } of columns) {
          const value: unknown = column.get(index)
          row[name] = value === null ? null : convert(value)
        }
        rows.push(row)
      }
    })
    return rows
  }

  async queryColumns(sql: string, signal?: AbortSignal): Promise<ColumnTable> {
    let readers: readonly ColumnReader[] | undefined
    let length = 0
    const schema = await this.#send(sql, signal, (batch, { fields }) => {
      readers ??= fields.map(columnReader)
      for (const [index, { read }] of readers.entries()) read(batch.getChildAt(index)!)
      length += batch.numRows
    })
    readers ??= schema.fields.map(columnReader)
    return { length, columns: Object.fromEntries(readers.map(({ name, values }) => [name, values()])) }
  }

  async describe(sql: string): Promise<Record<string, string>> {
    const rows = await this.query(`select column_name, column_type from (describe ${sql})`)
    return Object.fromEntries(rows.map((row) => [String(row['column_name']), String(row['column_type'])]))
  }

  tableNames(sql: string): Promise<string[]> {
    return this.#queue(() => this.#wasm.tableNames(sql))
  }

  async insert(table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const { sql, values } of insertBatches(table, rows)) await this.#queue(() => this.#wasm.prepared(sql, values))
  }

  async registerFile(file: FileSource): Promise<string> {
    const path = `drop/${crypto.randomUUID()}`
    await this.#queue(() => this.#wasm.registerFile(path, file.blob))
    return path
  }

  dropFile(path: string): Promise<void> {
    return this.#queue(() => this.#wasm.dropFile(path))
  }

  async insertArrow(table: string, ipc: Uint8Array): Promise<void> {
    const create = !this.#inserted.has(table)
    this.#inserted.add(table)
    await this.#queue(() => this.#wasm.insertArrow(table, ipc, create))
  }

  close(): Promise<void> {
    return this.#wasm.close()
  }

  /** One call at a time; a dead engine rejects the call under way and all that wait. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(() =>
      Promise.race([
        work(),
        this.#wasm.died.then((reason) => {
          throw reason
        }),
      ]),
    )
    this.#last = run.catch(() => {})
    return run.catch((error: unknown) => {
      throw asEngineError(error)
    })
  }

  #send(
    sql: string,
    signal: AbortSignal | undefined,
    read: (batch: RecordBatch, schema: Schema) => void,
  ): Promise<Schema> {
    const work = async (): Promise<Schema> => {
      signal?.throwIfAborted()
      const cancel = () => void this.#wasm.cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        const { schema, batches } = await this.#wasm.send(sql)
        for await (const batch of batches) read(batch, schema)
        return schema
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    }
    return this.#queue(work).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw error
    })
  }
}

interface Converter {
  readonly name: string
  readonly convert: (value: unknown) => Cell
}

function converter(field: Schema['fields'][number]): Converter {
  const { name, type } = field
  if (DataType.isUtf8(type) || DataType.isBool(type)) return { name, convert: (value) => value as Cell }
  if (DataType.isFloat(type) && type.precision === 2) return { name, convert: (value) => value as number }
  if (DataType.isTimestamp(type) && type.unit === TimeUnit.MICROSECOND)
    return { name, convert: (value) => isoFromEpochMilliseconds(Number(value)) }
  if (DataType.isNull(type)) return { name, convert: () => null }
  throw new EngineError(`column ${name} has type ${type}, which may not leave the engine: cast it`)
}

/** Traps of the WebAssembly machine leave the engine's memory in an unknown state. */
const TRAP = /unreachable|out of bounds|signature mismatch|null function|call stack|Aborted\(/i

/** Wraps whatever an engine threw; a trap is fatal. */
export function asEngineError(error: unknown): unknown {
  if (error instanceof EngineError || (error instanceof DOMException && error.name === 'AbortError')) return error
  const message = error instanceof Error ? error.message : String(error)
  return new EngineError(message, {
    cause: error,
    fatal: error instanceof WebAssembly.RuntimeError || TRAP.test(message),
  })
}
