import { toUtf8 } from '../../encoding.ts'
import { IngestProblem } from '../../problem.ts'
import { csvExamples } from './examples.ts'
import { CsvInserter } from './insert.ts'
import type { CsvFile } from './csv.ts'
import type { FileCounts, FileLoad } from '../file-load.ts'

/**
 * Appends a text table to the raw table, part by part: the rows that `readTable` reads, whichever engine takes them.
 * Throws `IngestProblem`.
 */
export async function loadCsv(source: CsvFile, load: FileLoad): Promise<FileCounts> {
  const { dataStart: start, file, headerLines } = source
  try {
    const blob = await toUtf8(file.blob, source.encoding, load.signal)
    const inserter = new CsvInserter(source, load, blob)
    await inserter.insertAll((at) => load.progress?.((at - start) / (blob.size - start), inserter.kept))
    const { records, kept, setAside, pieces } = inserter
    if (kept === 0) {
      const code = records === 0 ? 'no_rows' : 'no_readable_rows'
      throw new IngestProblem({ code, file: file.name, row: headerLines + 1 })
    }
    return { records, kept, setAside, examples: await csvExamples(source, load, pieces, setAside) }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotReadableError')
      throw new IngestProblem({ code: 'unreadable_file', file: file.name }, { cause: error })
    throw error
  }
}
