import type { Database, Row } from '../engine/database.ts'
import { sideTables } from '../ingest/canonical.ts'
import type { DatasetTable } from './report.ts'
import sideExamplesSql from './side-examples.sql?raw'
import sideTablesSql from './side-tables.sql?raw'
import unmatchedIdsSql from './unmatched-ids.sql?raw'

/** A row that was left out. It depends on the order of the rows, so it stands beside the report, never in it. */
export interface LeftOutExample {
  readonly table: string
  readonly reason: string
  readonly file: string
  /** As a spreadsheet numbers it where the file is a text, else from 1. */
  readonly row: number
  /** The text that could not be read. */
  readonly text: string | null
}

/** A customer id that matches none of those it should. Ids stand beside the report, never in it. */
export interface UnmatchedId {
  readonly table: string
  /** The id as the table writes it, and as the others probably do; null: nothing like it. */
  readonly id: string
  readonly knownId: string | null
}

/** What is known of the tables beside the orders. */
export interface SideTables {
  readonly tables: readonly DatasetTable[]
  readonly examples: readonly LeftOutExample[]
  readonly unmatched: readonly UnmatchedId[]
}

/** Says what the tables beside the orders hold; their models must stand. */
export async function describeSideTables(database: Database, signal?: AbortSignal): Promise<SideTables> {
  const rows = await database.query(sideTablesSql, signal)
  if (rows.length === 0) return { tables: [], examples: [], unmatched: [] }
  const named = sideTables.flatMap((name) => {
    const own = rows.filter((row) => row['table_name'] === name)
    return own.length > 0 ? [tableOf(name, own)] : []
  })
  return {
    tables: named,
    examples: (await database.query(sideExamplesSql, signal)).map(exampleOf),
    unmatched: (await database.query(unmatchedIdsSql, signal)).map((row) => ({
      table: String(row['table_name']),
      id: String(row['customer_id']),
      knownId: row['known_id'] === null ? null : String(row['known_id']),
    })),
  }
}

function tableOf(name: string, counts: readonly Row[]): DatasetTable {
  const rowsOf = (row: Row) => Number(row['row_count'])
  const leftOut = counts
    .filter((row) => row['reason'] !== null)
    .map((row) => ({ reason: String(row['reason']), rows: rowsOf(row) }))
    .sort((a, b) => (a.reason < b.reason ? -1 : 1))
  return {
    name,
    files: Number(counts[0]!['file_count']),
    rows: counts.reduce((sum, row) => sum + rowsOf(row), 0),
    kept: counts.filter((row) => row['reason'] === null).reduce((sum, row) => sum + rowsOf(row), 0),
    leftOut,
  }
}

function exampleOf(row: Row): LeftOutExample {
  return {
    table: String(row['table_name']),
    reason: String(row['reason']),
    file: String(row['file_name']),
    row: Number(row['row_no']),
    text: row['text'] === null ? null : String(row['text']),
  }
}
