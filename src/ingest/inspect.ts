import type { FileSource } from '../engine/database.ts'
import type { TextEncoding } from './encoding.ts'
import { inspectCsv, type CsvFile } from './formats/csv/csv.ts'
import {
  isForPerson,
  openFile,
  type FileFormat,
  type GivenFile,
  type OpenedFile,
  type SkippedPart,
} from './formats/open.ts'
import { saidEncoding, type Reading, type SetAsideRow } from './formats/opened.ts'
import { inspectParquet, type ParquetFile, type ParquetOpener } from './formats/columnar/parquet.ts'
import { shapeOf, sourceColumns } from './mapping.ts'
import { IngestProblem } from './problem.ts'
import type { TableSample } from './recognition.ts'

/** One table, ready to be loaded. */
export interface InspectedFile {
  readonly file: FileSource
  /** Where in the given file it lies; null: it is that file. */
  readonly inner: string | null
  readonly format: FileFormat
  /** The encoding of a text; null where the format leaves no question. */
  readonly encoding: TextEncoding | null
  /** Another encoding fits nearly as well. */
  readonly isEncodingGuessed: boolean
  /** Known before the load for Parquet and Arrow only. */
  readonly rows: number | null
  /** The name by which mappings know each column, in the order of this file. */
  readonly columns: readonly string[]
  readonly source: CsvFile | ParquetFile
  /** Rows that the reader of its format could not read. */
  readonly setAside: readonly SetAsideRow[]
}

/** What was found out about files of one shape, before anything is loaded. */
export interface Inspection {
  readonly files: readonly InspectedFile[]
  /** Rows of all files under the headers of the first. */
  readonly sample: TableSample
}

/** Files of one shape, and from which of those given each comes. */
export interface InspectedShape extends Inspection {
  readonly places: readonly number[]
}

/** The tables of files by their shapes, and what in the files is no table. */
export interface InspectedShapes {
  readonly shapes: readonly InspectedShape[]
  readonly skipped: readonly SkippedPart[]
}

/** How an inspection is watched and ended; `progress` is told how much of the files is opened, 0 to 1. */
export type InspectOptions = Pick<Reading, 'signal' | 'progress'>

/**
 * Looks at files without an engine: their format, from their bytes rather than their names; the tables in them; encoding,
 * delimiter, header, types; and a sample of rows from everywhere in them. All must have the same columns, in any order.
 * Throws `IngestProblem`, or the signal's reason.
 */
export async function inspect(
  files: readonly GivenFile[],
  openParquet: ParquetOpener,
  options: InspectOptions = {},
): Promise<Inspection> {
  const { tables } = await tablesOf(files, openParquet, options)
  const first = tables[0]!.source
  const other = tables.find(({ source }) => shapeOf(source.headers) !== shapeOf(first.headers))
  if (other) throw differentColumns(first, other.source)
  return together(tables)
}

/** The same for files of any shapes: those of one shape belong together, in the order in which the first of each is given. */
export async function inspectShapes(
  files: readonly GivenFile[],
  openParquet: ParquetOpener,
  options: InspectOptions = {},
): Promise<InspectedShapes> {
  const { tables, skipped } = await tablesOf(files, openParquet, options)
  const shapes = new Map<string, Table[]>()
  for (const table of tables) {
    const shape = shapeOf(table.source.headers)
    shapes.set(shape, [...(shapes.get(shape) ?? []), table])
  }
  const joined = [...shapes.values()].map((same) => ({ places: same.map(({ place }) => place), ...together(same) }))
  return { shapes: joined, skipped }
}

type Source = CsvFile | ParquetFile

interface Table {
  readonly opened: OpenedFile
  readonly source: Source
  /** Which of the given files it comes from. */
  readonly place: number
}

/** Every table in the files. What is none is passed over where others are; alone, its problem is thrown. */
async function tablesOf(
  files: readonly GivenFile[],
  openParquet: ParquetOpener,
  { signal, progress }: InspectOptions,
): Promise<{ readonly tables: readonly Table[]; readonly skipped: readonly SkippedPart[] }> {
  if (files.length === 0) throw new Error('no files')
  const tables: Table[] = []
  const skipped: SkippedPart[] = []
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof IngestProblem) || isForPerson(error)) throw error
      skipped.push({ name, problem: error.details })
    }
  }
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0)
  let before = 0
  for (const [place, given] of files.entries()) {
    signal?.throwIfAborted()
    const reading: Reading = {
      signal,
      progress: (fraction) => progress?.((before + fraction * given.blob.size) / bytes),
    }
    await attempt(given.name, async () => {
      const opened = await openFile(given, reading)
      skipped.push(...opened.skipped)
      for (const table of opened.tables)
        await attempt(table.file.name, async () => {
          tables.push({ opened: table, source: await sourceOf(table, given, openParquet), place })
        })
    })
    before += given.blob.size
  }
  if (tables.length === 0) throw new IngestProblem(skipped[0]!.problem)
  return { tables, skipped }
}

async function sourceOf(table: OpenedFile, { opening = {} }: GivenFile, openParquet: ParquetOpener): Promise<Source> {
  if (table.format === 'parquet' || table.format === 'arrow') return inspectParquet(table.file, openParquet)
  const said = table.dialect ? {} : { encoding: saidEncoding(opening, table.inner) }
  const source = await inspectCsv(table.file, said, table.dialect ?? undefined)
  if (source.rows.length === 0) throw new IngestProblem({ code: 'no_rows', file: table.file.name })
  return source
}

function together(tables: readonly Table[]): Inspection {
  const first = tables[0]!.source
  const names = sourceColumns(first.headers)
  const byKey = new Map(names.map((name) => [keyOf(name), name]))
  const inspected = tables.map(({ opened, source }): InspectedFile => ({
    file: source.file,
    inner: opened.inner,
    format: opened.format,
    encoding: source.format === 'csv' && opened.format === 'text' ? source.encoding.encoding : null,
    isEncodingGuessed: source.format === 'csv' && opened.format === 'text' && !source.encoding.isCertain,
    rows: source.format === 'csv' ? null : source.rowCount,
    columns: sourceColumns(source.headers).map((name) => byKey.get(keyOf(name))!),
    source,
    setAside: opened.setAside,
  }))
  return {
    files: inspected,
    sample: {
      headers: first.headers,
      rows: inspected.flatMap(({ source, columns }) => {
        const order = names.map((name) => columns.indexOf(name))
        return evenly(source.rows, Math.ceil(4000 / inspected.length)).map((row) =>
          order.map((index) => row[index] ?? null),
        )
      }),
      ...(inspected.every(({ source }) => source.format === 'parquet') && first.format === 'parquet'
        ? { types: first.types }
        : {}),
    },
  }
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function evenly<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values
  return Array.from({ length: count }, (_, index) => values[Math.floor((index * values.length) / count)]!)
}

/** The problem of two files that should have the same columns and do not. */
export function differentColumns(first: Source, other: Source): IngestProblem {
  const [left, right] = [first, other].map(
    ({ headers }) => new Map(sourceColumns(headers).map((name) => [keyOf(name), name])),
  )
  const columns = [...left!, ...right!].filter(([key]) => !(left!.has(key) && right!.has(key))).map(([, name]) => name)
  return new IngestProblem({
    code: 'different_columns',
    file: other.file.name,
    otherFile: first.file.name,
    columns: columns.slice(0, 5),
  })
}
