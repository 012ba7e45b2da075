import { emptyValues, EXAMPLES, examplesOf, textBehind, type EmptyValue, type Example } from '../../examples.ts'
import { EngineError } from '../../../engine/database.ts'
import type { SourceType } from '../../mapping.ts'
import { IngestProblem, readBytes } from '../../problem.ts'
import { quoteIdentifier, quoteText } from '../../sql.ts'
import type { SourceColumn } from '../../table.ts'
import { isArrow } from './arrow-messages.ts'
import { usedColumns, type FileCounts, type FileLoad } from '../file-load.ts'
import { ParquetError, parquetProblem, type ParquetColumn, type ParquetFile, type ParquetOpener } from './parquet.ts'

/** Appends a Parquet file to the raw table: only mapped columns, row group by row group. Throws `IngestProblem`. */
export async function loadParquet(source: ParquetFile, load: FileLoad, open: ParquetOpener): Promise<FileCounts> {
  const columns = usedColumns(load)
  for (const { index, name } of columns) {
    const { type, typeName } = source.columns[index]!
    if (type === 'other')
      throw new IngestProblem({ code: 'unsupported_column', file: source.file.name, column: name, detail: typeName })
  }
  const types = Object.fromEntries(columns.map(({ index, name }) => [name, source.types[index]!]))
  try {
    const kept = await loadRows(source, { ...load, types, used: columns }, open)
    if (kept.kept !== source.rowCount) throw new ParquetError('damaged', `${kept.kept} rows of ${source.rowCount}`)
    return { records: source.rowCount, ...kept }
  } catch (error) {
    throw parquetProblem(source.file.name, error)
  }
}

interface ParquetLoad extends FileLoad {
  readonly used: readonly SourceColumn[]
  readonly types: Readonly<Record<string, SourceType>>
}

type Kept = Pick<FileCounts, 'kept' | 'examples'>

/** The native engine reads Parquet itself, all but what only the decoder knows. */
async function loadRows(source: ParquetFile, load: ParquetLoad, open: ParquetOpener): Promise<Kept> {
  const { file } = source
  const holdsArrow = isArrow(await readBytes(file.name, file.blob.slice(0, 64)))
  if (load.database.engine === 'native' && !holdsArrow)
    try {
      return await loadNative(source, load)
    } catch (error) {
      if (load.signal?.aborted || faultOf(error, holdsArrow) === error) throw error
    }
  try {
    return await loadDecoded(source, load, open)
  } catch (error) {
    throw load.signal?.aborted ? error : faultOf(error, holdsArrow)
  }
}

/** The engine's own reader, one statement. */
async function loadNative(source: ParquetFile, load: ParquetLoad): Promise<Kept> {
  const { database, table, reading, signal, used, types } = load
  const path = await database.registerFile(source.file)
  try {
    const roots = Array.from({ length: source.columns.at(-1)!.root + 1 }, (_, root) => `c${root}`)
    const relation = `read_parquet(${quoteText(path)}) as file(${roots.join(', ')})`
    const before = await table.count()
    await database.execute(table.insertFrom(reading, named(relation, source, used), types), signal)
    const kept = (await table.count()) - before
    load.progress?.(1, kept)
    const empty = await emptyValues(table)
    const places = [...new Set(empty.map(({ place }) => place))]
    const numbered = `read_parquet(${quoteText(path)}, file_row_number = true) as file(${roots.join(', ')}, place)`
    const rows = `(select * from ${numbered} where place in (${places.join(', ')}))`
    const texts = places.length ? await readTexts(load, rows, 'place', source) : new Map()
    return { kept, examples: parquetExamples(load, empty, texts) }
  } finally {
    await database.dropFile(path)
  }
}

/** Decoded by a `ParquetReader`; the next rows are decoded while the engine takes these. */
async function loadDecoded(source: ParquetFile, load: ParquetLoad, open: ParquetOpener): Promise<Kept> {
  const { database, table, reading, signal, used, types } = load
  const reader = await open(source.file.blob)
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  const examples: Example[] = []
  const roots = [...new Set(used.map(({ index }) => source.columns[index]!.root))]
    .sort((a, b) => a - b)
    .map((root) => `c${root}`)
  let kept = 0
  try {
    await reader.start(used.map(({ index }) => index))
    let next = reader.next()
    for (;;) {
      const ipc = await Promise.race([next, aborted])
      if (!ipc) break
      next = reader.next()
      next.catch(() => {})
      const batch = `batch_${crypto.randomUUID().replaceAll('-', '')}`
      try {
        await database.insertArrow(batch, ipc)
        const relation = `${batch} as file(${roots.join(', ')})`
        await database.execute(table.insertFrom(reading, named(relation, source, used), types), signal)
        const before = kept
        kept = (await table.count()) - table.rowsBefore
        const empty = await missingExamples(load, before, examples)
        if (empty.length > 0) {
          const places = [...new Set(empty.map(({ place }) => place - before))]
          const rows = `(select * from (select rowid, * from ${batch}) as file(place, ${roots.join(', ')}) where place in (${places.join(', ')}))`
          examples.push(...parquetExamples(load, empty, await readTexts(load, rows, `place + ${before}`, source)))
        }
      } finally {
        await database.execute(`drop table if exists ${batch}`)
      }
      load.progress?.(kept / source.rowCount, kept)
    }
    return { kept, examples }
  } finally {
    const closed = reader.close()
    if (!signal?.aborted) await closed
  }
}

/** The fault of a file whose values the engine does not take; other errors as they are. */
function faultOf(error: unknown, isArrow: boolean): unknown {
  if (!(error instanceof EngineError) || error.fatal || /memory/i.test(error.message)) return error
  const fault = /not implemented|unsupported/i.test(error.message) ? 'unsupported' : 'damaged'
  return new ParquetError(isArrow ? `${fault}_arrow` : fault, error.message)
}

/** Empty values of the rows from a place on, of those reasons that have too few examples yet. */
async function missingExamples({ table }: FileLoad, from: number, examples: readonly Example[]): Promise<EmptyValue[]> {
  const counts = new Map<string, number>()
  for (const { field } of examples) if (field) counts.set(field, (counts.get(field) ?? 0) + 1)
  const empty = await emptyValues(table, from)
  return empty.filter(({ field }) => (counts.get(field) ?? 0) < EXAMPLES)
}

/** A relation of the used columns under their own names, from one whose top-level columns are `c<place>`. */
function named(relation: string, { columns }: ParquetFile, used: readonly SourceColumn[]): string {
  const values = used.map(({ index, name }) => `${valueOf(columns[index]!)} as ${quoteIdentifier(name)}`)
  return `(select ${values.join(', ')} from ${relation})`
}

/** SQL of a column's value: out of its structs, and text kept as bytes as text. */
function valueOf({ root, path, isBinary }: ParquetColumn): string {
  const value = path.reduce((struct, place) => `struct_extract_at(${struct}, ${place + 1})`, `c${root}`)
  return isBinary ? `try(decode(${value}))` : value
}

async function readTexts(
  { database, used }: ParquetLoad,
  relation: string,
  place: string,
  { columns }: ParquetFile,
): Promise<Map<number, ReadonlyMap<string, string | null>>> {
  const texts = used.map(({ index }) => `cast(${valueOf(columns[index]!)} as varchar) as t${index}`)
  const rows = await database.query(`select cast(${place} as double) as place, ${texts.join(', ')} from ${relation}`)
  return new Map(
    rows.map((row) => [
      Number(row['place']),
      new Map(used.map(({ index, name }) => [name, row[`t${index}`] as string | null])),
    ]),
  )
}

function parquetExamples(
  { table, reading: { mapping } }: FileLoad,
  empty: readonly EmptyValue[],
  texts: ReadonlyMap<number, ReadonlyMap<string, string | null>>,
): Example[] {
  return examplesOf(
    table.table,
    empty,
    (place) => place + 1,
    ({ field, place }) => textBehind(field, mapping, (column) => texts.get(place)?.get(column) ?? null),
  )
}
