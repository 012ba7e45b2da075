import { quoteText } from '../../sql.ts'
import { named } from '../../table.ts'
import type { LineBreak } from './records.ts'
import type { Dialect } from './text.ts'
import { usedColumns, type FileLoad } from '../file-load.ts'

/** Characters of a line that the engine takes without being told. */
const LINE = 1 << 21

/** How the rows that the engine is given are written. */
export interface WrittenAs {
  readonly dialect: Dialect
  readonly lineBreak: LineBreak
  /** Lines of the text above the first row. */
  readonly skip?: number
  /** Characters of the longest row, where it may be long. */
  readonly longest?: number
}

/** The relation of the columns that a load reads, from a file as the engine knows it; rejected rows are counted beside. */
export function csvRelation(
  path: string,
  { dialect, lineBreak, skip = 0, longest = 0 }: WrittenAs,
  load: FileLoad,
): string {
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${skip}`,
    `columns = {${load.columns.map((_, index) => `c${index}: 'VARCHAR'`).join(', ')}}`,
    `delim = ${quoteText(dialect.delimiter)}`,
    `quote = ${quoteText(dialect.quote ?? '')}`,
    `escape = ${quoteText(dialect.escape ?? '')}`,
    `new_line = '${lineBreak.replace('\r', '\\r').replace('\n', '\\n')}'`,
    'null_padding = true',
    'parallel = false',
    'store_rejects = true',
    `rejects_table = 'rejected_lines'`,
    `rejects_scan = 'rejected_scans'`,
    'rejects_limit = 0',
  ]
  // A character has at most three bytes for each unit of a string.
  if (longest * 3 >= LINE) options.push(`max_line_size = ${longest * 3 + 64}`, `buffer_size = ${longest * 6 + 128}`)
  return named(`read_csv(${quoteText(path)}, ${options.join(', ')})`, usedColumns(load))
}
