import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm'
import { asset } from './asset.ts'
import { startWorkerFromText } from './blob-worker.ts'
import { EngineError } from './database.ts'
import { WasmDatabase, type WasmEngine } from './duckdb-wasm.ts'

/** How long the engine may take to start; a content policy that forbids WebAssembly makes it hang, not fail. */
const BOOT_MILLISECONDS = 60_000

/** WebKitGTK has no FileSystemSyncAccessHandle, which the engine's worker names when it drops a file. */
const SHIM = 'self.FileSystemSyncAccessHandle ??= class {};\n'

/** Starts the WASM engine in a worker of its own, locked down. Rejects with a fatal `EngineError` if it cannot start. */
export async function openWasmInBrowser(): Promise<WasmDatabase> {
  const [script, wasm] = await Promise.all([asset(workerUrl, 'text/javascript'), asset(wasmUrl, 'application/wasm')])
  const worker = startWorkerFromText(SHIM + (await script.text()), 'classic')
  const module = URL.createObjectURL(wasm)
  let die: (reason: EngineError) => void
  const died = new Promise<EngineError>((resolve) => (die = resolve))
  worker.addEventListener('error', (event) => die(new EngineError(event.message || 'the engine died', { fatal: true })))
  const timer = setTimeout(() => die(new EngineError('the engine did not start', { fatal: true })), BOOT_MILLISECONDS)
  try {
    return await Promise.race([
      boot(worker, module, died, () => die(new EngineError('the engine was closed', { fatal: true }))),
      rejected(died),
    ])
  } catch (error) {
    worker.terminate()
    throw error
  } finally {
    clearTimeout(timer)
    URL.revokeObjectURL(module)
  }
}

async function rejected(died: Promise<EngineError>): Promise<never> {
  throw await died
}

async function boot(
  worker: Worker,
  module: string,
  died: Promise<EngineError>,
  closed: () => void,
): Promise<WasmDatabase> {
  const bindings = new AsyncDuckDB(new VoidLogger(), worker)
  await bindings.instantiate(module)
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
    registerFile: (path, blob) => bindings.registerFileHandle(path, blob, DuckDBDataProtocol.BROWSER_FILEREADER, true),
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
