import { parseArgs } from 'node:util'
import type { TextEncoding } from '../../src/ingest/encoding.ts'
import { encodingNamed } from '../../src/ingest/encodings/names.ts'

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

/** Throws a `Refusal`. */
export function parseArguments(args: string[]): ReadArguments {
  const { values, positionals } = parsed(args)
  const [path, ...others] = positionals
  if (path === undefined) throw new Refusal(`which file?\n${USAGE}`)
  if (others.length > 0) throw new Refusal(`one file at a time\n${USAGE}`)
  const encoding = values.encoding === undefined ? undefined : encodingNamed(values.encoding)
  if (encoding === null)
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
