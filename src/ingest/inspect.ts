import type { FileSource } from '../engine/database.ts'
import { inspectCsv, type CsvFile } from './formats/csv.ts'
import { inspectParquet, type ParquetFile, type ParquetOpener } from './formats/parquet.ts'
import { shapeOf, sourceColumns } from './mapping.ts'
import { IngestProblem, readBytes } from './problem.ts'
import type { TableSample } from './recognition.ts'

/** One file, ready to be loaded. */
export interface InspectedFile {
  readonly file: FileSource
  readonly format: 'csv' | 'parquet'
  /** As a person would name it (`UTF-8`, `UTF-16`); null for Parquet. */
  readonly encoding: string | null
  /** Known before the load for Parquet only. */
  readonly rows: number | null
  /** The name by which mappings know each column, in the order of this file. */
  readonly columns: readonly string[]
  readonly source: CsvFile | ParquetFile
}

/** What was found out about files of one shape, before anything is loaded. */
export interface Inspection {
  readonly files: readonly InspectedFile[]
  /** Rows of all files under the headers of the first. */
  readonly sample: TableSample
}

/** Files of one shape, and which they are of those given. */
export interface InspectedShape extends Inspection {
  readonly places: readonly number[]
}

/**
 * Looks at files without an engine: their format, from their bytes rather than their names; encoding, delimiter, header,
 * types; and a sample of rows from everywhere in them. All must have the same columns, in any order.
 * Throws `IngestProblem`, or the signal's reason.
 */
export async function inspect(
  files: readonly FileSource[],
  openParquet: ParquetOpener,
  signal?: AbortSignal,
): Promise<Inspection> {
  const sources = await sourcesOf(files, openParquet, signal)
  const other = sources.find((source) => shapeOf(source.headers) !== shapeOf(sources[0]!.headers))
  if (other) throw differentColumns(sources[0]!, other)
  return together(sources)
}

/** The same for files of any shapes: those of one shape belong together, in the order in which the first of each is given. */
export async function inspectShapes(
  files: readonly FileSource[],
  openParquet: ParquetOpener,
  signal?: AbortSignal,
): Promise<InspectedShape[]> {
  const sources = await sourcesOf(files, openParquet, signal)
  const shapes = new Map<string, number[]>()
  for (const [place, { headers }] of sources.entries())
    shapes.set(shapeOf(headers), [...(shapes.get(shapeOf(headers)) ?? []), place])
  return [...shapes.values()].map((places) => ({ places, ...together(places.map((place) => sources[place]!)) }))
}

type Source = CsvFile | ParquetFile

async function sourcesOf(
  files: readonly FileSource[],
  openParquet: ParquetOpener,
  signal: AbortSignal | undefined,
): Promise<Source[]> {
  const sources: Source[] = []
  for (const file of files) {
    signal?.throwIfAborted()
    sources.push(
      (await formatOf(file)) === 'parquet' ? await inspectParquet(file, openParquet) : await inspectCsv(file),
    )
  }
  if (sources.length === 0) throw new Error('no files')
  return sources
}

function together(sources: readonly Source[]): Inspection {
  const first = sources[0]!
  const names = sourceColumns(first.headers)
  const byKey = new Map(names.map((name) => [keyOf(name), name]))
  const inspected = sources.map((source): InspectedFile => ({
    file: source.file,
    format: source.format,
    encoding: source.format === 'parquet' ? null : source.encoding.encoding === 'utf-8' ? 'UTF-8' : 'UTF-16',
    rows: source.format === 'parquet' ? source.rowCount : null,
    columns: sourceColumns(source.headers).map((name) => byKey.get(keyOf(name))!),
    source,
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
      ...(inspected.every(({ format }) => format === 'parquet') && first.format === 'parquet'
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

const MAGIC: readonly (readonly [string, 'parquet' | 'zip' | 'excel_file' | 'compressed_file' | 'not_a_table'])[] = [
  ['PAR1', 'parquet'],
  ['PARE', 'parquet'],
  ['PK\x03\x04', 'zip'],
  ['\xd0\xcf\x11\xe0', 'excel_file'],
  ['\x1f\x8b', 'compressed_file'],
  ['\x28\xb5\x2f\xfd', 'compressed_file'],
  ['7z\xbc\xaf', 'compressed_file'],
  ['BZh', 'compressed_file'],
  ['Rar!', 'compressed_file'],
  ['%PDF', 'not_a_table'],
  ['\x89PNG', 'not_a_table'],
  ['\xff\xd8\xff', 'not_a_table'],
  ['SQLite format 3', 'not_a_table'],
]

async function formatOf({ name, blob }: FileSource): Promise<'parquet' | 'csv'> {
  if (blob.size === 0) throw new IngestProblem({ code: 'empty_file', file: name })
  const head = String.fromCharCode(...(await readBytes(name, blob.slice(0, 4096))))
  const kind = MAGIC.find(([magic]) => head.startsWith(magic))?.[1] ?? 'csv'
  if (kind === 'csv' || kind === 'parquet') return kind
  if (kind !== 'zip') throw new IngestProblem({ code: kind, file: name })
  const isExcel = head.includes('[Content_Types].xml') || head.includes('xl/')
  throw new IngestProblem({ code: isExcel ? 'excel_file' : 'compressed_file', file: name })
}
