import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import {
  DuckDBInstance,
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api'
import type * as ParquetWasm from 'parquet-wasm'
import { EngineError, type Cell, type ColumnTable, type Database, type FileSource, type Row } from './database.ts'
import { isoFromEpochMicroseconds, remembering } from './dates.ts'
import { insertBatches } from './insert-batches.ts'

/** Native DuckDB in Node: for the command line, nightly reports and parity tests. */
export class NodeDatabase implements Database {
  readonly engine = 'native'
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #folder: string
  readonly #inserted = new Set<string>()

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: string) {
    this.#instance = instance
    this.#connection = connection
    this.#folder = folder
  }

  /** Starts an engine in memory, locked down as in the browser. `threads` defaults to all cores. */
  static async open(options: { readonly threads?: number } = {}): Promise<NodeDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'dangol-'))
    const instance = await DuckDBInstance.create(':memory:', {
      ...(options.threads ? { threads: String(options.threads) } : {}),
      autoload_known_extensions: 'false',
      autoinstall_known_extensions: 'false',
      allow_community_extensions: 'false',
    })
    const connection = await instance.connect()
    await connection.run(`set allowed_directories = ['${folder.replaceAll("'", "''")}/']`)
    await connection.run('set enable_external_access = false')
    await connection.run('set lock_configuration = true')
    return new NodeDatabase(instance, connection, folder)
  }

  async version(): Promise<string> {
    return String((await this.query('select version() as version'))[0]?.['version'])
  }

  async execute(sql: string, signal?: AbortSignal): Promise<void> {
    await this.#run(() => this.#connection.run(sql), signal)
  }

  async query(sql: string, signal?: AbortSignal): Promise<Row[]> {
    const reader = await this.#run(() => this.#connection.runAndReadAll(sql), signal)
    const names = reader.columnNames()
    const converters = names.map((name, index) => converter(reader.columnTypeId(index), name))
    return reader.getRows().map((values) => {
      const row: Record<string, Cell> = {}
      for (let index = 0; index < names.length; index++) {
        const value = values[index]
        row[names[index]!] = value === null || value === undefined ? null : converters[index]!(value)
      }
      return row
    })
  }

  async queryColumns(sql: string, signal?: AbortSignal): Promise<ColumnTable> {
    return this.#run(async () => {
      const result = await this.#connection.run(sql)
      const length = result.rowCount
      const columns = result.columnNames().map((name, index) => emptyColumn(name, result.columnTypeId(index), length))
      for (let at = 0; at < length;) {
        const chunk = await result.fetchChunk()
        if (!chunk) break
        signal?.throwIfAborted()
        for (const [index, { fill }] of columns.entries()) fill(chunk.getColumnVector(index), at)
        at += chunk.rowCount
      }
      return { length, columns: Object.fromEntries(columns.map(({ name, values }) => [name, values])) }
    }, signal)
  }

  async describe(sql: string): Promise<Record<string, string>> {
    const prepared = await this.#connection.prepare(sql)
    const result: Record<string, string> = {}
    for (let index = 0; index < prepared.columnCount; index++)
      result[prepared.columnName(index)] = prepared.columnType(index).toString()
    return result
  }

  async tableNames(sql: string): Promise<string[]> {
    return [...this.#connection.getTableNames(sql, false)]
  }

  async insert(table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const { sql, values } of insertBatches(table, rows)) {
      const prepared = await this.#connection.prepare(sql)
      for (const each of values) {
        prepared.bind(each as DuckDBValue[])
        await prepared.run()
      }
    }
  }

  async registerFile(file: FileSource): Promise<string> {
    const path = join(this.#folder, randomUUID() + extname(file.name).replace(/[^.\w]/g, ''))
    if (file.path) await symlink(resolve(file.path), path)
    else await writeFile(path, new Uint8Array(await file.blob.arrayBuffer()))
    return path
  }

  async dropFile(path: string): Promise<void> {
    await rm(path, { force: true })
  }

  /** By way of a Parquet file: the native engine reads no Arrow. */
  async insertArrow(table: string, ipc: Uint8Array): Promise<void> {
    const { Table, writeParquet } = createRequire(import.meta.url)('parquet-wasm') as typeof ParquetWasm
    const path = join(this.#folder, `${randomUUID()}.parquet`)
    try {
      await writeFile(path, writeParquet(Table.fromIPCStream(ipc)))
      const rows = `select * from read_parquet('${path.replaceAll("'", "''")}')`
      const isNew = !this.#inserted.has(table)
      this.#inserted.add(table)
      await this.execute(isNew ? `create table ${table} as ${rows}` : `insert into ${table} ${rows}`)
    } catch (error) {
      throw error instanceof EngineError ? error : new EngineError(String(error), { cause: error })
    } finally {
      await rm(path, { force: true })
    }
  }

  async close(): Promise<void> {
    this.#connection.closeSync()
    this.#instance.closeSync()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const interrupt = () => this.#connection.interrupt()
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof EngineError) throw error
      throw new EngineError(error instanceof Error ? error.message : String(error), { cause: error })
    } finally {
      signal?.removeEventListener('abort', interrupt)
    }
  }
}

/** A column that is filled chunk by chunk, from row `at` on. */
interface FilledColumn {
  readonly name: string
  readonly values: ColumnTable['columns'][string]
  readonly fill: (vector: DuckDBVector, at: number) => void
}

function emptyColumn(name: string, type: DuckDBTypeId, length: number): FilledColumn {
  const convert = converter(type, name)
  const isNumber = type === DuckDBTypeId.DOUBLE || type === DuckDBTypeId.BOOLEAN
  const values = isNumber ? new Float64Array(length) : new Array<string | null>(length).fill(null)
  const fill = (vector: DuckDBVector, at: number) => {
    for (let index = 0; index < vector.itemCount; index++) {
      const value = vector.getItem(index)
      if (isNumber) values[at + index] = value === null ? NaN : Number(value)
      else if (value !== null) values[at + index] = convert(value) as string
    }
  }
  return { name, values, fill }
}

function converter(type: DuckDBTypeId, name: string): (value: DuckDBValue) => Cell {
  switch (type) {
    case DuckDBTypeId.VARCHAR:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.BOOLEAN:
      return (value) => value as Cell
    case DuckDBTypeId.TIMESTAMP: {
      const iso = remembering(isoFromEpochMicroseconds)
      return (value) => iso((value as { micros: bigint }).micros)
    }
    default:
      throw new EngineError(`column ${name} has type ${DuckDBTypeId[type]}, which may not leave the engine: cast it`)
  }
}
