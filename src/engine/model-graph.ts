import type { Cell, Database, Row } from './database.ts'
import { buildBySlice, slicings, type Slicing } from './model-slices.ts'

/** A relation written in SQL. */
export interface SqlModel {
  readonly name: string
  readonly kind: 'view' | 'table'
  readonly sql: string
}

/** A table worked out in TypeScript from the rows of a query, for what SQL cannot give exactly. */
export interface ComputedModel {
  readonly name: string
  readonly kind: 'computed'
  /** The query whose rows it is worked out from. */
  readonly sql: string
  /** `create table` column list, as `name type, …`, in the order of each computed row's cells. */
  readonly definition: string
  readonly compute: (rows: readonly Row[]) => readonly (readonly Cell[])[]
}

export type GraphModel = SqlModel | ComputedModel

/** Called before each step: how many are done, of how many, and the relation being built. */
export type Progress = (done: number, total: number, name: string) => void

/** A query that reads the models, by a name that is no model's. */
export interface NamedQuery {
  readonly name: string
  readonly sql: string
}

/** What a build may be told. */
export interface BuildOptions {
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

/**
 * The relations between the raw tables and the metrics: what each reads, and whether what stands in the database still
 * follows from it. One graph a database.
 *
 * A relation is built when somebody needs it and something that it reads has changed since; one that nobody needs is not.
 * Make the graph before any view exists in the database: the engine looks through views when asked what a query reads.
 */
export class ModelGraph {
  readonly #models: ReadonlyMap<string, GraphModel>
  readonly #inputs: ReadonlyMap<string, readonly string[]>
  /** How often the rows of a relation have changed. */
  readonly #versions = new Map<string, number>()
  /** The versions of what a model read when it was last built. */
  readonly #builtFrom = new Map<string, string>()
  readonly #contents = new Map<string, string>()

  private constructor(models: ReadonlyMap<string, GraphModel>, inputs: ReadonlyMap<string, readonly string[]>) {
    this.#models = models
    this.#inputs = inputs
  }

  /** Asks what the models and queries read. Throws where two models read each other. */
  static async create(
    database: Database,
    models: readonly GraphModel[],
    queries: readonly NamedQuery[] = [],
  ): Promise<ModelGraph> {
    const inputs = new Map<string, readonly string[]>()
    for (const { slice, definition } of slicings)
      await database.execute(`create table if not exists ${slice} (${definition})`)
    for (const { name, sql } of [...models, ...queries])
      inputs.set(
        name,
        (await namesIn(database, sql)).filter((input) => input !== name),
      )
    const graph = new ModelGraph(new Map(models.map((model) => [model.name, model])), inputs)
    for (const { name, kind } of models) {
      const slicing = kind === 'view' ? undefined : graph.#slicingOf(name)
      if (slicing && slicing.slices !== name) inputs.set(name, [...inputs.get(name)!, slicing.slices])
    }
    graph.#order(graph.names)
    return graph
  }

  /** The models' names, sorted. */
  get names(): string[] {
    return [...this.#models.keys()].sort()
  }

  /** Does the relation hold rows of its own? */
  isTable(name: string): boolean {
    const model = this.#models.get(name)
    return model !== undefined && model.kind !== 'view'
  }

  /** Does it stand in the database, whether or not it still follows from what it reads? */
  isBuilt(name: string): boolean {
    return this.#builtFrom.has(name)
  }

  /** Does the model or query read `source`, itself or through others? */
  reads(name: string, source: string): boolean {
    const seen = new Set<string>()
    const walk = (relation: string): boolean =>
      relation === source ||
      (this.#inputs.get(relation) ?? []).some((input) => !seen.has(input) && (seen.add(input), walk(input)))
    return walk(name)
  }

  /** How often what the models and queries rest on has changed: equal texts, equal rows. */
  state(names: readonly string[]): string {
    const below = this.#order(names).map((model) => this.#builtFrom.get(model))
    return [...below, ...names.map((name) => this.#signature(name))].join(';')
  }

  /** Says that the rows of a relation that is no model have changed. */
  touch(name: string): void {
    this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1)
  }

  /** Writes a small relation that models read; nothing happens where it holds these rows already. */
  async write(database: Database, name: string, definition: string, rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.fill(name, JSON.stringify(rows), async () => {
      await database.execute(`create or replace table ${name} (${definition})`)
      await database.insert(name, rows)
    })
  }

  /** Fills a relation that models read by `work`, unless it was last filled from the same `contents`. */
  async fill(name: string, contents: string, work: () => Promise<void>): Promise<void> {
    if (this.#contents.get(name) === contents) return
    this.#contents.delete(name)
    this.touch(name)
    await work()
    this.#contents.set(name, contents)
  }

  /** The models, in build order, that must be built before the named models and queries can be asked. */
  pending(names: readonly string[]): string[] {
    const pending = new Set<string>()
    for (const name of this.#order(names)) {
      const isStale = this.#builtFrom.get(name) !== this.#signature(name)
      const follows = (this.#inputs.get(name) ?? []).some((input) => pending.has(input))
      if (isStale || follows) pending.add(name)
    }
    return [...pending]
  }

  /** Builds what the named models and queries rest on and does not stand yet, or not any more. */
  async ensure(database: Database, names: readonly string[], options: BuildOptions = {}): Promise<void> {
    const pending = this.pending(names)
    for (const [done, name] of pending.entries()) {
      options.signal?.throwIfAborted()
      options.progress?.(done, pending.length, name)
      const model = this.#models.get(name)!
      const isNew = !this.#builtFrom.has(name)
      if (model.kind !== 'view') await this.#build(database, model, options)
      else if (isNew) await database.execute(`create or replace view ${name} as ${model.sql}`)
      this.touch(name)
      this.#builtFrom.set(name, this.#signature(name))
    }
  }

  async #build(database: Database, model: SqlModel | ComputedModel, options: BuildOptions): Promise<void> {
    if (model.kind === 'computed') await buildComputed(database, model, options)
    else {
      const slicing = this.#slicingOf(model.name)
      if (slicing) await buildBySlice(database, model, slicing, options.signal)
      else await database.execute(`create or replace table ${model.name} as ${model.sql}`, options.signal)
    }
  }

  #signature(name: string): string {
    return (this.#inputs.get(name) ?? []).map((input) => this.#versions.get(input) ?? 0).join(',')
  }

  /** The models below and among the named, each after what it reads. */
  #order(names: readonly string[]): string[] {
    const order: string[] = []
    const state = new Map<string, 'open' | 'done'>()
    const visit = (name: string): void => {
      if (state.get(name) === 'done') return
      if (state.get(name) === 'open') throw new Error(`models read each other in a circle at ${name}`)
      state.set(name, 'open')
      for (const input of this.#inputs.get(name) ?? []) if (input !== name && this.#models.has(input)) visit(input)
      state.set(name, 'done')
      if (this.#models.has(name)) order.push(name)
    }
    for (const name of names) visit(name)
    return order
  }

  /** The slicing whose slice the table reads itself, or through views alone. */
  #slicingOf(name: string): Slicing | undefined {
    for (const input of this.#inputs.get(name) ?? []) {
      const own = slicings.find(({ slice }) => slice === input)
      const found = own ?? (input !== name && !this.isTable(input) ? this.#slicingOf(input) : undefined)
      if (found) return found
    }
    return undefined
  }
}

const known = new Map<string, Promise<readonly string[]>>()

/** The relations that a query reads; each text is asked of an engine once. */
function namesIn(database: Database, sql: string): Promise<readonly string[]> {
  const asked = known.get(sql) ?? database.tableNames(sql)
  known.set(sql, asked)
  asked.catch(() => known.delete(sql))
  return asked
}

async function buildComputed(database: Database, model: ComputedModel, options: BuildOptions): Promise<void> {
  const rows = await database.query(model.sql, options.signal)
  await database.execute(`create or replace table ${model.name} (${model.definition})`)
  await database.insert(model.name, model.compute(rows))
}
