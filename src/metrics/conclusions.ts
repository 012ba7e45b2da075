import type { ColumnTable, Database, Row } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { askedOf, ownQuestions, type AnyStudy, type StudyContext } from './metric.ts'
import { pause } from '../engine/pause.ts'

/** What concluding may be told. */
export interface ConcludeOptions {
  /** The graph of the database: conclusions are kept with it. */
  readonly graph?: ModelGraph | undefined
  readonly signal?: AbortSignal | undefined
  /** How much is done, from 0 to 1. */
  readonly progress?: ((fraction: number) => void) | undefined
}

/** By name of the study: what it concluded, and what that rests on. */
type Conclusions = Map<string, { readonly rests: string; readonly found: unknown }>

const kept = new WeakMap<ModelGraph, Conclusions>()

/**
 * What a study concludes, and before it the studies that it uses. What was concluded before stands where nothing that it
 * rests on has changed since: its rows, the settings that it reads, the mapped columns, and the same of the used studies.
 */
export async function conclude(
  database: Database,
  study: AnyStudy,
  context: StudyContext,
  options: ConcludeOptions = {},
): Promise<unknown> {
  return concludeWith(knownTo(options.graph), database, study, context, options)
}

function knownTo(graph: ModelGraph | undefined): Conclusions {
  const known: Conclusions = (graph && kept.get(graph)) ?? new Map()
  if (graph) kept.set(graph, known)
  return known
}

async function concludeWith(
  known: Conclusions,
  database: Database,
  study: AnyStudy,
  context: StudyContext,
  options: ConcludeOptions,
): Promise<unknown> {
  const rests = restsOn(study, context, options.graph)
  const before = known.get(study.name)
  if (before?.rests === rests) return before.found
  const uses = study.uses ?? []
  const progressOf = (part: number) => (fraction: number) => options.progress?.((part + fraction) / (uses.length + 1))
  const used: unknown[] = []
  for (const [part, each] of uses.entries())
    used.push(await concludeWith(known, database, each, context, { ...options, progress: progressOf(part) }))
  const answers = await answersTo(database, study, context.columns, options.signal)
  const found = await study.conclude(answers as never, contextFor(study, context), used as never, {
    pause: () => pause(options.signal),
    progress: progressOf(uses.length),
  })
  known.set(study.name, { rests, found })
  return found
}

function restsOn(study: AnyStudy, context: StudyContext, graph: ModelGraph | undefined): string {
  const questions = ownQuestions(study, context.columns).map(({ name }) => name)
  const uses = (study.uses ?? []).map((used) => restsOn(used, context, graph))
  return JSON.stringify([graph?.state(questions), contextFor(study, context), uses])
}

function contextFor({ reads }: AnyStudy, { settings, columns }: StudyContext): StudyContext {
  if (!reads) return { settings, columns }
  const own = Object.fromEntries(reads.map((name) => [name, settings[name]]))
  return { settings: own as unknown as StudyContext['settings'], columns }
}

async function answersTo(
  database: Database,
  study: AnyStudy,
  columns: readonly string[] | null,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, readonly Row[] | ColumnTable>>> {
  const isByColumn = study.ask === 'columns'
  const none = isByColumn ? { length: 0, columns: {} } : []
  const answers: Record<string, readonly Row[] | ColumnTable> = {}
  const asked = askedOf(study, columns)
  for (const [name, sql] of Object.entries(study.questions)) {
    if (!asked.includes(name)) answers[name] = none
    else answers[name] = isByColumn ? await database.queryColumns(sql, signal) : await database.query(sql, signal)
  }
  return answers
}
