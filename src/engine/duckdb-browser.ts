import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm'
import { startBlobWorker } from './blob-worker.ts'
import { EngineError } from './database.ts'
import { WasmDatabase, type WasmEngine } from './duckdb-wasm.ts'

/** How long the engine may take to start; a content policy that forbids WebAssembly makes it hang, not fail. */
const BOOT_MILLISECONDS = 60_000

/** Starts the WASM engine in a worker of its own, locked down. Rejects with a fatal `EngineError` if it cannot start. */
export async function openWasmInBrowser(): Promise<WasmDatabase> {
  const worker = startBlobWorker(workerUrl, 'classic')
  let die: (reason: EngineError) => void
  const died = new Promise<EngineError>((resolve) => (die = resolve))
  worker.addEventListener('error', (event) => die(new EngineError(event.message || 'the engine died', { fatal: true })))
  const timer = setTimeout(() => die(new EngineError('the engine did not start', { fatal: true })), BOOT_MILLISECONDS)
  try {
    return await Promise.race([boot(worker, died, () => die(new EngineError('the engine was closed', { fatal: true }))), rejected(died)])
  } catch (error) {
    worker.terminate()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function rejected(died: Promise<EngineError>): Promise<never> {
  throw await died
}

async function boot(worker: Worker, died: Promise<EngineError>, closed: () => void): Promise<WasmDatabase> {
  const bindings = new AsyncDuckDB(new VoidLogger(), worker)
  await bindings.instantiate(new URL(wasmUrl, location.href).href)
  await bindings.open({})
  const connection = await bindings.connect()
  const wasm: WasmEngine = {
    died,
    async send(sql) {
      const reader = await connection.send(sql)
      await reader.open()
      return { schema: reader.schema, batches: reader }
    },
    async cancel() {
      await connection.cancelSent()
    },
    tableNames: (sql) => connection.getTableNames(sql),
    async prepared(sql, rows) {
      const statement = await connection.prepare(sql)
      for (const row of rows) for await (const _ of await statement.send(...row));
      await statement.close()
    },
    insertArrow: (name, ipc, create) => connection.insertArrowFromIPCStream(ipc, { name, create }),
    registerFile: (path, blob) =>
      bindings.registerFileHandle(path, blob, DuckDBDataProtocol.BROWSER_FILEREADER, true),
    async dropFile(path) {
      await bindings.dropFile(path)
    },
    async close() {
      closed()
      worker.terminate()
    },
  }
  return WasmDatabase.open(wasm)
}
