import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  createDuckDB,
  ConsoleLogger,
  LogLevel,
  NODE_RUNTIME,
  type DuckDBConnection,
} from '@duckdb/duckdb-wasm/blocking'
import type { EngineError } from './database.ts'
import { WasmDatabase, type WasmEngine } from './duckdb-wasm.ts'

/** The page's WASM engine on Node's main thread: the same binary, for tests and `--engine wasm`. Nothing can be cancelled. */
export async function openWasmInNode(): Promise<WasmDatabase> {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'))
  const files = (kind: string) => ({
    mainModule: join(dist, `duckdb-${kind}.wasm`),
    mainWorker: join(dist, `duckdb-node-${kind}.worker.cjs`),
  })
  const bindings = await createDuckDB(
    { mvp: files('mvp'), eh: files('eh') },
    new ConsoleLogger(LogLevel.ERROR),
    NODE_RUNTIME,
  )
  await bindings.instantiate(() => {})
  bindings.open({ query: { castBigIntToDouble: false } })
  const connection: DuckDBConnection = bindings.connect()
  const wasm: WasmEngine = {
    async send(sql) {
      const table = connection.query(sql)
      return {
        schema: table.schema,
        batches: (async function* () {
          yield* table.batches
        })(),
      }
    },
    async cancel() {},
    async tableNames(sql) {
      return connection.getTableNames(sql)
    },
    async prepared(sql, rows) {
      const statement = connection.prepare(sql)
      for (const row of rows) statement.query(...row)
      statement.close()
    },
    async insertArrow(name, ipc, create) {
      connection.insertArrowFromIPCStream(ipc, { name, create })
    },
    async registerFile(path, blob) {
      bindings.registerFileBuffer(path, new Uint8Array(await blob.arrayBuffer()))
    },
    async dropFile(path) {
      bindings.dropFile(path)
    },
    async close() {
      connection.close()
    },
    died: new Promise<EngineError>(() => {}),
  }
  return WasmDatabase.open(wasm)
}
