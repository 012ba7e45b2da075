/** A relation written in SQL; views are looked up each time, tables are built once for each change of their inputs. */
export interface Model {
  readonly name: string
  readonly kind: 'view' | 'table'
  readonly sql: string
}

function named(texts: Record<string, string>, kind: Model['kind']): Model[] {
  return Object.entries(texts).map(([path, sql]) => ({
    name: path.slice(path.lastIndexOf('/') + 1, -'.sql'.length),
    kind,
    sql,
  }))
}

/** Staging and intermediate relations are views, marts are tables. */
export const models: readonly Model[] = [
  ...named(import.meta.glob<string>('./staging/*.sql', { query: '?raw', import: 'default', eager: true }), 'view'),
  ...named(import.meta.glob<string>('./intermediate/*.sql', { query: '?raw', import: 'default', eager: true }), 'view'),
  ...named(import.meta.glob<string>('./marts/*.sql', { query: '?raw', import: 'default', eager: true }), 'table'),
]

/** Queries that return offending rows: none on good data. */
export const checks: readonly Model[] = named(
  import.meta.glob<string>('./checks/*.sql', { query: '?raw', import: 'default', eager: true }),
  'view',
)
