import type { Database } from './database.ts'

/** How a table is built part by part: a one-row relation says which part is being built, another lists all parts. */
export interface Slicing {
  readonly slice: string
  readonly slices: string
  readonly columns: readonly string[]
  readonly definition: string
}

/** By customers, in the order of their keys; by orders, for what is asked before customers have keys. */
export const slicings: readonly Slicing[] = [
  {
    slice: 'customer_range',
    slices: 'customer_ranges',
    columns: ['first_key', 'last_key'],
    definition: 'first_key integer, last_key integer',
  },
  {
    slice: 'row_part',
    slices: 'row_parts',
    columns: ['part', 'part_count'],
    definition: 'part integer, part_count integer',
  },
]

/** A hash table over all orders of a large shop would not fit into the engine's memory: some at a time do. */
export async function buildBySlice(
  database: Database,
  model: { readonly name: string; readonly sql: string },
  { slice, slices, columns, definition }: Slicing,
  signal: AbortSignal | undefined,
): Promise<void> {
  const doubles = columns.map((column) => `cast(${column} as double) as ${column}`)
  const rows = await database.query(`select ${doubles.join(', ')} from ${slices} order by ${columns[0]}`)
  for (const [index, row] of rows.entries()) {
    await database.execute(`create or replace table ${slice} (${definition})`)
    await database.insert(slice, [columns.map((column) => row[column]!)])
    const verb = index === 0 ? `create or replace table ${model.name} as` : `insert into ${model.name}`
    await database.execute(`${verb} ${model.sql}`, signal)
  }
}
