import type { TextEncoding } from '../encoding.ts'

/** What a person says of how a file is opened; what is not said is told from its bytes. */
export interface Opening {
  readonly encoding?: TextEncoding | undefined
  /** Of single tables in it, by where they lie; these go before `encoding`. */
  readonly encodings?: Readonly<Record<string, TextEncoding>> | undefined
  readonly password?: string | undefined
}

/** The encoding that a person said for a table of a file; undefined: none was said. */
export function saidEncoding({ encoding, encodings = {} }: Opening, inner: string | null): TextEncoding | undefined {
  return inner !== null && Object.hasOwn(encodings, inner) ? encodings[inner] : encoding
}

/** How a reader works on a file that it has to read whole. */
export interface Reading extends Opening {
  readonly signal?: AbortSignal | undefined
  /** Told how much of the file is read, 0 to 1. */
  readonly progress?: ((fraction: number) => void) | undefined
}

/** A table in a file that is no plain text (a sheet of a workbook, a web page, JSON), written as text by a `TextTableWriter`. */
export interface WrittenTable {
  /** Its name within the file; null: the file holds this one only. */
  readonly name: string | null
  readonly blob: Blob
  /** Rows that are not empty, the header among them. */
  readonly rows: number
  /** What its reader could not read. */
  readonly setAside?: readonly SetAsideRow[]
}

/** A row that could not be read: its number as a spreadsheet or editor shows it, why, and what stands there. */
export interface SetAsideRow {
  readonly row: number
  readonly reason: string
  readonly text: string
}
