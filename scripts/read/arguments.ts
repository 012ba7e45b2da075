import { parseArgs } from 'node:util'
import type { TextEncoding } from '../../src/ingest/encoding.ts'

export const USAGE = 'npm run --silent read -- FILE [--sheet NAME] [--encoding NAME] [--password TEXT]'

/** What is asked for cannot be understood; said on stderr, status 2. */
export class Refusal extends Error {}

/** What is to be read, and how. */
export interface ReadArguments {
  readonly path: string
  readonly sheet: string | undefined
  readonly encoding: TextEncoding | undefined
  readonly password: string | undefined
}

/** Names of encodings as people and programs know them, without hyphens. */
const encodings: Readonly<Record<string, TextEncoding>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  cp949: 'cp949',
  ms949: 'cp949',
  uhc: 'cp949',
  windows949: 'cp949',
  euckr: 'cp949',
  ksc56011987: 'cp949',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  windows31j: 'shift_jis',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
  latin1: 'windows-1252',
  iso88591: 'windows-1252',
  ascii: 'utf-8',
}

/** Throws a `Refusal`. */
export function parseArguments(args: string[]): ReadArguments {
  const { values, positionals } = parsed(args)
  const [path, ...others] = positionals
  if (path === undefined) throw new Refusal(`which file?\n${USAGE}`)
  if (others.length > 0) throw new Refusal(`one file at a time\n${USAGE}`)
  const name = values.encoding?.toLowerCase().replace(/[^a-z0-9]/g, '')
  const encoding = name === undefined ? undefined : encodings[name]
  if (name !== undefined && encoding === undefined)
    throw new Refusal(
      `unknown encoding "${values.encoding}": one of utf-8, utf-16le, utf-16be, cp949, shift_jis, windows-1252`,
    )
  return { path, sheet: values.sheet, encoding, password: values.password }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { sheet: { type: 'string' }, encoding: { type: 'string' }, password: { type: 'string' } },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`)
  }
}
