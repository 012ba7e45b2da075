import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { quoteIdentifier } from '../../src/ingest/sql.ts'
import type { Database } from '../../src/engine/database.ts'
import type { OrderField } from '../../src/ingest/canonical.ts'
import { castExpressions } from '../../src/ingest/expressions.ts'
import type { Mapping, SourceType } from '../../src/ingest/mapping.ts'

/** Both engines, to cast in. */
export async function openBoth(): Promise<{ databases: Database[]; close: () => Promise<void> }> {
  const databases: Database[] = [await NodeDatabase.open({ threads: 1 }), await openWasmInNode()]
  return { databases, close: async () => void (await Promise.all(databases.map((database) => database.close()))) }
}

/** A mapping over columns `c`, `t`, `a` unless told. */
export function mappingWith(changes: Partial<Mapping> = {}): Mapping {
  return {
    schema: 'dangol.mapping/1',
    table: 'orders',
    columns: { customer_id: 'c', ordered_at: 't', amount: 'a' },
    date: { order: 'ymd' },
    decimal: '.',
    amount_from: 'amount',
    amount_is: 'line',
    cancelled: [],
    time_zone: null,
    currency: null,
    history: 'unanswered',
    ...changes,
  }
}

/** Casts texts by one field's expression; each result is the value as SQL writes it. */
export async function castTexts(
  database: Database,
  texts: readonly (string | null)[],
  field: OrderField,
  mapping: Mapping,
): Promise<(string | null)[]> {
  const column = mapping.columns[field]!
  await database.execute(`create or replace table texts (n integer, ${quoteIdentifier(column)} varchar)`)
  await database.insert('texts', texts.map((text, index) => [index, text])) // prettier-ignore
  const expression = castExpressions(mapping)[field]!
  const rows = await database.query(`select cast(${expression} as varchar) as value from texts order by n`)
  return rows.map((row) => row['value'] as string | null)
}

/** Casts one SQL value of a typed source column. */
export async function castValue(
  database: Database,
  value: string,
  type: SourceType,
  field: OrderField,
  mapping: Mapping,
): Promise<unknown> {
  const column = mapping.columns[field]!
  const expression = castExpressions(mapping, { [column]: type })[field]!
  const rows = await database.query(
    `select cast(${expression} as varchar) as value from (select ${value} as ${quoteIdentifier(column)})`,
  )
  return rows[0]!['value']
}
