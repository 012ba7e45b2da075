import type { FileSource } from '../../../engine/database.ts'
import type { SourceType } from '../../mapping.ts'
import { IngestProblem } from '../../problem.ts'

/** A column of a Parquet or Arrow file, or a field of a struct in it. */
export interface ParquetColumn {
  /** With those of the structs around it: `customer.email`. */
  readonly name: string
  /** Which of the top-level columns it is or lies in. */
  readonly root: number
  /** Which field of each struct, outermost first; empty: it is the top-level column. */
  readonly path: readonly number[]
  readonly type: SourceType
  /** Text kept as bytes without saying that it is text. */
  readonly isBinary: boolean
  /** The file's own type, for people. */
  readonly typeName: string
}

/** What the metadata of a Parquet or Arrow file say, and some of its rows. A plain value. */
export interface ParquetSummary {
  readonly columns: readonly ParquetColumn[]
  readonly rowCount: number
  /** Rows of each row group. */
  readonly rowGroups: readonly number[]
  /** Rows from the top, the middle and the end, as text. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/**
 * Reads one Parquet or Arrow file. Every method takes and gives plain values or bytes, so that it can stand behind a worker.
 * Methods reject with a `ParquetError`; after `damaged` nothing more can be read.
 */
export interface ParquetReader {
  summary(): Promise<ParquetSummary>
  /** Begins to read these columns, by their places in the summary, from the top. */
  start(columns: readonly number[]): Promise<void>
  /** The next rows as an Arrow IPC stream: the top-level columns that those are or lie in, in the file's order; null at the end. */
  next(): Promise<Uint8Array | null>
  /** Frees its memory. */
  close(): Promise<void>
}

/** Opens a Parquet file. Rejects with a `ParquetError`. */
export type ParquetOpener = (blob: Blob) => Promise<ParquetReader>

/** The problem that each fault of a Parquet or Arrow file is. */
const problems = {
  truncated: 'truncated_parquet',
  encrypted: 'encrypted_parquet',
  damaged: 'damaged_parquet',
  unsupported: 'unsupported_parquet',
  truncated_arrow: 'truncated_arrow',
  damaged_arrow: 'damaged_arrow',
  unsupported_arrow: 'unsupported_arrow',
  old_feather: 'old_feather',
} as const

/** Why a Parquet or Arrow file cannot be read. */
export type ParquetFault = keyof typeof problems

/** A Parquet or Arrow file that cannot be read. The message begins with the fault, so that it survives a thread's edge. */
export class ParquetError extends Error {
  readonly fault: ParquetFault
  constructor(fault: ParquetFault, message: string) {
    super(`${fault}: ${message}`)
    this.name = 'ParquetError'
    this.fault = fault
  }
}

/** What was found out about a Parquet file. */
export interface ParquetFile {
  readonly format: 'parquet'
  readonly file: FileSource
  readonly headers: readonly string[]
  readonly types: readonly SourceType[]
  readonly columns: readonly ParquetColumn[]
  readonly rowCount: number
  readonly rows: readonly (readonly (string | null)[])[]
}

/** Reads the metadata and some rows. Throws `IngestProblem`. */
export async function inspectParquet(file: FileSource, open: ParquetOpener): Promise<ParquetFile> {
  let reader: ParquetReader | undefined
  try {
    reader = await open(file.blob)
    const { columns, rowCount, rows } = await reader.summary()
    if (columns.length < 2)
      throw new IngestProblem({ code: 'too_few_columns', file: file.name, detail: String(columns.length) })
    if (rowCount === 0) throw new IngestProblem({ code: 'no_rows', file: file.name })
    const headers = columns.map(({ name }) => name)
    return { format: 'parquet', file, headers, types: columns.map(({ type }) => type), columns, rowCount, rows }
  } catch (error) {
    throw parquetProblem(file.name, error)
  } finally {
    await reader?.close()
  }
}

/** The problem that an error of a `ParquetReader` is, whichever thread it comes from; other errors as they are. */
export function parquetProblem(file: string, error: unknown): unknown {
  if (error instanceof IngestProblem || !(error instanceof Error)) return error
  const fault = /^(?:ParquetError: )?(\w+): (.*)/s.exec(error.message)
  const code = fault && Object.hasOwn(problems, fault[1]!) && problems[fault[1] as ParquetFault]
  return code ? new IngestProblem({ code, file, detail: fault[2]!.slice(0, 200) }, { cause: error }) : error
}
