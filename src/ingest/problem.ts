/** What can be wrong with files as a whole; single bad rows and values are counted instead and left out. */
export type ProblemCode =
  /** 0 bytes. */
  | 'empty_file'
  /** A header and nothing below it, or a Parquet file without rows. */
  | 'no_rows'
  /** Bytes that are no text table: a picture, a PDF, noise. */
  | 'not_a_table'
  | 'excel_file'
  | 'compressed_file'
  /** A web page; many shops export one under the name of an Excel file. */
  | 'html_file'
  /** Text in another encoding than UTF-8 or UTF-16. */
  | 'unknown_encoding'
  /** The first row looks like data. */
  | 'no_header'
  /** `detail` is how many columns there are. */
  | 'too_few_columns'
  /** A quoted text that begins at `row` never ends and swallows the rows below it. */
  | 'unclosed_quote'
  /** No row fits the header; `row` is the first one that does not. */
  | 'no_readable_rows'
  /** The columns of `file` are not those of `otherFile`; `columns` are those that only one of them has. */
  | 'different_columns'
  /** The end of the file is missing. */
  | 'truncated_parquet'
  /** Pages that cannot be decoded; `detail` is what the reader said. */
  | 'damaged_parquet'
  | 'encrypted_parquet'
  /** A compression or encoding that the reader does not know; `detail` is what it said. */
  | 'unsupported_parquet'
  /** A mapped column whose type holds no single value, as a list does; `detail` is the type. */
  | 'unsupported_column'
  /** Loaded, but nobody's name for the column is there: the file has changed, or the mapping is another file's. */
  | 'missing_column'
  /** The file cannot be read any more: moved, deleted or changed since it was chosen. */
  | 'unreadable_file'

/** An `IngestProblem` as a plain value, which crosses from a worker to the page. */
export interface ProblemDetails {
  readonly code: ProblemCode
  /** Name of the file. */
  readonly file: string
  readonly otherFile?: string
  /** Row as a spreadsheet numbers it: the header of a plain file is row 1. */
  readonly row?: number
  readonly column?: string
  readonly columns?: readonly string[]
  readonly detail?: string
}

/** Files that cannot be loaded as they are. `details` is for `problemWords`. */
export class IngestProblem extends Error {
  readonly details: ProblemDetails
  constructor(details: ProblemDetails, options?: { readonly cause?: unknown }) {
    super(`${details.file}: ${details.code}${details.detail ? ` (${details.detail})` : ''}`, options)
    this.name = 'IngestProblem'
    this.details = details
  }
}

/** Reads a part of a file. Throws an `unreadable_file` problem where the file has gone since it was chosen. */
export async function readBytes(name: string, blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer())
  } catch (cause) {
    throw new IngestProblem({ code: 'unreadable_file', file: name }, { cause })
  }
}
