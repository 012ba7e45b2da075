import { openAsBlob } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { FileSource } from '../src/engine/database.ts'
import { NodeDatabase } from '../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../src/engine/duckdb-wasm-node.ts'
import { openParquetInNode } from '../src/ingest/formats/parquet-node.ts'
import { parseMapping, type Mapping } from '../src/ingest/mapping.ts'
import { IngestProblem } from '../src/ingest/problem.ts'
import { problemWords } from '../src/i18n/problem-words.ts'
import { parseSetting, SettingError } from '../src/metrics/setting-schema.ts'
import type { Settings } from '../src/metrics/settings.ts'
import { NothingKept } from '../src/report/build.ts'
import { Shop } from '../src/worker/analytics.ts'

const USAGE = `npm run --silent report -- FILE… [--as-of 2026-11-22] [--mapping mapping.json] [--set key=value]… [--engine wasm|native] [--out report.json]`

/** What the person must put right before there can be a report: said on stderr, status 2. */
class Refusal extends Error {}

/** Prints the report of the files as JSON. Status 0; 2 where the input cannot be used, with the reason on stderr and nothing on stdout. */
export async function main(args: string[]): Promise<number> {
  try {
    const { text, out } = await report(args)
    if (out) await writeFile(out, text)
    else await new Promise((resolve) => process.stdout.write(text, resolve))
    return 0
  } catch (error) {
    const message = sayWhy(error)
    if (message === null) throw error
    process.stderr.write(`${message}\n`)
    return 2
  }
}

function sayWhy(error: unknown): string | null {
  if (error instanceof Refusal || error instanceof SettingError) return error.message
  if (error instanceof IngestProblem) return problemWords(error.details).en
  if (error instanceof NothingKept)
    return `no row could be kept: ${error.leftOut.map(({ reason, rows }) => `${reason} ${rows}`).join(', ')}`
  return null
}

async function report(args: string[]): Promise<{ text: string; out: string | undefined }> {
  const { values, files } = readArguments(args)
  const settings: Partial<Settings> = Object.assign({}, ...(values.set ?? []).map(parseSetting))
  if (values['as-of']) Object.assign(settings, parseSetting(`as_of=${values['as-of']}`))
  const given = values.mapping ? await readMapping(values.mapping) : null
  const sources: FileSource[] = await Promise.all(files.map(openFile))
  const shop = new Shop({
    openDatabase: () => (values.engine === 'wasm' ? openWasmInNode() : NodeDatabase.open()),
    openParquet: openParquetInNode,
  })
  try {
    const { recognition } = await shop.inspect(sources)
    const mapping = withSettings(given ?? recognition.mapping, settings)
    if (!given) refuseOpenQuestions(recognition)
    for (const [field, column] of Object.entries(mapping.columns)) process.stderr.write(`${field}: ${column}\n`)
    await shop.load(mapping)
    const value = await shop.report(settings)
    return { text: `${JSON.stringify(value, null, 2)}\n`, out: values.out }
  } finally {
    await shop.close()
  }
}

function readArguments(args: string[]) {
  try {
    const { values, positionals: files } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'as-of': { type: 'string' },
        mapping: { type: 'string' },
        set: { type: 'string', multiple: true },
        engine: { type: 'string', default: 'native' },
        out: { type: 'string' },
      },
    })
    if (files.length === 0) throw new Error('which file?')
    if (values.engine !== 'native' && values.engine !== 'wasm') throw new Error(`unknown engine "${values.engine}"`)
    return { values, files }
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`)
  }
}

async function openFile(path: string): Promise<FileSource> {
  try {
    return { name: basename(path), blob: await openAsBlob(path), path }
  } catch {
    throw new Refusal(`${path} cannot be read: is it there?`)
  }
}

async function readMapping(path: string): Promise<Mapping> {
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Refusal(`the mapping ${path} cannot be read: ${(error as Error).message}`)
  }
  try {
    return parseMapping(json)
  } catch (error) {
    throw new Refusal(`the mapping ${path} does not fit: ${(error as Error).message}`)
  }
}
