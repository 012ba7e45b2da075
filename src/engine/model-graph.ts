import type { Cell, Database, Row } from './database.ts'

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

/**
 * The relations between the raw tables and the metrics, in an order in which each finds its inputs.
 *
 * Make it before any view exists in the database: the engine looks through views when asked what a query reads.
 */
export class ModelGraph {
  readonly #order: readonly GraphModel[]
  readonly #inputs: ReadonlyMap<string, readonly string[]>

  private constructor(order: readonly GraphModel[], inputs: ReadonlyMap<string, readonly string[]>) {
    this.#order = order
    this.#inputs = inputs
  }

  /** Orders the models by what they read. Throws where two read each other. */
  static async create(database: Database, models: readonly GraphModel[]): Promise<ModelGraph> {
    const inputs = new Map<string, readonly string[]>()
    await database.execute(`create table if not exists ${RANGE} (first_key integer, last_key integer)`)
    for (const model of models) inputs.set(model.name, await database.tableNames(model.sql))
    const byName = new Map(models.map((model) => [model.name, model]))
    const order: GraphModel[] = []
    const state = new Map<string, 'open' | 'done'>()
    const visit = (model: GraphModel): void => {
      if (state.get(model.name) === 'done') return
      if (state.get(model.name) === 'open') throw new Error(`models read each other in a circle at ${model.name}`)
      state.set(model.name, 'open')
      for (const input of inputs.get(model.name) ?? []) {
        const next = byName.get(input)
        if (next && next !== model) visit(next)
      }
      state.set(model.name, 'done')
      order.push(model)
    }
    for (const model of [...models].sort((a, b) => (a.name < b.name ? -1 : 1))) visit(model)
    return new ModelGraph(order, inputs)
  }

  /** Names in build order. */
  get names(): string[] {
    return this.#order.map((model) => model.name)
  }

  /** Does the relation hold rows of its own? */
  isTable(name: string): boolean {
    return this.#order.some((model) => model.name === name && model.kind !== 'view')
  }

  /** Does the relation read `source`, itself or through others? */
  reads(name: string, source: string): boolean {
    const seen = new Set<string>()
    const walk = (relation: string): boolean =>
      relation === source ||
      (this.#inputs.get(relation) ?? []).some((input) => !seen.has(input) && (seen.add(input), walk(input)))
    return walk(name)
  }

  /** Builds the models (all, or those that `only` names) in order, replacing what stands there. */
  async build(database: Database, options: BuildOptions = {}): Promise<void> {
    const models = this.#order.filter((model) => options.only?.(model.name) ?? true)
    for (const [done, model] of models.entries()) {
      options.signal?.throwIfAborted()
      options.progress?.(done, models.length, model.name)
      if (model.kind === 'view') await database.execute(`create or replace view ${model.name} as ${model.sql}`)
      else if (model.kind === 'computed') await buildComputed(database, model, options)
      else if (this.#readsRange(model.name)) await buildByRange(database, model, options)
      else await database.execute(`create or replace table ${model.name} as ${model.sql}`, options.signal)
    }
  }

  /** Does the table read the range itself, or through views alone? */
  #readsRange(name: string): boolean {
    return (this.#inputs.get(name) ?? []).some(
      (input) => input === RANGE || (input !== name && !this.isTable(input) && this.#readsRange(input)),
    )
  }
}

/** What a build may be told. */
export interface BuildOptions {
  readonly only?: (name: string) => boolean
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

async function buildComputed(database: Database, model: ComputedModel, options: BuildOptions): Promise<void> {
  const rows = await database.query(model.sql, options.signal)
  await database.execute(`create or replace table ${model.name} (${model.definition})`)
  await database.insert(model.name, model.compute(rows))
}

/** The one-row relation that says which customers are being built, and the relation that lists all ranges. */
const RANGE = 'customer_range'
const RANGES = 'customer_ranges'

/** A hash table over all orders of a large shop would not fit into the engine's memory: some customers at a time do. */
async function buildByRange(database: Database, model: SqlModel, options: BuildOptions): Promise<void> {
  const ranges = await database.query(
    `select cast(first_key as double) as first_key, cast(last_key as double) as last_key from ${RANGES} order by first_key`,
  )
  for (const [index, range] of ranges.entries()) {
    await database.execute(`create or replace table ${RANGE} (first_key integer, last_key integer)`)
    await database.insert(RANGE, [[range['first_key']!, range['last_key']!]])
    const verb = index === 0 ? `create or replace table ${model.name} as` : `insert into ${model.name}`
    await database.execute(`${verb} ${model.sql}`, options.signal)
  }
}
