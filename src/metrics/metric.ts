import type { ColumnTable, ColumnType, Row } from '../engine/database.ts'
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
  readonly study?: AnyStudy | undefined
  readonly rows?: ((found: never, settings: Settings) => readonly Row[]) | undefined
}

/** A setting that a study may read: as_of reaches it through its questions alone. */
export type StudySetting = Exclude<keyof Settings, 'as_of'>

/** What a study may know besides the answers to its questions. */
export interface StudyContext<R extends StudySetting = StudySetting> {
  /** Those that the study reads; the others are absent. */
  readonly settings: Pick<Settings, R>
  /** Mapped columns, as `table.column`; null where nobody knows: whatever has rows is there. */
  readonly columns: readonly string[] | null
}

/** What a study that takes its time is given. */
export interface StudyRun {
  /** Lets messages through, a cancel among them: to be called some times a second. Rejects with the reason of the cancel. */
  readonly pause: () => Promise<void>
  /** Says how much is done, from 0 to 1. */
  readonly progress: (fraction: number) => void
}

interface StudyOf<Answer, A, N extends string, U extends readonly unknown[], R extends StudySetting> {
  readonly name: string
  readonly questions: Readonly<Record<N, string>>
  /** Columns without which a question is not asked, and has no rows. */
  readonly requires?: Readonly<Partial<Record<N, readonly string[]>>>
  /** Studies whose conclusions this one rests on. */
  readonly uses?: { readonly [K in keyof U]: AnyStudy<U[K]> }
  /** The settings that `conclude` reads, all unless told: whatever others change, the conclusion stands. */
  readonly reads?: readonly R[]
  /** `found` holds the conclusions of the used studies, in their order. */
  readonly conclude: (
    answers: Readonly<Record<N, Answer>>,
    context: StudyContext<R>,
    found: U,
    run: StudyRun,
  ) => A | Promise<A>
}

/**
 * Questions whose answers several metrics share: they are asked and concluded from once, and anew when what they rest on
 * has changed. Each question is the text of a `.sql` file. Questions about the whole file leave it to each metric to cut off
 * what as_of does not know, so that moving the date asks nothing; a question may read `parameters`, and is then asked anew
 * for every date. `conclude` must not depend on anything but its first three arguments.
 */
export interface Study<
  A = unknown,
  N extends string = string,
  U extends readonly unknown[] = readonly [],
  R extends StudySetting = StudySetting,
> extends StudyOf<readonly Row[], A, N, U, R> {
  readonly ask?: 'rows'
}

/** A study that is answered by column, for many rows; a question that is not asked has no rows and no columns. */
export interface ColumnStudy<
  A = unknown,
  N extends string = string,
  U extends readonly unknown[] = readonly [],
  R extends StudySetting = StudySetting,
> extends StudyOf<ColumnTable, A, N, U, R> {
  readonly ask: 'columns'
}

/** Any study, when only its outside matters. */
export interface AnyStudy<A = unknown> {
  readonly name: string
  readonly questions: Readonly<Record<string, string>>
  readonly requires?: Readonly<Partial<Record<string, readonly string[]>>>
  readonly ask?: 'rows' | 'columns'
  readonly uses?: readonly AnyStudy[]
  readonly reads?: readonly StudySetting[]
  readonly conclude: (answers: never, context: StudyContext, found: never, run: StudyRun) => A | Promise<A>
}

/** A metric that is read off a study. */
export interface StudyMetric<A, Id extends string = string, C extends Columns = Columns> {
  readonly id: Id
  readonly study: AnyStudy<A>
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
export function questionsOf(
  { id, study, sql }: AnyMetric,
  columns: readonly string[] | null,
): readonly NamedQuestion[] {
  if (!study) return [{ name: `metric ${id}`, sql: sql ?? '' }]
  const questions = studiesUnder(study).flatMap((each) => ownQuestions(each, columns))
  return [...new Map(questions.map((question) => [question.name, question])).values()]
}

/** A study's own questions, as far as the columns allow, without those of the studies that it uses. */
export function ownQuestions(study: AnyStudy, columns: readonly string[] | null): readonly NamedQuestion[] {
  return askedOf(study, columns).map((name) => ({ name: `study ${study.name} ${name}`, sql: study.questions[name]! }))
}

/** The names of a study's questions that the columns allow. */
export function askedOf(study: AnyStudy, columns: readonly string[] | null): readonly string[] {
  return Object.keys(study.questions).filter((name) =>
    (study.requires?.[name] ?? []).every((column) => columns?.includes(column) ?? true),
  )
}

/** The studies that a study uses, after those that they use, then itself. */
function studiesUnder(study: AnyStudy): readonly AnyStudy[] {
  return [...(study.uses ?? []).flatMap(studiesUnder), study]
}
