import type { Database, Row } from '../engine/database.ts'
import type { ModelGraph } from '../engine/model-graph.ts'
import { askedOf, type Study, type StudyContext } from './metric.ts'

/** Asks a study's questions and concludes from the answers. */
export async function conclude(
  database: Database,
  study: Study,
  context: StudyContext,
  signal?: AbortSignal,
): Promise<unknown> {
  const answers: Record<string, Row[]> = Object.fromEntries(Object.keys(study.questions).map((name) => [name, []]))
  for (const name of askedOf(study, context.columns))
    answers[name] = await database.query(study.questions[name]!, signal)
  return study.conclude(answers, context)
}

interface Kept {
  readonly rests: string
  readonly found: unknown
}

const kept = new WeakMap<ModelGraph, Map<string, Kept>>()

/**
 * What a study concluded before, where nothing that it rests on has changed since; else anew. `questions` are the names
 * under which the graph knows those that are asked.
 */
export async function concludeOnce(
  database: Database,
  graph: ModelGraph,
  questions: readonly string[],
  study: Study,
  context: StudyContext,
  signal?: AbortSignal,
): Promise<unknown> {
  const known = kept.get(graph) ?? new Map<string, Kept>()
  kept.set(graph, known)
  const rests = JSON.stringify([graph.state(questions), context])
  const before = known.get(study.name)
  if (before?.rests === rests) return before.found
  const found = await conclude(database, study, context, signal)
  known.set(study.name, { rests, found })
  return found
}
