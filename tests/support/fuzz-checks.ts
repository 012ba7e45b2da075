import type { CsvFile } from '../../src/ingest/formats/csv/csv.ts'
import { IngestProblem } from '../../src/ingest/problem.ts'
import { readTable } from '../../src/ingest/read-table.ts'
import { problemWords } from '../../src/i18n/problem-words.ts'

/** Something that must not happen. */
export class FuzzFailure extends Error {}

/** Reads a table twice; returns the rows that a load should keep. */
export async function checkedRows(source: CsvFile): Promise<number> {
  const { width } = source.shape
  check(source.headers.length === width, `${source.headers.length} names of ${width} columns`)
  check(
    source.rows.every((row) => row.length === width),
    'a sample row of another width',
  )
  const first: unknown[] = []
  let kept = 0
  let last = source.headerLines
  for await (const rows of readTable(source))
    for (const { row, cells, reason, text } of rows) {
      check(row > last, `row ${row} behind row ${last}`)
      last = row
      check((cells === null) !== (reason === null), `row ${row} both kept and set aside, or neither`)
      if (cells) check(cells.length === width, `row ${row}: ${cells.length} cells of ${width}`)
      if (cells) kept++
      first.push([row, reason, text, cells?.join('\u001f')].join('\u001e'))
    }
  let place = 0
  for await (const rows of readTable(source))
    for (const { row, cells, reason, text } of rows) {
      const same = first[place++] === [row, reason, text, cells?.join('\u001f')].join('\u001e')
      check(same, `row ${row} reads otherwise the second time`)
    }
  check(place === first.length, `${place} rows the second time, ${first.length} the first`)
  return kept
}

/** The code of a problem that has its sentences. Throws what is no problem. */
export function codeOf(error: unknown): string {
  if (!(error instanceof IngestProblem)) throw error
  const { ko, en } = problemWords(error.details)
  check(ko.length > 10 && en.length > 10 && !/undefined|\[object/.test(ko + en), `${error.details.code} has no words`)
  return error.details.code
}

/** Throws a `FuzzFailure` where something is not as it must be. */
export function check(isRight: boolean, otherwise: string, cause?: unknown): void {
  if (!isRight) throw new FuzzFailure(otherwise, { cause })
}
