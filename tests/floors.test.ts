import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '../src')

/** Floor of each folder of src; worker and charts share one and may meet only in types. */
const FLOORS: Readonly<Record<string, number>> = {
  models: 0,
  statistics: 0,
  i18n: 0,
  styles: 0,
  engine: 1,
  ingest: 2,
  metrics: 2,
  report: 3,
  worker: 4,
  charts: 4,
  state: 5,
  components: 6,
  'App.svelte': 7,
  'Shared.svelte': 7,
  'main.ts': 8,
  'report-file.ts': 8,
}

interface Import {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"`;]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)|import\s+['"](\.[^'"]+)['"]/g

const imports: Import[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file))
  .flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(IMPORT)].map((match) => ({
      from: file,
      to: relative(source, resolve(source, dirname(file), (match[2] ?? match[3] ?? match[4])!)).replace(/\?.*$/, ''),
      isType: match[1] !== undefined,
    })),
  )
  .filter(({ to }) => !to.startsWith('..'))

const folder = (file: string) => file.split('/')[0]!
const floor = (file: string) => {
  const found = FLOORS[folder(file)]
  if (found === undefined) throw new Error(`${file} stands on no floor`)
  return found
}
const say = ({ from, to }: Import) => `${from} → ${to}`

test('a file imports only from floors below, or its own folder', () => {
  expect(imports.length).toBeGreaterThan(50)
  const climbing = imports.filter(({ from, to }) => floor(to) >= floor(from) && folder(from) !== folder(to))
  expect(climbing.map(say)).toEqual([])
})

test('the page takes nothing but types, words and the client from below the report', () => {
  const page = imports.filter(
    ({ from, isType }) =>
      ['charts', 'state', 'components', 'App.svelte', 'Shared.svelte', 'main.ts'].includes(folder(from)) && !isType,
  )
  const reaching = page.filter(({ to }) => ['engine', 'models'].includes(folder(to)) || to === 'metrics/index.ts')
  expect(reaching.map(say)).toEqual([])
})

test('the worker takes nothing from charts', () => {
  expect(imports.filter(({ from, to }) => folder(from) === 'worker' && folder(to) === 'charts').map(say)).toEqual([])
})

test('a worker starts from a blob and nowhere else', () => {
  const starters = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .filter((file) => /new (?:Shared)?Worker\(/.test(readFileSync(join(source, file), 'utf8')))
  expect(starters).toEqual(['engine/blob-worker.ts'])
})
