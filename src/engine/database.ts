/** A value as it leaves the engine: VARCHAR, DOUBLE, BOOLEAN, or TIMESTAMP as an ISO date (`2026-11-22`, or with time where there is one). */
export type Cell = string | number | boolean | null

/** One row of a result, by column name. */
export type Row = Readonly<Record<string, Cell>>

/**
 * A result by column, for many rows: DOUBLE and BOOLEAN (1 and 0) as numbers with NaN for null, VARCHAR and TIMESTAMP (ISO,
 * as in a `Cell`) as texts with null. Of two columns of one name the later counts.
 */
export interface ColumnTable {
  readonly length: number
  readonly columns: Readonly<Record<string, Float64Array | readonly (string | null)[]>>
}

/** The column types that may leave the engine. */
export type ColumnType = 'string' | 'number' | 'boolean' | 'timestamp'

/** Something to read bytes from: a browser `File` or `Blob`, or in Node a file opened with `fs.openAsBlob`. */
export interface FileSource {
  readonly name: string
  readonly blob: Blob
  /** Where the file lies on disk, in Node only: the native engine reads it in place. */
  readonly path?: string
}

/**
 * The engine as the rest of the project sees it. One statement runs at a time; calls queue.
 *
 * Every method rejects with an `EngineError`; with an aborted `signal`, with the signal's reason.
 */
export interface Database {
  readonly engine: 'wasm' | 'native'
  /** The engine's own version, as `select version()` gives it. */
  version(): Promise<string>
  /** Runs one statement whose rows nobody needs. */
  execute(sql: string, signal?: AbortSignal): Promise<void>
  /** Runs one query. Rejects if a column is of a type that may not leave the engine: cast in SQL. */
  query(sql: string, signal?: AbortSignal): Promise<Row[]>
  /** The same by column, without an object for each row: for results of up to a million rows. */
  queryColumns(sql: string, signal?: AbortSignal): Promise<ColumnTable>
  /** Column names and their engine types (`VARCHAR`, `DOUBLE`, …) of a query, without running it. */
  describe(sql: string): Promise<Record<string, string>>
  /** Names of the relations a query reads. Views made earlier are looked through: ask before creating any. */
  tableNames(sql: string): Promise<string[]>
  /** Appends rows to an existing table through a prepared statement. */
  insert(table: string, rows: readonly (readonly Cell[])[]): Promise<void>
  /** Makes a file readable to SQL and returns its path there (`drop/<uuid>`, never the file's own name). */
  registerFile(file: FileSource): Promise<string>
  /** Forgets a registered file. */
  dropFile(path: string): Promise<void>
  /** Appends Arrow IPC stream bytes (schema and batches in one buffer) to a table, creating it if it is missing. */
  insertArrow(table: string, ipc: Uint8Array): Promise<void>
  /** Ends the engine and frees its memory; what is pending is rejected. */
  close(): Promise<void>
}

/** What the engine could not do, in its own words. `fatal` means that the engine must be started anew. */
export class EngineError extends Error {
  readonly fatal: boolean
  constructor(message: string, options?: { cause?: unknown; fatal?: boolean }) {
    super(message, { cause: options?.cause })
    this.name = 'EngineError'
    this.fatal = options?.fatal ?? false
  }
}
