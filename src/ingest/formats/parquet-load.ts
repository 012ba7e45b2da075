import { emptyValues, EXAMPLES, examplesOf, textBehind, type EmptyValue, type Example } from '../examples.ts'
import { EngineError } from '../../engine/database.ts'
import type { SourceType } from '../mapping.ts'
import { IngestProblem } from '../problem.ts'
import { quoteIdentifier, quoteText } from '../sql.ts'
import { named, type SourceColumn } from '../table.ts'
import { usedColumns, type FileCounts, type FileLoad } from './file-load.ts'
import { parquetProblem, type ParquetFile, type ParquetOpener } from './parquet.ts'

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
    const kept = await (load.database.engine === 'native' ? loadNative : loadDecoded)(
      source,
      { ...load, types, used: columns },
      open,
    )
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

/** The engine's own reader, one statement. */
async function loadNative(source: ParquetFile, load: ParquetLoad): Promise<Kept> {
  const { database, table, reading, signal, used, types } = load
  const path = await database.registerFile(source.file)
  try {
    const names = source.columns.map((_, index) => `c${index}`)
    const relation = `read_parquet(${quoteText(path)}) as file(${names.join(', ')})`
    const before = await table.count()
    await database.execute(table.insertFrom(reading, readable(named(relation, used), source, used), types), signal)
    const kept = (await table.count()) - before
    load.progress?.(1, kept)
    const empty = await emptyValues(table)
    const places = [...new Set(empty.map(({ place }) => place))]
    const numbered = `read_parquet(${quoteText(path)}, file_row_number = true) as file(${names.join(', ')}, place)`
    const texts = places.length
      ? await readTexts(
          load,
          `(select place, ${aliases(used)} from ${numbered} where place in (${places.join(', ')}))`,
          source,
        )
      : new Map()
    return { kept, examples: parquetExamples(load, empty, texts) }
  } catch (error) {
    if (error instanceof EngineError && !signal?.aborted && !/memory/i.test(error.message))
      throw new IngestProblem(
        { code: 'damaged_parquet', file: source.file.name, detail: error.message.slice(0, 200) },
        { cause: error },
      )
    throw error
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
  let kept = 0
  try {
    await reader.start(used.map(({ index }) => source.headers[index]!))
    let next = reader.next()
    for (;;) {
      const ipc = await Promise.race([next, aborted])
      if (!ipc) break
      next = reader.next()
      next.catch(() => {})
      const batch = `batch_${crypto.randomUUID().replaceAll('-', '')}`
      try {
        await database.insertArrow(batch, ipc)
        const names = used.map(({ index }) => `c${index}`)
        const relation = `${batch} as file(${names.join(', ')})`
        await database.execute(table.insertFrom(reading, readable(named(relation, used), source, used), types), signal)
        const before = kept
        kept = (await table.count()) - table.rowsBefore
        const empty = await missingExamples(load, before, examples)
        if (empty.length > 0) {
          const places = [...new Set(empty.map(({ place }) => place - before))]
          const rows = `(select rowid + ${before} as place, ${aliases(used)} from (select rowid, * from ${batch}) as file(rowid, ${names.join(', ')}) where rowid in (${places.join(', ')}))`
          examples.push(...parquetExamples(load, empty, await readTexts(load, rows, source)))
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

/** Empty values of the rows from a place on, of those reasons that have too few examples yet. */
async function missingExamples({ table }: FileLoad, from: number, examples: readonly Example[]): Promise<EmptyValue[]> {
  const counts = new Map<string, number>()
  for (const { field } of examples) if (field) counts.set(field, (counts.get(field) ?? 0) + 1)
  const empty = await emptyValues(table, from)
  return empty.filter(({ field }) => (counts.get(field) ?? 0) < EXAMPLES)
}

function aliases(used: readonly SourceColumn[]): string {
  return used.map(({ index }) => `c${index}`).join(', ')
}

/** Text kept as bytes becomes text. */
function readable(relation: string, { columns }: ParquetFile, used: readonly SourceColumn[]): string {
  const binary = used.filter(({ index }) => columns[index]!.isBinary).map(({ name }) => quoteIdentifier(name))
  if (binary.length === 0) return relation
  return `(select * replace (${binary.map((name) => `try(decode(${name})) as ${name}`).join(', ')}) from ${relation})`
}

async function readTexts(
  { database, used }: ParquetLoad,
  relation: string,
  { columns }: ParquetFile,
): Promise<Map<number, ReadonlyMap<string, string | null>>> {
  const texts = used.map(({ index }) => {
    const column = columns[index]!.isBinary ? `try(decode(c${index}))` : `cast(c${index} as varchar)`
    return `${column} as c${index}`
  })
  const rows = await database.query(`select cast(place as double) as place, ${texts.join(', ')} from ${relation}`)
  return new Map(
    rows.map((row) => [
      Number(row['place']),
      new Map(used.map(({ index, name }) => [name, row[`c${index}`] as string | null])),
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
