import type { Database } from '../../engine/database.ts'
import type { Example } from '../examples.ts'
import { mappedColumns } from '../mapping.ts'
import type { RawTable, Reading, SourceColumn } from '../table.ts'

/** What became of a file. */
export interface FileCounts {
  /** Records that the independent count found. */
  readonly records: number
  /** Those of them that are in the table. */
  readonly kept: number
  /** How many of the others were set aside for each reason, where the reader tells them apart: all of them. */
  readonly setAside?: Readonly<Record<string, number>>
  readonly examples: readonly Example[]
}

/** What a load of one file is given. */
export interface FileLoad {
  readonly database: Database
  readonly table: RawTable
  readonly reading: Reading
  /** The columns of the file, in its order, as mappings name them. */
  readonly columns: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Told how much of the file is done, 0 to 1, and how many of its rows are in the table. */
  readonly progress?: ((fraction: number, rows: number) => void) | undefined
}

/** The columns of a file that a load reads. */
export function usedColumns({ reading: { mapping, currencyColumn }, columns }: FileLoad): SourceColumn[] {
  const used = new Set(mappedColumns(mapping))
  if (currencyColumn !== null) used.add(currencyColumn)
  return columns.flatMap((name, index) => (used.has(name) ? [{ index, name }] : []))
}
