import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { mappedColumns, parseTableMapping, sourceColumns, type TableMapping } from '../src/ingest/mapping.ts'
import { isBlocking, type TableRecognition } from '../src/ingest/recognition.ts'
import { IngestProblem } from '../src/ingest/problem.ts'
import { problemWords } from '../src/i18n/problem-words.ts'
import { parseSetting, SettingError } from '../src/metrics/setting-schema.ts'
import type { Settings } from '../src/metrics/settings.ts'
import { NothingKept } from '../src/report/build.ts'
import type { InspectedGroup } from '../src/worker/protocol.ts'
import { NoSuchFile } from './given-file.ts'
import { makeReport, NoCustomers } from './report/make.ts'
import { Refusal } from './report/refusal.ts'
import { htmlOf, readSharing, sayShared, share, shareOptions } from './report/share.ts'

const USAGE = `npm run --silent report -- FILE… [--as-of 2026-11-22] [--mapping mapping.json]… [--set key=value]… [--engine wasm|native] [--out report.json] [--customers customers.csv]
  to be shared: --share [--threshold 5|10|50] [--made-on 2026-11-22] [--only health,retention] [--rename name=new]… [--leave-out name]… [--out public/reports/2026-q3.json] [--html report.html]`

/** Prints the report of the files as JSON, with `--share` only what may be told to others. Status 0; 2 where the input cannot be used, with the reason on stderr and nothing on stdout. */
export async function main(args: string[]): Promise<number> {
  try {
    const { text, out, html } = await report(args)
    if (html) await writeBelow(html.path, html.text)
    if (out) await writeBelow(out, text)
    else if (!html) await new Promise((resolve) => process.stdout.write(text, resolve))
    return 0
  } catch (error) {
    const message = sayWhy(error)
    if (message === null) throw error
    process.stderr.write(`${message}\n`)
    return 2
  }
}

async function writeBelow(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function sayWhy(error: unknown): string | null {
  if (error instanceof Refusal || error instanceof SettingError) return error.message
  if (error instanceof NoSuchFile) return error.message
  if (error instanceof NoCustomers) return `no list of customers can be made without ${error.message}`
  if (isUnwritable(error)) return `${error.path} cannot be written: ${error.code}`
  if (error instanceof IngestProblem) return problemWords(error.details).en
  if (error instanceof NothingKept)
    return `no row could be kept: ${error.leftOut.map(({ reason, rows }) => `${reason} ${rows}`).join(', ')}`
  return null
}

function isUnwritable(error: unknown): error is Error & { readonly path: string; readonly code: string } {
  return error instanceof Error && 'syscall' in error && error.syscall === 'open' && 'path' in error
}

/** What is written, and where: as JSON, and as a file that opens from disk. */
interface Written {
  readonly text: string
  readonly out: string | undefined
  readonly html?: { readonly path: string; readonly text: string }
}

async function report(args: string[]): Promise<Written> {
  const { values, files } = readArguments(args)
  const settings: Partial<Settings> = Object.assign({}, ...(values.set ?? []).map(parseSetting))
  if (values['as-of']) Object.assign(settings, parseSetting(`as_of=${values['as-of']}`))
  const sharing = values.share ? await readSharing(values, values.out) : null
  const lists = await Promise.all((values.mapping ?? []).map(readMappings))
  const given = lists.flat()
  const value = await makeReport(files, {
    engine: values.engine,
    settings,
    ...(values.customers === undefined ? {} : { customers: values.customers }),
    decide(group, all) {
      const mapping = withSettings(chooseMapping(group, all, given), settings)
      if (group === all.at(-1)) refuseWhatDoesNotFit(all, lists)
      // What a mapping said need not stand in the log of a nightly job, which others may read.
      if (!sharing || !given.some(({ columns }) => columns === mapping.columns)) sayChoices(mapping, group)
      return mapping
    },
  })
  if (!sharing) return { text: `${JSON.stringify(value, null, 2)}\n`, out: values.out }
  const shared = await share(value, sharing)
  process.stderr.write(`${sayShared(shared, sharing)}\n`)
  const written = { text: JSON.stringify(shared), out: values.out }
  return values.html === undefined ? written : { ...written, html: { path: values.html, text: await htmlOf(shared) } }
}

function readArguments(args: string[]) {
  try {
    const { values, positionals: files } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'as-of': { type: 'string' },
        mapping: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        engine: { type: 'string', default: 'native' },
        out: { type: 'string' },
        customers: { type: 'string' },
        share: { type: 'boolean', default: false },
        ...shareOptions,
      },
    })
    if (files.length === 0) throw new Error('which file?')
    if (values.engine !== 'native' && values.engine !== 'wasm') throw new Error(`unknown engine "${values.engine}"`)
    const alone = Object.keys(shareOptions).find((name) => name in values)
    if (alone && !values.share) throw new Error(`--${alone} goes with --share`)
    if (values.share && values.customers !== undefined)
      throw new Error('--customers lists every customer by id and cannot go with --share')
    const engine: 'native' | 'wasm' = values.engine
    return { values: { ...values, engine }, files }
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`)
  }
}

/** The mapping in a file, or the list of them. */
async function readMappings(path: string): Promise<TableMapping[]> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Refusal(`the mapping ${path} cannot be read: ${(error as Error).message}`)
  }
  try {
    return (Array.isArray(json) ? json : [json]).map(parseTableMapping)
  } catch (error) {
    throw new Refusal(`the mapping ${path} does not fit: ${(error as Error).message}`)
  }
}

/** The mapping given for these files, else what was recognised in them. */
function chooseMapping(
  group: InspectedGroup,
  all: readonly InspectedGroup[],
  given: readonly TableMapping[],
): TableMapping {
  const columns = sourceColumns(group.sample.headers)
  const fitting = given.filter((mapping) => mappedColumns(mapping).every((column) => columns.includes(column)))
  const isAlone = all.length === 1 && given.length === 1
  const named = fitting.find(({ table }) => table === group.table) ?? fitting[0] ?? (isAlone ? given[0] : undefined)
  if (named) return named
  const names = group.files.map(({ name }) => name).join(', ')
  if (group.table === null && all.length > 1)
    throw new Refusal(`which table is ${names}? Say so in a mapping (--mapping mapping.json)`)
  const recognition = group.recognitions[group.table ?? 'orders']
  refuseOpenQuestions(recognition)
  return recognition.mapping
}

/** Tables need orders to lie beside, and a mapping somebody gave must be of some file, of a list at least one. */
function refuseWhatDoesNotFit(all: readonly InspectedGroup[], lists: readonly (readonly TableMapping[])[]): void {
  const given = lists.flat()
  const used = all.map((group) => chooseMapping(group, all, given))
  const isMissed = ({ table }: TableMapping) => used.some((one) => one.table === table && !given.includes(one))
  const unused =
    lists.find((list) => !list.some((mapping) => used.includes(mapping)))?.[0] ??
    given.find((mapping) => !used.includes(mapping) && isMissed(mapping))
  if (unused) throw new Refusal(`the mapping of ${unused.table} fits none of the files`)
  if (used.some(({ table }) => table === 'orders')) return
  const taken = all.map(({ files, recognitions }, place) => {
    const { missing } = recognitions.orders
    const lack = missing.length > 0 ? ` (as orders it lacks ${missing.join(', ')})` : ''
    return `${files.map(({ name }) => name).join(', ')} was taken for ${used[place]!.table}${lack}`
  })
  throw new Refusal(`there are no orders among the files, beside which the other tables lie: ${taken.join('; ')}`)
}

/** Without a person to ask: nothing required may be missing, and nothing open that must not be guessed. */
function refuseOpenQuestions({ missing, questions }: TableRecognition): void {
  if (missing.length > 0)
    throw new Refusal(
      `no column was recognised for ${missing.join(', ')}: name it in a mapping (--mapping mapping.json)`,
    )
  for (const question of questions) {
    if (question.code === 'date_order')
      throw new Refusal(
        `the order of day and month in "${question.column}" is open (${question.examples.join(', ')}): ` +
          `say "date": {"order": "${question.options.join('" or "')}"} in a mapping (--mapping mapping.json)`,
      )
    if (isBlocking(question))
      throw new Refusal(`"${question.code}" is open: answer it in a mapping (--mapping mapping.json)`)
  }
}

/** The settings that are settled at the load of orders go before what their mapping says. */
function withSettings(mapping: TableMapping, { amount_is, history }: Partial<Settings>): TableMapping {
  if (mapping.table !== 'orders') return mapping
  return { ...mapping, ...(amount_is ? { amount_is } : {}), ...(history ? { history } : {}) }
}

function sayChoices(mapping: TableMapping, group: InspectedGroup): void {
  const { table } = mapping
  const choices = [`${group.files.map(({ name }) => name).join(', ')}: ${table}`]
  choices.push(...Object.entries(mapping.columns).map(([field, column]) => `${field}: "${column}"`))
  choices.push(`date order: ${mapping.date.order}`)
  if (mapping.table === 'orders') choices.push(`amount is: ${mapping.amount_is}`, `history: ${mapping.history}`)
  for (const question of group.recognitions[table].questions) choices.push(`open: ${question.code}`)
  if (group.currencies.length > 1) choices.push(`currencies mixed: ${group.currencies.join(', ')}`)
  process.stderr.write(`${choices.join('\n')}\n`)
}
