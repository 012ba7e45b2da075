import type { Database, Row } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import type { Study, StudyContext } from './metric.ts'

/** Asks a study's questions and concludes from the answers. */
export async function conclude(
  database: Database,
  study: Study,
  context: StudyContext,
  signal?: AbortSignal,
): Promise<unknown> {
  const answers: Record<string, Row[]> = {}
  for (const [name, sql] of Object.entries(study.questions)) answers[name] = await database.query(sql, signal)
  return study.conclude(answers, context)
}

interface Kept {
  readonly rests: string
  readonly found: unknown
}

const kept = new WeakMap<ModelGraph, Map<string, Kept>>()

/**
 * What a study concluded before, where nothing that it rests on has changed since; else anew. `query` is the name under
 * which the graph knows the study's questions.
 */
export async function concludeOnce(
  database: Database,
  graph: ModelGraph,
  query: string,
  study: Study,
  context: StudyContext,
  signal?: AbortSignal,
): Promise<unknown> {
  const known = kept.get(graph) ?? new Map<string, Kept>()
  kept.set(graph, known)
  const rests = JSON.stringify([graph.state(query), context])
  const before = known.get(study.name)
  if (before?.rests === rests) return before.found
  const found = await conclude(database, study, context, signal)
  known.set(study.name, { rests, found })
  return found
}
