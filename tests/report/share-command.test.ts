import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { main } from '../../scripts/report.ts'
import { readSharing, sayShared, share, type ShareValues } from '../../scripts/report/share.ts'
import type { Report } from '../../src/report/report.ts'
import { sharedNames } from '../../src/report/sharing/shared-names.ts'

const folder = mkdtempSync(join(tmpdir(), 'dangol-share-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const out = join(folder, 'public/reports/2026-q3.json')

const sample = JSON.parse(readFileSync('sample-data/report.json', 'utf8')) as Report
/** Little of the sample, so that little is to be hidden. */
const report = { ...sample, metrics: pick(sample.metrics, ['overview', 'repeat_rate', 'acquisition_cost']) } as Report
function pick(from: object, names: readonly string[]) {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))
}
const shared = async (values: ShareValues, to: string | undefined = out) => {
  const sharing = await readSharing({ 'made-on': '2026-07-02', ...values }, to)
  const made = await share(report, sharing)
  return { made, said: sayShared(made, sharing) }
}

test('what is said of it: from how many customers, how much is hidden, which names, and the link', async () => {
  const { made, said } = await shared({ rename: ['검색=search'], 'leave-out': ['소셜 광고'] })
  expect(made.shared).toMatchObject({ madeOn: '2026-07-02', threshold: 10 })
  expect(said).toMatch(
    /^shared: from about [\d,]+ customers, as of 2026-07-01, made on 2026-07-02\nhidden: \d+ figures/,
  )
  expect(said).toMatch(/names in it: search,/)
  expect(said).toMatch(/link: #report=reports\/2026-q3\.json$/)
  expect(sharedNames(made)).not.toContain('검색')
  expect(sharedNames(made)).not.toContain('소셜 광고')
  expect((await shared({}, join(folder, 'report.json'))).said).toContain('link: none')
})

test('only the pages that are named go along', async () => {
  expect(Object.keys((await shared({ only: 'retention, health' })).made.metrics).sort()).toEqual([
    'overview',
    'repeat_rate',
  ])
})

test.each<[string, ShareValues, RegExp]>([
  ['a threshold that is none', { threshold: '3' }, /^--threshold is 5, 10 or 50, not "3"$/],
  ['a day that is none', { 'made-on': '2026-02-30' }, /--made-on/],
  ['a page that is none, or has customers', { only: 'health,data' }, /not "data"/],
  ['a name that is not there', { 'leave-out': ['검섹'] }, /"검섹": no channel or category/],
  ['a new name for none', { rename: ['검섹=x'] }, /"검섹": no channel or category/],
  ['no new name', { rename: ['검색= '] }, /say it as/],
  ['one new name for two', { rename: ['검색=소셜 광고'] }, /two names would be "소셜 광고"/],
  ['a name twice', { rename: ['검색=x'], 'leave-out': ['검색'] }, /dealt with before/],
])('%s is refused', async (_, values, why) => {
  await expect(shared(values)).rejects.toThrow(why)
})

test('a place that no link can name, or where something else lies, is refused before anything is computed', async () => {
  await expect(readSharing({}, 'public/reports/a?b.json')).rejects.toThrow(/no link can name reports\/a\?b\.json/)
  const taken = join(folder, 'own.json')
  writeFileSync(taken, JSON.stringify(report))
  await expect(readSharing({}, taken)).rejects.toThrow(/no shared report/)
  writeFileSync(taken, JSON.stringify({ ...report, schema: 'dangol.report/2' }))
  await expect(readSharing({}, taken)).rejects.toThrow(/newer Dangol/)
  const { made } = await shared({})
  writeFileSync(taken, JSON.stringify(made))
  expect((await readSharing({}, taken)).before).toEqual(made)
  expect((await shared({}, taken)).said).toContain('before it: the report of 2026-07-02')
})

test('the command writes nothing where it refuses', async () => {
  const said: string[] = []
  const write = process.stderr.write
  process.stderr.write = (text: string) => said.push(text) > 0
  try {
    expect(await main(['orders.csv', '--share', '--customers', join(folder, 'c.csv')])).toBe(2)
    expect(await main(['orders.csv', '--threshold', '5'])).toBe(2)
    expect(await main(['orders.csv', '--share', '--threshold', '7', '--out', out])).toBe(2)
  } finally {
    process.stderr.write = write
  }
  expect(said.map((text) => text.split('\n')[0])).toEqual([
    '--customers lists every customer by id and cannot go with --share',
    '--threshold goes with --share',
    '--threshold is 5, 10 or 50, not "7"',
  ])
  expect(() => readFileSync(out)).toThrow(/ENOENT/)
})
