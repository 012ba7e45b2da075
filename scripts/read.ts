import type { SetAsideRow } from '../src/ingest/formats/opened.ts'
import { IngestProblem } from '../src/ingest/problem.ts'
import { problemWords } from '../src/i18n/problem-words.ts'
import { fileAt, NoSuchFile } from './given-file.ts'
import { parseArguments, Refusal } from './read/arguments.ts'
import { openTable, type PrintedTable } from './read/table.ts'

/** Characters of a row that was set aside that are shown. */
const SHOWN = 200
/** Rows set aside that wait for the first row that was not, at most. */
const WAITING = 10_000

/**
 * Prints a table exactly as it was read, before any mapping, as CSV (RFC 4180, UTF-8) on stdout; what was set aside, and a
 * summary, on stderr. Status 0; 2 where nothing could be read, with one sentence on stderr and nothing on stdout.
 */
export async function main(args: string[]): Promise<number> {
  const closed = new Promise<'closed'>((resolve) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      resolve('closed')
    })
  })
  try {
    const { path, sheet, encoding, password } = parseArguments(args)
    const table = await openTable({ ...(await fileAt(path)), opening: { encoding, password } }, sheet)
    await print(table, closed)
    return 0
  } catch (error) {
    const message =
      error instanceof Refusal || error instanceof NoSuchFile
        ? error.message
        : error instanceof IngestProblem
          ? problemWords(error.details).en
          : null
    if (message === null) throw error
    process.stderr.write(`${message}\n`)
    return 2
  }
}

async function print({ name, header, written, above, rows, others }: PrintedTable, closed: Promise<'closed'>) {
  const counts = new Map<string, number>()
  /** Lines about rows set aside that wait until something was read; null: something was. */
  let waiting: string[] | null = []
  let read = 0
  const say = (lines: readonly SetAsideRow[]) => {
    for (const { row, reason, text } of lines) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1)
      const line = `row ${row}: ${reason}: ${shown(text)}\n`
      if (waiting && waiting.length < WAITING) waiting.push(line)
      else process.stderr.write(line)
    }
  }
  say(above)
  for await (const some of rows) {
    let text = ''
    const aside: SetAsideRow[] = []
    for (const row of some)
      if (row.reason === null) {
        if (waiting && read === 0) text += csvLine(header)
        read++
        text += csvLine(row.cells)
      } else aside.push(row)
    if (read > 0 && waiting) {
      for (const line of waiting) process.stderr.write(line)
      waiting = null
    }
    say(aside)
    if (text !== '' && (await toStdout(text, closed)) === 'closed') return
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (read === 0) {
    if (total > above.length) throw new IngestProblem({ code: 'no_readable_rows', file: name, row: 1 })
    // A header alone is a table, too.
    for (const line of waiting ?? []) process.stderr.write(line)
    await toStdout(csvLine(header), closed)
  }
  const reasons = [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ')
  process.stderr.write(`${name}: ${written}; ${read} rows read, ${total} set aside${reasons ? ` (${reasons})` : ''}\n`)
  if (others.length > 0) process.stderr.write(`other tables: ${others.map((other) => `“${other}”`).join(', ')}\n`)
}

/** Writes to stdout and waits until it takes more. */
async function toStdout(text: string, closed: Promise<'closed'>): Promise<'closed' | undefined> {
  if (process.stdout.writableEnded || process.stdout.destroyed) return 'closed'
  if (process.stdout.write(text)) return undefined
  const drained = new Promise<undefined>((resolve) => process.stdout.once('drain', () => resolve(undefined)))
  return Promise.race([drained, closed])
}

function csvLine(cells: readonly (string | null)[]): string {
  let line = ''
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] ?? ''
    line += (index > 0 ? ',' : '') + (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  }
  return line + '\n'
}

function shown(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN)]
  const cut = characters.length > SHOWN ? characters.slice(0, SHOWN - 1).join('') + '…' : characters.join('')
  return cut.replace(/\r\n|[\r\n]/g, '⏎')
}
