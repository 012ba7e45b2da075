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

/** Any metric, when only its outside matters. */
export interface AnyMetric {
  readonly id: string
  readonly sql: string
  readonly needs: readonly Need[]
  readonly columns: Columns
  readonly key: readonly string[]
  readonly question?: Columns | undefined
  readonly compute?: ((rows: readonly never[], settings: Settings) => Row[]) | undefined
}
