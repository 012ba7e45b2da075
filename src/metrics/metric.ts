import type { ColumnType, Row } from '../engine/database.ts'
import type { Settings } from './settings.ts'

/** Column names of a result with their types, in the order they are shown. */
export type Columns = Readonly<Record<string, ColumnType>>

type CellOf<T extends ColumnType> = T extends 'number' ? number : T extends 'boolean' ? boolean : string

/** The row a set of columns describes; every cell may be null. */
export type RowOf<C extends Columns> = { readonly [K in keyof C]: CellOf<C[K]> | null }

/** A canonical column that a metric cannot do without, as `table.column`. */
export type Need = `${string}.${string}`

/**
 * One metric: a question in SQL, and what its answer looks like.
 *
 * `sql` is the text of the `.sql` file of the same name. Without `compute` its columns are the report's columns.
 * With `compute`, `question` names the SQL's columns and `compute` turns exact counts and sums into rates; it must not
 * depend on anything but its arguments. Rows of the report are sorted by `key`.
 */
export interface Metric<Id extends string = string, C extends Columns = Columns, Q extends Columns = Columns> {
  readonly id: Id
  readonly sql: string
  readonly needs: readonly Need[]
  readonly columns: C
  readonly key: readonly (keyof C & string)[]
  readonly question?: Q
  readonly compute?: (rows: readonly RowOf<Q>[], settings: Settings) => RowOf<C>[]
}

/** Checks a metric's types where it is written and keeps them exact. */
export function metric<const Id extends string, const C extends Columns, const Q extends Columns = C>(
  definition: Metric<Id, C, Q>,
): Metric<Id, C, Q> {
  return definition
}

/** Any metric, when only its outside matters: one with a question of its own, or one that is read off a study. */
export interface AnyMetric {
  readonly id: string
  readonly needs: readonly Need[]
  readonly columns: Columns
  readonly key: readonly string[]
  readonly sql?: string | undefined
  readonly question?: Columns | undefined
  readonly compute?: ((rows: readonly never[], settings: Settings) => Row[]) | undefined
  readonly study?: Study | undefined
  readonly rows?: ((found: never, settings: Settings) => readonly Row[]) | undefined
}

/** What a study may know besides the answers to its questions: not as_of, so that time travel asks nothing anew. */
export interface StudyContext {
  readonly settings: Omit<Settings, 'as_of'>
  /** Mapped columns, as `table.column`; null where nobody knows: whatever has rows is there. */
  readonly columns: readonly string[] | null
}

/**
 * Questions whose answers several metrics share: they are asked and concluded from once, over the whole file; each metric
 * cuts off what as_of does not know. Each question is the text of a `.sql` file; `conclude` must not depend on anything but
 * its arguments.
 */
export interface Study<A = unknown, N extends string = string> {
  readonly name: string
  readonly questions: Readonly<Record<N, string>>
  /** Columns without which a question is not asked, and has no rows. */
  readonly requires?: Readonly<Partial<Record<N, readonly string[]>>>
  readonly conclude: (answers: Readonly<Record<N, readonly Row[]>>, context: StudyContext) => A
}

/** A metric that is read off a study. */
export interface StudyMetric<A, Id extends string = string, C extends Columns = Columns> {
  readonly id: Id
  readonly study: Study<A>
  readonly needs: readonly Need[]
  readonly columns: C
  readonly key: readonly (keyof C & string)[]
  readonly rows: (found: A, settings: Settings) => readonly RowOf<C>[]
}

/** Checks a study metric's types where it is written and keeps them exact. */
export function studyMetric<A, const Id extends string, const C extends Columns>(
  definition: StudyMetric<A, Id, C>,
): StudyMetric<A, Id, C> {
  return definition
}

/** A question by a name of its own. */
export interface NamedQuestion {
  readonly name: string
  readonly sql: string
}

/** The questions that a metric is asked with, as far as the columns allow; null: all of them. */
export function questionsOf(metric: AnyMetric, columns: readonly string[] | null): readonly NamedQuestion[] {
  const { study } = metric
  if (!study) return [{ name: `metric ${metric.id}`, sql: metric.sql ?? '' }]
  return askedOf(study, columns).map((name) => ({ name: `study ${study.name} ${name}`, sql: study.questions[name]! }))
}

/** The names of a study's questions that the columns allow. */
export function askedOf(study: Study, columns: readonly string[] | null): readonly string[] {
  return Object.keys(study.questions).filter((name) =>
    (study.requires?.[name] ?? []).every((column) => columns?.includes(column) ?? true),
  )
}
