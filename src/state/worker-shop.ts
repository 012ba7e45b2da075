import type { ColumnType, Row } from '../engine/database.ts'
import type { Dataset } from '../report/build.ts'
import type { Analytics, Given, GroupChoice, Inspected, Listener } from '../worker/protocol.ts'
import type { RequestTiming } from '../worker/request-timings.ts'
import type { FileSources, Source } from './source.ts'

/** The analytics worker and what it holds: what it inspected last, and the source it loaded last with what that holds. */
export class WorkerShop {
  /** Is told of the requests that the worker makes. */
  requested: (requests: readonly RequestTiming[]) => void = () => {}
  #analytics: Promise<Analytics> | null = null
  #inspected: Inspected | null = null
  #loaded: Source | null = null
  #dataset: Dataset | null = null

  /** The worker; the engine is asked for only now: it is not part of the first load. */
  connect(): Promise<Analytics> {
    if (!this.#analytics) {
      const analytics = import('../worker/client.ts').then(({ createAnalytics }) =>
        createAnalytics((requests) => this.requested(requests)),
      )
      analytics.catch(() => (this.#analytics = null))
      this.#analytics = analytics
    }
    return this.#analytics
  }

  /** Stops what is under way; an engine that never came, or died, has nothing left to stop. */
  async cancel(): Promise<void> {
    await (await this.#analytics?.catch(() => null))?.cancel().catch(() => {})
  }

  /** What the source loaded last holds; null before any load. */
  get dataset(): Dataset | null {
    return this.#dataset
  }

  /** Does the worker hold this source? */
  holds(source: Source): boolean {
    return this.#loaded === source
  }

  /** The worker died and stands empty again. */
  forget(): void {
    this.#inspected = this.#loaded = this.#dataset = null
  }

  async inspect(files: readonly Given[], listener: Listener): Promise<Inspected> {
    this.#inspected = null
    this.#inspected = await (await this.connect()).inspect(files, listener)
    return this.#inspected
  }

  /**
   * Loads what a person confirmed, a choice for each inspected group; from the files themselves where the worker has
   * inspected or loaded something else since. `before` is the source in view, `source` the one that it becomes.
   */
  async take(
    confirmed: { readonly inspected: Inspected; readonly choices: readonly (GroupChoice | null)[] },
    before: Source,
    source: FileSources,
    listener: Listener,
  ): Promise<Dataset> {
    const analytics = await this.connect()
    const stands = this.#inspected === confirmed.inspected && (before.kind === 'sample' || this.holds(before))
    const dataset = await (stands
      ? analytics.load(confirmed.choices, before.kind === 'files', listener)
      : analytics.open(source.parts, listener))
    return this.#hold(source, dataset)
  }

  /** Loads a source anew. */
  async load(source: Source, listener: Listener): Promise<Dataset> {
    const analytics = await this.connect()
    const dataset = await (source.kind === 'sample'
      ? analytics.openSample(listener)
      : analytics.open(source.parts, listener))
    return this.#hold(source, dataset)
  }

  /** Rows as a Parquet file; its writer is fetched only now, and needs no engine. */
  async parquetOf(columns: Readonly<Record<string, ColumnType>>, rows: readonly Row[]): Promise<Blob> {
    return (await import('../worker/parquet-client.ts')).parquetOfRows(columns, rows)
  }

  #hold(source: Source, dataset: Dataset): Dataset {
    this.#loaded = source
    return (this.#dataset = dataset)
  }
}
