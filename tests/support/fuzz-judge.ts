import { inspectShapes, type InspectedShapes } from '../../src/ingest/inspect.ts'
import type { Database } from '../../src/engine/database.ts'
import { IngestProblem } from '../../src/ingest/problem.ts'
import { check, checkedRows, codeOf, FuzzFailure } from './fuzz-checks.ts'
import type { FuzzCase } from './fuzz-cases.ts'
import { FuzzLoads } from './fuzz-loads.ts'
import { freshParquet } from './fuzz-parquet.ts'

/** What became of a broken file: read, or the code of the problem that it was refused with. */
export interface Verdict {
  readonly outcome: string
  /** The same of a load, where one was tried. */
  readonly load: string | null
  /** Milliseconds of the processor. */
  readonly cpu: number
}

/** Milliseconds of the processor and of the clock that a file of a few kilobytes may take. */
const CPU_MOST = 10_000
const CLOCK_MOST = 90_000
/** Bytes that the process may hold after a file: the engine and the Parquet library among them. */
const MEMORY_MOST = 3e9
/** Every so many files it is looked at. */
const EACH = 10

/** Reads broken files one after the other and checks that each does no harm. */
export class FuzzJudge {
  readonly #parquet = freshParquet()
  readonly #loads: FuzzLoads | null
  readonly #globals: ReadonlySet<string>
  readonly #fetch = globalThis.fetch
  readonly #unhandled: unknown[] = []
  #judged = 0
  /** Milliseconds of the processor when the last file was done. */
  #used = usedTime()
  /** Bytes that the process held at most. */
  memory = 0

  /** `database`: an empty one, for those files that are loaded too. */
  constructor(database: Database | null) {
    this.#loads = database && new FuzzLoads(database, this.#parquet.open)
    // Node sets up what fetches when it is first asked for, which leaves a global.
    new Response()
    this.#globals = new Set(globalKeys())
    globalThis.fetch = (url) => {
      const error = new FuzzFailure(`fetched ${String(url)}`)
      this.#unhandled.push(error)
      return Promise.reject(error)
    }
    process.on('unhandledRejection', this.#note)
    process.on('uncaughtException', this.#note)
  }

  /** Ends the watch over fetches and over errors that nobody catches. */
  close(): void {
    globalThis.fetch = this.#fetch
    process.off('unhandledRejection', this.#note)
    process.off('uncaughtException', this.#note)
  }

  /** Bytes that the Parquet library's memory had at most. */
  get parquetMemory(): number {
    return this.#parquet.most()
  }

  /** Throws a `FuzzFailure`, or what a reader should not have thrown. */
  async judge(fuzz: FuzzCase, isLoaded: boolean): Promise<Verdict> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new FuzzFailure(`no end after ${CLOCK_MOST} ms`)), CLOCK_MOST)
    })
    const { outcome, load } = await Promise.race([this.#read(fuzz, isLoaded), late]).finally(() => clearTimeout(timer))
    const now = usedTime()
    const cpu = now - this.#used
    this.#used = now
    check(cpu < CPU_MOST, `${cpu} ms of the processor`)
    if (this.#judged++ % EACH === 0) {
      const held = process.memoryUsage.rss()
      check(held < MEMORY_MOST, `${held} bytes held`)
      this.memory = Math.max(this.memory, held)
    }
    check(this.#unhandled.length === 0, 'a fetch, or an error that nobody catches', this.#unhandled[0])
    const added = globalKeys().filter((key) => !this.#globals.has(key))
    check(added.length === 0, `new in prototypes or global: ${added.join(', ')}`)
    check(!('polluted' in {}) && !('fuzzed' in globalThis), 'something ran')
    return { outcome, load, cpu }
  }

  readonly #note = (error: unknown): void => {
    this.#unhandled.push(error)
  }

  async #read({ name, bytes, opening, dice }: FuzzCase, isLoaded: boolean) {
    const shares: number[] = []
    let inspected: InspectedShapes
    try {
      inspected = await inspectShapes([{ name, blob: new Blob([bytes]), opening }], this.#parquet.open, {
        progress: (share) => shares.push(share),
      })
    } catch (error) {
      return { outcome: codeOf(error), load: null }
    }
    check(shares.every((share) => share >= 0 && share <= 1), `progress of ${shares.find((share) => !(share >= 0 && share <= 1))}`) // prettier-ignore
    for (const { problem } of inspected.skipped) codeOf(new IngestProblem(problem))
    check(inspected.shapes.length > 0, 'no table and no problem')
    const kept: (number | null)[][] = []
    for (const { files } of inspected.shapes) {
      const counts: (number | null)[] = []
      for (const { source } of files) counts.push(source.format === 'csv' ? await checkedRows(source) : null)
      kept.push(counts)
    }
    const chosen = dice.below(inspected.shapes.length)
    const load = isLoaded && this.#loads ? await this.#loads.load(inspected.shapes[chosen]!, kept[chosen]!, dice) : null
    return { outcome: 'read', load }
  }
}

/** Milliseconds of the processor that the process has used. */
function usedTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What stands in the prototypes that everything shares, and in the global object. */
function globalKeys(): string[] {
  const all = { Object, Array, String, Number, Map, Promise, Uint8Array, Blob, Function }
  const own = Object.entries(all).flatMap(([name, { prototype }]) =>
    Reflect.ownKeys(prototype).map((key) => `${name}.${String(key)}`),
  )
  return [...own, ...Reflect.ownKeys(globalThis).map(String)]
}
