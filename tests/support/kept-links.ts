import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** One link of every kind that version 1 wrote, what opens the sealed one, and what the file that one names holds. */
export const keptLinks = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../fixtures/links/version-1.json'), 'utf8'),
) as Readonly<Record<'view' | 'snapshot' | 'digest' | 'sealed' | 'phrase' | 'report', string>> & {
  readonly file: Readonly<Record<string, unknown>>
}
