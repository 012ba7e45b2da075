import type { Database } from '../../engine/database.ts'
import type { Example } from '../examples.ts'
import type { Mapping } from '../mapping.ts'
import type { OrderTable } from '../table.ts'

/** What became of a file. */
export interface FileCounts {
  /** Records that the independent count found. */
  readonly records: number
  /** Those of them that are in the table. */
  readonly kept: number
  readonly examples: readonly Example[]
}

/** What a load of one file is given. */
export interface FileLoad {
  readonly database: Database
  readonly table: OrderTable
  readonly mapping: Mapping
  /** The columns of the file, in its order, as mappings name them. */
  readonly columns: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Told how much of the file is done, 0 to 1, and how many of its rows are in the table. */
  readonly progress?: ((fraction: number, rows: number) => void) | undefined
}
