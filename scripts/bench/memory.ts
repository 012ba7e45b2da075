import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { forecast } from '../../src/ingest/forecast.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import type { Mapping } from '../../src/ingest/mapping.ts'
import { Shop } from '../../src/worker/analytics.ts'
import { fileAt } from '../given-file.ts'
import sql from './generate.sql?raw'

/** A shop of so many orders, so many of each customer, with three or all seven columns mapped. */
export interface MemoryCase {
  readonly orders: number
  readonly perCustomer: number
  readonly columns: 3 | 7
}

interface MemoryRun {
  /** Megabytes of the engine's memory after the load and after the report, of the process at its height, and as forecast. */
  readonly load: number
  readonly report: number
  readonly process: number
  readonly forecast: number
  readonly seconds: number
  /** The metrics that could not be computed, or why the load ended. */
  readonly failed: readonly string[]
}

const CASES: readonly MemoryCase[] = [
  { orders: 10_000_000, perCustomer: 10, columns: 3 },
  { orders: 10_000_000, perCustomer: 10, columns: 7 },
  { orders: 10_000_000, perCustomer: 3, columns: 3 },
  { orders: 30_000_000, perCustomer: 10, columns: 3 },
]

/** What a load and its report take of the WebAssembly engine's memory, against the forecast: each case in a process of its own. */
export async function benchMemory(cases: readonly MemoryCase[] = CASES): Promise<void> {
  console.log(
    '| orders | orders a customer | columns | loaded (MB) | reported (MB) | forecast (MB) | process (MB) | s | failed |',
  )
  console.log('|---|---|---|---|---|---|---|---|---|')
  for (const { orders, perCustomer, columns } of cases) {
    const path = await ordersFile('.bench', orders, perCustomer)
    const text = execFileSync(process.execPath, ['scripts/run.mjs', 'bench/memory', path, String(columns)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const run = JSON.parse(text.trim().split('\n').at(-1)!) as MemoryRun
    const megabytes = [run.load, run.report, run.forecast, run.process].map((value) => value.toFixed(0))
    const counts = [orders.toLocaleString('en'), perCustomer, columns]
    console.log(`| ${[...counts, ...megabytes, run.seconds.toFixed(0), run.failed.length].join(' | ')} |`)
  }
}

async function ordersFile(folder: string, orders: number, perCustomer: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const path = `${folder}/memory-${orders}-${perCustomer}.parquet`
  if (existsSync(path)) return path
  const connection = await (await DuckDBInstance.create()).connect()
  const query = sql.replaceAll('$orders', String(orders)).replaceAll('$perCustomer', String(perCustomer))
  await connection.run(`copy (${query}) to '${path}' (format parquet, compression zstd)`)
  connection.closeSync()
  return path
}

/** One file through the engine: prints a `MemoryRun` as JSON. */
export async function main([path = '', columns = '7']: string[]): Promise<void> {
  const size = watchMemories()
  const shop = new Shop({ openDatabase: openWasmInNode, openParquet: openParquetInNode })
  const start = performance.now()
  const { groups } = await shop.inspect([await fileAt(path)])
  const group = groups[0]!
  const mapping = mappingOf(group.recognitions.orders.mapping, columns === '3')
  const told = forecast(group, mapping).bytes / 1e6
  let load = NaN
  let failed: string[] = []
  try {
    await shop.load([{ mapping }], false)
    load = size()
    const { metrics } = await shop.report({})
    failed = Object.entries(metrics).flatMap(([id, { status }]) => (status === 'failed' ? [id] : []))
  } catch (error) {
    failed = [String(error)]
  }
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1e3
  const seconds = (performance.now() - start) / 1000
  const run: MemoryRun = { load, report: size(), process: peak, forecast: told, seconds, failed }
  console.log(JSON.stringify(run))
}

function mappingOf(mapping: Mapping, isNarrow: boolean): Mapping {
  if (!isNarrow) return { ...mapping, history: 'complete' }
  const { customer_id, ordered_at, amount } = mapping.columns
  return { ...mapping, columns: { customer_id, ordered_at, amount }, cancelled: [], history: 'complete' }
}

/** Notes every WebAssembly memory made from now on; gives the megabytes of the largest. */
function watchMemories(): () => number {
  const memories: WebAssembly.Memory[] = []
  const { Memory } = WebAssembly
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor)
      memories.push(this)
    }
  }
  return () => Math.max(0, ...memories.map(({ buffer }) => buffer.byteLength)) / 1e6
}
