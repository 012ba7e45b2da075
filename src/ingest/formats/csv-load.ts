import { toUtf8 } from '../encoding.ts'
import { IngestProblem } from '../problem.ts'
import { csvExamples } from './csv-examples.ts'
import { CsvInserter } from './csv-insert.ts'
import { scanParts, type Part } from './csv-records.ts'
import type { CsvFile } from './csv.ts'
import type { FileCounts, FileLoad } from './file-load.ts'

const PART = 1 << 25

/**
 * Appends a text table to the raw table, part by part. Each part stands only if the rows that the engine kept and those
 * that it rejected add up to the records counted in it. Throws `IngestProblem`.
 */
export async function loadCsv(source: CsvFile, load: FileLoad): Promise<FileCounts> {
  const { dialect, dataStart: start, file, headerLines } = source
  const blob = await toUtf8(file.blob, source.encoding, load.signal)
  const inserter = new CsvInserter(source, load)
  const scan = () =>
    scanParts(blob, dialect, { start, partSize: PART, ...(load.signal ? { signal: load.signal } : {}) })
  try {
    if (!(await inserter.insertWhole(blob, scan)))
      for await (const part of ahead(scan())) {
        if (await swallowsRows(blob, part))
          throw new IngestProblem({
            code: 'unclosed_quote',
            file: file.name,
            row: headerLines + inserter.records + part.records,
          })
        await inserter.insertPart(blob, part)
        load.progress?.((part.end - start) / (blob.size - start), inserter.kept)
      }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotReadableError')
      throw new IngestProblem({ code: 'unreadable_file', file: file.name }, { cause: error })
    throw error
  }
  const { records, kept, pieces } = inserter
  if (kept === 0) {
    const code = records === 0 ? 'no_rows' : 'no_readable_rows'
    throw new IngestProblem({ code, file: file.name, row: headerLines + 1 })
  }
  return { records, kept, examples: await csvExamples(source, load, pieces) }
}

/** Counts the next part while the engine loads this one. */
async function* ahead(parts: AsyncGenerator<Part>): AsyncGenerator<Part> {
  try {
    let next = parts.next()
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = parts.next()
      next.catch(() => {})
      yield value
    }
  } finally {
    await parts.return(undefined)
  }
}

/** Are there lines below the one on which a quote was opened and never closed? */
async function swallowsRows(blob: Blob, { openAt, end }: Part): Promise<boolean> {
  if (openAt === null) return false
  const rest = await blob.slice(openAt, Math.min(end, openAt + (1 << 20))).text()
  return /[\r\n]./s.test(rest.trimEnd())
}
