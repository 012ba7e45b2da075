import type { Row } from '../../engine/database.ts'
import type { MetricId, MetricRows } from '../../metrics/index.ts'
import type { Report } from '../report.ts'
import type { Amounts } from './amounts.ts'
import type { Counts } from './counts.ts'

/** A report on its way out: what its rules may ask. */
export interface Sharing {
  readonly report: Report
  readonly counts: Counts
  readonly amounts: Amounts
  /** The rows of a metric; none where it is not ready. */
  readonly rows: <Id extends MetricId>(id: Id) => readonly MetricRows[Id][]
  /** The name that a channel or category goes by outside; null: it is left out. */
  readonly nameOf: (name: string) => string | null
}

/**
 * How one metric is shared. It says first what it counts and how that hangs together; once all have spoken and what must be
 * hidden is known, the function that it gave back writes its rows.
 */
export type Rule = (sharing: Sharing) => () => readonly Row[]

/** The name of a channel or category in a row, as it goes by outside: undefined where the row is left out. */
export function nameIn({ nameOf }: Sharing, name: string | null): string | null | undefined {
  return name === null ? null : (nameOf(name) ?? undefined)
}

/** The rows that share a key, in the order of the first of each. */
export function groupsOf<T>(rows: readonly T[], keyOf: (row: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return [...groups.values()]
}

/** The sum of a column; null counts as nothing. */
export function totalOf<K extends string>(rows: readonly { readonly [key in K]: number | null }[], column: K): number {
  return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)
}

/** The figure as it is told; null: hidden, or not there. */
export function toldOf(figure: { readonly told: number | null } | null): number | null {
  return figure?.told ?? null
}
